// SPDX-License-Identifier: Apache-2.0
// 归属: below what each member lies, and since when; a move counts from its day, what lay before stays.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { query } from '../store/api.js';
import { send } from '../store/commands.js';
import { notify, sentenceOf } from '../store/notices.js';
import { route, setQuery } from '../store/router.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';

const LEVELS = ['customer-territory', 'customer-channel', 'item-family', 'item-subfamily', 'territory-group'];

export default define('MemberPlaces', {
  template: `
    <div class="identity-kinds"><label class="field"><span>{{ t('web.identities.level') }}</span><select class="input" :value="level" data-act="places-level" @change="setQuery({ level: $event.target.value })"><option v-for="one in levels" :key="one.value" :value="one.value">{{ one.label }}</option></select></label>
      <label class="field"><span>{{ t('web.identities.search') }}</span><input v-model="ui.text" class="input" type="search" name="places-search" :placeholder="t('web.identities.places.hint')"></label></div>
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!!data && !data.places.length" empty-key="web.identities.places.empty" @retry="reload">
      <article class="card"><h2>{{ text(data.label) }}<small class="quiet">{{ t('web.identities.places.why') }}</small></h2>
        <div class="scroll-x"><table class="data-table places-table"><thead><tr><th>{{ t('web.identities.code') }}</th><th>{{ t('web.identities.name') }}</th><th>{{ t('web.identities.now') }}</th><th>{{ t('web.identities.steps') }}</th><th v-if="can('importFacts')"></th></tr></thead>
          <tbody><template v-for="one in data.places" :key="one.code"><tr :data-place="one.code"><td class="nowrap" lang="">{{ one.code }}</td><td>{{ text(one.name) }}</td><td lang="">{{ one.steps.at(-1).parent || t('web.identities.nowhere') }}</td>
            <td class="place-steps"><span v-for="(step, index) in one.steps" :key="index">{{ step.since ? t('web.identities.from-day', { day: day(step.since) }) : t('web.identities.from-start') }} <b lang="">{{ step.parent || t('web.identities.nowhere') }}</b><small class="quiet">{{ step.since ? t(step.isSaid ? 'web.identities.said' : 'web.identities.by-file') : '' }}</small></span></td>
            <td v-if="can('importFacts')"><button class="btn small" data-act="move-member" @click="open(one)">{{ t('web.identities.move') }}</button></td></tr>
            <tr v-if="ui.code === one.code"><td colspan="5"><form class="merge-form" @submit.prevent="move(one)">
              <label class="field"><span>{{ t('web.identities.parent') }}</span><input v-model="ui.parent" class="input" required maxlength="100" list="identity-parents" name="parent"></label>
              <label class="field"><span>{{ t('web.identities.day') }}</span><input v-model="ui.since" class="input" type="date" required name="move-since"></label>
              <label class="field merge-reason"><span>{{ t('web.identities.reason') }}</span><input v-model="ui.reason" class="input" required maxlength="500" name="move-reason"></label>
              <button type="button" class="btn" @click="ui.code = ''">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="ui.isBusy" data-act="save-move">{{ t('web.identities.move') }}</button></form>
              <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p></td></tr></template></tbody></table></div>
        <p v-if="data.total > data.places.length" class="quiet">{{ t('web.identities.places.more', { shown: data.places.length, total: data.total }) }}</p>
        <datalist id="identity-parents"><option v-for="one in data.parents" :key="one" :value="one"></option></datalist></article>
    </state-box>`,
  setup() {
    const ui = reactive({ text: '', code: '', parent: '', since: '', reason: '', isBusy: false, problem: '' });
    const level = computed(() => (LEVELS.includes(route.query.level) ? route.query.level : LEVELS[0]));
    const { data, state, reload, catchUp } = useView(() => '/members/places' + query({ level: level.value, text: ui.text.trim() || null, limit: 100 }));
    return {
      ui, level, data, state, reload, can, day, text, setQuery,
      levels: computed(() => LEVELS.map((value) => ({ value, label: t('web.identities.level.' + value) }))),
      open(one) { Object.assign(ui, { code: one.code, parent: '', since: '', reason: '', problem: '' }); },
      async move(one) {
        Object.assign(ui, { isBusy: true, problem: '' });
        try {
          const answer = await send('move-member', { level: level.value, code: one.code, parent: ui.parent, since: ui.since }, { reason: ui.reason, isQuiet: true, opensPanel: false, isSilent: true });
          ui.code = '';
          notify({ kind: 'done', text: t('web.identities.moved', { code: one.code }) });
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
