// SPDX-License-Identifier: Apache-2.0
// 预测增值: from repeating last year over the baseline to what sales made of it; each step says what it added.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';

export default define('ValueLadder', {
  props: { ladder: Array },
  template: `
    <article class="card"><h2>{{ t('web.tracking.ladder') }}<small>{{ t('web.tracking.ladder.detail') }}</small></h2>
      <div v-if="ladder.length" class="scroll-x"><table class="data-table ladder"><thead><tr><th>{{ t('web.tracking.step') }}</th><th class="num">{{ t('web.tracking.accuracy') }}</th><th class="wide-only" aria-hidden="true"></th><th class="num">{{ t('web.tracking.gain') }}</th><th class="num">{{ t('web.tracking.bias') }}</th></tr></thead>
        <tbody><tr v-for="one in rows" :key="one.key" :data-step="one.key"><td>{{ text(one.label) }}</td><td class="num"><b>{{ ratio(one.accuracy) || '–' }}</b></td>
          <td class="ladder-bar wide-only" aria-hidden="true"><span><i :style="{ width: one.kept }"></i><i v-if="one.step" :class="one.isUp ? 'up' : 'down'" :style="{ width: one.step }"></i></span></td>
          <td class="num" :class="one.tone">{{ one.gainWords }}</td><td class="num">{{ ratio(one.bias, { sign: true }) || '–' }}</td></tr></tbody></table></div>
      <p v-if="ladder.length" class="meta">{{ t('web.tracking.ladder.note', { count: count(String(most)) }) }}</p>
      <p v-if="!ladder.length" class="quiet">{{ t('web.overview.no-accuracy') }}</p>
    </article>`,
  setup(props) {
    const share = (value) => Math.min(1, Math.max(0, Number(value ?? 0)));
    const rows = computed(() => props.ladder.map((one) => {
      const gain = one.gain === null ? 0 : Number(one.gain), now = share(one.accuracy), before = share(now - gain);
      return {
        ...one, isUp: gain > 0, kept: Math.min(now, before) * 100 + '%', step: gain ? Math.abs(now - before) * 100 + '%' : null, tone: gain > 0 ? 'favourable' : gain < 0 ? 'unfavourable' : '',
        gainWords: one.gain === null ? '–' : t('web.score.points', { points: (gain >= 0 ? '+' : '') + (gain * 100).toFixed(1) }) + (gain > 0 ? ' ▲' : gain < 0 ? ' ▼' : ''),
      };
    }));
    return { rows, most: computed(() => Math.max(0, ...props.ladder.map((one) => one.cells))), ratio: (value, options) => formatRatio(value, options) };
  },
});
