// SPDX-License-Identifier: Apache-2.0
// The months of one kind as a table, newest first: the same as the map, in numbers.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { period, t, text } from '../kit/i18n.js';
import { mainSums } from '../kit/coverage.js';

export default define('CoverageTable', {
  props: { kind: Object, month: String, stateName: Function },
  emits: ['month'],
  template: `
    <details class="coverage-table" open><summary>{{ t('web.coverage.table', { kind: text(kind.label) }) }}<small v-if="kind.newestImport"> {{ t('web.coverage.newest-import', { file: kind.newestImport.file || t('web.import.batch') + ' ' + kind.newestImport.batch, at: moment(kind.newestImport.at), who: text(kind.newestImport.by.name) }) }}</small></summary>
      <div class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.restated.month') }}</th><th>{{ t('web.coverage.state') }}</th><th class="num">{{ t('web.import.rows') }}</th><th class="num">{{ t('web.coverage.usual.head') }}</th><th v-if="kind.field" class="num">{{ text(kind.field.label) }}</th><th class="num">{{ t('web.quality.batches') }}</th><th>{{ t('web.coverage.newest') }}</th></tr></thead>
        <tbody><tr v-for="one in rows" :key="one.month" :class="{ on: one.month === month }"><td class="nowrap"><button class="link" :aria-pressed="one.month === month" @click="$emit('month', one.month)">{{ period(one.month) }}</button></td><td><span class="tag" :class="{ gap: 'bad', low: 'warn' }[one.state] ?? ''">{{ stateName(one.state) }}</span></td><td class="num">{{ count(String(one.rows)) }}</td><td class="num">{{ one.usual === null ? '' : count(String(one.usual)) }}</td>
          <td v-if="kind.field" class="num"><div v-for="sum in sums(one)" :key="sum.currency">{{ sum.total === null ? t('web.coverage.too-large') : sum.unit === 'money' ? money(sum.total) : count(sum.total) }}<small v-if="sum.currency"> {{ sum.currency }}</small></div></td><td class="num">{{ one.batches || '' }}</td><td class="nowrap">{{ one.lastDay ? day(one.lastDay) : '' }}</td></tr></tbody></table></div>
    </details>`,
  setup(props) {
    return { t, text, period, rows: computed(() => [...props.kind.months].reverse()), sums: (one) => mainSums(props.kind, one) };
  },
});
