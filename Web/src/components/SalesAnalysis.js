// SPDX-License-Identifier: Apache-2.0
// The question in full: one or two dimensions, measures, an earlier period; a chart and the table.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { formatCount } from '../kit/numbers.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { dictionary, dimensionOf, drill, useSpan } from '../store/sales.js';
import { useView } from '../store/view.js';
import { analysisOption, barRows } from './sales-charts.js';
import MeasurePicker from './MeasurePicker.js';
import SalesQuestion from './SalesQuestion.js';
import SalesTable from './SalesTable.js';

const PAGE = 100;
const COMPARISONS = ['none', 'year', 'previous', 'yearToDate', 'januaryFebruary', 'festival'];

/** What the tab asks the server; the export asks the same. */
export function analysisParameters() {
  const { days } = useSpan('year');
  return computed(() => {
    const by = (route.query.by ?? '').split(',').filter(Boolean);
    const keys = by.length ? by : ['territory'];
    const hasTime = keys.some((key) => dimensionOf(key)?.isTime);
    return { by: keys.join(','), measures: route.query.measures, first: days.value[0], last: days.value[1], asOf: route.query.asOf, filter: route.query.filter, compare: hasTime ? null : route.query.compare ?? 'year', hierarchy: route.query.hierarchy === 'then' ? 'then' : null, sort: route.query.sort === 'code' ? null : route.query.sort ?? (hasTime ? null : '-' + (route.query.measures ?? 'orderedInclTax').split(',')[0]) };
  });
}

