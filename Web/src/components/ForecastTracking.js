// SPDX-License-Identifier: Apache-2.0
// 准确率: who forecast better, how far ahead and at which level, whether it leans or drifts, and what people's changes were worth.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { query } from '../store/api.js';
import { useView } from '../store/view.js';
import { overTimeOption } from './tracking-charts.js';
import AccuracyByLead from './AccuracyByLead.js';
import AccuracyByLevel from './AccuracyByLevel.js';
import OverrideReasons from './OverrideReasons.js';
import TrackingSignal from './TrackingSignal.js';
import ValueLadder from './ValueLadder.js';

export default define('ForecastTracking', {
  components: { AccuracyByLead, AccuracyByLevel, OverrideReasons, TrackingSignal, ValueLadder },
  props: { item: String, region: String },
  template: `
    <state-box :state="state" :has-data="!!data" :is-empty="!!data && !data.months.length" :rows="8" empty-key="web.tracking.empty" @retry="reload">
      <div class="forecast-main forecast-tracking">
        <div class="forecast-pair">
          <value-ladder :ladder="data.ladder"/>
          <tracking-signal :signal="data.signal" :drift="data.drift"/>
        </div>
        <article v-if="data.trend.length" class="card"><h2>{{ t('web.tracking.trend') }}<small>{{ t('web.tracking.trend.detail') }}</small></h2><chart-box :option="chart" :height="372" :label="t('web.tracking.trend')"/></article>
        <div class="forecast-pair even">
          <accuracy-by-lead :leads="data.leads"/>
          <accuracy-by-level :levels="data.levels"/>
        </div>
        <override-reasons :reasons="data.reasons"/>
      </div>
    </state-box>`,
  setup(props) {
    const { data, state, reload } = useView(() => '/forecast-tracking' + query({ item: props.item, region: props.region }));
    return { data, state, reload, chart: computed(() => overTimeOption(data.value.trend)) };
  },
});
