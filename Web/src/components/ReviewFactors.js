// SPDX-License-Identifier: Apache-2.0
// Areas by factor; every row adds up, and says so in its last column.
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';

export default define('ReviewFactors', {
  props: { rows: Array, factors: Array, base: Object, selected: Object, canPick: Boolean },
  emits: ['pick'],
  template: `
    <div class="review-box"><table class="data-table report-table review-factors"><thead><tr><th>{{ t('web.reviews.area') }}</th><th class="num">{{ text(base) }}</th><th class="num">{{ t('web.reviews.actual') }}</th><th class="num">{{ t('web.reviews.difference') }}</th><th v-for="factor in factors" :key="factor" class="num">{{ t('web.reviews.factor.' + factor) }}</th><th class="num">{{ t('web.reviews.residual') }}</th></tr></thead>
      <tbody><tr v-for="row in rows" :key="row.key" :class="{ total: row.key === 'company', first: row.isFirst }" :data-area="row.key"><td>{{ text(row.label) }}</td><td class="num"><figure-value :value="row.base" :fine="false"/></td><td class="num"><b><figure-value :value="row.actual" :fine="false"/></b></td><td class="num"><figure-value :value="row.difference" :is-change="true" good="up" :fine="false"/></td>
        <td v-for="factor in factors" :key="factor" class="num"><button v-if="canPick && Number(row.parts[factor])" class="link review-pick" :class="{ on: selected && selected.area === row.key && selected.factor === factor }" :title="t('web.reviews.pick')" :data-pick="factor" @click="$emit('pick', { area: row.key, factor })"><figure-value :value="row.parts[factor]" :is-change="true" good="up" :fine="false"/></button><figure-value v-else :value="row.parts[factor]" :is-change="true" good="up" :fine="false"/></td>
        <td class="num quiet" data-residual>{{ row.residual }}</td></tr></tbody></table></div>`,
  setup: () => ({ t, text }),
});
