// SPDX-License-Identifier: Apache-2.0
// 客户变动: from the orders of one period to those of the next, by who came, came back, grew, shrank and left; every line ties.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { period, t } from '../kit/i18n.js';
import { formatMoney } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { moneyUnit } from '../kit/units.js';
import { compare, subtract, sum } from '../kit/decimal.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { dictionary, useSpan } from '../store/sales.js';
import { useView } from '../store/view.js';
import { customerBridgeOption } from './sales-charts.js';
import SalesQuestion from './SalesQuestion.js';

const GRAINS = ['month', 'quarter', 'year'];
const PARTS = [['new', '+'], ['returned', '+'], ['grown', '+'], ['shrunk', '−'], ['lost', '−']];

export default define('CustomerBridge', {
  components: { SalesQuestion },
  template: `
    <sales-question usual="twelve"><segment-switch :model-value="grain" :options="grains" :label="t('web.sales.grain')" data-act="bridge-grain" @update:model-value="setQuery({ grain: $event === 'month' ? null : $event })"/></sales-question>
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!!data && !data.steps.length" empty-key="web.customers.empty" @retry="reload">
      <article class="card"><h2>{{ t('web.customers.bridge') }}<small>{{ t('web.customers.bridge.unit', { unit: moneyUnit() }) }}</small></h2><chart-box :option="chart" :height="300" :label="t('web.customers.bridge')"/></article>
      <div class="card scroll-x"><table class="data-table bridge-table"><thead><tr><th class="pinned">{{ t('web.sales.growth.period') }}</th><th class="num">{{ t('web.customers.bridge.before') }}</th><th v-for="[key] in PARTS" :key="key" class="num" :title="t('web.customers.bridge.' + key + '.about')">{{ t('web.customers.bridge.' + key) }}</th><th class="num">{{ t('web.customers.bridge.now') }}</th><th>{{ t('web.customers.bridge.check') }}</th></tr></thead>
        <tbody><tr v-for="step in newest" :key="step.period" :data-step="step.period"><td class="pinned">{{ period(step.period) }}<span v-if="!step.isWhole" class="tag warn">{{ t('web.sales.not-whole') }}</span></td><td class="num">{{ money(step.before) }}</td><td v-for="[key, mark] in PARTS" :key="key" class="num" :class="{ unfavourable: key === 'lost' && Number(step[key].amount) > 0 }"><template v-if="step[key].customers">{{ mark }}{{ money(step[key].amount, '0') }}<small class="where">{{ t('web.customers.count', { count: step[key].customers }) }}</small></template><span v-else class="quiet">–</span></td><td class="num"><b>{{ money(step.now) }}</b></td><td><span class="ties" :class="{ bad: !ties(step) }"><i class="icon" aria-hidden="true">{{ ties(step) ? 'check' : 'error_outline' }}</i>{{ t(ties(step) ? 'web.customers.bridge.ties' : 'web.customers.bridge.not') }}</span></td></tr></tbody></table></div>
      <p class="meta">{{ t('web.customers.bridge.note') }}</p>
    </state-box>`,
  setup() {
    const { days } = useSpan('twelve');
    const grain = computed(() => (GRAINS.includes(route.query.grain) ? route.query.grain : 'month'));
    const { data, state, reload } = useView(() => (dictionary.value ? '/customer-bridge' + query({ by: grain.value, first: days.value[0], last: days.value[1], asOf: route.query.asOf, filter: route.query.filter }) : null));
    return {
      data, state, reload, grain, setQuery, period, moneyUnit, PARTS, chart: computed(() => customerBridgeOption(data.value)), newest: computed(() => [...data.value.steps].reverse()),
      grains: computed(() => GRAINS.map((value) => ({ value, label: t('web.sales.grain.' + value) }))), money: (value, zero) => formatMoney(value, preferences.moneyUnit, zero ? { zero } : {}),
      /** Exactly: the parts are the difference, to the cent. */
      ties: (step) => compare(subtract(sum([step.before, step.new.amount, step.returned.amount, step.grown.amount]), sum([step.shrunk.amount, step.lost.amount])), step.now) === 0,
    };
  },
});
