// SPDX-License-Identifier: Apache-2.0
// 框架协议: what is locked with whom, how much of it is used, and when nothing is left; one line an agreement and item.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, t } from '../kit/i18n.js';
import { query } from '../store/api.js';
import { openScenario } from '../store/router.js';
import { useView } from '../store/view.js';

const GOOD = ['inForce', 'notBegun'];

export default define('AgreementTable', {
  template: `
    <details class="card agreements" :open="isOpen"><summary data-act="agreements"><b>{{ t('web.agreements.title') }}</b> <span class="quiet">{{ summary }}</span><span v-if="shortCount" class="tag warn">{{ t('web.agreements.short', { count: shortCount }) }}</span></summary>
      <state-box :state="state" :has-data="!!data" :is-empty="data && !data.agreements.length" :rows="3" empty-key="web.agreements.empty" @retry="reload">
        <p class="basis quiet">{{ t('web.agreements.basis') }}</p><div class="scroll-x"><table class="data-table agreement-table">
          <thead><tr><th>{{ t('web.agreements.number') }}</th><th>{{ t('web.orders.item') }}</th><th class="wide-only">{{ t('web.agreements.days') }}</th><th class="num">{{ t('web.agreements.price') }}</th><th class="num wide-only">{{ t('web.agreements.locked') }}</th><th class="num wide-only">{{ t('web.agreements.used') }}</th><th class="num wide-only">{{ t('web.agreements.planned') }}</th><th class="num">{{ t('web.agreements.left') }}</th><th>{{ t('web.agreements.spent') }}</th></tr></thead>
          <tbody><tr v-for="one in data.agreements" :key="one.number + one.item" :data-agreement="one.number" :class="{ quiet: !isUsed(one) }"><td>{{ one.number }}</td><td>{{ text(one.name) }}<small class="quiet supplier">{{ text(one.supplier) }}</small></td><td class="wide-only">{{ day(one.from) }} – {{ day(one.through) }}</td><td class="num">{{ count(one.price, { digits: 2 }) }}<small v-if="one.currency !== 'CNY'" class="quiet"> {{ one.currency }}</small><small v-else-if="one.ordinaryPrice" class="quiet" :title="t('web.agreements.ordinary.hint')"> / {{ count(one.ordinaryPrice, { digits: 2 }) }}</small></td><td class="num wide-only">{{ count(one.locked) }}</td><td class="num wide-only" :title="t('web.agreements.used.hint', { used: count(one.used), released: count(one.released) })">{{ count(one.calledOff) }}</td><td class="num wide-only"><figure-value v-if="Number(one.planned)" :value="one.planned" :unit="one.unit" :cell="one.cell" :label="one.name"/><template v-else>{{ count(one.planned) }}</template></td><td class="num">{{ count(one.left) }}</td><td><span class="tag" :class="tagClass(one)" :title="words(one)">{{ short(one) }}</span></td></tr></tbody>
        </table></div>
      </state-box></details>`,
  setup() {
    const { data, state, reload } = useView(() => '/purchases/agreements' + query({ scenario: openScenario() }));
    const isUsed = (one) => GOOD.includes(one.state);
    const isShort = (one) => isUsed(one) && Number(one.exceeded) > 0;
    const short = (one) => (isUsed(one) && one.spentOn ? t('web.agreements.spent-on', { day: day(one.spentOn) }) : isUsed(one) && Number(one.unused) > 0 ? t('web.agreements.unused') : t('web.agreements.state.' + one.state));
    const words = (one) => [one.obstacle && t('web.agreements.obstacle.' + one.obstacle), Number(one.exceeded) > 0 && t('web.agreements.exceeded', { quantity: one.exceeded }), Number(one.unused) > 0 && t('web.agreements.unused.hint', { quantity: one.unused, day: day(one.through) })].filter(Boolean).join(' · ') || null;
    const lines = computed(() => data.value?.agreements ?? []);
    const shortCount = computed(() => lines.value.filter(isShort).length);
    const summary = computed(() => (lines.value.length ? t('web.agreements.count', { count: lines.value.length }) : data.value ? t('web.agreements.empty') : ''));
    return { data, state, reload, day, summary, shortCount, isOpen: computed(() => shortCount.value > 0), isUsed, short, words, tagClass: (one) => (one.state === 'notUsed' ? 'bad' : isShort(one) || Number(one.unused) > 0 ? 'warn' : one.state === 'inForce' ? 'good' : '') };
  },
});
