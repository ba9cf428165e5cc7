// SPDX-License-Identifier: Apache-2.0
// How accurate a forecast is by how many months ahead it was made: the tint makes the fall visible, the number says it.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { sourcesOf, tintOf } from './tracking-charts.js';

export default define('AccuracyByLead', {
  props: { leads: Array },
  template: `
    <article class="card"><h2>{{ t('web.tracking.leads') }}<small>{{ t('web.tracking.leads.detail') }}</small></h2>
      <div v-if="leads.length" class="scroll-x"><table class="data-table heat-table"><thead><tr><th>{{ t('web.tracking.lead') }}</th><th v-for="source in sources" :key="source.source" class="num"><i class="dot" :style="{ background: source.colour }" aria-hidden="true"></i>{{ '\u00a0' + text(source.label) }}</th></tr></thead>
        <tbody><tr v-for="row in leads" :key="row.lead"><td>{{ t('web.tracking.lead.months', { count: row.lead }) }}</td><td v-for="source in sources" :key="source.source" class="num heat" :title="titleOf(row, source)" :style="{ background: tintOf(of(row, source)?.accuracy) }"><template v-if="of(row, source)"><b>{{ ratio(of(row, source).accuracy) || '–' }}</b><small>{{ ratio(of(row, source).bias, { sign: true }) }}</small></template><span v-else class="quiet">–</span></td></tr></tbody></table></div>
      <p v-else class="quiet">{{ t('web.overview.no-accuracy') }}</p>
      <p v-if="leads.length" class="meta">{{ t('web.tracking.leads.note') }}</p>
    </article>`,
  setup(props) {
    const of = (row, source) => row.sources.find((one) => one.source === source.source);
    const titleOf = (row, source) => { const one = of(row, source); return one ? t('web.tracking.cell', { source: text(one.label), accuracy: formatRatio(one.accuracy), bias: formatRatio(one.bias, { sign: true }), count: one.months }) : null; };
    return { sources: computed(() => sourcesOf(props.leads)), of, titleOf, tintOf, ratio: formatRatio };
  },
});
