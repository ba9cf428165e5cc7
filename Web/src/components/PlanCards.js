// SPDX-License-Identifier: Apache-2.0
// The table on a phone: one period at a time, rows as cards, a number opens 为什么, the pencil edits.
import { computed, nextTick, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { preferences } from '../kit/preferences.js';
import { editableText } from '../kit/numbers.js';
import { cellId, foldedAtFirst, grainOf, isUnbalanced, rawValue, sectionKey } from '../grid/models.js';
import { session } from '../store/session.js';
import { openTalk } from '../store/talk.js';

export default define('PlanCards', {
  props: { answer: Object, marks: Object, talks: Object, pending: Object, canEdit: Boolean },
  emits: ['edit'],
  template: `
    <div class="plan-cards">
      <div class="stepper card"><button class="icon-btn" :disabled="at <= 0" :aria-label="t('web.action.previous')" @click="ui.shift -= 1"><i class="icon" aria-hidden="true">chevron_left</i></button><b>{{ text(column.label) }} <small>{{ t(column.isActual ? 'web.line.actual' : 'web.table.forecast') }}</small></b><button class="icon-btn" :disabled="at >= answer.columns.length - 1" :aria-label="t('web.action.next')" @click="ui.shift += 1"><i class="icon" aria-hidden="true">chevron_right</i></button></div>
      <template v-for="entry in entries" :key="entry.key">
        <h3 v-if="entry.section">{{ sectionName(entry.section) }}</h3>
        <article v-else class="plan-card" :class="{ marked: !!marks.of(entry.row, at, column.id), unbalanced: isUnbalanced(entry.row, at) }" :style="{ marginLeft: entry.row.level * 10 + 'px' }">
          <button v-if="entry.row.hasChildren" class="twist" :aria-expanded="!ui.folded.has(entry.row.id)" :aria-label="t(ui.folded.has(entry.row.id) ? 'web.table.unfold' : 'web.table.fold')" @click="fold(entry.row.id)">{{ ui.folded.has(entry.row.id) ? '▸' : '▾' }}</button><span v-else class="twist"></span>
          <span class="plan-name">{{ text(entry.row.label) }}</span><button v-if="talks.get('cell:' + entry.cell)?.open" class="icon-btn talk-mark" :aria-label="t('web.talk.open-here', { count: talks.get('cell:' + entry.cell).open })" @click="openTalk({ key: 'cell:' + entry.cell, label: entry.row.label })"><i class="icon" aria-hidden="true">forum</i></button>
          <template v-if="ui.editing === entry.cell"><input ref="box" class="input" inputmode="decimal" :value="ui.typed" :aria-label="text(entry.row.label)" @input="ui.typed = $event.target.value" @keydown.enter="commit(entry)" @keydown.esc="ui.editing = null"><button class="icon-btn" :aria-label="t('web.action.save')" @click="commit(entry)"><i class="icon" aria-hidden="true">check</i></button></template>
          <template v-else><figure-value :value="pending.get(entry.cell) ?? entry.value" :unit="entry.row.unit" :cell="entry.cell" :label="entry.row.label" :fine="false"/><button v-if="canEdit && entry.row.isEditable && !column.isActual" class="icon-btn" :aria-label="t('web.table.edit', { row: text(entry.row.label) })" @click="begin(entry)"><i class="icon" aria-hidden="true">edit</i></button></template>
          <small v-if="isUnbalanced(entry.row, at)" class="plan-budget unfavourable">{{ text(entry.row.failure) || t('web.table.unbalanced') }}</small>
          <small v-if="entry.budget !== null" class="plan-budget">{{ t('web.line.budget') }} {{ valueText(entry.budget, entry.row.unit) }} · {{ t('web.compare.difference') }} {{ valueText(entry.difference, entry.row.unit, { sign: true }) }}</small>
        </article>
      </template>
    </div>`,
  setup(props, { emit }) {
    const box = ref([]);
    const ui = reactive({ shift: 0, folded: foldedAtFirst(props.answer), editing: null, typed: '' });
    const today = session.workspace.today;
    const start = computed(() => { const id = { month: today.slice(0, 7), quarter: `${today.slice(0, 4)}Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`, year: today.slice(0, 4) }[grainOf(props.answer.columns[0]?.id ?? '')]; return Math.max(0, props.answer.columns.findIndex((column) => column.id === id)); });
    const at = computed(() => Math.min(Math.max(start.value + ui.shift, 0), props.answer.columns.length - 1));
    const column = computed(() => props.answer.columns[at.value]);
    const entries = computed(() => {
      const out = [], hidden = new Set();
      let section = null;
      for (const row of props.answer.rows) {
        if (row.parent && (ui.folded.has(row.parent) || hidden.has(row.parent))) { hidden.add(row.id); continue; }
        if (sectionKey(row.section) !== section) { section = sectionKey(row.section); out.push({ key: 's' + section, section: row.section }); }
        const budget = row.compare?.budget?.[at.value] ?? null;
        out.push({ key: row.id, row, cell: cellId(row, column.value.id), value: row.values[at.value] ?? null, budget, difference: budget === null ? null : rawValue(row, at.value, 'difference') });
      }
      return out;
    });
    function begin(entry) {
      ui.editing = entry.cell;
      ui.typed = editableText(entry.value, entry.row.unit, preferences.moneyUnit);
      nextTick(() => { const input = [box.value].flat()[0]; input?.focus(); input?.select(); });
    }
    function commit(entry) {
      ui.editing = null;
      emit('edit', { entries: [{ row: entry.row, column: column.value.id, typed: ui.typed, current: entry.value }], anchor: null });
    }
    const fold = (id) => (ui.folded.has(id) ? ui.folded.delete(id) : ui.folded.add(id));
    return { openTalk, isUnbalanced, box, ui, at, column, entries, begin, commit, fold };
  },
});
