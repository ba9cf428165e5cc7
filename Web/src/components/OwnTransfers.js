// SPDX-License-Identifier: Apache-2.0
// 账户调拨: what is planned to move between the company's accounts, what should because one will be overdrawn, and a form for another.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { shiftDay } from '../kit/periods.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { openScenario } from '../store/router.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';

export default define('OwnTransfers', {
  emits: ['moved'],
  template: `
    <article v-if="data && data.accounts.length > 1" class="card own-transfers"><div class="probability-head"><h2>{{ t('web.transfers.title') }}</h2><span class="spacer"></span><button v-if="mayEdit && !ui.isOpen" class="btn small" data-act="new-transfer" @click="open">{{ t('web.transfers.new') }}</button></div>
      <ul v-if="data.suggested.length || data.planned.length" class="transfer-list">
        <li v-for="one in data.suggested" :key="'s' + one.to" :data-suggested="one.to"><span class="tag warn">{{ t('web.transfers.suggested') }}</span><span>{{ t('web.transfers.words', { day: day(one.on), from: name(one.from), to: name(one.to) }) }} <b>{{ money(one.amount, { fine: true }) }}</b><small class="quiet">{{ t('web.transfers.why', { to: name(one.to), day: day(one.overdrawnOn), lowest: money(one.lowest, { fine: true }), from: name(one.from), rest: money(one.giverLowest, { fine: true, zero: '0' }) }) }}</small></span><button v-if="mayEdit" class="btn small primary" data-act="apply-transfer" :disabled="ui.isBusy" @click="plan(one)">{{ t('web.transfers.apply') }}</button></li>
        <li v-for="one in data.planned" :key="one.transfer" :data-transfer="one.transfer"><span class="tag">{{ t('web.transfers.planned') }}</span><span>{{ t('web.transfers.words', { day: day(one.on), from: name(one.from), to: name(one.to) }) }} <b>{{ money(one.amount, { fine: true }) }}</b><small v-if="one.reason" class="quiet">{{ one.reason }}</small></span><button v-if="mayEdit" class="btn small" data-act="cancel-transfer" :disabled="ui.isBusy" @click="cancel(one)">{{ t('web.transfers.cancel') }}</button></li>
      </ul><p v-else-if="!ui.isOpen" class="quiet">{{ t('web.transfers.none') }}</p>
      <form v-if="ui.isOpen" class="transfer-form" @submit.prevent="plan(ui)"><label class="field"><span>{{ t('web.transfers.from') }}</span><select class="input" v-model="ui.from" name="from"><option v-for="one in data.accounts" :key="one.code" :value="one.code">{{ text(one.name) }} · {{ money(one.balance, { fine: true, zero: '0' }) }}</option></select></label><label class="field"><span>{{ t('web.transfers.to') }}</span><select class="input" v-model="ui.to" name="to"><option v-for="one in data.accounts" :key="one.code" :value="one.code">{{ text(one.name) }}</option></select></label><label class="field"><span>{{ t('web.transfers.on') }}</span><input class="input" type="date" v-model="ui.on" :min="data.today" required name="on"></label><label class="field"><span>{{ t('web.transfers.amount') }}</span><input class="input" v-model="ui.amount" inputmode="decimal" required name="amount"></label><span class="dialog-actions"><button type="button" class="btn" @click="ui.isOpen = false">{{ t('web.action.cancel') }}</button><button class="btn primary" data-act="plan-transfer" :disabled="ui.isBusy">{{ t('web.transfers.plan') }}</button></span></form>
      <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p></article>`,
  setup(_, { emit }) {
    const { data, catchUp } = useView(() => '/cash/transfers');
    const ui = reactive({ isOpen: false, isBusy: false, problem: '', from: '', to: '', on: '', amount: '' });
    const name = (code) => text(data.value.accounts.find((one) => one.code === code)?.name) || code;
    async function command(kind, payload) {
      ui.isBusy = true;
      ui.problem = '';
      try {
        const answer = await send(kind, payload, { isQuiet: true });
        ui.isOpen = false;
        await catchUp(answer.revision);
        emit('moved');
      } catch (failure) {
        ui.problem = sentenceOf(failure, ' ');
      } finally {
        ui.isBusy = false;
      }
    }
    return {
      data, ui, name, day,
      mayEdit: computed(() => can('editCash') && !openScenario()),
      plan: ({ from, to, on, amount }) => command('plan-transfer', { from, to, on, amount }),
      cancel: ({ transfer }) => command('cancel-transfer', { transfer }),
      open() { Object.assign(ui, { isOpen: true, problem: '', from: data.value.accounts[0].code, to: data.value.accounts[1].code, on: shiftDay(data.value.today, 1), amount: '' }); },
    };
  },
});
