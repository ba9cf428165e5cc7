// SPDX-License-Identifier: Apache-2.0
// 客户分析: who orders how much and how often, who is late or leaving, how they pay; who came and went; how much rests on few.
import { computed, nextTick, watch } from 'vue';
import { define } from '../kit/template.js';
import { day, t } from '../kit/i18n.js';
import { moneyUnit } from '../kit/units.js';
import { route, setQuery } from '../store/router.js';
import { dictionary, exportAddress, useDictionary } from '../store/sales.js';
import { can, isNarrowed } from '../store/session.js';
import CustomerBridge from '../components/CustomerBridge.js';
import CustomerConcentration from '../components/CustomerConcentration.js';
import CustomerDetail from '../components/CustomerDetail.js';
import CustomerList, { customerParameters } from '../components/CustomerList.js';
import SalesViews from '../components/SalesViews.js';

/** Beside the list itself, which has no name in the address. */
const TABS = ['bridge', 'concentration'];

export default define('CustomersScreen', {
  components: { CustomerBridge, CustomerConcentration, CustomerDetail, CustomerList, SalesViews },
  template: `
    <section class="screen sales-screen customers-screen">
      <header class="screen-head">
        <div><h1>{{ t('web.customers.title') }}</h1><p class="basis">{{ basis }}</p></div>
        <div class="screen-tools"><segment-switch :model-value="view" :options="tabs" :label="t('web.sales.view')" data-act="customers-view" @update:model-value="setQuery({ view: $event || null, page: null, sort: null })"/><sales-views/><template v-if="can('exportData') && !view"><a class="btn wide-only" :href="file('xlsx')" download data-act="export-xlsx">{{ t('web.action.xlsx') }}</a><a class="btn wide-only" :href="file('csv')" download data-act="export-csv">{{ t('web.action.csv') }}</a></template></div>
      </header>
      <state-box v-if="!dictionary" :state="state" :has-data="false" :rows="8" @retry="reload"/>
      <customer-bridge v-else-if="view === 'bridge'"/><customer-concentration v-else-if="view === 'concentration'" @pick="pick"/><customer-list v-else @pick="pick"/>
      <customer-detail v-if="dictionary && route.query.customer" :key="route.query.customer" :code="route.query.customer" @close="close"/>
    </section>`,
  setup() {
    const view = computed(() => (TABS.includes(route.query.view) ? route.query.view : ''));
    const parameters = customerParameters();
    const { state, reload } = useDictionary();
    let opener = null;
    const pick = (code) => { opener = document.activeElement; setQuery({ customer: code }); };
    const close = () => { setQuery({ customer: null }); nextTick(() => opener?.focus?.()); };
    // The keyboard goes where the eye goes, and Escape closes.
    watch(() => [route.query.customer, dictionary.value], () => { if (route.query.customer) nextTick(() => document.querySelector('.customer-drawer header button')?.focus()); }, { immediate: true });
    return {
      can, view, route, dictionary, state, reload, setQuery, pick, close, tabs: computed(() => ['', ...TABS].map((value) => ({ value, label: t('web.customers.view.' + (value || 'list')) }))),
      basis: computed(() => (dictionary.value ? [t('web.sales.as-of', { day: day(dictionary.value.asOf) }), t('web.unit.in', { unit: moneyUnit() }), ...(isNarrowed() ? [t('web.sales.narrowed')] : [])].join(' · ') : '\u00a0')),
      file: (format) => exportAddress('customers', { ...parameters.value, format: format === 'xlsx' ? null : format }),
    };
  },
});
