// SPDX-License-Identifier: Apache-2.0
// Rows of a target, by place or by period. One target cell at a time takes the keyboard: arrows move, a digit or Enter sets, L locks, → goes into it, ← out.
import { computed, nextTick, ref } from 'vue';
import { define } from '../kit/template.js';
import { period, t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';

const COLUMNS = ['target', 'plan', 'gap', 'gapRate', 'submitted', 'lastYear', 'targetToDate', 'actual', 'difference', 'differenceRate', 'attainment', 'needed', 'pace'];
const TO_DATE = ['targetToDate', 'actual', 'difference', 'differenceRate', 'attainment'];
const CHANGES = ['gap', 'difference'], RATIOS = ['gapRate', 'differenceRate', 'attainment'];

export default define('TargetTable', {
  props: { rows: Array, shape: String, hasLastYear: Boolean },
  emits: ['edit', 'lock', 'drill', 'up'],
  template: `
    <article class="card scroll-x target-box"><table class="data-table statement-table target-table" ref="table">
      <thead><tr><th class="pinned">{{ t('web.targets.first-column.' + shape) }}</th><th v-for="column in columns" :key="column" class="num" :data-column="column" :title="t('web.targets.column.' + column + '.why')">{{ t('web.targets.column.' + column) }}</th></tr></thead>
      <tbody><tr v-for="(row, index) in rows" :key="row.place + '@' + row.span" :class="['level-' + row.level, { total: row.level === 0 }]" :data-place="row.place" :data-span="row.span">
        <td class="pinned"><button class="link" @click="$emit('drill', row)">{{ shape === 'periods' ? period(row.span) : text(row.label) }}</button></td>
        <td v-for="column in columns" :key="column" class="num">
          <span v-if="column === 'target'" class="target-cell">
            <button class="target-value" :class="{ fixed: !row.mayEdit }" :tabindex="index === at ? 0 : -1" :aria-label="t('web.targets.cell', { name: shape === 'periods' ? period(row.span) : text(row.label) })" :aria-disabled="!row.mayEdit" @click="at = index; $emit('edit', row)" @focus="at = index" @keydown="onKey($event, row, index)"><figure-value v-if="row.target !== null" :value="row.target"/><span v-else class="quiet">{{ row.mayEdit ? '+' : '–' }}</span></button>
            <button class="icon-btn tiny" :class="{ locked: row.isLocked }" :style="{ visibility: row.target !== null && (row.mayEdit || row.isLocked) ? 'visible' : 'hidden' }" :disabled="!row.mayEdit" tabindex="-1" :aria-pressed="row.isLocked" :title="t(row.isLocked ? 'web.targets.unlock' : 'web.targets.lock')" :aria-label="t(row.isLocked ? 'web.targets.unlock' : 'web.targets.lock')" @click="$emit('lock', row)"><i class="icon" aria-hidden="true">{{ row.isLocked ? 'lock' : 'lock_open' }}</i></button>
          </span>
          <span v-else-if="row[column] === null" class="quiet">–</span>
          <span v-else-if="ratios.includes(column)" :class="{ quiet: column !== 'attainment' }">{{ ratio(row[column], column) }}</span>
          <figure-value v-else :value="row[column]" :good="changes.includes(column) ? 'up' : null" :is-change="changes.includes(column)"/>
        </td>
      </tr></tbody>
    </table></article>`,
  setup(props, { emit }) {
    const table = ref(), at = ref(0);
    function focus(index) {
      const next = Math.min(Math.max(index, 0), props.rows.length - 1);
      at.value = next;
      nextTick(() => table.value?.querySelectorAll('.target-value')[next]?.focus());
    }
    function onKey(event, row, index) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const moves = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: props.rows.length - 1 };
      if (event.key in moves) focus(moves[event.key]);
      else if (event.key === 'Enter' || event.key === 'F2') emit('edit', row);
      else if (/^\d$/.test(event.key)) emit('edit', row, event.key);
      else if (/^l$/i.test(event.key) && row.mayEdit && row.target !== null) emit('lock', row);
      else if (event.key === 'ArrowRight') emit('drill', row);
      else if (event.key === 'ArrowLeft' || event.key === 'Backspace') emit('up');
      else return;
      event.preventDefault();
    }
    return {
      table, at, text, period, onKey, changes: CHANGES, ratios: RATIOS, ratio: (value, column) => formatRatio(value, { sign: column !== 'attainment' }),
      /** Nothing to date before a month is closed, nothing handed in where nobody did. */
      columns: computed(() => COLUMNS.filter((column) => (column !== 'lastYear' || props.hasLastYear) && (column !== 'submitted' || props.rows.some((row) => row.submitted !== null)) && (!TO_DATE.includes(column) || props.rows.some((row) => row.closedMonths)))),
    };
  },
});
