// SPDX-License-Identifier: Apache-2.0
// 例外: of all series those to look at first, by what they are worth and how far off they are; beside them which methods won, and what was chosen anew.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { formatCount } from '../kit/numbers.js';
import { unitWords } from '../kit/units.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { useView } from '../store/view.js';
import ChoiceLog from './ChoiceLog.js';
import ExceptionRow, { PIECES } from './ExceptionRow.js';
import MethodChampions from './MethodChampions.js';

const COUNTS = [20, 50, 100];

export default define('ForecastExceptions', {
  components: { ChoiceLog, ExceptionRow, MethodChampions },
  template: `
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!!data && !data.of" empty-key="web.exceptions.empty" @retry="reload">
      <div class="forecast-exceptions">
        <section class="card exception-box" :aria-label="t('web.forecast.view.exceptions')">
          <header class="exception-head"><h2>{{ headline }}</h2><span v-if="data.rows.length" class="exception-keys" aria-hidden="true"><i class="history"></i>{{ t('web.line.actual') }}<i class="expected"></i>{{ t('web.exceptions.expected') }}<i class="next"></i>{{ t('web.exceptions.after') }}</span><label class="exception-count"><span>{{ t('web.exceptions.count') }}</span><select class="select" :value="wanted" data-act="exception-count" @change="setQuery({ count: $event.target.value })"><option v-for="one in counts" :key="one" :value="one">{{ one }}</option></select></label></header>
          <div v-if="data.rows.length" class="exception-row exception-columns" aria-hidden="true"><span></span><span>{{ t('web.exceptions.column.what') }}</span><span></span><span>{{ t('web.exceptions.column.figures', { unit: unitWords(pieces) }) }}</span><span></span></div>
          <ol v-if="data.rows.length" class="exception-rows" :class="{ dim: state.isLoading }"><exception-row v-for="(one, index) in data.rows" :key="one.item + ' ' + one.region" :row="one" :rank="index + 1" :method="methodOf(one)"/></ol>
          <p v-else class="quiet exception-none"><i class="icon" aria-hidden="true">task_alt</i>{{ t('web.exceptions.none') }}</p>
        </section>
        <div class="exception-aside">
          <method-champions :methods="data.methods"/>
          <choice-log :log="data.log"/>
        </div>
      </div>
    </state-box>`,
  setup() {
    const wanted = computed(() => (COUNTS.includes(Number(route.query.count)) ? Number(route.query.count) : COUNTS[0]));
    const { data, state, reload } = useView(() => '/forecast-exceptions' + query({ count: wanted.value }));
    return {
      data, state, reload, wanted, setQuery, unitWords, pieces: PIECES, counts: COUNTS, methodOf: (one) => text(data.value.methods.find((other) => other.method === one.method)?.label),
      headline: computed(() => t(data.value.rows.length ? 'web.exceptions.headline' : 'web.exceptions.all-fine', { of: formatCount(String(data.value.of)), flagged: formatCount(String(data.value.flagged)), count: data.value.rows.length })),
    };
  },
});
