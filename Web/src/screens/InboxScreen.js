// SPDX-License-Identifier: Apache-2.0
// 待办: what waits for the reader, what he handed in, what he was told of, what he decided; each with its figures, its trail and what may be done.
import { computed, nextTick, onBeforeUnmount, onMounted, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { moment, t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { concernsInbox, isMine } from '../store/inbox.js';
import { route, setQuery } from '../store/router.js';
import { can, session } from '../store/session.js';
import { useView } from '../store/view.js';
import { talk } from '../store/talk.js';
import ApprovalDetail from '../components/ApprovalDetail.js';
import CalendarTodos from '../components/CalendarTodos.js';
import MentionList from '../components/MentionList.js';
import ReportTodos from '../components/ReportTodos.js';
import StandInDialog from '../components/StandInDialog.js';

const LANES = { mine: isMine, mentions: () => false, own: (one) => one.isOwn, copied: (one) => one.isCopied, decided: (one) => one.isDecided };
/** A change of the plan may make what was handed in differ from what stands there now. */
const MOVING = /^(cells|deal|facts|forecast|model|scenario\.merged)/;

export default define('InboxScreen', {
  components: { ApprovalDetail, CalendarTodos, MentionList, ReportTodos, StandInDialog },
  template: `
    <section class="screen inbox-screen" :class="{ 'one-open': !!chosen }">
      <header class="screen-head">
        <div><h1>{{ t('web.nav.inbox') }}</h1><p class="basis">{{ t('web.inbox.basis') }}</p></div>
        <div class="screen-tools"><button v-if="!session.isReader" class="btn" data-act="stand-in" @click="ui.isStandInOpen = true"><i class="icon" aria-hidden="true">supervisor_account</i>{{ t('web.stand-in.title') }}</button><a v-if="can('viewCompany')" class="btn wide-only" href="#/flows" data-act="flows"><i class="icon" aria-hidden="true">account_tree</i>{{ t('web.inbox.flows') }}</a><segment-switch :model-value="lane" :options="lanes" :label="t('web.inbox.lanes')" data-act="inbox-lane" @update:model-value="setQuery({ lane: $event, approval: null })"/></div>
      </header>
      <calendar-todos v-if="lane === 'mine'" @known="ui.due = $event"/>
      <report-todos v-if="lane === 'mine'" @known="ui.reports = $event"/>
      <mention-list v-if="lane === 'mentions' && !route.query.approval"/>
      <state-box v-else-if="lane !== 'mine' || !(ui.due + ui.reports) || !data || shown.length || chosen" :state="state" :has-data="!!data" :rows="6" :is-empty="!shown.length && !chosen" :empty-key="{ mine: 'web.inbox.empty.mine', own: 'web.inbox.empty.own', copied: 'web.inbox.empty.copied', decided: 'web.inbox.empty.decided' }[lane]" @retry="reload">
        <div class="inbox-layout">
          <div class="card inbox-list">
            <p v-if="lane === 'mine' && ready.length > 1" class="inbox-batch"><label class="check"><input type="checkbox" :checked="isAllTicked" data-act="inbox-all" @change="tickAll($event.target.checked)">{{ t('web.inbox.all') }}</label><button class="btn small" data-act="inbox-batch" :disabled="!ticked.length || ui.isBusy" @click="approveTicked">{{ t('web.inbox.batch', { count: ticked.length }) }}</button></p>
            <ul><li v-for="one in shown" :key="one.id" :class="{ on: one.id === chosen?.id }" :data-approval="one.id">
              <input v-if="lane === 'mine' && ready.length > 1" type="checkbox" :checked="ui.ticked.has(one.id)" :disabled="!one.acts.includes('approve')" :aria-label="text(one.title)" @change="tick(one.id, $event.target.checked)">
              <button type="button" :aria-current="one.id === chosen?.id ? 'true' : null" @click="open(one.id)">
                <span class="inbox-title"><b>{{ text(one.title) }}</b><i class="tag" :class="tone(one)">{{ t('web.inbox.status.' + status(one)) }}</i></span>
                <small>{{ text(one.submitter) }} · {{ when(one) }}<template v-if="one.task?.behalf"> · {{ t('web.stand-in.for', { name: text(one.task.behalf) }) }}</template></small>
                <small v-if="one.waits.length && !one.task" class="quiet">{{ t('web.inbox.lies-with', { names: names(one) }) }}</small>
              </button>
            </li></ul>
          </div>
          <approval-detail v-if="chosen" :key="chosen.id" :approval="chosen" @back="setQuery({ approval: null })" @done="next"/>
          <div v-else class="card inbox-none"><p class="quiet">{{ t('web.inbox.choose') }}</p></div>
        </div>
      </state-box>
      <stand-in-dialog v-if="ui.isStandInOpen" @done="ui.isStandInOpen = false"/>
    </section>`,
  setup() {
    const { data, state, reload } = useView(() => '/approvals', { concerns: (change) => concernsInbox(change) || MOVING.test(change.kind ?? '') });
    const ui = reactive({ ticked: new Set(), isBusy: false, due: 0, reports: 0, isStandInOpen: false });
    const all = computed(() => data.value?.approvals ?? []);
    /** What somebody said waits as well: it comes first where no approval does. */
    const waitsForWords = computed(() => !!data.value && !all.value.some(isMine) && talk.mentions.length > 0);
    const lane = computed(() => (LANES[route.query.lane] ? route.query.lane : waitsForWords.value ? 'mentions' : 'mine'));
    const shown = computed(() => all.value.filter(LANES[lane.value]));
    const isWide = () => innerWidth >= 900;
    /** On a wide screen the first is open; on a phone the list comes first. */
    const chosen = computed(() => all.value.find((one) => String(one.id) === route.query.approval) ?? (isWide() && !route.query.approval ? shown.value[0] : undefined));
    const ready = computed(() => shown.value.filter((one) => one.acts.includes('approve')));
    const ticked = computed(() => ready.value.filter((one) => ui.ticked.has(one.id)));
    const open = (id) => setQuery({ approval: id });
    const tick = (id, isOn) => (isOn ? ui.ticked.add(id) : ui.ticked.delete(id));
    const tickAll = (isOn) => { ui.ticked.clear(); if (isOn) for (const one of ready.value) ui.ticked.add(one.id); };
    const status = (one) => (one.task ? 'mine' : one.blocks.length && one.status === 'running' ? 'blocked' : one.status);
    const tone = (one) => ({ mine: 'warn', blocked: 'bad', returned: 'warn', approved: 'good', ended: 'bad' })[status(one)] ?? '';

    async function approveTicked() {
      ui.isBusy = true;
      for (const one of ticked.value) {
        try {
          await send('take-approval-step', { approval: one.id, act: 'approve', task: one.task.id, content: one.content }, { isSilent: true });
        } catch { break; /* the problem was shown; the others stay ticked */ }
        ui.ticked.delete(one.id);
      }
      ui.isBusy = false;
    }

    /** After a decision the next one is open, on a phone the list; anything else keeps it open. */
    function next(act) {
      if (!['approve', 'sendBack', 'transfer', 'end'].includes(act)) { setQuery({ approval: chosen.value?.id }); return; }
      const at = shown.value.findIndex((one) => one.id === chosen.value?.id);
      const after = shown.value[at + 1] ?? shown.value[at - 1];
      setQuery({ approval: isWide() && lane.value === 'mine' && after ? after.id : isWide() ? route.query.approval : null });
    }

    function onKey(event) {
      const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== 'checkbox';
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('.q-dialog')) return;
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (!step || !shown.value.length) return;
      event.preventDefault();
      const at = shown.value.findIndex((one) => one.id === chosen.value?.id);
      open(shown.value[Math.min(shown.value.length - 1, Math.max(0, at + step))].id);
      nextTick(() => document.querySelector('.inbox-list li.on')?.scrollIntoView({ block: 'nearest' }));
    }
    onMounted(() => addEventListener('keydown', onKey));
    onBeforeUnmount(() => removeEventListener('keydown', onKey));
    watch(lane, () => ui.ticked.clear());
    return {
      text, can, session, route, setQuery, data, state, reload, ui, lane, shown, chosen, ready, ticked, open, tick, tickAll, status, tone, approveTicked, next,
      isAllTicked: computed(() => ready.value.length > 0 && ticked.value.length === ready.value.length),
      names: (one) => [...new Set(one.waits.map((wait) => text(wait.person)))].join(t('web.list')),
      when: (one) => moment(new Date(one.task?.since ?? one.submittedAt).toISOString()),
      lanes: computed(() => Object.keys(LANES).map((value) => {
        const count = value === 'mentions' ? talk.mentions.length : all.value.filter(LANES[value]).length;
        return { value, label: t('web.inbox.lane.' + value) + (['mine', 'mentions'].includes(value) && count ? ` ${count}` : '') };
      })),
    };
  },
});
