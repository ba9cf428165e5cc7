// SPDX-License-Identifier: Apache-2.0
// 冠军与挑战者: how many series a method forecasts now, for how many it would have been closest, and how far it is off.
import { computed } from 'vue';
import { define } from '../kit/template.js';

export default define('MethodChampions', {
  props: { methods: Array },
  template: `
    <details class="card fold" open><summary><h2>{{ t('web.exceptions.methods') }}</h2></summary>
      <div v-if="methods.length" class="scroll-x"><table class="data-table champion-table"><thead><tr><th>{{ t('web.forecast.method') }}</th><th class="num" :title="t('web.exceptions.chosen.hint')">{{ t('web.exceptions.chosen') }}</th><th class="num" :title="t('web.exceptions.best.hint')">{{ t('web.exceptions.best') }}</th><th class="num" :title="t('web.exceptions.wape.hint')">{{ t('web.exceptions.wape') }}</th></tr></thead>
        <tbody><tr v-for="one in methods" :key="one.method" :class="{ chosen: one.isChampion }"><td>{{ text(one.label) }}<span v-if="one.isChampion" class="tag good">{{ t('web.exceptions.champion') }}</span></td><td class="num stacked-bar"><span>{{ count(String(one.chosen)) }}</span><i aria-hidden="true" :style="{ width: one.chosen / most * 100 + '%' }"></i></td><td class="num">{{ count(String(one.best)) }}</td><td class="num">{{ ratio(one.wape) || '–' }}</td></tr></tbody></table></div>
      <p v-else class="quiet">{{ t('web.exceptions.methods.none') }}</p>
      <p v-if="methods.length" class="meta">{{ t('web.exceptions.methods.note') }}</p>
    </details>`,
  setup: (props) => ({ most: computed(() => Math.max(1, ...props.methods.map((one) => one.chosen))) }),
});
