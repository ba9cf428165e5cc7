// SPDX-License-Identifier: Apache-2.0
// 成员: who has a login, as what and for which rows; invitations by a link; looking as somebody else.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { post, request } from '../store/api.js';
import { notifyProblem, wordsOf } from '../store/notices.js';
import { session, viewAs } from '../store/session.js';
import { useView } from '../store/view.js';
import MemberDialog from './MemberDialog.js';

export default define('MemberList', {
  components: { MemberDialog },
  template: `
    <state-box :state="people.state" :has-data="!!company" :rows="6" :is-empty="false" @retry="people.reload">
      <article v-if="ui.link" class="card"><h2>{{ t('web.members.link') }}</h2><p class="meta">{{ t('web.members.link.note') }}</p><p class="member-link"><input class="input" readonly :value="ui.link" :aria-label="t('web.members.link')" data-link @focus="$event.target.select()"><button class="btn" @click="copy">{{ t('web.members.copy') }}</button></p><form class="member-link member-mail" @submit.prevent="mail"><input v-model.trim="ui.to" class="input" type="email" name="invitation-to" required :placeholder="t('web.members.mail.to')" :aria-label="t('web.members.mail.to')"><button class="btn" data-act="mail-invitation" :disabled="ui.isMailing">{{ t('web.members.mail') }}</button></form><p v-if="ui.mailed" class="trial-answer" :class="ui.mailed.mood" role="status" data-mailed>{{ ui.mailed.words }}</p></article>
      <article class="card"><h2>{{ t('web.members.title') }}<span class="badge">{{ company.people.length }}</span><button class="btn primary" data-act="invite" @click="open(null)">{{ t('web.members.invite') }}</button></h2>
        <div class="scroll-x"><table class="data-table member-table"><thead><tr><th>{{ t('web.members.name') }}</th><th>{{ t('web.members.login') }}</th><th>{{ t('web.members.role') }}</th><th>{{ t('web.members.scope') }}</th><th></th></tr></thead>
          <tbody><tr v-for="one in company.people" :key="one.login" :data-login="one.login" :class="{ quiet: !one.isActive }"><td>{{ text(one.label) }}<i v-if="!one.isActive" class="tag bad">{{ t('web.members.closed') }}</i><i v-if="one.hasSecondFactor" class="tag">{{ t('web.factor.title') }}</i></td><td>{{ one.login }}</td><td>{{ text(one.title) }}</td><td class="reason-cell">{{ scopeWords(one.scope) }}</td>
            <td class="member-acts"><button v-if="one.isActive" class="btn" data-act="edit-member" @click="open(one)">{{ t('web.members.edit') }}</button><button v-if="one.isActive && one.login !== session.person.login" class="btn" data-act="view-as" @click="look(one)">{{ t('web.members.view-as') }}</button><button v-if="one.hasSecondFactor" class="btn" data-act="reset-factor" @click="resetFactor(one)">{{ t('web.factor.reset') }}</button><button v-if="one.login !== session.person.login" class="btn" data-act="toggle-member" @click="change(one, { isActive: !one.isActive })">{{ t(one.isActive ? 'web.members.close' : 'web.members.reopen') }}</button></td></tr></tbody></table></div></article>
      <article v-if="invitations.data.value?.invitations.length" class="card"><h2>{{ t('web.members.invitations') }}</h2>
        <div class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.members.name') }}</th><th>{{ t('web.members.role') }}</th><th>{{ t('web.members.scope') }}</th><th>{{ t('web.members.until') }}</th><th></th></tr></thead><tbody><tr v-for="one in invitations.data.value.invitations" :key="one.id" :data-invitation="one.id"><td>{{ text(one.label) }}</td><td>{{ text(one.title) }}</td><td class="reason-cell">{{ scopeWords(one.scope) }}</td><td>{{ new Date(one.expiresAt).toLocaleDateString() }}</td><td><button class="btn" data-act="withdraw" @click="withdraw(one)">{{ t('web.members.withdraw') }}</button></td></tr></tbody></table></div></article>
      <member-dialog v-if="ui.isOpen" :person="ui.person" :company="company" :is-busy="ui.isBusy" :problem="ui.problem" @save="save" @cancel="ui.isOpen = false"/>
    </state-box>`,
  setup() {
    const people = useView(() => '/people'), invitations = useView(() => '/invitations');
    const ui = reactive({ isOpen: false, person: null, isBusy: false, problem: null, link: null, secret: null, to: '', isMailing: false, mailed: null });
    const company = computed(() => people.data.value);
    function open(person) {
      Object.assign(ui, { isOpen: true, person, problem: null });
    }
    function scopeWords(scope) {
      const parts = ['territories', 'departments', 'owners'].filter((kind) => scope[kind] !== null).map((kind) => scope[kind].map((code) => text(company.value[kind].find((one) => one.code === code)?.name) || code).join(t('web.list')) || t('web.members.scope.none'));
      return parts.join(' · ') || t('web.members.scope.everything');
    }
    async function save(form) {
      ui.isBusy = true;
      ui.problem = null;
      try {
        if (ui.person) await post('/people/' + encodeURIComponent(ui.person.login), { role: form.role, territories: form.territories, departments: form.departments, owners: form.owners });
        else {
          const made = await post('/invitations', form);
          Object.assign(ui, { link: location.origin + made.link, secret: made.secret, to: '', mailed: null });
        }
        ui.isOpen = false;
        await Promise.all([people.reload(), invitations.reload()]);
      } catch (problem) {
        ui.problem = wordsOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    async function mail() {
      Object.assign(ui, { isMailing: true, mailed: null });
      try {
        const answer = await post('/invitations/mail', { secret: ui.secret, to: ui.to });
        ui.mailed = { mood: answer.outcome === 'delivered' ? 'favourable' : 'unfavourable', words: [text(answer.label), answer.words].filter(Boolean).join(' · ') };
      } catch (problem) {
        const words = wordsOf(problem);
        ui.mailed = { mood: 'unfavourable', words: [words.title, words.detail, words.hint].filter(Boolean).join(t('web.list')) };
      } finally {
        ui.isMailing = false;
      }
    }
    async function attempt(work) {
      try {
        await work();
        await Promise.all([people.reload(), invitations.reload()]);
      } catch (problem) {
        notifyProblem(problem);
      }
    }
    const change = (one, changes) => attempt(() => post('/people/' + encodeURIComponent(one.login), changes));
    const resetFactor = (one) => attempt(() => request('DELETE', '/people/' + encodeURIComponent(one.login) + '/second-factor'));
    const withdraw = (one) => attempt(() => request('DELETE', '/invitations/' + one.id));
    const look = (one) => viewAs({ login: one.login }).catch(notifyProblem);
    const copy = () => navigator.clipboard.writeText(ui.link).catch(() => {});
    return { people, invitations, ui, company, session, text, open, scopeWords, save, change, resetFactor, withdraw, look, copy, mail };
  },
});
