// SPDX-License-Identifier: Apache-2.0
// 构成: what a series is made of: trend, season, calendar and the rest; which months were odd, and which parts it adds up from.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { period, t } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { unitWords } from '../kit/units.js';
import { query } from '../store/api.js';
import { setQuery } from '../store/router.js';
import { useView } from '../store/view.js';
import { partsHeight, partsOption, sharesOption } from './forecast-charts.js';
import CalendarEffects from './CalendarEffects.js';
import ForecastDrivers from './ForecastDrivers.js';
import OddMonths from './OddMonths.js';
import SeriesChildren from './SeriesChildren.js';
import SeriesPath from './SeriesPath.js';
import WordsCard from './WordsCard.js';

export default define('ForecastComponents', {
  components: { CalendarEffects, ForecastDrivers, OddMonths, SeriesChildren, SeriesPath, WordsCard },
  props: { item: String, region: String },
  template: `
    <state-box :state="state" :has-data="!!data" :is-empty="!!data && !data.months.length" :rows="8" empty-key="web.components.empty" @retry="reload">
      <div class="forecast-main forecast-components">
        <words-card :words="data.words"/>
        <article class="card"><h2>{{ t('web.components.parts') }}<small>{{ t('web.unit.in', { unit: unitWords(data.unit) }) }}</small><span class="spacer"></span><series-path :item="item" :region="region" @pick="setQuery($event)"/></h2>
          <dl v-if="facts.length" class="fact-strip"><div v-for="one in facts" :key="one.key" :title="t('web.components.' + one.key + '.hint')"><dt>{{ t('web.components.' + one.key) }}</dt><dd :class="one.tone">{{ one.value }}</dd></div></dl>
          <chart-box :option="parts" :height="height" :label="t('web.components.parts.label')"/>
          <p v-if="!data.trend.length" class="meta">{{ t('web.components.short') }}</p></article>
        <div class="forecast-pair even">
          <article class="card"><h2>{{ t('web.components.profile') }}<small>{{ t('web.components.profile.detail') }}</small></h2>
            <chart-box v-if="profile" :option="profile" :height="data.calendar ? 292 : 210" :label="t('web.components.profile')"/><p v-else class="quiet">{{ t('web.components.profile.none') }}</p></article>
          <calendar-effects :calendar="data.calendar"/>
        </div>
        <forecast-drivers :key="'drivers' + item + region" :drivers="data.drivers"/>
        <odd-months v-if="data.odd.length" :odd="data.odd"/>
        <series-children v-if="data.children.by !== 'none' && data.children.rows.length" :key="item + region" :children="data.children" @pick="goDown"/>
      </div>
    </state-box>`,
  setup(props) {
    const { data, state, reload } = useView(() => '/forecast-components' + query({ item: props.item, region: props.region }));
    /** The series changes above the table that was clicked in. */
    function goDown(change) {
      setQuery(change);
      const main = document.querySelector('.main');
      main?.scrollTo({ top: 0 });
      main?.focus({ preventScroll: true });
    }
    const facts = computed(() => {
      const { trendChange, seasonStrength, odd } = data.value;
      const all = [];
      if (trendChange !== null) all.push({ key: 'trend-change', value: formatRatio(trendChange, { sign: true }) + (Number(trendChange) > 0 ? ' ▲' : Number(trendChange) < 0 ? ' ▼' : ''), tone: Number(trendChange) < 0 ? 'unfavourable' : Number(trendChange) > 0 ? 'favourable' : '' });
      if (seasonStrength !== null) all.push({ key: 'season-strength', value: formatRatio(seasonStrength, { digits: 0 }) });
      const peak = [...data.value.seasonProfile].sort((a, b) => Number(b.share) - Number(a.share));
      if (peak.length) all.push({ key: 'peak', value: `${monthName(peak[0].month)} ${formatRatio(peak[0].share, { sign: true, digits: 0 })}` }, { key: 'trough', value: `${monthName(peak.at(-1).month)} ${formatRatio(peak.at(-1).share, { sign: true, digits: 0 })}` });
      if (all.length) all.push({ key: 'odd-count', value: t('web.components.odd-months', { count: odd.length }) });
      return all;
    });
    return {
      data, state, reload, facts, goDown, setQuery, unitWords,
      parts: computed(() => partsOption(data.value)), height: computed(() => partsHeight(data.value)),
      profile: computed(() => (data.value.seasonProfile.length ? sharesOption(data.value.seasonProfile.map((one) => ({ name: monthName(one.month), short: monthName(one.month), share: one.share }))) : null)),
    };
  },
});

/** A calendar month of any year. */
const monthName = (month) => period(`2001-${String(month).padStart(2, '0')}`, true);
