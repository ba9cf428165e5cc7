// SPDX-License-Identifier: Apache-2.0
// 销售分析: orders, deliveries, invoices and receipts by any dimension; what carries the whole; how it grows; what is past its day.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, t } from '../kit/i18n.js';
import { moneyUnit } from '../kit/units.js';
import { route, setQuery } from '../store/router.js';
import { dictionary, exportAddress, useDictionary } from '../store/sales.js';
import { can, isNarrowed } from '../store/session.js';
import SalesAgeing, { ageingParameters } from '../components/SalesAgeing.js';
import SalesAnalysis, { analysisParameters } from '../components/SalesAnalysis.js';
import SalesClasses from '../components/SalesClasses.js';
import SalesGrowth from '../components/SalesGrowth.js';
import SalesViews from '../components/SalesViews.js';

/** Beside the analysis itself, which has no name in the address. */
const TABS = ['abc', 'growth', 'ageing'];

export default define('SalesScreen', {
  components: { SalesAgeing, SalesAnalysis, SalesClasses, SalesGrowth, SalesViews },
  template: `
    <section class="screen sales-screen">
      <header class="screen-head">
        <div><h1>{{ t('web.nav.sales') }}</h1><p class="basis">{{ basis }}</p></div>
        <div class="screen-tools"><segment-switch :model-value="view" :options="tabs" :label="t('web.sales.view')" data-act="sales-view" @update:model-value="open"/><sales-views/><template v-if="can('exportData') && hasFile"><a class="btn wide-only" :href="file('xlsx')" download data-act="export-xlsx">{{ t('web.action.xlsx') }}</a><a class="btn wide-only" :href="file('csv')" download data-act="export-csv">{{ t('web.action.csv') }}</a></template></div>
      </header>
      <state-box v-if="!dictionary" :state="state" :has-data="false" :rows="8" @retry="reload"/>
      <sales-classes v-else-if="view === 'abc'"/><sales-growth v-else-if="view === 'growth'"/><sales-ageing v-else-if="view === 'ageing'"/><sales-analysis v-else/>
    </section>`,
  setup() {
    const view = computed(() => (TABS.includes(route.query.view) ? route.query.view : ''));
    const parameters = analysisParameters();
    const { state, reload } = useDictionary();
    return {
      can, view, dictionary, state, reload, setQuery, tabs: computed(() => ['', ...TABS].map((value) => ({ value, label: t('web.sales.view.' + (value || 'analysis')) }))),
      basis: computed(() => (dictionary.value ? [t('web.sales.as-of', { day: day(dictionary.value.asOf) }), t('web.unit.in', { unit: moneyUnit() }), ...(isNarrowed() ? [t('web.sales.narrowed')] : [])].join(' · ') : '\u00a0')),
      hasFile: computed(() => ['', 'ageing'].includes(view.value)),
      file: (format) => exportAddress('sales-analysis', { ...(view.value === 'ageing' ? ageingParameters() : parameters.value), format: format === 'xlsx' ? null : format }),
      // What is chosen for one tab means nothing in the next, the filters and the period do.
      open: (value) => setQuery({ view: value || null, page: null, cell: null, sort: null }),
    };
  },
});
