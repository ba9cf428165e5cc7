// SPDX-License-Identifier: Apache-2.0
// 票据台账: what is in hand, out, pledged or gone, when each turns into money, and the steps that the plan can take with it.
import { computed, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { sum } from '../kit/decimal.js';
import { download } from '../kit/download.js';
import { query } from '../store/api.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { openScenario } from '../store/router.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';

const STATES = ['held', 'issued', 'pledged', 'discounted', 'endorsed', 'settled', 'dishonoured'];
/** Rows at first, and with every step. */
const SHOWN = 100;

export default define('BillTable', {
  template: `
    <state-box :state="state" :has-data="!!data" :is-empty="data && !data.bills.length" :rows="8" empty-key="web.bills.empty" @retry="reload">
      <div class="card"><div class="entry-filters bill-filters"><button v-for="one in states" :key="one" class="btn small" :class="{ on: only === one }" :data-state="one" :aria-pressed="only === one" @click="only = one; limit = SHOWN">{{ t('web.bills.state.' + one) }} <b>{{ groups[one].length }}</b> <small class="quiet">{{ money(sum(groups[one].map((bill) => bill.face))) }}</small></button><span class="spacer"></span><button class="btn small" data-act="export-bills" @click="save"><i class="icon" aria-hidden="true">download</i>{{ t('web.cash.csv') }}</button></div>
        <div class="scroll-x"><table class="data-table bill-table"><thead><tr><th>{{ t('web.bills.number') }}</th><th v-if="isActive"></th><th>{{ t('web.chain.counterparty') }}</th><th class="num">{{ t('web.bills.face') }}</th><th>{{ t('web.bills.matures') }}</th><th class="wide-only">{{ t('web.bills.cash-on') }}</th><th class="num wide-only">{{ t('web.bills.days') }}</th><th class="num wide-only">{{ t('web.bills.proceeds') }}</th><th>{{ t('web.bills.history') }}</th></tr></thead>
          <tbody><tr v-for="one in shown.slice(0, limit)" :key="one.number" :data-bill="one.number"><td class="nowrap">{{ one.number }}<span v-if="one.isPlannedAway" class="tag warn">{{ t('web.bills.planned-away') }}</span><span v-if="one.isPlannedPledge" class="tag warn">{{ t('web.bills.planned-pledge') }}</span><small class="quiet bill-kind">{{ text(one.kind) }}</small></td>
            <td v-if="isActive" class="nowrap"><button v-if="isBlocked(one)" class="btn small" data-act="release-bill" @click="ask(one, 'release')">{{ t('web.bills.release') }}</button><template v-else-if="isFree(one)"><button class="btn small" data-act="discount-bill" :disabled="!data.rate" @click="ask(one, 'discount')">{{ t('web.bills.discount') }}</button> <button class="btn small" data-act="endorse-bill" @click="ask(one, 'endorse')">{{ t('web.bills.endorse') }}</button> <button class="btn small" data-act="pledge-bill" @click="ask(one, 'pledge')">{{ t('web.bills.pledge') }}</button></template></td><td>{{ text(one.counterparty) }}</td><td class="num">{{ money(one.face, { fine: true }) }}<small v-if="Number(one.deposit)" class="quiet bill-kind">{{ t('web.bills.deposit') }} {{ money(one.deposit, { fine: true }) }}</small></td><td class="nowrap">{{ day(one.maturesOn) }}</td><td class="wide-only nowrap">{{ one.cashOn ? day(one.freedOn ?? one.cashOn) : '–' }}<small v-if="isBlocked(one)" class="quiet bill-kind" :title="t('web.bills.blocked.about')">{{ t('web.bills.blocked') }}</small></td><td class="num wide-only">{{ one.daysLeft === null ? '–' : one.daysLeft > 0 ? one.daysLeft : t('web.bills.due') }}</td><td class="num wide-only">{{ one.proceeds ? money(one.proceeds, { fine: true }) : '–' }}</td><td class="quiet">{{ one.events.map((event) => text(event.word) + ' ' + day(event.day, true)).join(' · ') }}</td></tr></tbody>
        </table></div><p v-if="!shown.length" class="quiet pad">{{ t('web.bills.none') }}</p><p v-if="shown.length > limit" class="pad"><button class="btn" @click="limit += SHOWN">{{ t('web.supply.more', { left: shown.length - limit }) }}</button></p></div>
      <q-dialog :model-value="!!asked" @update:model-value="asked = null">
        <form v-if="asked" class="dialog" @submit.prevent="plan"><h2>{{ t('web.bills.' + asked.step) }} {{ asked.bill.number }}</h2><p class="quiet">{{ text(asked.bill.counterparty) }} · {{ money(asked.bill.face, { fine: true }) }} {{ moneyUnit() }} · {{ t('web.bills.matures') }} {{ day(asked.bill.maturesOn) }}</p>
          <label class="field"><span>{{ t('web.bills.on') }}</span><input type="date" v-model="asked.on" :min="data.today" :max="asked.step === 'release' ? null : asked.bill.maturesOn" required name="on"></label>
          <label v-if="asked.step === 'pledge'" class="field"><span>{{ t('web.bills.until') }}</span><input type="date" v-model="asked.until" :min="asked.on" name="until"></label>
          <label v-if="asked.step === 'discount'" class="field"><span>{{ t('web.bills.rate') }}</span><input v-model="asked.rate" inputmode="decimal" name="rate" required></label>
          <label v-if="asked.step === 'endorse'" class="field"><span>{{ t('web.bills.payee') }}</span><select v-model="asked.supplier" name="supplier" required><option v-for="one in payees" :key="one.code" :value="one.code">{{ text(one.name) }} · {{ money(one.open, { fine: true }) }}</option></select></label>
          <p v-if="asked.step === 'endorse' && !payees.length" class="form-problem">{{ t('web.bills.no-payee') }}</p>
          <p v-if="asked.step === 'pledge' || asked.step === 'release'" class="quiet">{{ t('web.bills.' + asked.step + '.about') }}</p>
          <p v-if="problem" class="form-problem" role="alert">{{ problem }}</p>
          <div class="dialog-actions"><button type="button" class="btn" @click="asked = null">{{ t('web.action.cancel') }}</button><button class="btn primary" data-act="plan-step" :disabled="isBusy || (asked.step === 'endorse' && !asked.supplier)">{{ t('web.bills.plan') }}</button></div>
        </form>
      </q-dialog>
    </state-box>`,
  setup() {
    const { data, state, reload, catchUp } = useView(() => '/bills' + query({ scenario: openScenario() }));
    const only = ref('held'), limit = ref(SHOWN), asked = ref(null), problem = ref(''), isBusy = ref(false);
    const groups = computed(() => Object.fromEntries(STATES.map((one) => [one, (data.value?.bills ?? []).filter((bill) => bill.state === one)])));
    const shown = computed(() => groups.value[only.value]);
    const payees = computed(() => (data.value?.payees ?? []).filter((one) => Number(one.open) >= Number(asked.value?.bill.face ?? 0)));

    function ask(bill, step) {
      problem.value = '';
      asked.value = reactive({ bill, step, on: data.value.today, rate: String(Number(data.value.rate) * 100), supplier: null, until: step === 'pledge' ? bill.cashOn : '' });
      if (step === 'endorse') asked.value.supplier = payees.value[0]?.code ?? null;
    }
    async function plan() {
      const { bill, step, on, rate, supplier, until } = asked.value;
      const more = { discount: { rate: percent(rate) }, endorse: { supplier }, pledge: until ? { until } : {}, release: {} }[step];
      isBusy.value = true;
      problem.value = '';
      try {
        const answer = await send('plan-bill-step', { bill: bill.number, step, on, ...more, ...(openScenario() ? { scenario: openScenario() } : {}) }, { isQuiet: true });
        asked.value = null;
        await catchUp(answer.revision);
      } catch (failure) {
        problem.value = sentenceOf(failure, ' ');
      } finally {
        isBusy.value = false;
      }
    }
    const isFree = (bill) => bill.state === 'held' && !bill.isPlannedAway && !bill.isPlannedPledge && bill.daysLeft > 0;
    const isBlocked = (bill) => (bill.state === 'pledged' || bill.isPlannedPledge) && !bill.freedOn;
    /** 2.4 or 2.4% → 0.024 as text, without floating remains. */
    const percent = (typed) => (Number(String(typed).replace('%', '')) / 100).toFixed(6).replace(/0+$/, '').replace(/\.$/, '');
    function save() {
      const head = ['number', 'kind', 'face', 'matures', 'cash-on', 'days'].map((key) => t('web.bills.' + key));
      download(`${t('web.cash.shape.bills')}-${data.value.today}.csv`, [[...head, t('web.chain.counterparty'), t('web.bills.state')], ...data.value.bills.map((one) => [one.number, text(one.kind), one.face, one.maturesOn, one.cashOn, one.daysLeft, text(one.counterparty), t('web.bills.state.' + one.state)])]);
    }
    return {
      data, state, reload, only, limit, SHOWN, asked, problem, isBusy, groups, shown, payees, isFree, isBlocked, ask, plan, save, day, sum, states: computed(() => STATES.filter((one) => one === 'held' || groups.value[one].length)),
      isActive: computed(() => (only.value === 'held' || only.value === 'pledged') && (can('editCash') || can('editDriver'))),
    };
  },
});