export default define('SalesAnalysis', {
  components: { MeasurePicker, SalesQuestion, SalesTable },
  template: `
    <sales-question>
      <label class="sales-ask"><span>{{ t('web.sales.by') }}</span><select class="select" :value="by[0]" data-act="by-first" @change="setBy(0, $event.target.value)"><option v-for="one in dimensions" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></label>
      <label class="sales-ask"><span>{{ t('web.sales.then-by') }}</span><select class="select" :value="by[1] ?? ''" data-act="by-second" @change="setBy(1, $event.target.value)"><option value="">–</option><option v-for="one in seconds" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></label>
      <measure-picker :model-value="measures" @update:model-value="setQuery({ measures: $event.join(',') || null, sort: null, page: null })"/>
      <template #after><label class="sales-ask"><span>{{ t('web.sales.compare') }}</span><select class="select" :value="parameters.compare ?? 'none'" :disabled="hasTime" :title="hasTime ? t('web.sales.compare.time') : null" data-act="sales-compare" @change="setQuery({ compare: $event.target.value, sort: null, page: null })"><option v-for="one in comparisons" :key="one" :value="one">{{ t('web.sales.compare.' + one) }}</option></select></label><label class="sales-ask"><span>{{ t('web.sales.hierarchy') }}</span><select class="select" :value="parameters.hierarchy ?? 'now'" :title="t('web.sales.hierarchy.why')" data-act="sales-hierarchy" @change="setQuery({ hierarchy: $event.target.value === 'then' ? 'then' : null, page: null })"><option v-for="one in ['now', 'then']" :key="one" :value="one">{{ t('web.sales.hierarchy.' + one) }}</option></select></label></template>
    </sales-question>
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!!data && !data.rowCount" empty-key="web.sales.empty" @retry="reload">
      <template #empty><button class="btn" data-act="whole-time" @click="setQuery({ span: 'all', first: null, last: null, filter: null })">{{ t('web.sales.empty.wider') }}</button></template>
      <p v-if="data.compared" class="meta sales-compared"><b>{{ t('web.sales.compare.' + data.comparison) }}</b> {{ span(data.compared.current) }} {{ t('web.sales.against') }} {{ span(data.compared.base) }}<span v-if="data.compared.current.workdays !== null"> · {{ t('web.sales.workdays', { now: data.compared.current.workdays, base: data.compared.base.workdays }) }}</span><span v-if="!data.compared.isWhole" class="tag warn">{{ t('web.sales.not-whole') }}</span></p>
      <p v-else-if="data.notCompared" class="meta sales-compared">{{ text(data.notCompared) }}</p>
      <article class="card sales-chart"><h2>{{ text(data.measures[shown].label) }}<small>{{ chartNote }}</small><select class="select" :value="data.measures[shown].key" :aria-label="t('web.sales.chart.measure')" data-act="chart-measure" @change="setQuery({ shown: $event.target.value })"><option v-for="one in data.measures" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></h2><p v-if="!Number(data.peaks[shown] ?? 0)" class="quiet">{{ t('web.sales.chart.nought') }}</p><chart-box v-else :option="chart" :height="height" :label="t('web.sales.chart')" @pick="pickBar"/></article>
      <sales-table :data="data" :sort="parameters.sort ?? ''" :page="page" :page-size="pageSize" :is-dim="state.isLoading" @sort="setQuery({ sort: $event || 'code', page: null })" @page="setQuery({ page: $event || null })" @pick="drill($event.key, $event.code, by)"/>
      <details v-if="data.findings.length" class="card fold sales-findings"><summary>{{ t('web.sales.findings', { count: data.findings.length }) }}</summary><ul><li v-for="one in data.findings" :key="one.kind">{{ text(one.label) }}<b>{{ formatCount(String(one.count)) }}</b></li></ul></details>
    </state-box>`,
  setup() {
    const parameters = analysisParameters();
    const by = computed(() => parameters.value.by.split(','));
    const page = computed(() => Math.max(0, Number(route.query.page) || 0));
    const hasTime = computed(() => by.value.some((key) => dimensionOf(key)?.isTime));
    /** A chart over time needs its periods together. */
    const pageSize = computed(() => (hasTime.value ? 1000 : PAGE));
    const { data, state, reload } = useView(() => (dictionary.value ? '/sales-analysis' + query({ ...parameters.value, offset: page.value * pageSize.value, limit: pageSize.value }) : null));
    const all = computed(() => dictionary.value?.dimensions ?? []);
    const shown = computed(() => Math.max(0, data.value?.measures.findIndex((one) => one.key === route.query.shown) ?? 0));
    function setBy(place, key) {
      const keys = [...by.value];
      keys[place] = key;
      // Twice the same, and two of time, have no answer.
      const kept = keys.filter((one, index) => one && keys.indexOf(one) === index && !(index && dimensionOf(one).isTime && dimensionOf(keys[0]).isTime));
      setQuery({ by: kept.join(','), sort: null, page: null });
    }
    const span = (side) => `${day(side.first)} – ${day(side.last)}`;
    const bars = computed(() => Math.min(15, data.value?.rows.length ?? 0));
    return {
      data, state, reload, by, page, pageSize, hasTime, parameters, shown, setBy, setQuery, drill, span, formatCount, comparisons: COMPARISONS, dimensions: all,
      seconds: computed(() => all.value.filter((one) => one.key !== by.value[0] && !(one.isTime && dimensionOf(by.value[0])?.isTime))),
      measures: computed(() => route.query.measures?.split(',') ?? dictionary.value?.usual ?? []),
      chart: computed(() => analysisOption(data.value, shown.value)),
      height: computed(() => (hasTime.value ? 260 : Math.max(120, bars.value * (data.value?.compared ? 30 : 24) + 46))),
      chartNote: computed(() => {
        const isAll = data.value.rowCount === data.value.rows.length, isLargest = parameters.value.sort === '-' + data.value.measures[shown.value].key && !page.value;
        if (isAll && (hasTime.value || data.value.rowCount <= 15)) return '';
        return hasTime.value ? t('web.sales.chart.part') : t(isAll || isLargest ? 'web.sales.chart.largest' : 'web.sales.chart.page', { shown: bars.value, of: formatCount(String(data.value.rowCount)) });
      }),
      pickBar(event) {
        const row = hasTime.value ? null : barRows(data.value, shown.value)[event.dataIndex], key = row?.keys[0];
        if (key?.kind === 'member' && key.code) drill(by.value[0], key.code, by.value);
      },
    };
  },
});
