// SPDX-License-Identifier: Apache-2.0
// The finer the level, the less errors cancel out: the same forecasts compared from the company down to each item and place.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { sourcesOf } from './tracking-charts.js';

export default define('AccuracyByLevel', {
  props: { levels: Array },
  template: `
    <article class="card"><h2>{{ t('web.tracking.levels') }}<small>{{ t('web.tracking.levels.detail') }}</small></h2>
      <div v-if="levels.length" class="scroll-x"><table class="data-table level-table"><thead><tr><th>{{ t('web.tracking.level') }}</th><th v-for="source in sources" :key="source.source" class="num"><i class="dot" :style="{ background: source.colour }" aria-hidden="true"></i>{{ '\u00a0' + text(source.label) }}</th></tr></thead>
        <tbody><tr v-for="row in levels" :key="row.key" :data-level="row.key"><td>{{ text(row.label) }}</td><td v-for="source in sources" :key="source.source" class="num"><template v-if="of(row, source)"><b :class="{ best: of(row, source) === best(row) }">{{ ratio(of(row, source).accuracy) || '–' }}</b><small>{{ ratio(of(row, source).bias, { sign: true }) }}</small></template><span v-else class="quiet">–</span></td></tr></tbody></table></div>
      <p v-else class="quiet">{{ t('web.overview.no-accuracy') }}</p>
      <p v-if="levels.length" class="meta">{{ t('web.tracking.levels.note') }}</p>
    </article>`,
  setup(props) {
    const of = (row, source) => row.sources.find((one) => one.source === source.source);
    const best = (row) => (row.sources.length < 2 ? null : row.sources.reduce((a, b) => (Number(b.accuracy ?? 0) > Number(a.accuracy ?? 0) ? b : a)));
    return { sources: computed(() => sourcesOf(props.levels)), of, best, text, ratio: formatRatio };
  },
});
