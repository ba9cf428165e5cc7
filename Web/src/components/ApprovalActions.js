// SPDX-License-Identifier: Apache-2.0
// What the reader may do with an approval: one comment, the decision, and the rest behind one click each. Keys: A agrees, R sends back, C comments.
import { computed, nextTick, onBeforeUnmount, onMounted, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { formatMoney } from '../kit/numbers.js';
import { moneyUnit } from '../kit/units.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { session } from '../store/session.js';

const ICONS = { approve: 'check', amend: 'edit', sendBack: 'undo', transfer: 'forward', add: 'person_add', end: 'do_not_disturb_on', remind: 'notifications_active', withdraw: 'remove_circle_outline', resubmit: 'replay', retry: 'refresh' };
/** These are asked about first. */
const ASKED = ['amend', 'sendBack', 'transfer', 'add', 'end', 'withdraw'];
const NEEDS_REASON = ['amend', 'sendBack', 'end'];

export default define('ApprovalActions', {
  props: { approval: Object },
  emits: ['done'],
  template: `
    <form v-if="approval.acts.length && !session.isReader" class="approval-actions" @submit.prevent="confirm">
      <label class="field"><span>{{ t('web.inbox.comment') }}<em v-if="needsReason">{{ t('web.inbox.comment.needed') }}</em></span><textarea ref="box" v-model="ui.comment" rows="2" name="comment" maxlength="1000" :placeholder="t('web.inbox.comment.placeholder')" @keydown.ctrl.enter.prevent="quick" @keydown.meta.enter.prevent="quick"></textarea></label>
      <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
      <div v-if="ui.act" class="approval-ask">
        <label v-if="ui.act === 'sendBack'" class="field"><span>{{ t('web.inbox.back-to') }}</span><select v-model="ui.to" name="to"><option value="">{{ t('web.inbox.back-to-submitter', { name: text(approval.submitter) }) }}</option><option v-for="one in approval.returns" :key="one.step" :value="one.step">{{ text(one.label) }}</option></select></label>
        <label v-if="ui.act === 'transfer' || ui.act === 'add'" class="field"><span>{{ t('web.inbox.whom') }}</span><select v-model="ui.person" name="person" required><option value="" disabled>{{ t('web.inbox.whom.choose') }}</option><option v-for="one in people" :key="one.login" :value="one.login">{{ text(one.name) }}</option></select></label>
        <div v-if="ui.act === 'add'" class="field"><span>{{ t('web.inbox.place') }}</span><segment-switch v-model="ui.place" :options="places" :label="t('web.inbox.place')"/><small class="quiet">{{ t('web.inbox.place.' + ui.place + '.hint') }}</small></div>
        <label v-if="ui.act === 'amend'" class="field"><span>{{ t('web.inbox.less.' + part, { unit: lessUnit, now: lessWords }) }}</span><input ref="less" class="input num" v-model="ui.less" name="less" inputmode="decimal" :placeholder="part === 'limits' ? t('web.budgets.limit.none') : ''" :required="part === 'amount'"></label>
        <p class="meta">{{ t('web.inbox.ask.' + ui.act) }}</p>
        <div class="dialog-actions"><button type="button" class="btn" @click="ui.act = null">{{ t('web.action.cancel') }}</button><button class="btn" :class="ui.act === 'end' ? 'danger' : 'primary'" :disabled="!isReady" data-act="confirm-step">{{ t('web.inbox.do.' + ui.act) }}</button></div>
      </div>
      <div v-else class="approval-buttons"><button v-for="act in approval.acts" :key="act" type="button" class="btn" :class="{ primary: act === 'approve' || act === 'resubmit' }" :disabled="ui.isBusy" :data-step="act" @click="choose(act)"><i class="icon" aria-hidden="true">{{ icons[act] }}</i>{{ t('web.inbox.do.' + act) }}<kbd v-if="keys[act]" class="wide-only">{{ keys[act] }}</kbd></button></div>
    </form>`,
  setup(props, { emit }) {
    const box = ref(), less = ref();
    const ui = reactive({ act: null, comment: '', to: '', person: '', place: 'after', less: '', isBusy: false, problem: '' });
    /** The part of the form this step lets the reader make less, and what it is now. */
    const part = computed(() => props.approval.rights.find((one) => one.right === 'editable')?.part);
    const isShare = computed(() => part.value === 'limits' && props.approval.limit?.percent != null);
    const lessNow = computed(() => (part.value === 'amount' ? props.approval.amount : props.approval.limit?.percent ?? props.approval.limit?.amount ?? ''));
    const typed = computed(() => ui.less.replaceAll(/[,，%\s]/g, ''));
    /** A limit left empty is none: every change is proposed. */
    const amendment = () => (part.value === 'amount' ? { part: 'amount', amount: typed.value } : { part: 'limits', limit: typed.value ? { [isShare.value ? 'percent' : 'amount']: typed.value } : null });
    const needsReason = computed(() => NEEDS_REASON.includes(ui.act));
    const isReady = computed(() => !ui.isBusy && (!needsReason.value || ui.comment.trim()) && (!['transfer', 'add'].includes(ui.act) || ui.person) && (ui.act !== 'amend' || part.value !== 'amount' || typed.value));

    function choose(act) {
      ui.problem = '';
      if (!ASKED.includes(act)) return take(act);
      Object.assign(ui, { act, to: '', person: '', less: String(lessNow.value ?? '') });
      nextTick(() => (act === 'amend' ? less.value : NEEDS_REASON.includes(act) ? box.value : document.querySelector('.approval-ask select'))?.focus());
    }
    const confirm = () => (ui.act && isReady.value ? take(ui.act) : undefined);
    /** Ctrl+Enter: what was begun, or the plain yes. */
    const quick = () => (ui.act ? confirm() : props.approval.acts.includes('approve') ? take('approve') : undefined);

    async function take(act) {
      ui.isBusy = true;
      ui.problem = '';
      const { approval } = props;
      const more = { approve: { content: approval.content }, sendBack: ui.to ? { to: ui.to } : {}, transfer: { person: ui.person }, add: { person: ui.person, place: ui.place }, amend: act === 'amend' ? amendment() : {} }[act];
      try {
        await send('take-approval-step', { approval: approval.id, act, ...(approval.task ? { task: approval.task.id } : {}), ...more }, { reason: ui.comment.trim(), isQuiet: true, isAskedHere: true });
        Object.assign(ui, { act: null, comment: '' });
        emit('done', act);
      } catch (problem) {
        ui.problem = sentenceOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }

    const KEYS = { a: 'approve', r: 'sendBack' };
    function onKey(event) {
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey || ui.isBusy || document.querySelector('.q-dialog')) return;
      if (event.key === 'Escape' && ui.act) ui.act = null;
      else if (event.key.toLowerCase() === 'c' && box.value) box.value.focus();
      else if (!ui.act && props.approval.acts.includes(KEYS[event.key.toLowerCase()])) choose(KEYS[event.key.toLowerCase()]);
      else return;
      event.preventDefault();
    }
    onMounted(() => addEventListener('keydown', onKey));
    onBeforeUnmount(() => removeEventListener('keydown', onKey));
    return {
      text, session, box, less, ui, part, lessWords: computed(() => (isShare.value ? `${Number(lessNow.value)}%` : lessNow.value ? formatMoney(lessNow.value, 'yuan', { fine: true }) : t('web.budgets.limit.none'))), lessUnit: computed(() => (isShare.value ? '%' : moneyUnit('yuan'))), needsReason, isReady, choose, confirm, quick, icons: ICONS, keys: { approve: 'A', sendBack: 'R' },
      people: computed(() => session.workspace.people.filter((one) => one.login !== session.person.login)),
      places: computed(() => ['before', 'after', 'beside'].map((value) => ({ value, label: t('web.inbox.place.' + value) }))),
    };
  },
});
