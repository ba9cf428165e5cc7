// SPDX-License-Identifier: Apache-2.0
// 数据体检: what one batch brought, how good it was, which rule says what of which row, and what of the plan it moved.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { moment, period, t, text } from '../kit/i18n.js';
import { statedNumber } from '../kit/numbers.js';
import { can } from '../store/session.js';

const MOST_MONTHS = 12;

export default define('QualityCard', {
  props: { card: Object, moved: { type: Array, default: () => [] }, isShort: Boolean },
  template: `
    <section class="quality-card" :class="card.state" :data-batch="card.batch" :data-state="card.state">
      <header><div class="quality-score" :class="grade" :title="t('web.quality.score')"><b>{{ card.score ?? '–' }}</b><small>{{ t('web.quality.of-hundred') }}</small></div>
        <div class="quality-what"><h3>{{ text(card.label) }}<template v-if="card.file"> · <span lang="">{{ card.file }}</span></template><span class="tag" :class="stateClass">{{ t('web.quality.state.' + state) }}</span></h3>
          <p class="meta">{{ t('web.quality.batch', { batch: card.batch }) }} · {{ text(card.by) }}<template v-if="card.department"> · {{ text(card.department) }}</template> · {{ moment(card.at) }}</p>
          <p v-if="card.state === 'held'" class="quality-held"><i class="icon" aria-hidden="true">front_hand</i>{{ t('web.quality.held.says', { owner: card.owner ? text(card.owner.name) : text(card.by) }) }}</p>
          <p v-else-if="card.end" class="quality-end"><b>{{ t('web.quality.end.' + card.state, { by: text(card.end.by), event: card.end.event }) }}</b> {{ moment(card.end.at) }}<template v-if="card.end.reason"> · <span lang="">{{ t('web.quality.reason', { reason: card.end.reason }) }}</span></template></p>
          <p v-if="card.release" class="quality-end"><b>{{ card.release.of === null ? t('web.quality.released-at-once') : t('web.quality.released-from', { batch: card.release.of }) }}</b> <span lang="">{{ t('web.quality.reason', { reason: card.release.reason }) }}</span></p></div></header>
      <ul v-if="card.parts.length" class="quality-parts"><li v-for="one in card.parts" :key="one.key" :class="gradeOf(one.score)"><span>{{ text(one.label) }}</span><i aria-hidden="true"><em :style="{ width: one.score + '%' }"></em></i><b>{{ one.score }}</b></li></ul>
      <p v-if="!card.isChecked" class="quiet">{{ t('web.quality.unchecked') }}</p>
      <div v-if="!isShort" class="counts"><div v-for="one in counts" :key="one.key" :class="{ bad: one.isBad }"><b>{{ count(String(one.value), { zero: '0' }) }}</b><span>{{ t('web.quality.count.' + one.key) }}</span></div></div>
      <section v-if="failed.length" class="quality-rules"><h4>{{ t('web.quality.failed', { count: failed.length }) }}</h4>
        <article v-for="one in failed" :key="one.rule" class="quality-fail" :class="one.severity" :data-rule="one.rule"><p><span class="tag" :class="{ stop: 'bad', warn: 'warn' }[one.severity] ?? ''">{{ t('web.quality.severity.' + one.severity) }}</span> <b>{{ text(one.formLabel) }}</b> {{ text(one.condition) }}<small v-if="one.checked > 1"> · {{ t('web.quality.rows-of', { failed: count(String(one.failed)), checked: count(String(one.checked)) }) }}</small></p>
          <ul v-if="one.examples.length && (!isShort || one.severity === 'stop')" class="quality-examples"><li v-for="(row, at) in one.examples" :key="at"><span class="quiet">{{ row.line ? t('web.quality.line', { line: row.line }) : '' }}</span><code lang="">{{ row.key }}</code><b lang="">{{ row.expected ? statedNumber(row.value) : row.value }}</b><span class="quiet">{{ row.expected ? t('web.quality.expected', { value: statedNumber(row.expected) }) : '' }}</span></li></ul></article></section>
      <p v-if="card.isChecked" class="meta quality-passed"><i class="icon favourable" aria-hidden="true">check_circle</i>{{ t('web.quality.passed', { count: passed.length }) }}<template v-if="idle.length"> · {{ t('web.quality.idle', { count: idle.length }) }}</template> <button v-if="passed.length + idle.length" class="link" data-act="quality-rules-all" @click="isOpen = !isOpen">{{ t(isOpen ? 'web.quality.hide' : 'web.quality.show') }}</button></p>
      <ul v-if="isOpen" class="quality-all"><li v-for="one in [...passed, ...idle]" :key="one.rule"><i class="icon" :class="{ favourable: one.state === 'passed' }" aria-hidden="true">{{ one.state === 'passed' ? 'check' : 'remove' }}</i><span>{{ t('web.quality.when', { condition: text(one.condition) }) }}</span><small class="quiet">{{ one.state === 'passed' ? t('web.quality.looked-at', { count: count(String(one.checked)) }) : t('web.quality.nothing-to-look-at') }}</small></li></ul>
      <template v-if="card.coverage && !isShort">
        <div v-if="card.coverage.months.length" class="scroll-x"><table class="data-table quality-months"><caption>{{ t('web.quality.coverage') }}<small v-if="card.coverage.newest"> · {{ t('web.quality.newest', { day: card.coverage.newest }) }}</small></caption><thead><tr><th>{{ t('web.quality.month') }}</th><th class="num">{{ t('web.quality.rows') }}</th><th class="num">{{ t('web.quality.rows-before') }}</th><template v-if="card.coverage.field"><th class="num">{{ text(card.coverage.field) }}</th><th class="num">{{ t('web.quality.sum-before') }}</th></template></tr></thead>
          <tbody><tr v-for="one in months" :key="one.month"><td>{{ period(one.month) }}</td><td class="num">{{ count(String(one.rows)) }}</td><td class="num">{{ one.rowsBefore ? count(String(one.rowsBefore)) : '–' }}</td><template v-if="card.coverage.field"><td class="num">{{ figure(one.sum) }}</td><td class="num">{{ figure(one.sumBefore) }}</td></template></tr></tbody></table>
          <p v-if="hiddenMonths" class="quiet pad">{{ t('web.quality.months-more', { count: hiddenMonths }) }}</p></div>
        <p v-for="one in card.coverage.newCodes" :key="one.field" class="quality-new"><i class="icon" aria-hidden="true">fiber_new</i>{{ t('web.quality.new-codes', { field: text(one.label), count: count(String(one.count)), examples: one.examples.join(language === 'zh' ? '、' : ', ') }) }}</p>
      </template>
      <section v-if="moved.length" class="quality-moved"><h4>{{ t('web.quality.moved') }}</h4><ul><li v-for="one in moved.slice(0, 6)" :key="one.cell + one.period.id"><span>{{ text(one.label) }} · {{ text(one.period.label) }}</span><b>{{ valueText(one.old, one.unit) || '0' }} → {{ valueText(one.new, one.unit) || '0' }}</b></li></ul></section>
      <slot/>
    </section>`,
  setup(props) {
    const isOpen = ref(false);
    const gradeOf = (score) => (score === null || score === undefined ? 'none' : score >= 90 ? 'good' : score >= 70 ? 'fair' : 'poor');
    const by = (state) => computed(() => props.card.outcomes.filter((one) => one.state === state));
    const months = computed(() => (props.card.coverage?.months ?? []).slice(-MOST_MONTHS));
    return {
      t, text, period, moment, isOpen, gradeOf, can, months, language: computed(() => document.documentElement.lang.startsWith('zh') ? 'zh' : 'en'),
      grade: computed(() => gradeOf(props.card.score)), failed: by('failed'), passed: by('passed'), idle: by('unchecked'),
      state: computed(() => (props.card.state === 'kept' && !props.card.accepted ? 'empty' : props.card.state)),
      stateClass: computed(() => (props.card.state === 'kept' && !props.card.accepted ? 'bad' : { held: 'bad', released: 'warn', discarded: '', replaced: '', kept: 'good' }[props.card.state])),
      statedNumber, figure: (value) => statedNumber(value ?? '–'),
      hiddenMonths: computed(() => (props.card.coverage ? props.card.coverage.earlierMonths + props.card.coverage.months.length - months.value.length : 0)),
      counts: computed(() => [
        { key: 'read', value: props.card.rowsRead ?? props.card.accepted }, { key: props.card.state === 'held' ? 'held' : 'kept', value: props.card.accepted, isBad: props.card.state === 'held' },
        { key: 'rejected', value: props.card.rejected ?? 0, isBad: props.card.rejected > 0 },
        ...(props.card.state === 'kept' ? [{ key: 'added', value: props.card.added }, { key: 'corrected', value: props.card.corrected }, { key: 'unchanged', value: props.card.unchanged }] : []),
      ]),
    };
  },
});
