// SPDX-License-Identifier: Apache-2.0
// 记分卡: how well regions and people forecast, what they added to the baseline, whether they were in time, and what each number typed here was worth.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { period, t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { useView } from '../store/view.js';

export default define('ScoreTable', {
  template: `
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!!data && !data.months.length && !data.overrides.length" empty-key="web.score.empty" @retry="reload">
      <div class="card review-box" v-for="group in groups" :key="group.key"><h2>{{ t('web.score.' + group.key) }}<small>{{ t('web.score.months', { from: period(data.months[0]), to: period(data.months[data.months.length - 1]) }) }}</small></h2>
        <table class="data-table score-table"><thead><tr><th>{{ t('web.score.who') }}</th><th class="num">{{ t('web.score.accuracy') }}</th><th class="num">{{ t('web.score.bias') }}</th><th class="num" :title="t('web.score.value.hint')">{{ t('web.score.value') }}</th><th class="num">{{ t('web.score.baseline') }}</th><th v-if="group.key === 'regions'" class="num">{{ t('web.score.finance') }}</th><th v-if="group.key === 'regions'" class="num">{{ t('web.score.finance.bias') }}</th><th>{{ t('web.score.time') }}</th></tr></thead>
          <tbody><tr v-for="row in group.rows" :key="row.key" :data-score="row.key" :class="{ total: row.key === 'company' }"><td>{{ text(row.label) }}</td><td class="num"><b>{{ ratio(row.sales.accuracy) }}</b></td><td class="num">{{ bias(row.sales.bias) }}</td><td class="num" :class="Number(row.valueAdded) < 0 ? 'unfavourable' : 'favourable'">{{ points(row.valueAdded) }}</td><td class="num">{{ ratio(row.baseline.accuracy) }}</td><td v-if="group.key === 'regions'" class="num">{{ ratio(row.finance?.accuracy) }}</td><td v-if="group.key === 'regions'" class="num">{{ bias(row.finance?.bias) }}</td><td>{{ timely(row.submissions) }}</td></tr></tbody></table></div>
      <p v-if="groups.length" class="meta">{{ t('web.score.note') }}</p>
      <div class="card review-box" data-act="overrides"><h2>{{ t('web.score.typed') }}<small>{{ t('web.score.typed.detail') }}</small></h2>
        <table v-if="data.overrides.length" class="data-table score-table"><thead><tr><th>{{ t('web.score.who') }}</th><th class="num">{{ t('web.score.typed.cells') }}</th><th class="num">{{ t('web.score.typed.better') }}</th><th class="num" :title="t('web.score.typed.hint')">{{ t('web.score.value') }}</th><th class="num">{{ t('web.score.baseline') }}</th><th class="num">{{ t('web.score.accuracy') }}</th><th class="num">{{ t('web.score.bias') }}</th></tr></thead>
          <tbody><tr v-for="row in data.overrides" :key="row.key" :data-typed="row.key" :class="{ total: row.key === 'company' }"><td>{{ text(row.label) }}</td><td class="num">{{ row.cells }}</td><td class="num">{{ row.better }}</td><td class="num" :class="Number(row.valueAdded) < 0 ? 'unfavourable' : 'favourable'"><b>{{ points(row.valueAdded) }}</b></td><td class="num">{{ ratio(row.baseline.accuracy) }}</td><td class="num">{{ ratio(row.agreed.accuracy) }}</td><td class="num">{{ bias(row.agreed.bias) }}</td></tr></tbody></table>
        <p v-else class="quiet">{{ t('web.score.typed.none') }}</p></div>
    </state-box>`,
  setup() {
    const { data, state, reload } = useView(() => '/scorecard');
    const dash = (value, words) => (value === null || value === undefined ? '–' : words);
    return {
      data, state, reload, t, text, period, ratio: (value) => dash(value, formatRatio(value)),
      bias: (value) => dash(value, `${formatRatio(value, { sign: true })} ${Number(value) === 0 ? '' : t(Number(value) > 0 ? 'web.score.high' : 'web.score.low')}`),
      points: (value) => dash(value, t('web.score.points', { points: (Number(value) * 100 >= 0 ? '+' : '') + (Number(value) * 100).toFixed(1) })),
      timely: (one) => [t('web.score.on-time', { count: one.onTime }), one.late && t('web.score.late', { count: one.late }), one.missing && t('web.score.missing', { count: one.missing })].filter(Boolean).join(t('web.list')),
      groups: computed(() => ['regions', 'people'].map((key) => ({ key, rows: data.value.rows.filter((row) => row.key.startsWith('person:') === (key === 'people')) })).filter((group) => group.rows.length)),
    };
  },
});
