// SPDX-License-Identifier: Apache-2.0
// What a target stands at: target, bottom-up plan with its gap, what came beside what should have, what each remaining month has to bring.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { compare } from '../kit/decimal.js';

export default define('TargetSummary', {
  props: { row: Object, place: Object, cutoff: String },
  template: `
    <div class="target-summary">
      <article class="card"><h2>{{ text(place) }} · {{ period(row.span) }}</h2><b class="big"><figure-value :value="row.target"/></b></article>
      <article class="card"><h2>{{ t('web.targets.column.plan') }}</h2><b class="big"><figure-value :value="row.plan"/></b><p class="meta">{{ t('web.targets.column.gap') }} <figure-value :value="row.gap" good="up" :is-change="true"/> <span v-if="row.gapRate !== null">{{ ratio(row.gapRate, { sign: true }) }}</span></p></article>
      <article class="card"><h2>{{ t('web.targets.column.attainment') }}</h2>
        <template v-if="row.closedMonths"><b class="big">{{ row.attainment === null ? '–' : ratio(row.attainment) }}</b><div class="target-bar" role="img" :aria-label="t('web.targets.progress', { rate: ratio(row.attainment ?? 0), time: ratio(time) })"><i :style="{ width: width(row.attainment) }"></i><u :style="{ left: width(expected) }" :title="t('web.targets.expected', { rate: ratio(expected) })"></u></div><p class="meta">{{ t('web.targets.to', { month: period(cutoff) }) }} <figure-value :value="row.actual"/> · {{ t('web.targets.column.difference') }} <figure-value :value="row.difference" good="up" :is-change="true"/></p></template>
        <p v-else class="meta">{{ t('web.targets.not-begun') }}</p></article>
      <article class="card"><h2>{{ t('web.targets.column.needed') }}</h2>
        <template v-if="row.needed !== null"><b class="big" :class="isHard ? 'unfavourable' : 'favourable'"><figure-value :value="row.needed"/></b><p class="meta">{{ t('web.targets.months-left', { months: row.openMonths }) }} · {{ t('web.targets.column.pace') }} <figure-value :value="row.pace"/></p></template>
        <p v-else class="meta">{{ t('web.targets.over') }}</p></article>
    </div>`,
  setup(props) {
    const width = (share) => Math.max(0, Math.min(100, Number(share ?? 0) * 100)).toFixed(1) + '%';
    return {
      text, width, ratio: (value, options) => formatRatio(value, options),
      expected: computed(() => (Number(props.row.target) ? Number(props.row.targetToDate ?? 0) / Number(props.row.target) : 0)),
      time: computed(() => props.row.closedMonths / (props.row.closedMonths + props.row.openMonths)),
      isHard: computed(() => props.row.pace !== null && compare(props.row.needed, props.row.pace) > 0),
    };
  },
});
