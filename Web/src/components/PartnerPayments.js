// SPDX-License-Identifier: Apache-2.0
// 往来付款: how customers pay beside what they agreed, what that makes of the collection profile, and suppliers' terms with what the law asks.
import { computed, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { sum } from '../kit/decimal.js';
import { send } from '../store/commands.js';
import { openScenario } from '../store/router.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';

export default define('PartnerPayments', {
  template: `
    <state-box :state="state" :has-data="!!data" :is-empty="data && !data.customers.length && !data.suppliers.length" :rows="8" empty-key="web.partners.empty" @retry="reload">
      <article class="card scroll-x" v-if="regions.length"><h2>{{ t('web.partners.regions') }}</h2><p class="meta">{{ t('web.partners.regions.about', { months: data.monthCount, day: day(data.asOf), days: data.stepDays }) }}</p>
        <table class="data-table partner-regions"><thead><tr><th>{{ t('web.partners.region') }}</th><th class="num">{{ t('web.partners.contract') }}</th><th class="num">{{ t('web.partners.median') }}</th><th class="num">{{ t('web.partners.p80') }}</th><th class="num">{{ t('web.partners.bills') }}</th><th>{{ t('web.partners.current') }}</th><th>{{ t('web.partners.learnt') }}</th><th></th></tr></thead>
          <tbody><tr v-for="one in regions" :key="one.code" :data-region="one.code"><td>{{ text(one.name) }}</td><td class="num">{{ days(one.contractDays) }}</td><td class="num">{{ late(one.behaviour.medianDays, one) }}</td><td class="num">{{ late(one.behaviour.p80Days, one) }}</td><td class="num">{{ share(one.behaviour.billShare) }}</td><td><span v-if="!isEmpty(one.current)" class="profile-bars" role="img" :aria-label="profile(one.current)" :title="profile(one.current)"><i v-for="(share, step) in one.current" :key="step" :style="{ height: heightOf(share) }"></i></span><span v-else class="quiet">{{ t('web.partners.by-terms') }}</span></td><td><span class="profile-bars learnt" role="img" :aria-label="profile(one.learnt)" :title="profile(one.learnt)"><i v-for="(share, step) in one.learnt" :key="step" :style="{ height: heightOf(share) }"></i></span></td><td class="num"><button v-if="can('editDriver') && !isSame(one)" class="btn" :disabled="isSending" data-act="use-profile" @click="use(one)">{{ t('web.partners.use') }}</button><span v-else-if="isSame(one)" class="quiet">{{ t('web.partners.used') }}</span></td></tr></tbody>
        </table></article>
      <article class="card scroll-x" v-if="data.customers.length"><h2>{{ t('web.partners.customers') }}<small v-if="data.customerCount > data.customers.length" class="quiet"> {{ t('web.partners.largest', { shown: data.customers.length, all: data.customerCount }) }}</small></h2>
        <table class="data-table partner-customers"><thead><tr><th>{{ t('web.partners.customer') }}</th><th>{{ t('web.partners.region') }}</th><th>{{ t('web.partners.terms') }}</th><th class="num">{{ t('web.partners.contract') }}</th><th class="num">{{ t('web.partners.median') }}</th><th class="num">{{ t('web.partners.p80') }}</th><th class="num wide-only">{{ t('web.partners.on-time') }}</th><th class="num wide-only">{{ t('web.partners.bills') }}</th><th class="num wide-only">{{ t('web.partners.receipts') }}</th><th class="num">{{ t('web.partners.billed') }}</th><th class="num">{{ t('web.partners.overdue') }}</th></tr></thead>
          <tbody><template v-for="one in data.customers" :key="one.code"><tr :data-customer="one.code"><td>{{ text(one.name) }}<button v-if="one.hints.length" class="tag warn" :aria-expanded="!!open[one.code]" @click="open[one.code] = !open[one.code]">{{ t('web.partners.decree') }}</button></td><td>{{ text(one.region) }}</td><td class="words-cell">{{ one.terms ? text(one.terms) : '' }}<span v-if="!one.terms && one.learntDays !== null" class="tag timing" :title="t('web.cash.timing.about')">{{ t('web.partners.no-terms.learnt', { days: one.learntDays }) }}</span><span v-else-if="!one.terms" class="quiet">{{ t('web.partners.no-terms') }}</span></td><td class="num">{{ days(one.contractDays) }}</td><td class="num" :class="{ unfavourable: one.behaviour.medianDays > 15 }">{{ late(one.behaviour.medianDays, one) }}</td><td class="num" :class="{ unfavourable: one.behaviour.p80Days > 30 }">{{ late(one.behaviour.p80Days, one) }}</td><td class="num wide-only">{{ share(one.behaviour.onTimeShare) }}</td><td class="num wide-only">{{ share(one.behaviour.billShare) }}</td><td class="num wide-only">{{ one.behaviour.receipts }}</td><td class="num">{{ money(one.billed) }}</td><td class="num" :class="{ negative: Number(one.overdue) > 0 }">{{ Number(one.overdue) ? money(one.overdue) : '–' }}</td></tr><tr v-if="open[one.code]" class="part"><td :colspan="11" class="hint"><p v-for="(hint, index) in one.hints" :key="index" class="meta">{{ text(hint) }}</p></td></tr></template></tbody>
          <tfoot><tr class="total"><td :colspan="6">{{ t('web.partners.sum') }}</td><td colspan="3" class="wide-only"></td><td class="num">{{ money(sum(data.customers.map((one) => one.billed))) }}</td><td class="num">{{ money(sum(data.customers.map((one) => one.overdue))) }}</td></tr></tfoot>
        </table></article>
      <article class="card scroll-x" v-if="data.suppliers.length"><h2>{{ t('web.partners.suppliers') }}</h2><p class="meta">{{ t('web.partners.suppliers.about') }}</p>
        <table class="data-table partner-suppliers"><thead><tr><th>{{ t('web.partners.supplier') }}</th><th>{{ t('web.partners.terms') }}</th><th class="num">{{ t('web.partners.longest') }}</th><th>{{ t('web.partners.hint') }}</th></tr></thead>
          <tbody><template v-for="one in data.suppliers" :key="one.code"><tr :data-supplier="one.code"><td>{{ text(one.name) }}</td><td class="words-cell">{{ one.terms ? text(one.terms) : '' }}<span v-if="!one.terms" class="quiet">{{ t('web.partners.no-terms') }}</span></td><td class="num">{{ days(one.longestDays) }}</td><td><button v-if="one.hints.length" class="tag warn" :aria-expanded="!!open[one.code]" @click="open[one.code] = !open[one.code]">{{ t('web.partners.decree') }}</button></td></tr><tr v-if="open[one.code]" class="part"><td :colspan="4" class="hint"><p v-for="(hint, index) in one.hints" :key="index" class="meta">{{ text(hint) }}</p></td></tr></template></tbody>
        </table></article>
    </state-box>`,
  setup() {
    const { data, state, reload } = useView(() => '/cash/partners');
    const isSending = ref(false);
    const regions = computed(() => (data.value?.regions ?? []).filter((one) => one.behaviour.receipts));
    const share = (value) => (value === null ? '' : formatRatio(value));
    const days = (value) => (value === null ? '' : t('web.partners.days', { days: value }));
    /** Late above zero, early below; without enough receipts nothing is claimed. */
    function late(value, one) {
      if (value === null) return one.behaviour.receipts ? t('web.partners.not-yet') : '';
      if (value === 0) return t('web.partners.on-the-day');
      return t(value > 0 ? 'web.partners.late' : 'web.partners.early', { days: Math.abs(value) });
    }
    /** `1: 20%, 2: 70%`: the steps that hold something. */
    const profile = (shares) => shares.map((value, step) => (Number(value) ? t('web.partners.step', { days: step * data.value.stepDays, share: formatRatio(value) }) : null)).filter(Boolean).join(t('web.list'));
    const isEmpty = (shares) => shares.every((value) => !Number(value));
    const heightOf = (share) => Math.round(Number(share) * 44) + 1 + 'px';
    const isSame = (one) => one.learnt.every((value, step) => Number(value) === Number(one.current[step]));
    async function use(one) {
      isSending.value = true;
      try {
        const scenario = openScenario();
        await send('edit-cells', { cells: one.cells.map((cell, step) => ({ cell, value: one.learnt[step] })), ...(scenario ? { scenario } : {}) }, { reason: t('web.partners.reason', { region: text(one.name), day: data.value.asOf }) });
        reload();
      } catch { /* send has said why */ } finally { isSending.value = false; }
    }
    return { data, state, reload, regions, open: reactive({}), share, days, late, profile, isEmpty, heightOf, isSame, use, isSending, can, day, sum };
  },
});
