// SPDX-License-Identifier: Apache-2.0
// 跟踪信号: the errors added up, in mean errors: beyond the limit either way the forecast leans. 漂移: since when the level is another.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { period, t } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';

export default define('TrackingSignal', {
  props: { signal: Object, drift: Object },
  template: `
    <article class="card tracking-signal"><h2>{{ t('web.tracking.signal') }}<span v-if="signal.value !== null" class="tag" :class="signal.state === 'even' ? 'good' : signal.state === 'unknown' ? '' : 'warn'">{{ t('web.tracking.signal.' + signal.state) }}</span><small v-if="signal.value !== null">{{ t('web.tracking.signal.months', { count: signal.months }) }}</small></h2>
      <div class="gauge" role="img" :aria-label="label"><div class="gauge-track"><i class="gauge-even"></i><i class="gauge-nought"></i><b v-if="signal.value !== null" :class="signal.state" :style="{ left: place }"><span>{{ words }}</span></b></div>
        <div class="gauge-scale" aria-hidden="true"><span v-for="one in marks" :key="one" :style="{ left: placeOf(one) }">{{ one > 0 ? '+' + one : one }}</span></div></div>
      <p>{{ text(signal.words) }}</p>
      <h3>{{ t('web.tracking.drift') }}<span v-if="drift.since" class="tag warn">{{ t('web.tracking.drift.since', { month: period(drift.since) }) }}{{ drift.share === null ? '' : ' ' + ratio(drift.share, { sign: true }) }}</span></h3>
      <p>{{ text(drift.words) }}</p>
    </article>`,
  setup(props) {
    const limit = computed(() => Number(props.signal.limit) || 1), end = computed(() => 2 * limit.value);
    const placeOf = (value) => (Math.min(end.value, Math.max(-end.value, Number(value))) + end.value) / (2 * end.value) * 100 + '%';
    const words = computed(() => (props.signal.value === null ? '–' : (Number(props.signal.value) > 0 ? '+' : '') + Number(props.signal.value).toFixed(1)));
    return {
      placeOf, words, period, marks: computed(() => [-limit.value, 0, limit.value]), place: computed(() => placeOf(props.signal.value)), ratio: formatRatio,
      label: computed(() => t('web.tracking.signal.label', { value: words.value, limit: limit.value })),
    };
  },
});
