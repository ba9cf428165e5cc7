// SPDX-License-Identifier: Apache-2.0
// How likely: bands of cash, revenue and purchases over 26 weeks, the probability of going under the line, and what drives it.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { signOf } from '../kit/decimal.js';
import { useProbability } from '../store/probability.js';
import { probabilityOption } from './probability-chart.js';

export default define('CashProbability', {
  template: `
    <article class="card probability" :aria-busy="isStale">
      <header class="probability-head"><h2>{{ t('web.probability.title') }}<small v-if="data">{{ t('web.probability.made', { paths: data.paths, seed: data.seed }) }}</small></h2>
        <span v-if="isStale && data" class="stale" role="status">{{ t('web.probability.stale') }}</span><span class="spacer"></span>
        <segment-switch v-model="figure" :options="figures" :label="t('web.probability.figure')"/></header>
      <state-box :state="state" :has-data="!!data" :is-empty="data && !data.weeks.length" :rows="6" empty-key="web.probability.empty" @retry="reload">
        <div class="probability-body" :class="{ dim: isBusy }">
          <div>
            <p v-if="figure === 'cash' && data.underWithin !== null" class="risk"><b class="big" :class="Number(data.underWithin) >= 0.1 ? 'negative' : 'favourable'" data-figure="under">{{ ratio(data.underWithin, { digits: 0, zero: '0' }) }}</b><span>{{ t(data.planGoesUnder ? 'web.probability.within.plan' : 'web.probability.within', { weeks: data.weeks.length, minimum: money(data.minimum, { fine: true }) }) }}</span></p>
            <p v-else class="risk"><b class="big">{{ money(target.band.p10, { fine: true }) }} – {{ money(target.band.p90, { fine: true }) }}</b><span>{{ t('web.probability.range', { weeks: data.weeks.length, plan: money(target.band.plan, { fine: true }) }) }}</span></p>
            <chart-box :option="chart" :height="figure === 'cash' && data.minimum !== null ? 350 : 280" :label="t('web.probability.title')"/>
          </div>
          <div class="drivers"><h3>{{ t('web.probability.drivers', { figure: text(target.label) }) }}</h3>
            <ul><li v-for="driver in target.drivers" :key="driver.source" :data-source="driver.source"><span>{{ text(driver.label) }}</span><b>{{ ratio(driver.share, { digits: 0, zero: '0' }) }}</b><div class="share"><i :style="{ width: Math.min(100, Number(driver.share) * 100) + '%' }"></i></div>
              <small v-if="signOf(driver.low) || signOf(driver.high)">{{ t('web.probability.effect', { shift: money(driver.shift, { fine: true, sign: true, zero: '0' }), low: money(driver.low, { fine: true, sign: true, zero: '0' }), high: money(driver.high, { fine: true, sign: true, zero: '0' }) }) }}</small><small v-else>{{ t('web.probability.no-effect') }}</small></li></ul>
            <details><summary>{{ t('web.probability.learnt') }}</summary><dl><template v-for="one in data.knowledge" :key="one.source"><dt>{{ text(one.label) }}</dt><dd>{{ text(one.words) }}</dd></template></dl></details>
          </div>
        </div>
      </state-box>
    </article>`,
  setup() {
    const { data, state, reload, isStale, isBusy } = useProbability();
    const figure = ref('cash');
    const keys = { cash: 'lowestCash', revenue: 'revenue', purchases: 'purchases' };
    const target = computed(() => data.value?.targets.find((one) => one.key === keys[figure.value]));
    return {
      data, state, reload, figure, isStale, isBusy, target, signOf,
      figures: computed(() => Object.keys(keys).map((value) => ({ value, label: t('web.probability.' + value) }))),
      chart: computed(() => (data.value ? probabilityOption(data.value.weeks.map((week) => ({ name: text(week.label), band: week[figure.value], under: week.under })), { minimum: data.value.minimum, isCash: figure.value === 'cash' }) : {})),
    };
  },
});
