// SPDX-License-Identifier: Apache-2.0
// 隔离区: batches that a rule keeps out of the plan, with what one may do about each.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { send, undo } from '../store/commands.js';
import { notify, sentenceOf } from '../store/notices.js';
import { session } from '../store/session.js';
import QualityCard from './QualityCard.js';

export default define('HeldBatches', {
  components: { QualityCard },
  props: { held: Array, owners: Array },
  emits: ['done'],
  template: `
    <article class="card quality-held-list" :class="{ waits: waiting.length }"><h2>{{ t('web.quality.held.title') }}<span v-if="waiting.length" class="badge late">{{ waiting.length }}</span></h2>
      <p class="quiet">{{ t(waiting.length ? 'web.quality.held.note' : 'web.quality.held.none') }}</p>
      <quality-card v-for="one in waiting" :key="one.batch" :card="one" is-short>
        <footer class="quality-actions">
          <button v-if="may(one, 'release')" class="btn primary" data-act="quality-release" @click="open(one, 'release')">{{ t('web.quality.release') }}</button>
          <a v-if="may(one, 'replace')" class="btn" data-act="quality-replace" :href="'#/imports?replaces=' + one.batch + '&kind=' + one.kind">{{ t('web.quality.replace') }}</a>
          <button v-if="may(one, 'discard')" class="btn" data-act="quality-discard" @click="open(one, 'discard')">{{ t('web.quality.discard') }}</button>
          <label v-if="may(one, 'assign')" class="quality-owner"><span>{{ t('web.quality.owner') }}</span><select class="input" data-act="quality-owner" :value="one.owner?.login ?? ''" :disabled="ui.isBusy" @change="assign(one, $event.target.value)"><option v-if="!one.owner" value="" disabled>–</option><option v-for="person in owners" :key="person.login" :value="person.login">{{ text(person.name) }}</option></select></label>
          <a class="btn" data-act="quality-whole" :href="'#/quality?batch=' + one.batch">{{ t('web.quality.whole') }}</a>
          <span v-if="!may(one, 'release') && !session.isReader" class="quiet">{{ t('web.quality.not-yours') }}</span>
        </footer>
      </quality-card>
      <details v-if="past.length"><summary>{{ t('web.quality.held.past', { count: past.length }) }}</summary><quality-card v-for="one in past" :key="one.batch" :card="one" is-short/></details>
      <q-dialog :model-value="!!ui.batch" @update:model-value="ui.batch = null"><form v-if="ui.batch" class="dialog" @submit.prevent="decide">
        <h2>{{ t('web.quality.' + ui.act + '.title', { batch: ui.batch.batch }) }}</h2><p>{{ t('web.quality.' + ui.act + '.says', { rows: ui.batch.accepted }) }}</p>
        <label class="field"><span>{{ t('web.quality.reason.label') }}</span><textarea v-model="ui.reason" class="input" rows="3" maxlength="500" name="reason" required :placeholder="t('web.quality.reason.hint')"></textarea></label>
        <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
        <div class="dialog-actions"><button type="button" class="btn" @click="ui.batch = null">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" data-act="quality-decide" :disabled="ui.isBusy || !ui.reason.trim()">{{ t('web.quality.' + ui.act) }}</button></div>
      </form></q-dialog>
    </article>`,
  setup(props, { emit }) {
    const ui = reactive({ batch: null, act: '', reason: '', problem: '', isBusy: false });
    async function run(kind, payload, reason, words, canUndo) {
      Object.assign(ui, { isBusy: true, problem: '' });
      try {
        await send(kind, payload, { reason, opensPanel: false, isQuiet: !!ui.batch, isAskedHere: !!ui.batch, isSilent: true });
        ui.batch = null;
        notify({ kind: 'done', text: words, ...(canUndo ? { action: { label: t('web.action.undo'), run: undo } } : {}) });
        emit('done');
      } catch (problem) {
        ui.problem = sentenceOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    return {
      t, text, ui, session,
      waiting: computed(() => props.held.filter((one) => one.state === 'held')), past: computed(() => props.held.filter((one) => one.state !== 'held')),
      may: (one, act) => one.actions.includes(act),
      open: (batch, act) => Object.assign(ui, { batch, act, reason: '', problem: '' }),
      decide: () => run(ui.act === 'release' ? 'release-held-batch' : 'discard-held-batch', { batch: ui.batch.batch }, ui.reason.trim(), t('web.quality.' + ui.act + '.done', { batch: ui.batch.batch }), ui.act === 'discard'),
      assign: (one, owner) => run('assign-held-batch', { batch: one.batch, owner }, undefined, t('web.quality.assigned'), true),
    };
  },
});
