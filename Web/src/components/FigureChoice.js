// SPDX-License-Identifier: Apache-2.0
// Which two figures, which months, which part of the business; everything stands in the address.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { monthRange, shiftMonth } from '../kit/periods.js';
import { setQuery } from '../store/router.js';
import { session } from '../store/session.js';
import SearchPicker from './SearchPicker.js';

const SIDES = ['sales', 'purchases'];

export default define('FigureChoice', {
  components: { SearchPicker },
  props: { dictionary: Object, question: Object },
  template: `
    <form class="card figure-choice" :aria-label="t('web.figures.choose')" @submit.prevent>
      <div class="figure-ends">
        <label class="field"><span>{{ t('web.figures.from') }}</span><select :value="question.from" name="from" @change="chooseFrom($event.target.value)"><optgroup v-for="side in sides" :key="side.key" :label="side.label"><option v-for="one in side.measures" :key="one.id" :value="one.id" :disabled="!one.hasDocuments">{{ named(one) }}</option></optgroup></select></label>
        <button type="button" class="icon-btn" data-act="swap" :title="t('web.figures.swap')" :aria-label="t('web.figures.swap')" @click="choose({ from: question.to, to: question.from })"><i class="icon" aria-hidden="true">swap_horiz</i></button>
        <label class="field"><span>{{ t('web.figures.to') }}</span><select :value="question.to" name="to" @change="choose({ to: $event.target.value })"><option v-for="one in others" :key="one.id" :value="one.id" :disabled="!one.hasDocuments">{{ named(one) }}</option></select></label>
      </div>
      <div class="figure-months">
        <label class="field"><span>{{ t('web.figures.first') }}</span><select :value="question.first" name="first" @change="chooseMonths($event.target.value, question.last)"><option v-for="one in months" :key="one" :value="one">{{ period(one) }}</option></select></label>
        <label class="field"><span>{{ t('web.figures.last') }}</span><select :value="question.last" name="last" @change="chooseMonths(question.first, $event.target.value)"><option v-for="one in months" :key="one" :value="one">{{ period(one) }}</option></select></label>
        <segment-switch :model-value="pick" :options="picks" :label="t('web.figures.quick')" data-act="quick" @update:model-value="quick"/>
      </div>
      <div class="figure-slice" role="group" :aria-label="t('web.figures.slice')">
        <label v-for="one in slices" :key="one.key" class="field"><span>{{ t('web.figures.' + one.key) }}</span><search-picker :model-value="question[one.key] ?? ''" :options="one.options" :label="t('web.figures.' + one.key)" :placeholder="t('web.figures.all')" is-empty-allowed :name="one.key" @update:model-value="choose({ [one.key]: $event })"/></label>
        <button v-if="isSliced" type="button" class="btn" data-act="clear" @click="choose({ territory: null, customer: null, supplier: null, family: null, item: null, channel: null })">{{ t('web.figures.clear') }}</button>
      </div>
    </form>`,
  setup(props) {
    const measures = computed(() => props.dictionary.measures), closed = computed(() => props.dictionary.closedMonth);
    const chosen = computed(() => measures.value.find((one) => one.id === props.question.from));
    const named = (one) => text(one.name) + (one.hasDocuments ? '' : ' · ' + t(one.isAllowed ? 'web.figures.no-documents' : 'web.figures.not-allowed'));
    /** Another question has other steps. */
    const choose = (changes) => setQuery({ ...changes, entry: null });
    function chooseFrom(id) {
      const next = measures.value.find((one) => one.id === id), to = measures.value.find((one) => one.id === props.question.to);
      if (to.side === next.side && to.id !== id) { choose({ from: id }); return; }
      const known = measures.value.filter((one) => one.side === next.side && one.id !== id && one.hasDocuments);
      choose({ from: id, to: (known.find((one) => one.follows === id) ?? known.find((one) => one.id === next.follows) ?? known[0])?.id, territory: null, channel: null, customer: null, supplier: null });
    }
    const chooseMonths = (first, last) => choose({ first: first <= last ? first : last, last: first <= last ? last : first });
    const spans = computed(() => {
      const [year, month] = closed.value.split('-').map(Number);
      return { month: [closed.value, closed.value], quarter: [shiftMonth(closed.value, -((month - 1) % 3)), closed.value], quarterBefore: [shiftMonth(closed.value, -((month - 1) % 3) - 3), shiftMonth(closed.value, -((month - 1) % 3) - 1)], year: [`${year}-01`, closed.value], before: [`${year - 1}-01`, `${year - 1}-12`] };
    });
    /** A code of the address that is not on the list is shown as it is: somebody has to see what to take away. */
    const entries = (list, code) => [
      ...(code && !list.some((one) => one.code === code) ? [{ id: code, label: code, note: '' }] : []),
      ...list.map((one) => ({ id: one.code, label: text(one.name), note: text(one.name) === one.code ? '' : one.code })),
    ];
    const slices = computed(() => {
      const { regions, families, items } = session.workspace, isSale = chosen.value?.side === 'sales';
      const channels = props.dictionary.channels.map((code) => ({ code, name: { zh: code, en: code } }));
      // A channel is shown wherever one was asked for: somebody has to see what to take away.
      const found = isSale ? [['territory', regions], ...(channels.length || props.question.channel ? [['channel', channels]] : []), ['customer', props.dictionary.customers]] : [['supplier', props.dictionary.suppliers]];
      return [...found, ['family', families], ['item', isSale ? items.filter((one) => one.isSold) : items]].map(([key, list]) => ({ key, options: entries(list, props.question[key]) }));
    });
    return {
      named, choose, chooseFrom, chooseMonths, slices,
      sides: computed(() => SIDES.map((key) => ({ key, label: t('web.figures.side.' + key), measures: measures.value.filter((one) => one.side === key) })).filter((side) => side.measures.some((one) => one.isAllowed))),
      others: computed(() => measures.value.filter((one) => one.side === chosen.value?.side && one.id !== props.question.from)),
      months: computed(() => {
        const known = [props.dictionary.salesMonths, props.dictionary.purchaseMonths].filter(Boolean).flatMap((one) => [one.first, one.last]);
        const all = [...known, closed.value, props.question.first, props.question.last].sort();
        return monthRange(all[0], all.at(-1)).reverse();
      }),
      picks: computed(() => Object.keys(spans.value).map((value) => ({ value, label: t('web.figures.quick.' + value) }))),
      pick: computed(() => Object.keys(spans.value).find((key) => spans.value[key][0] === props.question.first && spans.value[key][1] === props.question.last)),
      quick: (key) => chooseMonths(...spans.value[key]),
      isSliced: computed(() => ['territory', 'customer', 'supplier', 'family', 'item', 'channel'].filter((key) => props.question[key]).length > 0),
    };
  },
});
