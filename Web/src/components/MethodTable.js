// SPDX-License-Identifier: Apache-2.0
// The methods tried and how far each was off; the textbook measure stays behind 更多.
import { ref } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';

export default define('MethodTable', {
  props: { candidates: Array, isTotal: Boolean },
  template: `
    <article class="card"><h2>{{ t('web.forecast.methods') }}<span class="spacer"></span><button class="link small-text" :aria-expanded="isMore" @click="isMore = !isMore">{{ t(isMore ? 'web.action.less' : 'web.action.more') }}</button></h2>
      <table v-if="candidates.length" class="data-table"><thead><tr><th>{{ t('web.forecast.method') }}</th><th>{{ t('web.forecast.in-words') }}</th><th class="num">{{ t('web.forecast.rate') }}</th><th v-if="isMore" class="num" :title="t('web.forecast.mase.detail')">MASE</th></tr></thead>
        <tbody><tr v-for="one in candidates" :key="one.method" :class="{ chosen: one.isChosen }"><td>{{ text(one.label) }}<span v-if="one.isChosen" class="tag good">{{ t('web.forecast.chosen') }}</span></td><td class="words-cell">{{ words(one) }}</td><td class="num"><b>{{ ratio(accuracy(one)) }}</b></td><td v-if="isMore" class="num">{{ Number(one.mase).toFixed(2) }}</td></tr></tbody></table>
      <p v-else class="quiet">{{ t(isTotal ? 'web.forecast.total-methods' : 'web.forecast.no-methods') }}</p>
    </article>`,
  setup() {
    const isMore = ref(false);
    const accuracy = (one) => String(Math.max(0, 1 - Number(one.wape)));
    const words = (one) => {
      const bias = Number(one.bias);
      const lean = Math.abs(bias) < 0.005 ? t('web.bias.even') : t(bias > 0 ? 'web.bias.high' : 'web.bias.low', { rate: formatRatio(String(Math.abs(bias))) });
      return t('web.forecast.error-words', { rate: formatRatio(one.wape), lean });
    };
    return { isMore, accuracy, words };
  },
});
