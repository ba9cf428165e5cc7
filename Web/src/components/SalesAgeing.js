// SPDX-License-Identifier: Apache-2.0
// 账龄: what is open by how long it is past its day, bar by bar, and where it sits.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { figure, keyWords } from '../kit/sales.js';
import { formatCount, formatRatio } from '../kit/numbers.js';
import { moneyUnit } from '../kit/units.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { dictionary } from '../store/sales.js';
import { useView } from '../store/view.js';
import { AGES, ageingOption } from './sales-charts.js';
import SalesQuestion from './SalesQuestion.js';

const KEYS = ['receivableNotDue', 'receivable1To30', 'receivable31To60', 'receivable61To90', 'receivable91To180', 'receivableOver180'];
const MEASURES = [...KEYS, 'receivableCredits', 'receivable', 'receivableOverdue'];
const OPEN = MEASURES.indexOf('receivable'), OVERDUE = MEASURES.indexOf('receivableOverdue'), CREDITS = MEASURES.indexOf('receivableCredits');
const PAGE = 100;

export const ageingParameters = () => ({ by: route.query.of ?? 'customer', measures: MEASURES.join(','), asOf: route.query.asOf, filter: route.query.filter, sort: '-receivableOverdue' });

export default define('SalesAgeing', {
  components: { SalesQuestion },
  template: `
    <sales-question :has-period="false">
      <label class="sales-ask"><span>{{ t('web.sales.by') }}</span><select class="select" :value="of" data-act="age-of" @change="setQuery({ of: $event.target.value, page: null })"><option v-for="one in dimensions" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></label>
      <template #after><span class="meta">{{ t('web.sales.age.as-of', { day: data ? day(data.asOf) : '' }) }}</span></template>
    </sales-question>
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!!data && !data.rowCount" empty-key="web.sales.age.empty" @retry="reload">
      <ul class="age-facts"><li v-for="(key, index) in KEYS" :key="key" class="card"><i class="dot" aria-hidden="true" :style="{ background: AGES[index] }"></i><span>{{ t('web.sales.age.' + key) }}</span><b>{{ figure(data.total.figures[index], money, { fine: true }) }}</b><small>{{ part(data.total.figures[index]) }}</small></li></ul>
      <article class="card"><h2>{{ t('web.sales.age.title') }}<small>{{ moneyUnit() }}</small><small v-if="data.rowCount > 15">{{ t('web.sales.age.most', { count: 15 }) }}</small></h2><chart-box :option="chart" :height="height" :label="t('web.sales.age.title')"/></article>
      <div class="card scroll-x"><table class="data-table age-table"><thead><tr><th class="pinned">{{ text(data.by[0].label) }}</th><th v-for="key in KEYS" :key="key" class="num">{{ t('web.sales.age.' + key) }}</th><th class="num wide-only">{{ t('web.sales.age.credits') }}</th><th class="num">{{ t('web.sales.age.open') }}</th><th class="num">{{ t('web.sales.age.overdue') }}</th></tr></thead>
        <tbody><tr v-for="row in data.rows" :key="row.keys[0].code" :data-row="row.keys[0].code"><td class="pinned"><a v-if="data.by[0].key === 'customer' && row.keys[0].code" :href="'#/customers?customer=' + encodeURIComponent(row.keys[0].code)">{{ keyWords(row.keys[0]) }}</a><template v-else>{{ keyWords(row.keys[0]) }}</template></td><td v-for="(key, index) in KEYS" :key="key" class="num" :class="{ old: index > 3 && Number(row.figures[index]) > 0 }">{{ figure(row.figures[index], money) }}</td><td class="num wide-only">{{ figure(row.figures[CREDITS], money) }}</td><td class="num"><b>{{ figure(row.figures[OPEN], money) }}</b></td><td class="num" :class="{ negative: Number(row.figures[OVERDUE]) > 0 }">{{ figure(row.figures[OVERDUE], money) }}</td></tr></tbody>
        <tfoot><tr class="total"><td class="pinned">{{ t('web.sales.total') }}<small class="quiet"> {{ t('web.sales.rows', { count: formatCount(String(data.rowCount)) }) }}</small></td><td v-for="(key, index) in KEYS" :key="key" class="num">{{ figure(data.total.figures[index], money) }}</td><td class="num wide-only">{{ figure(data.total.figures[CREDITS], money) }}</td><td class="num">{{ figure(data.total.figures[OPEN], money) }}</td><td class="num">{{ figure(data.total.figures[OVERDUE], money) }}</td></tr></tfoot></table>
        <p v-if="data.rowCount > data.rows.length" class="meta">{{ t('web.sales.classes.first', { shown: data.rows.length, of: formatCount(String(data.rowCount)) }) }}</p></div>
    </state-box>`,
  setup() {
    const dimensions = computed(() => (dictionary.value?.dimensions ?? []).filter((one) => !one.isTime));
    const { data, state, reload } = useView(() => (dictionary.value ? '/sales-analysis' + query({ ...ageingParameters(), limit: PAGE }) : null));
    const above = computed(() => KEYS.reduce((total, _, index) => total + Number(data.value.total.figures[index] ?? 0), 0));
    return {
      data, state, reload, dimensions, setQuery, figure, keyWords, moneyUnit, formatCount, day, KEYS, AGES, OPEN, OVERDUE, CREDITS, money: { unit: 'amount' },
      of: computed(() => ageingParameters().by), chart: computed(() => ageingOption(data.value, KEYS)), height: computed(() => Math.max(120, Math.min(15, data.value?.rows.length ?? 0) * 26 + 56)),
      part: (value) => (above.value > 0 ? formatRatio(String(Number(value ?? 0) / above.value)) : ''),
    };
  },
});
