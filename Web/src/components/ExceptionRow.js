// SPDX-License-Identifier: Apache-2.0
// One series to look at: which, why, what it looked like against what was expected, what comes next and what it is worth.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { formatCount } from '../kit/numbers.js';
import { unitWords } from '../kit/units.js';
import { seriesLink } from '../store/series.js';
import SeriesSpark from './SeriesSpark.js';

/** What series are forecast in. */
export const PIECES = '件';
/** What stopped or left its range wants an eye first; a series that is new only has to be known about. */
const TONES = { outside: 'bad', stopped: 'bad', signal: 'warn', drift: 'warn', odd: 'warn', behindNaive: 'warn', override: '', started: 'good' };

export default define('ExceptionRow', {
  components: { SeriesSpark },
  props: { row: Object, rank: Number, method: { default: '' } },
  template: `
    <li class="exception-row" :data-exception="row.item + ':' + row.region">
      <b class="exception-rank" aria-hidden="true">{{ rank }}</b>
      <div class="exception-what"><a :href="link" class="exception-name">{{ text(row.itemName) }}<span>{{ '· ' + text(row.regionName) }}</span></a><small v-if="method" :title="t('web.forecast.method')">{{ method }}</small>
        <ul><li v-for="(one, index) in row.reasons" :key="index"><em class="tag" :class="tones[one.kind]">{{ t('web.exceptions.kind.' + one.kind) }}</em> {{ text(one.label) }}</li></ul></div>
      <series-spark :history="row.history" :expected="row.expected" :next="row.next" :label="words"/>
      <dl class="exception-figures"><div class="exception-money"><dt>{{ t('web.exceptions.money') }}</dt><dd><figure-value :value="row.money" :fine="false"/><small>{{ moneyUnit() }}</small></dd></div><div><dt>{{ t('web.exceptions.next', { unit: unitWords(pieces) }) }}</dt><dd>{{ coming }}</dd></div></dl>
      <a :href="parts" class="icon-btn exception-parts" :title="t('web.exceptions.parts')" :aria-label="t('web.exceptions.parts')"><i class="icon" aria-hidden="true">stacked_line_chart</i></a>
    </li>`,
  setup(props) {
    const show = (value) => formatCount(value, { zero: '0' }) || '–';
    const coming = computed(() => props.row.next.map(show).join(' / '));
    return {
      coming, unitWords, pieces: PIECES, tones: TONES, link: computed(() => seriesLink(props.row.item, props.row.region)), parts: computed(() => seriesLink(props.row.item, props.row.region, 'components')),
      words: computed(() => t('web.exceptions.spark', { name: text(props.row.itemName), last: show(props.row.history.at(-1)), expected: show(props.row.expected.at(-1)), next: coming.value })),
    };
  },
});
