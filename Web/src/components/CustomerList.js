// SPDX-License-Identifier: Apache-2.0
// Customers a row each: scores, rhythm, the next order with its range, the sign of leaving, how they pay, a year in little.
import { computed, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { formatCount, formatMoney, formatRatio } from '../kit/numbers.js';
import { trimmed } from '../kit/sales.js';
import { preferences } from '../kit/preferences.js';
import { moneyUnit } from '../kit/units.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { dictionary, useSpan } from '../store/sales.js';
import { useView } from '../store/view.js';
import SalesQuestion from './SalesQuestion.js';
import SparkLine from './SparkLine.js';

const PAGE = 100, WAIT_MS = 250;
/** The gravest first. */
const SIGNS = ['lost', 'atRisk', 'late', 'regular', 'notKnown'];
const COLUMNS = [
  ['name', 'code'], ['rfm', 'amount', true], ['cycle', 'silence', true], ['next', 'next'], ['sign', 'sign'], ['late', 'daysLate', true], ['late-share', 'lateShare', true], ['open', 'open', true], ['overdue', 'overdue', true], ['trend', null],
];

export function customerParameters() {
  const { days } = useSpan('twelve');
  return computed(() => ({ first: days.value[0], last: days.value[1], asOf: route.query.asOf, filter: route.query.filter, sign: route.query.sign, segment: route.query.segment, territory: route.query.territory, words: route.query.words, owes: route.query.owes, sort: route.query.sort ?? '-attention' }));
}

export default define('CustomerList', {
  components: { SalesQuestion, SparkLine },
  emits: ['pick'],
  template: `
    <sales-question usual="twelve">
      <label class="sales-ask"><span>{{ t('web.customers.segment') }}</span><select class="select" :value="segment" data-act="segment" @change="set({ segment: $event.target.value })"><option value="">{{ t('web.customers.any') }}</option><option v-for="one in data?.segments ?? []" :key="one.key" :value="one.key">{{ text(one.label) }} ({{ one.count }})</option></select></label>
      <label class="sales-ask"><span>{{ t('web.customers.territory') }}</span><select class="select" :value="territory" data-act="territory" @change="set({ territory: $event.target.value })"><option value="">{{ t('web.customers.any') }}</option><option v-for="one in data?.territories ?? []" :key="one.code" :value="one.code">{{ text(one.label) }}</option></select></label>
      <template #after><input class="input wide-search" type="search" v-model="typed" :placeholder="t('web.customers.search')" :aria-label="t('web.customers.search')"></template>
    </sales-question>
    <state-box :state="state" :has-data="!!data" :rows="9" :is-empty="!!data && !data.totals.customers" empty-key="web.customers.empty" @retry="reload">
      <div class="customer-facts" role="group" :aria-label="t('web.customers.signs')">
        <button class="card" :class="{ on: !sign && !owes }" :aria-pressed="!sign && !owes" data-sign="all" @click="set({ sign: null, owes: null })"><span>{{ t('web.customers.all') }}</span><b>{{ formatCount(String(data.totals.customers), { zero: '0' }) }}</b><small>{{ money(data.totals.ordered, { fine: true }) }} {{ moneyUnit() }}</small></button>
        <button v-for="one in signs" :key="one.key" class="card" :class="['sign-' + one.key, { on: sign === one.key }]" :aria-pressed="sign === one.key" :data-sign="one.key" :title="t('web.customers.sign.' + one.key)" @click="set({ sign: sign === one.key ? null : one.key })"><span><i class="dot" aria-hidden="true"></i>{{ text(one.label) }}</span><b>{{ one.count }}</b></button>
        <button class="card" :class="{ on: owes === 'late' }" :aria-pressed="owes === 'late'" data-sign="late-payers" :title="t('web.customers.pays-late.about')" @click="set({ owes: owes === 'late' ? null : 'late' })"><span><i class="dot pays-late" aria-hidden="true"></i>{{ t('web.customers.pays-late') }}</span><b>{{ data.totals.latePayers }}</b></button>
        <button class="card" :class="{ on: owes === 'overdue' }" :aria-pressed="owes === 'overdue'" data-sign="overdue" @click="set(owes === 'overdue' ? { owes: null, sort: null } : { owes: 'overdue', sort: '-overdue' })"><span>{{ t('web.customers.overdue') }}</span><b class="negative">{{ money(data.totals.overdue, { fine: true }) }}<small> {{ moneyUnit() }}</small></b><small>{{ t('web.customers.count', { count: data.totals.overdueCustomers }) }}</small></button>
      </div>
      <div class="card sales-table-box"><div class="scroll-x" tabindex="0" :aria-label="t('web.nav.customers')"><table class="data-table customer-table" :class="{ dim: state.isLoading }">
        <thead><tr><th v-for="[key, order, isNumber] in columns" :key="key" :class="{ num: isNumber, pinned: key === 'name', 'wide-only': key === 'trend' }" :aria-sort="ariaSort(order)"><button v-if="order" :data-act="'sort-' + order" :title="t('web.customers.column.' + key + '.about')" @click="sortBy(order)">{{ t('web.customers.column.' + key) }}<span aria-hidden="true">{{ mark(order) }}</span></button><template v-else>{{ t('web.customers.column.' + key) }}</template></th></tr></thead>
        <tbody><tr v-for="one in data.rows" :key="one.customer.code" class="clickable" :class="['sign-' + (one.cycle?.sign ?? 'notKnown'), { 'pays-late': one.paysLate }]" :data-customer="one.customer.code" @click="$emit('pick', one.customer.code)">
          <td class="pinned"><button class="link" @click.stop="$emit('pick', one.customer.code)">{{ text(one.customer.label) }}</button><small class="where">{{ one.customer.code }}<template v-if="one.territory"> · {{ text(one.territory.label) }}</template></small></td>
          <td class="num"><span v-if="one.scores" class="rfm" :title="scoreWords(one.scores)"><i v-for="key in ['recency', 'frequency', 'monetary']" :key="key" :class="'score-' + one.scores[key]">{{ one.scores[key] }}</i></span><small v-if="one.scores" class="segment">{{ text(one.scores.segmentLabel) }}</small><span v-else class="quiet">{{ t('web.customers.no-orders') }}</span></td>
          <td class="num"><template v-if="one.cycle"><span v-if="one.cycle.medianWait !== null">{{ t('web.sales.days', { value: trimmed(one.cycle.medianWait) }) }}</span><span v-else class="quiet">–</span><small class="where">{{ t('web.customers.silent', { days: formatCount(String(one.cycle.silence), { zero: '0' }) }) }}</small></template></td>
          <td><template v-if="one.cycle?.nextOrder"><span :class="{ negative: one.cycle.overdueDays > 0 && isLate(one) }">{{ day(one.cycle.nextOrder, true) }}</span><span v-if="one.cycle.overdueDays && isLate(one)" class="tag bad">{{ t('web.customers.over', { days: one.cycle.overdueDays }) }}</span><small class="where">{{ t('web.customers.range', { first: day(one.cycle.nextFirst, true), last: day(one.cycle.nextLast, true) }) }}</small></template><span v-else class="quiet">–</span></td>
          <td><span class="sign-tag" :class="'sign-' + (one.cycle?.sign ?? 'notKnown')" :title="t('web.customers.sign.' + (one.cycle?.sign ?? 'notKnown'))"><i class="dot" aria-hidden="true"></i>{{ one.cycle ? text(one.cycle.signLabel) : '–' }}</span><span v-if="one.paysLate" class="sign-tag pays-late" :title="t('web.customers.pays-late.about')"><i class="dot" aria-hidden="true"></i>{{ t('web.customers.pays-late') }}</span></td>
          <td class="num" :class="{ negative: one.paysLate }"><template v-if="late(one) !== null">{{ lateWords(late(one)) }}<small v-if="one.payment.trend !== null && Math.abs(one.payment.trend) >= 3" class="where" :class="Number(one.payment.trend) > 0 ? 'unfavourable' : 'favourable'">{{ t(Number(one.payment.trend) > 0 ? 'web.customers.slower' : 'web.customers.faster', { days: Math.abs(Number(one.payment.trend)).toFixed(0) }) }}</small></template><span v-else class="quiet">–</span></td>
          <td class="num">{{ one.payment ? formatRatio(one.payment.paidLateShare) || '–' : '–' }}</td>
          <td class="num">{{ one.payment ? money(one.payment.open) : '–' }}</td>
          <td class="num" :class="{ negative: Number(one.payment?.overdue) > 0 }">{{ one.payment ? money(one.payment.overdue) : '–' }}<small v-if="one.payment?.longestOverdueDays" class="where">{{ t('web.customers.longest', { days: one.payment.longestOverdueDays }) }}</small></td>
          <td class="wide-only"><spark-line class="customer-spark" :points="spark(one)" :label="t('web.customers.column.trend')"/></td></tr></tbody>
      </table></div><p v-if="!data.rows.length" class="quiet pad">{{ t('web.customers.none') }} <button class="link" @click="set({ sign: null, segment: null, territory: null, words: null, owes: null })">{{ t('web.sales.filter.clear') }}</button></p>
      <nav v-if="data.rowCount > PAGE" class="pager" :aria-label="t('web.sales.pages')"><button class="btn small" :disabled="!page" data-act="page-before" @click="setQuery({ page: page - 1 || null })">{{ t('web.action.previous-page') }}</button><span>{{ t('web.sales.page', { from: data.offset + 1, to: data.offset + data.rows.length, of: formatCount(String(data.rowCount)) }) }}</span><button class="btn small" :disabled="data.offset + data.rows.length >= data.rowCount" data-act="page-next" @click="setQuery({ page: page + 1 })">{{ t('web.action.next-page') }}</button></nav></div>
      <p class="meta">{{ t('web.customers.note') }}</p>
    </state-box>`,
  setup() {
    const parameters = customerParameters();
    const page = computed(() => Math.max(0, Number(route.query.page) || 0));
    const { data, state, reload } = useView(() => (dictionary.value ? '/customers' + query({ ...parameters.value, offset: page.value * PAGE, limit: PAGE }) : null));
    const set = (changes) => setQuery({ ...changes, page: null });
    const typed = ref(route.query.words ?? '');
    let waiting = null;
    watch(typed, (words) => { clearTimeout(waiting); waiting = setTimeout(() => set({ words: words.trim() || null }), WAIT_MS); });
    const money = (value, options) => formatMoney(value, preferences.moneyUnit, options);
    const sort = computed(() => parameters.value.sort);
    /** With what is still owed: who does not pay at all is not on time. */
    const late = (one) => { const value = one.payment?.daysLateWithOpen ?? one.payment?.daysLate ?? null; return value === null ? null : Number(value); };
    return {
      data, state, reload, page, PAGE, typed, set, setQuery, money, moneyUnit, formatCount, formatRatio, trimmed, day, late, columns: COLUMNS,
      sign: computed(() => route.query.sign ?? ''), segment: computed(() => route.query.segment ?? ''), territory: computed(() => route.query.territory ?? ''), owes: computed(() => route.query.owes ?? ''),
      signs: computed(() => SIGNS.map((key) => data.value.signs.find((one) => one.key === key)).filter((one) => one.key !== 'notKnown' || one.count)),
      isLate: (one) => ['late', 'atRisk', 'lost'].includes(one.cycle?.sign),
      lateWords: (days) => (Math.abs(days) < 0.5 ? t('web.partners.on-the-day') : t(days > 0 ? 'web.customers.late' : 'web.customers.early', { days: Math.abs(days).toFixed(0) })),
      scoreWords: (one) => t('web.customers.score', { r: one.recency, days: one.recencyDays, f: one.frequency, orders: one.orders, m: one.monetary, amount: money(one.amount, { fine: true }) + ' ' + moneyUnit() }),
      spark: (one) => one.trend.map((balance, index) => ({ day: data.value.months[index], balance })),
      mark: (order) => (!order ? '' : sort.value === '-' + order || (order === 'sign' && sort.value === '-attention') ? '▼' : sort.value === order ? '▲' : ''),
      ariaSort: (order) => (!order ? null : sort.value === '-' + order ? 'descending' : sort.value === order ? 'ascending' : null),
      sortBy: (order) => set({ sort: sort.value === '-' + order ? order : order === 'code' && sort.value !== 'code' ? 'code' : '-' + order }),
    };
  },
});
