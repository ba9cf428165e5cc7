// SPDX-License-Identifier: Apache-2.0
// What was said of members, newest first: merges with their way back, codes kept apart, moves.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { notify, sentenceOf } from '../store/notices.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';

export default define('MemberHistory', {
  template: `
    <state-box :state="state" :has-data="!!data" :rows="6" :is-empty="!!data && !entries.length" empty-key="web.identities.history.empty" @retry="reload">
      <article class="card"><h2>{{ t('web.identities.view.history') }}<small class="quiet">{{ t('web.identities.history.why') }}</small></h2>
        <ul class="identity-history"><li v-for="one in entries" :key="one.id" :class="{ ended: one.ended }" :data-said="one.id">
          <span class="tag" :class="one.tone">{{ t('web.identities.said.' + one.sort) }}</span>
          <span class="identity-words"><b lang="">{{ one.words }}</b><small class="quiet">{{ one.at }} · {{ text(one.by) }}<template v-if="one.reason"> · <span lang="">{{ one.reason }}</span></template></small>
            <small v-if="one.ended" class="quiet">{{ t('web.identities.ended', { at: one.ended.at, by: text(one.ended.by) }) }}<template v-if="one.ended.reason"> · <span lang="">{{ one.ended.reason }}</span></template></small></span>
          <template v-if="!one.ended && can('importFacts')"><button v-if="ui.id !== one.id" class="btn small" :data-act="one.sort === 'merge' ? 'separate' : 'withdraw'" @click="open(one)">{{ t('web.identities.back.' + one.sort) }}</button>
          <form v-else class="merge-form" @submit.prevent="withdraw(one)"><label class="field merge-reason"><span>{{ t('web.identities.reason') }}</span><input v-model="ui.reason" class="input" required maxlength="500" name="back-reason"></label><button type="button" class="btn small" @click="ui.id = ''">{{ t('web.action.cancel') }}</button><button class="btn small primary" :disabled="ui.isBusy" data-act="confirm-back">{{ t('web.identities.back.' + one.sort) }}</button><p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p></form></template></li></ul></article>
    </state-box>`,
  setup() {
    const ui = reactive({ id: '', reason: '', isBusy: false, problem: '' });
    const { data, state, reload, catchUp } = useView(() => '/members/history');
    const entries = computed(() => {
      if (!data.value) return [];
      const kind = (one) => t('web.identities.kind.' + one.kind);
      const merges = data.value.merges.map((one) => ({ ...one, id: `m${one.merge}-${one.code}`, order: one.merge, sort: 'merge', tone: one.ended ? '' : 'good', words: t('web.identities.words.merge', { kind: kind(one), code: one.code, into: one.into }) + (one.since ? t('web.identities.words.since', { day: day(one.since) }) : ''), command: ['separate-members', { merge: one.merge, codes: [one.code] }] }));
      const aparts = data.value.aparts.map((one) => ({ ...one, id: `a${one.apart}`, order: one.apart, sort: 'apart', tone: '', words: t('web.identities.words.apart', { kind: kind(one), first: one.codes[0], second: one.codes[1] }), command: ['propose-members-again', { apart: one.apart }] }));
      const moves = data.value.moves.map((one) => ({ ...one, id: `v${one.move}`, order: one.move, sort: 'move', tone: one.ended ? '' : 'good', words: t('web.identities.words.move', { level: text(one.label), code: one.code, parent: one.parent, day: day(one.since) }), command: ['withdraw-member-move', { move: one.move }] }));
      return [...merges, ...aparts, ...moves].sort((left, right) => right.order - left.order);
    });
    return {
      ui, data, state, reload, entries, can, text,
      open(one) { Object.assign(ui, { id: one.id, reason: '', problem: '' }); },
      async withdraw(one) {
        Object.assign(ui, { isBusy: true, problem: '' });
        try {
          const answer = await send(...one.command, { reason: ui.reason, isQuiet: true, opensPanel: false, isSilent: true });
          ui.id = '';
          notify({ kind: 'done', text: t('web.identities.back.done') });
          await catchUp(answer.revision);
        } catch (failure) {
          ui.problem = sentenceOf(failure, ' ');
        } finally {
          ui.isBusy = false;
        }
      },
    };
  },
});
