// SPDX-License-Identifier: Apache-2.0
// 上报: hands a budget form in, after a look at who would get it; or says where it is on its way.
import { computed, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { currencyWords } from '../kit/units.js';
import { get, query } from '../store/api.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { can, session } from '../store/session.js';
import ForeseenSteps from './ForeseenSteps.js';

export default define('SubmitBudget', {
  components: { ForeseenSteps },
  props: { form: Object },
  template: `
    <a v-if="form.way.running" class="approval-note" :href="'#/inbox?lane=own&approval=' + form.way.running.approval" data-act="open-approval"><i class="icon" aria-hidden="true">hourglass_empty</i>{{ t('web.inbox.way.' + form.way.running.status, { names }) }}</a>
    <button v-else-if="mayHandIn" class="btn primary" data-act="submit-budget" @click="open">{{ t('web.budgets.submit') }}</button>
    <q-dialog v-model="view.isOpen">
      <form class="dialog" @submit.prevent="submit"><h2>{{ t('web.budgets.submit.title', { form: text(form.label), period: form.period }) }}</h2>
        <div class="choices" role="radiogroup" :aria-label="t('web.budgets.basis')"><label v-for="one in ['budget', 'forecast']" :key="one" class="tick"><input type="radio" name="basis" :value="one" v-model="view.basis" :data-basis="one"><span>{{ t('web.budgets.basis.' + one) }}<small>{{ t('web.budgets.basis.' + one + '.detail') }}</small></span></label></div>
        <label class="field"><span>{{ t('web.budgets.limit') }}</span><span class="limit-field"><input v-model="view.limit" inputmode="decimal" data-act="budget-limit" autocomplete="off"><segment-switch v-model="view.kind" :options="kinds" :label="t('web.budgets.limit')"/></span><small class="quiet">{{ t('web.budgets.limit.detail') }}</small></label>
        <label class="field"><span>{{ t('web.budgets.reason') }}</span><input v-model="view.reason" name="reason" autocomplete="off"></label>
        <foreseen-steps v-if="view.preview" :preview="view.preview"/>
        <p v-if="view.problem" class="form-problem" role="alert">{{ view.problem }}</p>
        <div class="dialog-actions"><button type="button" class="btn" @click="view.isOpen = false">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="view.isBusy || !isReadable" data-act="submit-now">{{ t('web.budgets.submit.now') }}</button></div>
      </form>
    </q-dialog>`,
  setup(props) {
    const view = reactive({ isOpen: false, basis: 'budget', kind: 'percent', limit: '5', reason: '', problem: '', isBusy: false, preview: null });
    const target = () => ({ form: props.form.key, year: Number(props.form.period) });
    const isReadable = computed(() => view.limit.trim() === '' || /^\d+(\.\d{1,2})?$/.test(view.limit.trim()));
    function fail(problem) {
      view.problem = sentenceOf(problem);
    }
    async function open() {
      Object.assign(view, { isOpen: true, problem: '', preview: null });
      try {
        view.preview = await get('/approvals/preview' + query(target()));
      } catch (problem) { fail(problem); }
    }
    async function submit() {
      view.isBusy = true;
      view.problem = '';
      const limit = view.limit.trim() === '' ? null : { [view.kind]: view.limit.trim() };
      try {
        await send('submit-budget', { ...target(), basis: view.basis, content: props.form.contents[view.basis], limit }, { reason: view.reason.trim(), isQuiet: true, isAskedHere: true });
        view.isOpen = false;
      } catch (problem) { fail(problem); } finally {
        view.isBusy = false;
      }
    }
    watch(() => props.form.key, () => { view.isOpen = false; });
    return {
      text, view, isReadable, open, submit,
      mayHandIn: computed(() => !!props.form.contents && can('editBudget') && !session.isReader),
      names: computed(() => props.form.way.running.waits.map((wait) => `${text(wait.person)} · ${text(wait.step)}`).join(t('web.list'))),
      kinds: computed(() => ['percent', 'amount'].map((value) => ({ value, label: value === 'percent' ? '%' : currencyWords() }))),
    };
  },
});
