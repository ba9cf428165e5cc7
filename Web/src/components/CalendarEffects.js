// SPDX-License-Identifier: Apache-2.0
// What the calendar does: the Spring Festival moves between January and February, so its effect is shown for the coming months as well.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { period, t } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { sharesOption } from './forecast-charts.js';

export default define('CalendarEffects', {
  props: { calendar: Object },
  template: `
    <article class="card calendar-effects"><h2>{{ t('web.components.calendar') }}<small v-if="hit">{{ hit }}</small></h2>
      <template v-if="calendar">
        <p>{{ text(calendar.words) }}</p>
        <table v-if="calendar.effects.length" class="data-table"><tbody><tr v-for="one in calendar.effects" :key="one.key"><td>{{ text(one.label) }}</td><td class="effect-bar" aria-hidden="true"><i :class="Number(one.effect) < 0 ? 'below' : 'above'" :style="{ width: widthOf(one) }"></i></td><td class="num"><b>{{ ratio(one.effect, { sign: true }) }}</b></td></tr></tbody></table>
        <template v-if="calendar.months.length"><h3>{{ t('web.components.calendar.months') }}</h3><chart-box :option="coming" :height="150" :label="t('web.components.calendar.months')"/></template>
      </template>
      <p v-else class="quiet">{{ t('web.components.calendar.none') }}</p>
    </article>`,
  setup(props) {
    const widthOf = (one) => Math.abs(Number(one.effect)) / Math.max(0.01, ...props.calendar.effects.map((other) => Math.abs(Number(other.effect)))) * 100 + '%';
    const heaviest = computed(() => [...(props.calendar?.months ?? [])].sort((a, b) => Math.abs(Number(b.share)) - Math.abs(Number(a.share)))[0]);
    return {
      widthOf,
      hit: computed(() => (heaviest.value && Number(heaviest.value.share) ? t('web.components.calendar.hit', { month: period(heaviest.value.month), rate: formatRatio(heaviest.value.share, { sign: true }) }) : '')),
      coming: computed(() => sharesOption(props.calendar.months.map((one) => ({ name: period(one.month), short: period(one.month, true), share: one.share })))),
    };
  },
});
