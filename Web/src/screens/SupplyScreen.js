// SPDX-License-Identifier: Apache-2.0
// 供需: every item with what a planner must see, the worst first within what was asked for; one item opens in full.
import { computed, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { sum } from '../kit/decimal.js';
import { query } from '../store/api.js';
import { openScenario, route, setQuery } from '../store/router.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';
import PurchaseTable from '../components/PurchaseTable.js';
import SupplyDetail from '../components/SupplyDetail.js';

/** Rows at first, and with every step; the worst come first, and a large company has thousands of items. */
const SHOWN = 200;
const URGENT = ['short', 'late', 'expedite', 'pastDue'];
const FILTERS = {
  all: () => true,
  noticed: (one) => one.notices.length > 0,
  urgent: (one) => one.notices.some((notice) => URGENT.includes(notice.kind)),
  excess: (one) => Number(one.excess) > 0 || one.notices.some((notice) => ['piledUp', 'delay', 'cancel'].includes(notice.kind)),
};

export default define('SupplyScreen', {
  components: { PurchaseTable, SupplyDetail },
  template: `
    <section class="screen supply-screen">
      <header class="screen-head">
        <div><div class="table-title"><h1>{{ t('web.nav.supply') }}</h1><scenario-switch/></div><p v-if="view === 'purchases'" class="basis">{{ t('web.purchases.basis') }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p><p v-else-if="data" class="basis">{{ t('web.supply.basis', { weeks: data.weeks }) }}</p></div>
        <div class="screen-tools"><segment-switch v-if="can('viewCost')" :model-value="view" :options="views" :label="t('web.supply.view')" data-act="supply-view" @update:model-value="setQuery({ view: $event })"/><input v-if="view === 'board'" class="input wide-search" type="search" v-model="typed" :placeholder="t('web.supply.search')" :aria-label="t('web.supply.search')"><segment-switch v-if="view === 'board'" :model-value="only" :options="filters" :label="t('web.supply.filter')" @update:model-value="setQuery({ only: $event })"/></div>
      </header>
      <purchase-table v-if="view === 'purchases'"/>
      <state-box v-else :state="state" :has-data="!!data" :is-empty="data && !data.items.length" :rows="8" empty-key="web.supply.empty" @retry="reload">
        <div class="cash-facts">
          <article class="card"><h2>{{ t('web.supply.fact.urgent') }}</h2><p class="big" :class="{ negative: urgent }">{{ urgent }}</p></article>
          <article class="card"><h2>{{ t('web.supply.fact.noticed') }}</h2><p class="big">{{ noticed }}</p></article>
          <article class="card" v-if="excess !== null"><h2>{{ t('web.supply.fact.excess') }}</h2><p class="big">{{ money(excess, { fine: true }) }}<small class="quiet"> / {{ money(stock, { fine: true }) }} {{ moneyUnit() }}</small></p></article>
        </div>
        <div class="card scroll-x supply-table-box"><table class="data-table supply-table">
          <thead><tr><th>{{ t('web.supply.item') }}</th><th class="num wide-only">{{ t('web.supply.opening') }}</th><th class="num wide-only">{{ t('web.supply.safety') }}</th><th class="num">{{ t('web.supply.row.gross') }}</th><th class="num wide-only">{{ t('web.supply.row.ordered') }}</th><th class="num wide-only">{{ t('web.supply.row.planned') }}</th><th class="num wide-only">{{ t('web.supply.lowest') }}</th><th v-if="excess !== null" class="num wide-only">{{ t('web.supply.excess') }}</th><th>{{ t('web.supply.notices') }}</th></tr></thead>
          <tbody><tr v-for="one in shown.slice(0, limit)" :key="one.code" class="clickable" :data-item="one.code" @click="setQuery({ item: one.code })"><td><button class="link">{{ text(one.name) }}</button></td><td class="num wide-only">{{ count(one.opening) }}</td><td class="num wide-only">{{ count(one.safety) }}</td><td class="num">{{ count(one.demand) }}</td><td class="num wide-only">{{ count(one.ordered) }}</td><td class="num wide-only">{{ count(one.planned) }}</td><td class="num wide-only" :class="{ negative: Number(one.lowest) < 0 }">{{ count(one.lowest) }}</td><td v-if="excess !== null" class="num wide-only">{{ money(one.excessMoney) }}</td><td class="supply-kinds"><span v-for="(number, kind) in kinds(one)" :key="kind" class="tag" :class="isUrgent(kind) ? 'bad' : 'warn'">{{ t('web.supply.kind.' + kind) }}{{ number > 1 ? ' ' + number : '' }}</span></td></tr></tbody>
        </table><p v-if="shown.length > limit" class="pad"><button class="btn" data-act="more-items" @click="limit += SHOWN">{{ t('web.supply.more', { left: shown.length - limit }) }}</button></p><p v-if="!shown.length" class="quiet pad">{{ t('web.supply.none') }}</p></div>
      </state-box>
      <supply-detail v-if="route.query.item" :key="route.query.item" :code="route.query.item" @close="setQuery({ item: null })"/>
    </section>`,
  setup() {
    const view = computed(() => (route.query.view === 'purchases' && can('viewCost') ? 'purchases' : 'board'));
    const { data, state, reload } = useView(() => (view.value === 'board' ? '/supply' + query({ scenario: openScenario() }) : null));
    const typed = ref(''), limit = ref(SHOWN);
    const only = computed(() => (route.query.only in FILTERS ? route.query.only : 'all'));
    const isUrgent = (kind) => URGENT.includes(kind);
    const rank = (one) => (FILTERS.urgent(one) ? 2 : FILTERS.noticed(one) ? 1 : 0);
    const isFound = (one) => !typed.value.trim() || [one.code, one.name.zh, one.name.en].some((words) => words?.toLowerCase().includes(typed.value.trim().toLowerCase()));
    watch([typed, only], () => { limit.value = SHOWN; });
    const shown = computed(() => (data.value?.items ?? []).filter(FILTERS[only.value]).filter(isFound).sort((a, b) => rank(b) - rank(a)));
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
    const views = computed(() => ['board', 'purchases'].map((value) => ({ value, label: t('web.supply.view.' + value) })));
    return { can, typed, limit, SHOWN, view, views, data, state, reload, only, shown, kinds, isUrgent, route, setQuery, excess: total('excessMoney'), stock: total('stockMoney'), urgent: number('urgent'), noticed: number('noticed'), filters: computed(() => Object.keys(FILTERS).map((value) => ({ value, label: t('web.supply.only.' + value) }))) };
  },
});
