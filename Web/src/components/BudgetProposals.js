// SPDX-License-Identifier: Apache-2.0
// 变更建议: figures of an approved form that left their limits. Where a flow decides they are handed in together, with a reason; else one person accepts or
// rejects each.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { get, query } from '../store/api.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { explainChange } from '../store/panel.js';
import { who } from '../store/people.js';
import { can, session } from '../store/session.js';
import { useView } from '../store/view.js';
import ForeseenSteps from './ForeseenSteps.js';

export default define('BudgetProposals', {
  components: { ForeseenSteps },
  props: { form: String, year: Number },
  template: `
    <section v-if="own.length" class="budget-proposals" role="status"><header><h3>{{ t('web.budgets.proposals', { count: own.length }) }}</h3><button v-if="isHandedIn && free.length" class="btn primary" data-act="submit-change" :disabled="!chosen.length" @click="open">{{ t('web.budgets.change', { count: chosen.length }) }}</button></header>
      <ul><li v-for="one in own" :key="one.line" :data-proposal="one.line" :class="{ pickable: isHandedIn }">
        <input v-if="isHandedIn" type="checkbox" :checked="!left.has(one.line) && !one.running" :disabled="!!one.running" :aria-label="text(one.label)" @change="$event.target.checked ? left.delete(one.line) : left.add(one.line)">
        <div><b>{{ text(one.label) }}</b><p class="meta">{{ cause(one) }}</p></div>
        <p class="proposal-figures"><span>{{ t('web.budgets.proposal.approved') }} <figure-value :value="one.approved" :unit="one.unit"/></span><span>{{ t('web.budgets.proposal.forecast') }} <figure-value :value="one.forecast" :unit="one.unit"/></span><figure-value :value="one.change" :unit="one.unit" :good="one.good" :is-change="true"/><small v-if="one.low !== null" class="quiet">{{ t('web.budgets.proposal.limits') }} <figure-value :value="one.low" :unit="one.unit"/> … <figure-value :value="one.high" :unit="one.unit"/></small></p>
        <div class="proposal-actions"><button v-if="one.cell" class="link" @click="explainChange(one.cell, one.label, one.approval)">{{ t('web.budgets.proposal.why') }}</button>
          <a v-if="one.running" class="tag warn" :href="'#/inbox?lane=own&approval=' + one.running">{{ t('web.budgets.change.running') }}</a>
          <template v-else-if="can('approve')"><input v-if="view.rejecting === one.line" class="input" v-model="view.reason" :placeholder="t('web.budgets.proposal.reason')" :aria-label="t('web.budgets.proposal.reason')" data-act="reject-reason"><button class="btn" data-act="reject-proposal" :disabled="view.isBusy || (view.rejecting === one.line && !view.reason.trim())" @click="reject(one)">{{ t('web.budgets.proposal.reject') }}</button><button v-if="!data.flow" class="btn primary" data-act="accept-proposal" :disabled="view.isBusy" @click="decide(one, true)">{{ t('web.budgets.proposal.accept') }}</button></template></div>
      </li></ul>
      <q-dialog v-model="view.isOpen"><form class="dialog" @submit.prevent="submit"><h2>{{ t('web.budgets.change', { count: chosen.length }) }}</h2>
        <p class="meta">{{ t('web.budgets.change.note') }}</p>
        <label class="field"><span>{{ t('web.budgets.change.reason') }}</span><textarea v-model="view.reason" rows="2" name="change-reason" maxlength="1000"></textarea></label>
        <foreseen-steps v-if="view.preview" :preview="view.preview"/>
        <p v-if="view.problem" class="form-problem" role="alert">{{ view.problem }}</p>
        <div class="dialog-actions"><button type="button" class="btn" @click="view.isOpen = false">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="view.isBusy || !view.reason.trim()" data-act="change-now">{{ t('web.budgets.submit.now') }}</button></div>
      </form></q-dialog>
    </section>`,
  setup(props) {
    const { data } = useView(() => '/budget-proposals');
    const view = reactive({ rejecting: null, reason: '', isBusy: false, isOpen: false, preview: null, problem: '' });
    /** Lines that are not to be handed in. */
    const left = reactive(new Set());
    const own = computed(() => (data.value?.proposals ?? []).filter((one) => one.form === props.form && one.year === props.year));
    const free = computed(() => own.value.filter((one) => !one.running));
    const chosen = computed(() => free.value.filter((one) => !left.has(one.line)).map((one) => one.line));
    const cause = (one) => (one.cause ? t('web.budgets.proposal.cause', { name: who(one.cause.by), what: text(one.cause.label) }) : t('web.budgets.proposal.from-start'));
    function fail(problem) {
      view.problem = sentenceOf(problem);
    }
    async function decide(one, isAccepted) {
      view.isBusy = true;
      try {
        await send('decide-budget', { form: one.form, year: one.year, line: one.line, isAccepted, forecast: one.forecast }, { reason: isAccepted ? '' : view.reason.trim(), opensPanel: false });
        Object.assign(view, { rejecting: null, reason: '' });
      } catch { /* the problem was shown */ } finally {
        view.isBusy = false;
      }
    }
    /** The first click asks why, the second says so. */
    function reject(one) {
      if (view.rejecting !== one.line) Object.assign(view, { rejecting: one.line, reason: '' });
      else decide(one, false);
    }
    async function open() {
      Object.assign(view, { isOpen: true, reason: '', problem: '', preview: null, rejecting: null });
      try {
        view.preview = await get('/approvals/preview' + query({ form: props.form, year: props.year, purpose: 'change', lines: chosen.value.join(',') }));
      } catch (problem) { fail(problem); }
    }
    async function submit() {
      view.isBusy = true;
      view.problem = '';
      try {
        await send('submit-change', { form: props.form, year: props.year, lines: chosen.value }, { reason: view.reason.trim(), isQuiet: true, isAskedHere: true });
        Object.assign(view, { isOpen: false, reason: '' });
      } catch (problem) { fail(problem); } finally {
        view.isBusy = false;
      }
    }
    return {
      text, can, explainChange, data, view, left, own, free, chosen, cause, decide, reject, open, submit,
      isHandedIn: computed(() => !!data.value?.flow && can('editBudget') && !session.isReader),
    };
  },
});
