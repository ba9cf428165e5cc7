// SPDX-License-Identifier: Apache-2.0
// 集中度: how much rests on few, as a curve, the largest by name, and the index of them all.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { figure, unitOf } from '../kit/sales.js';
import { formatCount, formatRatio } from '../kit/numbers.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { dictionary, useSpan } from '../store/sales.js';
import { useView } from '../store/view.js';
import { concentrationOption } from './sales-charts.js';
import SalesQuestion from './SalesQuestion.js';

const SHOWN = 50;
/** Of antitrust practice: below the first one nobody is large, above the second few hold most. */
const LIMITS = [1500, 2500];

export default define('CustomerConcentration', {
  components: { SalesQuestion },
  emits: ['pick'],
  template: `
    <sales-question usual="twelve">
      <label class="sales-ask"><span>{{ t('web.sales.classes.of') }}</span><select class="select" :value="of" @change="setQuery({ of: $event.target.value })"><option v-for="one in dimensions" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></label>
      <label class="sales-ask"><span>{{ t('web.sales.measure') }}</span><select class="select" :value="measure" data-act="concentration-measure" @change="setQuery({ rank: $event.target.value })"><option v-for="one in measures" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></label>
    </sales-question>
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!!data && !data.rowCount" empty-key="web.customers.empty" @retry="reload">
      <ul class="age-facts top-facts"><li v-for="one in data.tops" :key="one.count" class="card"><span>{{ t('web.customers.top', { count: one.count }) }}</span><b>{{ formatRatio(one.share) }}</b></li><li class="card"><span>{{ t('web.customers.hhi') }}</span><b>{{ formatCount(data.index, { zero: '0' }) }}</b><small>{{ t('web.customers.hhi.' + level) }} · {{ t('web.customers.effective', { count: data.effectiveCount ?? '–' }) }}</small></li></ul>
      <div class="growth-pair concentration-pair">
        <article class="card"><h2>{{ t('web.customers.curve') }}</h2><chart-box :option="chart" :height="320" :label="t('web.customers.curve')"/><p class="meta">{{ t('web.customers.curve.about', { count: formatCount(String(data.rowCount)) }) }}</p></article>
        <article class="card scroll-x"><table class="data-table concentration-table"><thead><tr><th class="num">{{ t('web.sales.rank') }}</th><th>{{ text(data.by.label) }}</th><th class="num">{{ text(data.measure.label) }} <small>{{ unitOf(data.measure) }}</small></th><th class="num">{{ t('web.sales.share') }}</th><th class="num">{{ t('web.sales.cumulative') }}</th></tr></thead>
          <tbody><tr v-for="(one, index) in data.rows.slice(0, SHOWN)" :key="one.member.code" :data-member="one.member.code"><td class="num quiet">{{ index + 1 }}</td><td><button v-if="data.by.key === 'customer' && one.member.code" class="link" @click="$emit('pick', one.member.code)">{{ text(one.member.label) }}</button><template v-else>{{ text(one.member.label) }}</template></td><td class="num">{{ figure(one.value, data.measure) }}</td><td class="num bar-cell"><i class="cell-bar" aria-hidden="true" :style="{ width: Number(one.share) / Number(data.rows[0].share) * 100 + '%' }"></i><span>{{ formatRatio(one.share) }}</span></td><td class="num">{{ formatRatio(one.cumulative) }}</td></tr></tbody></table></article>
      </div>
    </state-box>`,
  setup() {
    const { days } = useSpan('twelve');
    const dimensions = computed(() => (dictionary.value?.dimensions ?? []).filter((one) => !one.isTime));
    const measures = computed(() => (dictionary.value?.measures ?? []).filter((one) => one.isAdditive));
    const of = computed(() => (dimensions.value.some((one) => one.key === route.query.of) ? route.query.of : 'customer'));
    const measure = computed(() => (measures.value.some((one) => one.key === route.query.rank) ? route.query.rank : 'orderedInclTax'));
    const { data, state, reload } = useView(() => (dictionary.value ? '/sales-concentration' + query({ by: of.value, measure: measure.value, first: days.value[0], last: days.value[1], asOf: route.query.asOf, filter: route.query.filter }) : null));
    return {
      data, state, reload, dimensions, measures, of, measure, setQuery, figure, unitOf, formatCount, formatRatio, SHOWN, chart: computed(() => concentrationOption(data.value)),
      level: computed(() => (Number(data.value.index) < LIMITS[0] ? 'low' : Number(data.value.index) < LIMITS[1] ? 'middle' : 'high')),
    };
  },
});
