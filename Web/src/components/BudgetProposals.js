// SPDX-License-Identifier: Apache-2.0
// 变更建议: figures of an approved form that left their limits: what was approved, what the forecast says, who moved it; accepted or rejected.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { explainChange } from '../store/panel.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';

export default define('BudgetProposals', {
  props: { form: String, year: Number },
  template: `
    <section v-if="own.length" class="budget-proposals" data-proposals>
      <h3>{{ t('web.budgets.proposals', { count: own.length }) }}</h3>
      <ul><li v-for="one in own" :key="one.line" :data-proposal="one.line">
        <div><b>{{ text(one.label) }}</b><p class="meta">{{ cause(one) }}</p></div>
        <p class="proposal-figures"><span>{{ t('web.budgets.proposal.approved') }} <figure-value :value="one.approved" :unit="one.unit"/></span><span>{{ t('web.budgets.proposal.forecast') }} <figure-value :value="one.forecast" :unit="one.unit"/></span><figure-value :value="one.change" :unit="one.unit" :good="one.good" :is-change="true"/><small v-if="one.low !== null" class="quiet">{{ t('web.budgets.proposal.limits') }} <figure-value :value="one.low" :unit="one.unit"/> … <figure-value :value="one.high" :unit="one.unit"/></small></p>
        <div class="proposal-actions"><button v-if="one.cell" class="link" @click="explainChange(one.cell, one.label, one.approval)">{{ t('web.budgets.proposal.why') }}</button>
          <template v-if="can('approve')"><input v-if="view.rejecting === one.line" class="input" v-model="view.reason" :placeholder="t('web.budgets.proposal.reason')" :aria-label="t('web.budgets.proposal.reason')" data-act="reject-reason"><button class="btn" data-act="reject-proposal" :disabled="view.isBusy || (view.rejecting === one.line && !view.reason.trim())" @click="reject(one)">{{ t('web.budgets.proposal.reject') }}</button><button class="btn primary" data-act="accept-proposal" :disabled="view.isBusy" @click="decide(one, true)">{{ t('web.budgets.proposal.accept') }}</button></template></div>
      </li></ul>
    </section>`,
  setup(props) {
    const { data } = useView(() => '/budget-proposals');
    const view = reactive({ rejecting: null, reason: '', isBusy: false });
    const own = computed(() => (data.value?.proposals ?? []).filter((one) => one.form === props.form && one.year === props.year));
    const cause = (one) => (one.cause ? t('web.budgets.proposal.cause', { name: one.cause.by, what: text(one.cause.label) }) : t('web.budgets.proposal.from-start'));
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
    return { text, can, explainChange, view, own, cause, decide, reject };
  },
});
