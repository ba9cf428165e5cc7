// SPDX-License-Identifier: Apache-2.0
// What may be handed in of an approved form besides its figures: 下达, to those who work with it, and 调剂, money from one of its lines to another.
import { computed, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { parseEntry } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { get, query } from '../store/api.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { can, session } from '../store/session.js';
import ForeseenSteps from './ForeseenSteps.js';

const WAIT_MS = 300;

export default define('BudgetMoves', {
  components: { ForeseenSteps },
  props: { form: Object },
  template: `
    <template v-if="mayHandIn"><button v-for="purpose in form.way.offers" :key="purpose" class="btn" :data-act="'submit-' + purpose" @click="open(purpose)">{{ t('web.budgets.' + purpose) }}</button></template>
    <q-dialog v-model="view.isOpen">
      <form class="dialog" @submit.prevent="submit"><h2>{{ t('web.budgets.' + view.purpose + '.title', { form: text(form.label), period: form.period }) }}</h2>
        <p class="meta">{{ t('web.budgets.' + view.purpose + '.note') }}</p>
        <template v-if="view.purpose === 'transfer'">
          <label class="field"><span>{{ t('web.budgets.transfer.from') }}</span><select v-model="view.from" name="from"><option v-for="one in lines" :key="one.key" :value="one.key">{{ one.name }}</option></select><small v-if="giving" class="quiet">{{ t('web.budgets.transfer.open', { amount: money(giving.open, { fine: true }), unit: moneyUnit() }) }}</small></label>
          <label class="field"><span>{{ t('web.budgets.transfer.to') }}</span><select v-model="view.to" name="to"><option v-for="one in lines" :key="one.key" :value="one.key" :disabled="one.key === view.from">{{ one.name }}</option></select></label>
          <label class="field"><span>{{ t('web.budgets.transfer.amount', { unit: moneyUnit() }) }}</span><input v-model="view.amount" inputmode="decimal" name="amount" autocomplete="off"></label>
        </template>
        <label class="field"><span>{{ t('web.budgets.reason') }}</span><textarea v-model="view.reason" rows="2" name="move-reason" maxlength="1000"></textarea></label>
        <foreseen-steps v-if="view.preview" :preview="view.preview"/>
        <p v-if="view.problem" class="form-problem" role="alert">{{ view.problem }}</p>
        <div class="dialog-actions"><button type="button" class="btn" @click="view.isOpen = false">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="view.isBusy || !isReady" data-act="move-now">{{ t('web.budgets.move.now') }}</button></div>
      </form>
    </q-dialog>`,
  setup(props) {
    const view = reactive({ isOpen: false, purpose: 'release', from: '', to: '', amount: '', reason: '', preview: null, problem: '', isBusy: false });
    const target = () => ({ form: props.form.key, year: Number(props.form.period) });
    /** The form's own lines of money, named with the line they are a part of. */
    const lines = computed(() => props.form.lines.filter((line) => line.unit === '元' && line.band && line.band.low !== null).map((line) => {
      const parent = line.key.includes('/') ? props.form.lines.find((one) => one.key === line.key.split('/')[0]) : null;
      const open = line.months.slice(props.form.closedMonths).reduce((sum, month) => sum + Math.round(Number(month.budget ?? 0) * 100), 0);
      return { key: line.key, name: (parent ? text(parent.label) + ' · ' : '') + text(line.label), open: String(open / 100) };
    }));
    const giving = computed(() => lines.value.find((one) => one.key === view.from));
    const amount = computed(() => {
      const parsed = parseEntry(view.amount, { unit: '元', moneyUnit: preferences.moneyUnit, current: giving.value?.open ?? '0' });
      return parsed.error || parsed.value === null ? null : parsed.value;
    });
    const move = () => (view.purpose === 'transfer' ? { from: view.from, to: view.to, amount: amount.value } : {});
    const isWhole = computed(() => view.purpose === 'release' || (view.from && view.to && view.from !== view.to && amount.value !== null));
    const isReady = computed(() => isWhole.value && (view.purpose === 'release' || view.reason.trim()));
    function fail(problem) {
      view.problem = sentenceOf(problem);
    }
    function open(purpose) {
      Object.assign(view, { isOpen: true, purpose, from: lines.value[0]?.key ?? '', to: lines.value[1]?.key ?? '', amount: '', reason: '', preview: null, problem: '' });
      foresee();
    }
    let timer = 0, asked = 0;
    async function foresee() {
      const mine = ++asked;
      Object.assign(view, { problem: '', preview: null });
      if (!isWhole.value) return;
      try {
        const preview = await get('/approvals/preview' + query({ ...target(), purpose: view.purpose, ...move() }));
        if (mine === asked) view.preview = preview;
      } catch (problem) { if (mine === asked) fail(problem); }
    }
    watch(() => [view.from, view.to, amount.value].join(), () => { clearTimeout(timer); if (view.isOpen) timer = setTimeout(foresee, WAIT_MS); });
    async function submit() {
      view.isBusy = true;
      view.problem = '';
      try {
        await send('submit-' + view.purpose, { ...target(), ...move() }, { reason: view.reason.trim(), isQuiet: true, isAskedHere: true });
        view.isOpen = false;
      } catch (problem) { fail(problem); } finally {
        view.isBusy = false;
      }
    }
    return { text, view, lines, giving, isReady, open, submit, mayHandIn: computed(() => can('editBudget') && !session.isReader && !props.form.way?.running) };
  },
});
