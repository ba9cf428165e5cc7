// SPDX-License-Identifier: Apache-2.0
// Months that do not fit: what came, what was to be expected, and what kind of oddity it is.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { subtract } from '../kit/decimal.js';

const SHOWN = 6;

export default define('OddMonths', {
  props: { odd: Array },
  template: `
    <article class="card"><h2>{{ t('web.components.odd') }}<small>{{ t('web.components.odd.detail') }}</small></h2>
      <div class="scroll-x"><table class="data-table odd-table"><thead><tr><th>{{ t('web.grain.month') }}</th><th>{{ t('web.components.odd.what') }}</th><th class="num">{{ t('web.line.actual') }}</th><th class="num">{{ t('web.components.odd.expected') }}</th><th class="num wide-only">{{ t('web.components.odd.difference') }}</th></tr></thead>
        <tbody><tr v-for="one in rows" :key="one.month + one.kind"><td>{{ period(one.month) }}</td><td class="words-cell"><em class="tag" :class="one.kind === 'level-shift' ? 'warn' : one.kind === 'outlier' ? 'bad' : ''">{{ t('web.components.odd.' + one.kind) }}</em> {{ text(one.label) }}</td><td class="num"><b>{{ count(one.value, { zero: '0' }) || '–' }}</b></td><td class="num">{{ count(one.expected, { zero: '0' }) || '–' }}</td><td class="num wide-only">{{ count(less(one.value, one.expected), { sign: true }) || '–' }}</td></tr></tbody></table></div>
      <button v-if="odd.length > limit" class="link small-text more-rows" :aria-expanded="isAll" @click="isAll = !isAll">{{ isAll ? t('web.action.less') : t('web.components.all-rows', { count: odd.length }) }}</button>
    </article>`,
  setup(props) {
    const isAll = ref(false);
    // The newest first: they move the forecast most.
    const sorted = computed(() => [...props.odd].sort((a, b) => (a.month < b.month ? 1 : -1)));
    return { isAll, limit: SHOWN, less: subtract, rows: computed(() => (isAll.value ? sorted.value : sorted.value.slice(0, SHOWN))) };
  },
});
