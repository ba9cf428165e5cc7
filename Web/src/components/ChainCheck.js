// SPDX-License-Identifier: Apache-2.0
// 账本链: how far the two chains are, a check of them that runs while one goes on, its result, and the head as a note to keep outside.
import { computed, onBeforeUnmount, reactive } from 'vue';
import { define } from '../kit/template.js';
import { moment, t } from '../kit/i18n.js';
import { saveText } from '../kit/download.js';
import { get, post } from '../store/api.js';
import { notifyProblem, wordsOf } from '../store/notices.js';
import { useView } from '../store/view.js';

const ASK_AGAIN_MS = 500;

export default define('ChainCheck', {
  template: `
    <article v-if="chain" class="card audit-chain" data-section="chain">
      <h2>{{ t('web.audit.chain') }}<em v-if="chain.running" class="badge draft" role="status">{{ t('web.audit.chain.running', { done: chain.running.done, total: chain.running.total }) }}</em><em v-else-if="chain.last" class="badge" :class="chain.last.isSound ? 'ok' : 'late'" :data-sound="chain.last.isSound">{{ t(chain.last.isSound ? 'web.audit.chain.sound' : 'web.audit.chain.broken') }}</em><em v-else class="badge">{{ t('web.audit.chain.never') }}</em></h2>
      <progress v-if="chain.running" class="audit-progress" :max="Math.max(1, chain.running.total)" :value="chain.running.done" :aria-label="t('web.audit.chain')"></progress>
      <p v-if="chain.last" class="meta">{{ t('web.audit.chain.last', { at: at(chain.last.at), by: chain.last.by, event: chain.last.journal.event, trail: chain.last.trail.event }) }}<template v-if="since > 0"> · {{ t('web.audit.chain.since', { count: since }) }}</template></p>
      <ul v-if="chain.last && !chain.last.isSound" class="audit-faults" role="alert"><li v-for="(one, index) in chain.last.faults" :key="index"><b>{{ t('web.audit.witness.' + one.witness) }} · {{ placeOf(one) }}</b> {{ t('web.audit.fault.' + one.witness) }}</li><li v-if="chain.last.faults.length < chain.last.faultCount" class="quiet">{{ t('web.audit.chain.more', { count: chain.last.faultCount - chain.last.faults.length }) }}</li><li class="quiet">{{ t('web.audit.chain.what-now') }}</li></ul>
      <p class="meta audit-head">{{ t('web.audit.chain.head', { event: chain.journal.event }) }} <code :title="chain.journal.hash" data-head>{{ chain.journal.hash.slice(0, 32) }}…</code></p>
      <p class="audit-acts"><button class="btn small" data-act="check-chain" :disabled="!!chain.running || ui.isBusy" @click="check"><i class="icon" aria-hidden="true">fact_check</i>{{ t('web.audit.chain.check') }}</button><button class="btn small" data-act="chain-note" @click="note"><i class="icon" aria-hidden="true">download</i>{{ t('web.audit.chain.note') }}</button><button class="btn small" data-act="hold-note" :aria-expanded="ui.isNoteOpen" @click="ui.isNoteOpen = !ui.isNoteOpen">{{ t('web.audit.note.hold') }}</button></p>
      <form v-if="ui.isNoteOpen" class="audit-note" @submit.prevent="hold"><p class="meta">{{ t('web.audit.note.why') }}</p><textarea v-model="ui.note" class="input" rows="6" name="chain-note" :aria-label="t('web.audit.note.hold')" :placeholder="t('web.audit.note.paste')"></textarea><button class="btn small primary" :disabled="!ui.note.trim()">{{ t('web.audit.note.check') }}</button>
        <p v-if="ui.answer" :class="ui.answer.isInChain && ui.answer.isGenuine ? 'favourable' : 'unfavourable'" role="status" data-note-answer>{{ t(ui.answer.isInChain ? (ui.answer.isGenuine ? 'web.audit.note.holds' : 'web.audit.note.foreign') : 'web.audit.note.broken', { event: ui.answer.event }) }}</p><p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p></form>
    </article>
    <state-box v-else :state="view.state" :has-data="false" :rows="2" :is-empty="false" @retry="view.reload"/>`,
  setup() {
    const view = useView(() => '/audit/chain', { isLive: false });
    const chain = computed(() => view.data.value);
    const ui = reactive({ isBusy: false, isNoteOpen: false, note: '', answer: null, problem: '' });
    let timer = 0;
    onBeforeUnmount(() => clearInterval(timer));
    async function check() {
      ui.isBusy = true;
      timer = setInterval(view.reload, ASK_AGAIN_MS);
      try {
        await post('/audit/chain');
      } catch (problem) {
        notifyProblem(problem);
      } finally {
        clearInterval(timer);
        ui.isBusy = false;
        view.reload();
      }
    }
    async function note() {
      try {
        saveText(`tongpin-chain-${chain.value.journal.event}.txt`, (await get('/audit/chain/note')).text);
      } catch (problem) {
        notifyProblem(problem);
      }
    }
    async function hold() {
      Object.assign(ui, { answer: null, problem: '' });
      try {
        ui.answer = await post('/audit/chain/note', { text: ui.note });
      } catch (problem) {
        const words = wordsOf(problem);
        ui.problem = [words.title, words.detail, words.hint].filter(Boolean).join(' ');
      }
    }
    const at = (milliseconds) => moment(new Date(milliseconds).toISOString());
    const placeOf = (fault) => (/^event \d+$/.test(fault.subject) ? t('web.audit.fault.event', { event: fault.subject.slice(6) }) : t('web.audit.fault.end'));
    return { placeOf, view, chain, ui, check, note, hold, at, t, since: computed(() => chain.value.journal.event - chain.value.last.journal.event) };
  },
});
