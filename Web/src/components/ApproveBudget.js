// SPDX-License-Identifier: Apache-2.0
// The approval of a budget form: who approved which figures, how far they float, and the dialog in which somebody approves where no flow is in force.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { moment, t, text } from '../kit/i18n.js';
import { currencyWords } from '../kit/units.js';
import { sentenceOf } from '../store/notices.js';
import { send } from '../store/commands.js';
import { can } from '../store/session.js';
import BudgetMoves from './BudgetMoves.js';
import SubmitBudget from './SubmitBudget.js';

export default define('ApproveBudget', {
  components: { BudgetMoves, SubmitBudget },
  props: { form: Object },
  template: `
    <div class="budget-approval">
      <p v-if="form.approval" class="meta"><i class="tag good">{{ t('web.budgets.approved', { number: form.approval.number }) }}</i> <i v-if="form.approval.released" class="tag good">{{ t('web.budgets.released') }}</i> {{ who(form.approval.by) }} · {{ at }} · {{ t('web.budgets.floats', { limit: limitWords }) }} · <span :title="form.approval.content">{{ t('web.budgets.content') }} {{ form.approval.content.slice(0, 8) }}</span></p>
      <p v-else class="meta"><i class="tag">{{ t('web.budgets.not-approved') }}</i> {{ t('web.budgets.moves') }}</p>
      <submit-budget v-if="form.way?.flow || form.way?.running" :form="form"/>
      <button v-else-if="form.contents && can('approve')" class="btn" data-act="approve-budget" @click="open">{{ t(form.approval ? 'web.budgets.approve-again' : 'web.budgets.approve') }}</button>
      <budget-moves v-if="form.approval && form.way" :form="form"/>
      <button v-if="form.approval && can('approve')" class="btn" data-act="withdraw-budget" :disabled="view.isBusy" @click="withdraw">{{ t('web.budgets.withdraw') }}</button>
      <q-dialog v-model="view.isOpen">
        <form class="dialog" @submit.prevent="approve"><h2>{{ t('web.budgets.approve.title', { form: text(form.label), period: form.period }) }}</h2>
          <div class="choices" role="radiogroup" :aria-label="t('web.budgets.basis')"><label v-for="one in ['budget', 'forecast']" :key="one" class="tick"><input type="radio" name="basis" :value="one" v-model="view.basis" :data-basis="one"><span>{{ t('web.budgets.basis.' + one) }}<small>{{ t('web.budgets.basis.' + one + '.detail') }}</small></span></label></div>
          <label class="field"><span>{{ t('web.budgets.limit') }}</span><span class="limit-field"><input v-model="view.limit" inputmode="decimal" data-act="budget-limit" autocomplete="off"><segment-switch v-model="view.kind" :options="kinds" :label="t('web.budgets.limit')"/></span><small class="quiet">{{ t('web.budgets.limit.detail') }}</small></label>
          <label class="field"><span>{{ t('web.budgets.reason') }}</span><input v-model="view.reason" autocomplete="off"></label>
          <p v-if="view.problem" class="form-problem" role="alert">{{ view.problem }}</p>
          <div class="dialog-actions"><button type="button" class="btn" @click="view.isOpen = false">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="view.isBusy || !isReadable" data-act="approve-now">{{ t('web.budgets.approve.now') }}</button></div>
        </form>
      </q-dialog>
    </div>`,
  setup(props) {
    const view = reactive({ isOpen: false, basis: 'budget', kind: 'percent', limit: '5', reason: '', problem: '', isBusy: false });
    const isReadable = computed(() => view.limit.trim() === '' || /^\d+(\.\d{1,2})?$/.test(view.limit.trim()));
    const target = () => ({ form: props.form.key, year: Number(props.form.period) });
    async function attempt(work) {
      view.isBusy = true;
      view.problem = '';
      try {
        await work();
        view.isOpen = false;
      } catch (problem) {
        view.problem = sentenceOf(problem);
      } finally {
        view.isBusy = false;
      }
    }
    function approve() {
      const limit = view.limit.trim() === '' ? null : { [view.kind]: view.limit.trim() };
      return attempt(() => send('approve-budget', { ...target(), basis: view.basis, content: props.form.contents[view.basis], limit }, { reason: view.reason, isQuiet: true, isAskedHere: true }));
    }
    const limitWords = computed(() => {
      const limit = props.form.approval?.limit;
      if (!limit) return t('web.budgets.limit.none');
      return limit.percent !== null ? `±${Number(limit.percent)}%` : `±${limit.amount}`;
    });
    return {
      text, can, view, isReadable, approve, limitWords, open: () => { view.isOpen = true; view.problem = ''; },
      withdraw: () => attempt(() => send('withdraw-budget', target(), { isQuiet: false })),
      at: computed(() => moment(new Date(props.form.approval.at).toISOString())),
      kinds: computed(() => ['percent', 'amount'].map((value) => ({ value, label: value === 'percent' ? '%' : currencyWords() }))),
    };
  },
});
