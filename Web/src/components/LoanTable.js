// SPDX-License-Identifier: Apache-2.0
// 借款: each loan with what its bank takes next and until it matures, and by month or quarter what is drawn, repaid and paid in interest.
import { computed, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { sum } from '../kit/decimal.js';
import { query } from '../store/api.js';
import { openScenario } from '../store/router.js';
import { useView } from '../store/view.js';

export default define('LoanTable', {
  template: `
    <state-box :state="state" :has-data="!!data" :is-empty="data && !data.loans.length && !data.periods.some((one) => Number(one.opening) || Number(one.drawn))" :rows="6" empty-key="web.loans.empty" @retry="reload">
      <article class="card scroll-x" v-if="data.loans.length"><h2>{{ t('web.loans.title') }}</h2><p class="meta">{{ t('web.loans.about') }}</p>
        <table class="data-table loan-table"><thead><tr><th>{{ t('web.loans.code') }}</th><th>{{ t('web.loans.bank') }}</th><th class="num">{{ t('web.loans.principal') }}</th><th>{{ t('web.loans.term') }}</th><th class="num">{{ t('web.loans.rate') }}</th><th class="wide-only">{{ t('web.loans.count') }}</th><th>{{ t('web.loans.next') }}</th><th class="num">{{ t('web.loans.next-amount') }}</th><th class="num wide-only">{{ t('web.loans.free') }}</th></tr></thead>
          <tbody><template v-for="one in data.loans" :key="one.code"><tr :data-loan="one.code"><td class="nowrap"><button class="link" :aria-expanded="!!open[one.code]" @click="open[one.code] = !open[one.code]">{{ one.code }}</button></td><td>{{ one.bank ? text(one.bank) : '–' }}</td><td class="num">{{ money(one.principal, { fine: true }) }}</td><td class="nowrap">{{ day(one.drawnOn) }} – {{ day(one.maturesOn) }}</td><td class="num">{{ one.rate === null ? t('web.loans.no-rate') : formatRatio(one.rate, { digits: 2 }) }}</td><td class="wide-only nowrap">{{ t('web.loans.settlement.' + one.settlement) }} · {{ t('web.loans.basis', { days: one.dayBasis }) }}</td><td class="nowrap">{{ one.payments.length ? day(one.payments[0].on) : '–' }}</td><td class="num">{{ one.payments.length ? money(sum([one.payments[0].interest, one.payments[0].principal]), { fine: true }) : '–' }}</td><td class="num wide-only">{{ one.free === null ? '–' : money(one.free, { fine: true, zero: '0' }) }}</td></tr>
            <tr v-if="open[one.code]" class="part"><td colspan="9"><table class="data-table loan-payments"><thead><tr><th>{{ t('web.chain.on') }}</th><th class="num">{{ t('web.loans.interest') }}</th><th class="num">{{ t('web.loans.repaid') }}</th><th class="num">{{ t('web.loans.balance') }}</th></tr></thead><tbody><tr v-for="(payment, place) in one.payments" :key="place"><td class="nowrap">{{ day(payment.on) }}</td><td class="num">{{ money(payment.interest, { fine: true }) }}</td><td class="num">{{ money(payment.principal, { fine: true }) }}</td><td class="num">{{ money(payment.balance, { fine: true, zero: '0' }) }}</td></tr></tbody></table></td></tr></template></tbody>
        </table></article>
      <article class="card scroll-x"><div class="probability-head"><h2>{{ t('web.loans.plan') }}</h2><span class="spacer"></span><segment-switch v-model="grain" :options="grains" :label="t('web.grain.label')" data-act="loan-grain"/></div>
        <table class="data-table loan-periods"><thead><tr><th>{{ t('web.loans.period') }}</th><th class="num">{{ t('web.loans.opening') }}</th><th class="num">{{ t('web.loans.drawn') }}</th><th class="num">{{ t('web.loans.repaid') }}</th><th class="num">{{ t('web.loans.closing') }}</th><th class="num">{{ t('web.loans.interest') }}</th><th class="num wide-only" :title="t('web.loans.scheduled.about')">{{ t('web.loans.scheduled') }}</th></tr></thead>
          <tbody><tr v-for="one in data.periods" :key="one.id" :data-period="one.id"><td class="nowrap">{{ text(one.label) }}</td><td class="num">{{ money(one.opening, { fine: true }) }}</td><td class="num">{{ money(one.drawn, { fine: true }) }}</td><td class="num">{{ money(one.repaid, { fine: true }) }}</td><td class="num">{{ money(one.closing, { fine: true, zero: '0' }) }}</td><td class="num">{{ money(one.interest, { fine: true }) }}</td><td class="num wide-only quiet">{{ money(one.scheduled, { fine: true }) }}</td></tr></tbody>
        </table></article>
    </state-box>`,
  setup() {
    const grain = ref('month');
    const { data, state, reload } = useView(() => '/loans' + query({ grain: grain.value, scenario: openScenario() }));
    return { data, state, reload, grain, day, sum, formatRatio, open: reactive({}), grains: computed(() => ['month', 'quarter'].map((value) => ({ value, label: t('web.loans.grain.' + value) }))) };
  },
});
