// SPDX-License-Identifier: Apache-2.0
// The condition of a rule as a sentence with places to fill: 当 [指标] 在 [范围] 的 [期间] [低于] [500万] 时提醒.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { badSide, fitted, kindsOf, problemsOf, sharesOf, sidesOf, windowsOf } from '../kit/rules.js';
import { unitWords } from '../kit/units.js';
import SearchPicker from './SearchPicker.js';

export default define('RuleSentence', {
  components: { SearchPicker },
  props: { modelValue: Object, choices: Object, problems: Array },
  emits: ['update:modelValue'],
  template: `
    <div class="rule-sentence" role="group" :aria-label="t('web.rules.condition')">
      <template v-if="isFigure">
        <span>{{ t('web.rules.when') }}</span>
        <search-picker name="figure" :model-value="draft.figure" :options="figures" :label="t('web.rules.figure')" :placeholder="t('web.rules.figure.choose')" :is-invalid="bad('figure')" @update:model-value="takeFigure"/>
        <template v-for="one in dimensions" :key="one.id"><span>{{ t('web.rules.of') }}</span><search-picker :name="'member-' + one.id" :model-value="draft.members[one.id] ?? ''" :options="one.options" :label="one.label" :placeholder="t('web.rules.all-of', { name: one.label })" is-empty-allowed :is-invalid="bad('members')" @update:model-value="(code) => set({ members: { ...draft.members, [one.id]: code } })"/></template>
        <select v-if="figure?.each.length" class="input" name="each" :value="draft.each" :aria-label="t('web.rules.each')" :aria-invalid="bad('each')" @change="set({ each: $event.target.value })"><option v-if="!figure.needsMembers || hasMember" value="">{{ t('web.rules.each.none') }}</option><option v-for="one in figure.each" :key="one" :value="one">{{ t('web.rules.each.' + one) }}</option></select>
        <template v-if="windows.length"><select class="input" name="window" :value="draft.window" :aria-label="t('web.rules.window')" :aria-invalid="bad('window')" @change="takeWindow($event.target.value)"><option v-for="one in windows" :key="one" :value="one">{{ t('web.rules.window.' + one) }}</option></select>
          <template v-if="draft.window === 'months' || draft.window === 'days'"><input class="input rule-count" name="count" type="number" min="1" :max="draft.window === 'days' ? 366 : 24" :value="draft.count" :aria-label="t('web.rules.count')" :aria-invalid="bad('window')" @input="set({ count: $event.target.value })"><span>{{ t(draft.window === 'days' ? 'web.rules.days' : 'web.rules.months', { count: draft.count }) }}</span></template></template>
        <label v-if="figure?.addsUp && draft.kind !== 'trend' && !draft.share && windows.length" class="check"><input type="checkbox" name="whole" :checked="draft.isWhole" @change="set({ isWhole: $event.target.checked })">{{ t('web.rules.whole') }}</label>
        <select class="input" name="kind" :value="draft.kind" :aria-label="t('web.rules.kind')" @change="set({ kind: $event.target.value })"><option v-for="one in kinds" :key="one" :value="one">{{ t('web.rules.way.' + one) }}</option></select>
        <template v-if="draft.kind === 'threshold'">
          <template v-if="shares.length"><search-picker name="share" :model-value="draft.share" :options="shares" :label="t('web.rules.share')" :placeholder="t('web.rules.share.none')" is-empty-allowed :is-invalid="bad('share')" @update:model-value="(id) => set({ share: id })"/></template>
          <select class="input" name="side" :value="draft.side" :aria-label="t('web.rules.side')" @change="set({ side: $event.target.value })"><option v-for="one in sides" :key="one" :value="one">{{ t('web.rules.side.' + one) }}</option></select>
          <input class="input rule-number" name="limit" :value="draft.limit" :placeholder="hint" :aria-label="t('web.rules.limit')" :aria-invalid="bad('limit')" @input="set({ limit: $event.target.value })"><span v-if="unit" class="quiet">{{ unit }}</span>
        </template>
        <template v-else-if="draft.kind === 'deviation'">
          <select class="input" name="side" :value="draft.side" :aria-label="t('web.rules.side')" @change="set({ side: $event.target.value })"><option v-for="one in sides" :key="one" :value="one">{{ t('web.rules.side.' + one) }}</option></select>
          <select class="input" name="base" :value="draft.base" :aria-label="t('web.rules.base')" :aria-invalid="bad('base')" @change="set({ base: $event.target.value })"><option v-for="one in figure?.bases ?? []" :key="one" :value="one">{{ t('web.rules.base.' + one) }}</option></select>
          <span>{{ t('web.rules.by-more') }}</span><input class="input rule-number" name="percent" :value="draft.percent" placeholder="10%" :aria-label="t('web.rules.percent')" :aria-invalid="bad('percent')" @input="set({ percent: $event.target.value })"><span>{{ t('web.rules.and') }}</span><input class="input rule-number" name="amount" :value="draft.amount" :placeholder="t('web.rules.amount.any')" :aria-label="t('web.rules.amount')" :aria-invalid="bad('amount')" @input="set({ amount: $event.target.value })">
        </template>
        <template v-else>
          <input class="input rule-count" name="run" type="number" min="2" max="12" :value="draft.run" :aria-label="t('web.rules.run')" :aria-invalid="bad('run')" @input="set({ run: $event.target.value })"><span>{{ t('web.rules.in-a-row') }}</span>
          <select class="input" name="side" :value="draft.side" :aria-label="t('web.rules.side')" @change="set({ side: $event.target.value })"><option value="below">{{ t('web.rules.falls') }}</option><option value="above">{{ t('web.rules.rises') }}</option></select>
          <span>{{ t('web.rules.each-by') }}</span><input class="input rule-number" name="percent" :value="draft.percent" placeholder="0%" :aria-label="t('web.rules.percent')" :aria-invalid="bad('percent')" @input="set({ percent: $event.target.value })">
        </template>
        <span>{{ t('web.rules.then') }}</span>
      </template>
      <template v-else-if="draft.kind === 'lateData'">
        <span>{{ t('web.rules.when') }}</span><search-picker name="data" :model-value="draft.data" :options="data" :label="t('web.rules.data')" :placeholder="t('web.rules.data.choose')" :is-invalid="bad('data')" @update:model-value="(id) => set({ data: id })"/>
        <span>{{ t('web.rules.older') }}</span><input class="input rule-count" name="days" type="number" min="1" max="366" :value="draft.days" :aria-label="t('web.rules.count')" :aria-invalid="bad('days')" @input="set({ days: $event.target.value })"><span>{{ t('web.rules.days.old', { count: draft.days }) }}</span>
      </template>
      <template v-else>
        <span>{{ t('web.rules.when') }}</span><search-picker name="form" :model-value="draft.form" :options="forms" :label="t('web.rules.form')" :placeholder="t('web.rules.form.choose')" :is-invalid="bad('form')" @update:model-value="(id) => set({ form: id })"/>
        <span>{{ t('web.rules.late') }}</span><input class="input rule-count" name="days" type="number" min="0" max="60" :value="draft.days" :aria-label="t('web.rules.count')" :aria-invalid="bad('days')" @input="set({ days: $event.target.value })"><span>{{ t('web.rules.workdays.late', { count: draft.days }) }}</span>
      </template>
    </div>`,
  setup(props, { emit }) {
    const draft = computed(() => props.modelValue);
    const figure = computed(() => props.choices.figures.find((one) => one.id === draft.value.figure) ?? null);
    const entry = (one) => ({ id: one.id, label: text(one.label), note: [text(one.section), unitWords(one.unit) || (one.isPercent ? '%' : '')].filter(Boolean).join(' · ') });
    const named = (list) => list.map((one) => ({ id: one.id, label: text(one.label) }));
    const set = (changes) => emit('update:modelValue', fitted({ ...draft.value, ...changes }, figure.value));
    return {
      t, text, draft, figure, set,
      isFigure: computed(() => !['lateData', 'missing'].includes(draft.value.kind)),
      figures: computed(() => props.choices.figures.map(entry)),
      dimensions: computed(() => props.choices.dimensions.filter((one) => figure.value?.dimensions.includes(one.id) && !(draft.value.each === one.id && one.id !== 'Item')).map((one) => ({ id: one.id, label: text(one.label), options: one.members.map((member) => ({ id: member.code, label: text(member.name), note: member.code.startsWith('F:') ? t('web.rules.family') : member.code })) }))),
      hasMember: computed(() => Object.values(draft.value.members).some(Boolean)),
      windows: computed(() => windowsOf(figure.value, draft.value.kind)),
      sides: computed(() => sidesOf(draft.value.kind)), kinds: computed(() => kindsOf(figure.value)),
      shares: computed(() => sharesOf(figure.value, props.choices.figures).map(entry)),
      data: computed(() => named(props.choices.data)), forms: computed(() => named(props.choices.forms)),
      unit: computed(() => (figure.value?.isMoney || figure.value?.isPercent || draft.value.share ? '' : unitWords(figure.value?.unit))),
      hint: computed(() => (figure.value?.isPercent || draft.value.share ? '10%' : figure.value?.isMoney ? t('web.rules.limit.money') : figure.value ? '20' : '')),
      bad: (...fields) => problemsOf(props.problems, ...fields).length > 0,
      takeFigure: (id) => { const next = props.choices.figures.find((one) => one.id === id) ?? null; emit('update:modelValue', fitted({ ...draft.value, figure: id, side: badSide(next), share: '' }, next)); },
      takeWindow: (kind) => set({ window: kind, ...(kind === 'days' ? { count: 56 } : kind === 'months' ? { count: 3 } : {}) }),
    };
  },
});
