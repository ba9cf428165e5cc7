// SPDX-License-Identifier: Apache-2.0
// Whose changes and which reasons made the forecast better, and how much of such a change is worth keeping.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';

const SHOWN = 10;

export default define('OverrideReasons', {
  props: { reasons: Array },
  template: `
    <article class="card"><h2>{{ t('web.tracking.reasons') }}<small>{{ t('web.tracking.reasons.detail') }}</small><span class="spacer"></span><segment-switch v-if="kinds.length > 1" v-model="ui.kind" :options="kinds" :label="t('web.tracking.reasons.by')"/></h2>
      <div v-if="rows.length" class="scroll-x"><table class="data-table reason-table"><thead><tr><th>{{ t('web.tracking.reasons.' + kind) }}</th><th class="num wide-only">{{ t('web.score.typed.cells') }}</th><th class="num">{{ t('web.score.typed.better') }}</th><th class="num" :title="t('web.score.typed.hint')">{{ t('web.score.value') }}</th><th class="num">{{ t('web.tracking.keep') }}</th><th class="wide-only">{{ t('web.tracking.words') }}</th></tr></thead>
        <tbody><tr v-for="one in shown" :key="one.key"><td>{{ text(one.label) }}<small class="narrow-only">{{ text(one.words) }}</small></td><td class="num wide-only">{{ count(one.cells) }}</td><td class="num">{{ count(one.better, { zero: '0' }) }}<small v-if="one.cells"> {{ ratio(one.better / one.cells, { digits: 0 }) }}</small></td><td class="num" :class="tone(one)"><b>{{ points(one.valueAdded) }}</b></td><td class="num"><span v-if="one.keep !== null" class="keep"><span class="part-bar" aria-hidden="true"><i :style="{ width: Number(one.keep) * 100 + '%' }"></i></span><span>{{ ratio(one.keep, { digits: 0, zero: '0' }) }}</span></span><span v-else class="quiet">–</span></td><td class="words-cell wide-only">{{ text(one.words) }}</td></tr></tbody></table></div>
      <p v-else class="quiet">{{ t('web.tracking.reasons.none') }}</p>
      <button v-if="rows.length > limit" class="link small-text more-rows" :aria-expanded="ui.isAll" @click="ui.isAll = !ui.isAll">{{ ui.isAll ? t('web.action.less') : t('web.components.all-rows', { count: rows.length }) }}</button>
    </article>`,
  setup(props) {
    const ui = reactive({ kind: 'person', isAll: false });
    const known = computed(() => ['person', 'reason'].filter((kind) => props.reasons.some((one) => one.kind === kind)));
    const kind = computed(() => (known.value.includes(ui.kind) ? ui.kind : known.value[0] ?? 'person'));
    const rows = computed(() => props.reasons.filter((one) => one.kind === kind.value));
    return {
      ui, kind, rows, limit: SHOWN, ratio: formatRatio, shown: computed(() => (ui.isAll ? rows.value : rows.value.slice(0, SHOWN))),
      kinds: computed(() => known.value.map((value) => ({ value, label: t('web.tracking.reasons.by-' + value) }))),
      tone: (one) => (Number(one.valueAdded) > 0 ? 'favourable' : Number(one.valueAdded) < 0 ? 'unfavourable' : ''),
      points: (value) => (value === null ? '–' : t('web.score.points', { points: (Number(value) >= 0 ? '+' : '') + (Number(value) * 100).toFixed(1) })),
    };
  },
});
