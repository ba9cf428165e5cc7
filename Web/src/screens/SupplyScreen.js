// SPDX-License-Identifier: Apache-2.0
// 供需: every item with what a planner must see, the worst first within what was asked for; one item opens in full.
import { computed, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { preferences } from '../kit/preferences.js';
import { sum } from '../kit/decimal.js';
import { query } from '../store/api.js';
import { openScenario, route, setQuery } from '../store/router.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';
import PurchaseVariances from '../components/PurchaseVariances.js';
import OrderBook from '../components/OrderBook.js';
import PurchaseTable from '../components/PurchaseTable.js';
import StockHealth from '../components/StockHealth.js';
import SupplyDetail from '../components/SupplyDetail.js';

/** Rows at first, and with every step; the worst come first, and a large company has thousands of items. */
const SHOWN = 200;
const VIEWS = () => (can('viewPurchases') ? ['board', 'health', 'purchases', 'variances', 'orders'] : ['board', 'health']);
const URGENT = ['short', 'late', 'expedite', 'pastDue'];
const FILTERS = {
  all: () => true,
  noticed: (one) => one.notices.length > 0,
  urgent: (one) => one.notices.some((notice) => URGENT.includes(notice.kind)),
  excess: (one) => Number(one.excess) > 0 || one.notices.some((notice) => ['piledUp', 'delay', 'cancel'].includes(notice.kind)),
};

export default define('SupplyScreen', {
  components: { OrderBook, PurchaseTable, PurchaseVariances, StockHealth, SupplyDetail },
  template: `
    <section class="screen supply-screen">
      <header class="screen-head">
        <div><div class="table-title"><h1>{{ t('web.nav.supply') }}</h1><scenario-switch/></div><p v-if="view === 'health'" class="basis">{{ t('web.health.basis') }}</p><p v-else-if="view === 'variances'" class="basis">{{ t('web.variances.basis') }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p><p v-else-if="view === 'purchases'" class="basis">{{ t('web.purchases.basis') }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p><p v-else-if="view === 'orders'" class="basis">{{ t('web.orders.basis') }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p><p v-else-if="data" class="basis">{{ data.grain === 'none' ? '' : t(data.grain === 'month' ? 'web.supply.basis.month' : 'web.supply.basis', { weeks: data.weeks }) }}</p></div>
        <div class="screen-tools"><segment-switch :model-value="view" :options="views" :label="t('web.supply.view')" data-act="supply-view" @update:model-value="setQuery({ view: $event })"/><label v-if="view === 'board' && isDaily" class="supply-tolerance" :title="t('web.supply.tolerance.hint')">{{ t('web.supply.tolerance') }} <input class="input" type="number" min="0" max="365" :value="tolerance" data-act="tolerance" @change="setTolerance($event.target.value)"> {{ t('web.unit.day') }}</label><input v-if="view === 'board' && hasStock" class="input wide-search" type="search" v-model="typed" :placeholder="t('web.supply.search')" :aria-label="t('web.supply.search')"><segment-switch v-if="view === 'board' && hasStock" :model-value="only" :options="filters" :label="t('web.supply.filter')" @update:model-value="setQuery({ only: $event })"/><segment-switch v-if="view === 'board' && hasStock" :model-value="by" :options="groupings" :label="t('web.supply.by')" data-act="supply-by" @update:model-value="setQuery({ by: $event })"/><a v-if="['board', 'purchases', 'variances'].includes(view)" class="btn wide-only" :href="workbook" download data-act="export-xlsx">{{ t('web.action.xlsx') }}</a></div>
      </header>
      <purchase-table v-if="view === 'purchases'"/>
      <purchase-variances v-else-if="view === 'variances'"/>
      <order-book v-else-if="view === 'orders'"/>
      <stock-health v-else-if="view === 'health'"/>
      <state-box v-else :state="state" :has-data="!!data" :is-empty="data && !data.items.length" :rows="8" :empty-key="data && data.grain === 'none' ? 'web.supply.no-stock' : 'web.supply.empty'" @retry="reload">
        <div class="cash-facts">
          <article class="card"><h2>{{ t('web.supply.fact.urgent') }}</h2><p class="big" :class="{ negative: urgent }">{{ urgent }}</p></article>
          <article class="card"><h2>{{ t('web.supply.fact.noticed') }}</h2><p class="big">{{ noticed }}</p></article>
          <article class="card" v-if="excess !== null"><h2>{{ t('web.supply.fact.excess') }}</h2><p class="big">{{ money(excess, { fine: true }) }}<small class="quiet"> / {{ money(stock, { fine: true }) }} {{ moneyUnit() }}</small></p></article>
        </div>
        <div class="card scroll-x supply-table-box"><table class="data-table supply-table">
          <thead><tr><th>{{ t('web.supply.item') }}</th><th class="num wide-only">{{ t('web.supply.opening') }}</th><th class="num wide-only">{{ t('web.supply.safety') }}</th><th class="num">{{ t('web.supply.row.gross') }}</th><th class="num wide-only">{{ t('web.supply.row.ordered') }}</th><th class="num wide-only">{{ t('web.supply.row.planned') }}</th><th class="num wide-only">{{ t('web.supply.lowest') }}</th><th v-if="excess !== null" class="num wide-only">{{ t('web.supply.excess') }}</th><th>{{ t('web.supply.notices') }}</th></tr></thead>
          <tbody v-for="group in groups" :key="group.key"><tr v-if="by === 'supplier'" class="group" :data-supplier="group.key"><td :colspan="excess !== null ? 9 : 8"><b>{{ group.name }}</b><small class="quiet"> {{ t('web.supply.group', { items: group.items.length, notices: group.notices }) }}</small></td></tr><tr v-for="one in group.items" :key="one.code" :class="{ clickable: isDaily }" :data-item="one.code" @click="isDaily && setQuery({ item: one.code })"><td><button v-if="isDaily" class="link">{{ text(one.name) }}</button><template v-else>{{ text(one.name) }}</template><span v-if="one.isSubcontracted" class="tag">{{ t('web.orders.subcontract') }}</span><small v-if="one.successor" class="quiet successor">{{ t('web.supply.successor', { day: day(one.successor.on), item: text(one.successor.name) }) }}</small></td><td class="num wide-only">{{ count(one.opening) }}</td><td class="num wide-only">{{ count(one.safety) }}</td><td class="num">{{ count(one.demand) }}</td><td class="num wide-only">{{ count(one.ordered) }}</td><td class="num wide-only">{{ count(one.planned) }}</td><td class="num wide-only" :class="{ negative: Number(one.lowest) < 0 }">{{ count(one.lowest) }}</td><td v-if="excess !== null" class="num wide-only">{{ money(one.excessMoney) }}</td><td class="supply-kinds"><span v-for="(number, kind) in kinds(one)" :key="kind" class="tag" :class="isUrgent(kind) ? 'bad' : 'warn'">{{ t('web.supply.kind.' + kind) }}{{ number > 1 ? ' ' + number : '' }}</span></td></tr></tbody>
        </table><p v-if="shown.length > limit" class="pad"><button class="btn" data-act="more-items" @click="limit += SHOWN">{{ t('web.supply.more', { left: shown.length - limit }) }}</button></p><p v-if="!shown.length" class="quiet pad">{{ t('web.supply.none') }}</p></div>
      </state-box>
      <supply-detail v-if="route.query.item && isDaily" :key="route.query.item" :code="route.query.item" @close="setQuery({ item: null })"/>
    </section>`,
  setup() {
    const view = computed(() => (VIEWS().includes(route.query.view) ? route.query.view : 'board'));
    const tolerance = computed(() => preferences.supplyTolerance);
    const by = computed(() => (route.query.by === 'supplier' ? 'supplier' : 'none'));
    const { data, state, reload } = useView(() => (view.value === 'board' ? '/supply' + query({ tolerance: tolerance.value, scenario: openScenario() }) : null));
    const workbook = computed(() => '/api/v1/exports/' + (view.value === 'orders' ? 'orders' : view.value === 'purchases' ? 'purchases' + query({ scenario: openScenario() }) : view.value === 'variances' ? 'variances' + query({ from: route.query.from, to: route.query.to, scenario: openScenario() }) : 'supply' + query({ tolerance: tolerance.value, scenario: openScenario() })));
    /** Until a board says otherwise the model plans by day. */
    const isDaily = computed(() => (data.value?.grain ?? 'day') === 'day'), hasStock = computed(() => data.value?.grain !== 'none');
    const typed = ref(''), limit = ref(SHOWN);
    const only = computed(() => (route.query.only in FILTERS ? route.query.only : 'all'));
    const isUrgent = (kind) => URGENT.includes(kind);
    const rank = (one) => (FILTERS.urgent(one) ? 2 : FILTERS.noticed(one) ? 1 : 0);
    const isFound = (one) => !typed.value.trim() || [one.code, one.name.zh, one.name.en].some((words) => words?.toLowerCase().includes(typed.value.trim().toLowerCase()));
    watch([typed, only], () => { limit.value = SHOWN; });
    const shown = computed(() => (data.value?.items ?? []).filter(FILTERS[only.value]).filter(isFound).sort((a, b) => rank(b) - rank(a)));
    /** One group, or one a supplier: the one with the most notices first; what is made comes last. */
    const groups = computed(() => {
      if (by.value === 'none') return [{ key: '', items: shown.value.slice(0, limit.value) }];
      const found = new Map();
      for (const one of shown.value) {
        const key = one.supplierCode ?? (one.isMade ? '~made' : '~none');
        if (!found.has(key)) found.set(key, { key, name: one.supplier ? text(one.supplier) : t(one.isMade ? 'web.supply.made' : 'web.supply.no-supplier'), items: [], notices: 0 });
        found.get(key).items.push(one);
        found.get(key).notices += one.notices.length;
      }
      let left = limit.value;
      return [...found.values()].sort((a, b) => a.key.startsWith('~') - b.key.startsWith('~') || b.notices - a.notices).map((group) => ({ ...group, items: group.items.slice(0, Math.max(0, left)), all: (left -= group.items.length) })).filter((group) => group.items.length);
    });
    function setTolerance(typed) {
      const days = Math.round(Number(typed));
      if (typed !== '' && days >= 0 && days <= 365) preferences.supplyTolerance = days;
    }
    const total = (key) => computed(() => {
      const values = (data.value?.items ?? []).map((one) => one[key]).filter((value) => value !== null);
      return values.length ? sum(values) : null;
    });
    const number = (filter) => computed(() => (data.value?.items ?? []).filter(FILTERS[filter]).length);
    function kinds(one) {
      const result = {};
      for (const notice of one.notices) result[notice.kind] = (result[notice.kind] ?? 0) + 1;
      return result;
    }
    const views = computed(() => VIEWS().map((value) => ({ value, label: t('web.supply.view.' + value) })));
    return { can, text, isDaily, hasStock, workbook, tolerance, setTolerance, by, groups, groupings: computed(() => ['none', 'supplier'].map((value) => ({ value, label: t('web.supply.by.' + value) }))), typed, limit, SHOWN, view, views, data, state, reload, only, shown, kinds, isUrgent, route, setQuery, excess: total('excessMoney'), stock: total('stockMoney'), urgent: number('urgent'), noticed: number('noticed'), filters: computed(() => Object.keys(FILTERS).map((value) => ({ value, label: t('web.supply.only.' + value) }))) };
  },
});
