// SPDX-License-Identifier: Apache-2.0
// Scores of sources or departments: the newest, how far it moved, and the months behind it.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { period, t, text } from '../kit/i18n.js';
import { arrow, favour } from '../kit/numbers.js';

const SHOWN = 12;

export default define('QualityScores', {
  props: { series: Array, label: String, note: String, name: String },
  template: `
    <article class="card quality-scores" :data-part="name"><h2>{{ label }}</h2><p class="quiet">{{ note }}</p>
      <p v-if="!series.length" class="quiet">{{ t('web.quality.no-series') }}</p>
      <div v-else class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.quality.name') }}</th><th class="num">{{ t('web.quality.score') }}</th><th class="num">{{ t('web.quality.change') }}</th><th>{{ t('web.quality.trend') }}</th><th class="num">{{ t('web.quality.batches') }}</th></tr></thead>
        <tbody><tr v-for="one in shown" :key="one.key" :data-series="one.key"><td><span lang="">{{ text(one.name) }}</span> <span v-if="one.held" class="tag bad">{{ t('web.quality.held.count', { count: one.held }) }}</span></td>
          <td class="num"><a v-if="one.batch" class="quality-mark" :class="gradeOf(one.score)" :href="'#/quality?batch=' + one.batch">{{ one.score }}</a><span v-else class="quiet" :title="t('web.quality.unchecked')">–</span></td>
          <td class="num" :class="one.change === null ? '' : favour(String(one.change), 'up')">{{ one.change === null ? '' : arrow(String(one.change)) + ' ' + Math.abs(one.change) }}</td>
          <td><span v-if="one.months.length" class="quality-bars" role="img" :aria-label="words(one)"><i v-for="step in one.months" :key="step.month" :class="gradeOf(step.score)" :style="{ height: Math.max(2, step.score * 0.22) + 'px' }" :title="period(step.month) + ' · ' + step.score"></i></span><span v-else class="quiet">{{ t('web.quality.unchecked.short') }}</span></td>
          <td class="num">{{ one.batches }}<small v-if="one.unchecked" class="quiet"> ({{ t('web.quality.unchecked.count', { count: one.unchecked }) }})</small></td></tr></tbody></table></div>
      <button v-if="series.length > shown.length" class="link small-text" @click="isAll = true">{{ t('web.quality.more', { count: series.length - shown.length }) }}</button>
    </article>`,
  setup(props) {
    const isAll = ref(false);
    return {
      t, text, period, favour, arrow, isAll, shown: computed(() => (isAll.value ? props.series : props.series.slice(0, SHOWN))),
      gradeOf: (score) => (score === null ? 'none' : score >= 90 ? 'good' : score >= 70 ? 'fair' : 'poor'),
      words: (one) => one.months.map((step) => period(step.month) + ' ' + step.score).join(', '),
    };
  },
});
