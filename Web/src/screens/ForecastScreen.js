// SPDX-License-Identifier: Apache-2.0
// 预测: history and ranges with overrides, and beside them what the series is made of, who was right before, what to look at first, and all of it in sentences.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { query } from '../store/api.js';
import { send, shareAgain } from '../store/commands.js';
import { route, setQuery } from '../store/router.js';
import { seriesTitle } from '../store/series.js';
import { can, isNarrowed } from '../store/session.js';
import { useView } from '../store/view.js';
import { fanOption } from '../components/chart-options.js';
import { unitWords } from '../kit/units.js';
import ForecastComponents from '../components/ForecastComponents.js';
import ForecastDigest from '../components/ForecastDigest.js';
import ForecastExceptions from '../components/ForecastExceptions.js';
import ForecastReview from '../components/ForecastReview.js';
import ForecastTracking from '../components/ForecastTracking.js';
import HeldTotals from '../components/HeldTotals.js';
import MethodTable from '../components/MethodTable.js';
import OverrideTable from '../components/OverrideTable.js';
import PastForecasts from '../components/PastForecasts.js';
import SeriesPicker from '../components/SeriesPicker.js';

/** Beside the forecast itself, which has no name in the address. */
const VIEWS = ['components', 'accuracy', 'exceptions', 'report'];

export default define('ForecastScreen', {
  components: { ForecastComponents, ForecastDigest, ForecastExceptions, ForecastReview, ForecastTracking, HeldTotals, MethodTable, OverrideTable, PastForecasts, SeriesPicker },
  template: `
    <section class="screen forecast-screen" :class="{ 'report-screen': view === 'report' }">
      <header class="screen-head">
        <div><h1>{{ t('web.nav.forecast') }}<small v-if="hasPicker" class="series-name"> {{ title }}</small></h1><p class="basis">{{ basis }}</p></div>
        <div class="screen-tools"><button v-if="canRefresh && isKnown" class="btn" @click="refreshAll" :disabled="isBusy"><i class="icon" aria-hidden="true">refresh</i>{{ t('web.forecast.refresh') }}</button><segment-switch class="forecast-views" :model-value="view" :options="views" :label="t('web.forecast.view')" data-act="forecast-view" @update:model-value="setQuery({ view: $event })"/></div>
      </header>
      <forecast-exceptions v-if="view === 'exceptions'"/>
      <forecast-digest v-else-if="view === 'report'"/>
      <div v-else class="forecast-layout">
        <series-picker :item="item" :region="region" @pick="setQuery($event)"/>
        <div class="forecast-main">
          <forecast-components v-if="view === 'components'" :item="item" :region="region"/>
          <forecast-tracking v-else-if="view === 'accuracy'" :item="item" :region="region"/>
          <state-box v-else :state="state" :has-data="!!data" :is-empty="data && !isKnown" :rows="7" empty-key="web.forecast.empty" @retry="reload">
            <template #empty><a v-if="can('importFacts')" class="btn primary" href="#/imports">{{ t('web.forecast.empty.import') }}</a></template>
            <forecast-review :region="region"/>
            <p class="card words"><i class="icon" aria-hidden="true">lightbulb</i><span>{{ text(data.words) }}</span></p>
            <article class="card"><chart-box :option="chart" :height="330" :label="t('web.forecast.chart')"/></article>
            <div class="forecast-pair">
              <method-table :candidates="data.candidates" :is-total="isTotal"/>
              <article class="card"><h2>{{ t('web.forecast.scores') }}</h2><table v-if="data.scores.length" class="data-table"><thead><tr><th>{{ t('web.forecast.source') }}</th><th class="num">{{ t('web.forecast.rate') }}</th><th class="num">{{ t('web.forecast.bias') }}</th><th class="num">{{ t('web.forecast.months') }}</th></tr></thead><tbody><tr v-for="score in data.scores" :key="score.source"><td>{{ text(score.label) }}</td><td class="num"><b>{{ ratio(score.rate) }}</b></td><td class="num">{{ biasWords(score.bias) }}</td><td class="num">{{ score.months }}</td></tr></tbody></table><p v-else class="quiet">{{ t('web.overview.no-accuracy') }}</p></article>
            </div>
            <override-table :data="data" :can-edit="isAllowed && isWritable" :is-total="isTotal" :item="item" :region="region" @save="override"/>
            <held-totals :held="data.held" :can-edit="isAllowed" @again="again" @pick="setQuery($event)"/>
            <past-forecasts :past="data.past"/>
          </state-box>
        </div>
      </div>
    </section>`,
  setup() {
    const item = computed(() => route.query.item ?? 'ALL'), region = computed(() => route.query.region ?? 'ALL');
    const view = computed(() => (VIEWS.includes(route.query.view) ? route.query.view : ''));
    const { data, state, reload, refresh } = useView(() => (view.value ? null : '/forecast' + query({ item: item.value, region: region.value })));
    const isBusy = ref(false);
    const isTotal = computed(() => item.value === 'ALL' || item.value.startsWith('F:') || region.value === 'ALL');
    async function override({ month, value, reason, spread }) {
      try {
        await send('override-forecast', { item: item.value, region: region.value, month, value, ...(spread ? { spread } : {}) }, { reason });
        await refresh();
      } catch { /* said by the command */ }
    }
    const again = (held) => shareAgain(held).then(refresh, () => {});
    async function refreshAll() {
      isBusy.value = true;
      await send('refresh-forecasts', {}).then(refresh, () => {});
      isBusy.value = false;
    }
    const biasWords = (bias) => { const n = Number(bias); return Math.abs(n) < 0.005 ? t('web.bias.even') : t(n > 0 ? 'web.bias.high' : 'web.bias.low', { rate: (Math.abs(n) * 100).toFixed(1) + '%' }); };
    /** Months without a number are no history. */
    const isKnown = computed(() => [...(data.value?.history ?? []), ...(data.value?.forecast ?? [])].some((one) => Number(one.value ?? one.agreed ?? one.baseline ?? 0) !== 0));
    return {
      can, view, isKnown, isWritable: computed(() => !(isNarrowed() && region.value === 'ALL')), data, state, reload, item, region, isBusy, isTotal, override, again, refreshAll, setQuery, biasWords, isAllowed: can('editForecast'), canRefresh: can('runCycle'),
      views: computed(() => ['', ...VIEWS].map((value) => ({ value, label: t('web.forecast.view.' + (value || 'forecast')) }))),
      hasPicker: computed(() => !['exceptions', 'report'].includes(view.value)),
      title: computed(() => seriesTitle(item.value, region.value)),
      basis: computed(() => (view.value ? t('web.forecast.basis.' + view.value) : data.value ? t('web.unit.in', { unit: unitWords(data.value.unit) }) : '\u00a0')),
      chart: computed(() => (data.value ? fanOption(data.value) : {})),
    };
  },
});
