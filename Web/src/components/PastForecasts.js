// SPDX-License-Identifier: Apache-2.0
// Past forecasts against what came, by source and by how many months ahead they were made.
import { computed, reactive, watchEffect } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { ratio as divide, subtract } from '../kit/decimal.js';
import { monthsBetween } from '../kit/periods.js';

export default define('PastForecasts', {
  props: { past: Array },
  template: `
    <article class="card"><h2>{{ t('web.forecast.past') }}<span class="spacer"></span><segment-switch v-if="lags.length > 1" v-model="ui.lag" :options="lagOptions" :label="t('web.forecast.lag')"/></h2>
      <div v-if="months.length" class="scroll-x"><table class="data-table past-table"><thead><tr><th>{{ t('web.grain.month') }}</th><th class="num">{{ t('web.line.actual') }}</th><th v-for="source in sources" :key="source.source" class="num">{{ text(source.label) }}</th></tr></thead>
        <tbody><tr v-for="row in months" :key="row.month"><td>{{ period(row.month) }}</td><td class="num"><b>{{ count(row.actual) }}</b></td><td v-for="source in sources" :key="source.source" class="num"><template v-if="row.by[source.source]">{{ count(row.by[source.source].forecast) }}<small class="miss" :class="{ wide: Math.abs(row.by[source.source].miss) > 0.1 }">{{ ratio(String(row.by[source.source].miss), { sign: true }) }}</small></template><span v-else class="quiet">–</span></td></tr></tbody></table></div>
      <p v-else class="quiet">{{ t('web.overview.no-accuracy') }}</p>
    </article>`,
  setup(props) {
    const ui = reactive({ lag: null });
    const lagOf = (one) => Math.max(0, monthsBetween(one.madeOn.slice(0, 7), one.month));
    const lags = computed(() => [...new Set(props.past.map(lagOf))].sort((a, b) => a - b));
    watchEffect(() => { if (ui.lag === null && lags.value.length) ui.lag = lags.value[0]; });
    const shown = computed(() => props.past.filter((one) => lagOf(one) === (ui.lag ?? lags.value[0])));
    const sources = computed(() => [...new Map(props.past.map((one) => [one.source, one])).values()]);
    const months = computed(() => {
      const rows = new Map();
      for (const one of shown.value) {
        const row = rows.get(one.month) ?? { month: one.month, actual: one.actual, by: {} };
        const miss = divide(subtract(one.forecast, one.actual), one.actual);
        row.by[one.source] = { forecast: one.forecast, miss: miss === null ? 0 : Number(miss.toFixed(4)) };
        rows.set(one.month, row);
      }
      return [...rows.values()].sort((a, b) => (a.month < b.month ? 1 : -1));
    });
    return { ui, lags, sources, months, text, lagOptions: computed(() => lags.value.slice(0, 6).map((value) => ({ value, label: t('web.forecast.months-ahead', { count: value }) }))) };
  },
});
