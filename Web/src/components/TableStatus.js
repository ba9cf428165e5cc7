// SPDX-License-Identifier: Apache-2.0
// Under the table: which cell, count, sum and average of the selection, and what was refused.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { period, text } from '../kit/i18n.js';
import { sum } from '../kit/decimal.js';
import { formatValue } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { openHere } from '../store/talk.js';

export default define('TableStatus', {
  props: { cells: Array, focused: Object, failed: Object, marked: Number, canEdit: Boolean },
  emits: ['explain', 'retry', 'clear', 'comment'],
  template: `
    <footer class="table-status">
      <template v-if="focused"><span class="where">{{ text(focused.row.label) }} · {{ period(focused.column) }}</span><span v-if="focused.row.failure" class="unfavourable">{{ text(focused.row.failure) }}</span><span v-else-if="canEdit && !focused.isEditable" class="quiet">{{ t('web.table.calculated') }}</span><button class="btn small" data-act="explain-cell" @click="$emit('explain')"><i class="icon" aria-hidden="true">help_outline</i>{{ t('web.explain.title') }}</button><button class="btn small talk-button" data-act="comment-cell" :title="t('web.talk.title') + ' (Shift+F2)'" @click="$emit('comment')"><i class="icon" aria-hidden="true">forum</i>{{ t('web.talk.title') }}<em v-if="openHere('cell:' + focused.cell)" class="count">{{ openHere('cell:' + focused.cell) }}</em></button></template>
      <span v-else class="quiet">{{ t(canEdit ? 'web.table.hint' : 'web.table.hint.read') }}</span>
      <span class="spacer"></span>
      <button v-if="marked" class="btn small" @click="$emit('clear')">{{ t('web.table.clear-marks', { count: marked }) }}</button>
      <button v-if="failed.size" class="btn small danger" @click="$emit('retry')">{{ t('web.table.retry', { count: failed.size }) }}</button>
      <template v-if="facts"><span>{{ t('web.status.count') }} <b>{{ facts.count }}</b></span><span v-if="facts.isMixed" class="warn" data-mixed>{{ t('web.status.mixed') }} <a class="link" href="#/figures" data-act="open-bridge">{{ t('web.figures.open-bridge') }}</a></span><template v-if="facts.sum"><span>{{ t('web.status.sum') }} <b>{{ facts.sum }}</b></span></template><span v-if="facts.average">{{ t('web.status.average') }} <b>{{ facts.average }}</b></span></template>
    </footer>`,
  setup(props) {
    const facts = computed(() => {
      const filled = props.cells.filter((cell) => cell.value !== null);
      if (props.cells.length < 2 || !filled.length) return null;
      const units = new Set(filled.map((cell) => cell.unit));
      if (units.size > 1) return { count: filled.length };
      // Figures with and without tax are neither when they are added.
      const bases = new Set(filled.map((cell) => cell.basis).filter(Boolean));
      if (bases.size > 1) return { count: filled.length, isMixed: true };
      const unit = filled[0].unit;
      const total = sum(filled.map((cell) => cell.value));
      const show = (value) => formatValue(value, unit, preferences.moneyUnit, { fine: true, zero: '0' });
      return { count: filled.length, sum: unit === '%' ? null : show(total), average: show((Number(total) / filled.length).toFixed(6)) };
    });
    return { facts, text, period, openHere };
  },
});
