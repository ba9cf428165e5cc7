// SPDX-License-Identifier: Apache-2.0
// 单点登录: who vouches for people besides passwords. The client's secret is typed and never shown; a trial reads what the provider says of itself.
import { computed, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { post } from '../store/api.js';
import { wordsOf } from '../store/notices.js';
import { useView } from '../store/view.js';
import RowPicker from './RowPicker.js';

const EMPTY = { isOn: false, issuer: '', clientId: '', scopes: ['profile', 'email'], labelZh: '', labelEn: '', loginClaim: '', findsByClaim: false, newMember: null, isOnlyWay: false, keepers: [], secondFactor: 'never', contexts: [], internalHosts: [] };
const KINDS = ['territories', 'departments', 'owners'];
const LISTS = ['scopes', 'keepers', 'contexts', 'internalHosts'];
const list = (typed) => typed.split(/[\s,，、;；]+/).filter(Boolean);

export default define('ProviderSettings', {
  components: { RowPicker },
  template: `
    <state-box :state="state" :has-data="!!form.isReady" :rows="8" :is-empty="false" @retry="reload">
      <form class="channel-form" @submit.prevent="save">
        <article class="card" data-card="provider"><h2>{{ t('web.provider.title') }}<label class="check channel-on"><input v-model="form.isOn" type="checkbox" name="provider-on"> {{ t('web.channels.on') }}</label></h2>
          <p class="meta">{{ t('web.provider.note') }}</p>
          <div class="channel-fields">
            <label class="field wide"><span>{{ t('web.provider.issuer') }}</span><input v-model.trim="form.issuer" name="issuer" class="input" required placeholder="https://login.example.com/realms/main"></label>
            <label class="field"><span>{{ t('web.provider.client') }}</span><input v-model.trim="form.clientId" name="client-id" class="input" required autocomplete="off"></label>
            <label class="field"><span>{{ t('web.provider.secret') }}</span><input v-model="form.secret" name="client-secret" class="input" type="password" autocomplete="new-password" :placeholder="data.hasSecret ? t('web.channels.kept') : ''"></label>
            <label class="field"><span>{{ t('web.provider.scopes') }}</span><input v-model="form.scopes" name="scopes" class="input"></label>
            <label class="field wide"><span>{{ t('web.provider.redirect') }}</span><input class="input" name="redirect" readonly :value="data.redirect ?? t('web.provider.redirect.none')" @focus="$event.target.select()"><small class="quiet">{{ t('web.provider.redirect.note') }}</small></label>
            <label class="field wide"><span>{{ t('web.channels.internal') }}</span><input v-model="form.internalHosts" name="internal-hosts" class="input" placeholder="login.corp.example"><small class="quiet">{{ t('web.provider.internal.note') }}</small></label>
            <label class="field"><span>{{ t('web.provider.label-zh') }}</span><input v-model.trim="form.labelZh" name="label-zh" class="input" maxlength="20" :placeholder="t('web.provider.label.standard')"></label>
            <label class="field"><span>{{ t('web.provider.label-en') }}</span><input v-model.trim="form.labelEn" name="label-en" class="input" maxlength="60" :placeholder="t('web.provider.label.standard')"></label></div>
          <p class="channel-trial"><button type="button" class="btn" data-act="try-provider" :disabled="!canTry" :title="canTry ? '' : t('web.channels.trial.first')" @click="attempt">{{ t('web.provider.trial') }}</button><span v-if="ui.trial" class="trial-answer" :class="ui.trial.mood" role="status" data-answer="provider">{{ ui.trial.label }}<code v-if="ui.trial.words">{{ ui.trial.words }}</code></span></p></article>
        <article class="card" data-card="people"><h2>{{ t('web.provider.people') }}</h2>
          <p class="meta">{{ t('web.provider.people.note') }}</p>
          <div class="channel-fields"><label class="field"><span>{{ t('web.provider.claim') }}</span><input v-model.trim="form.loginClaim" name="login-claim" class="input" list="login-claims" placeholder="preferred_username"><datalist id="login-claims"><option v-for="one in ['preferred_username', 'email', 'upn']" :key="one" :value="one"></option></datalist></label></div>
          <p class="provider-choice"><label class="check"><input v-model="form.findsByClaim" type="checkbox" name="finds-by-claim"> {{ t('web.provider.finds') }}</label><small class="quiet">{{ t('web.provider.finds.why') }}</small></p>
          <p class="provider-choice"><label class="check"><input v-model="form.makesMembers" type="checkbox" name="makes-members"> {{ t('web.provider.makes') }}</label><small class="quiet">{{ t('web.provider.makes.why') }}</small></p>
          <div v-if="form.makesMembers" class="provider-member"><label class="field"><span>{{ t('web.members.role') }}</span><select v-model="form.member.role" name="new-role" class="input"><option v-for="role in data.roles" :key="role.key" :value="role.key">{{ text(role.label) }}</option></select></label><row-picker v-if="company.data.value" v-model="form.member" :company="company.data.value"/></div></article>
        <article class="card" data-card="rules"><h2>{{ t('web.provider.rules') }}</h2>
          <p class="provider-choice"><label class="field"><span>{{ t('web.provider.factor') }}</span><select v-model="form.secondFactor" name="second-factor" class="input"><option v-for="one in data.secondFactors" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></label></p>
          <p v-if="form.secondFactor === 'told'" class="provider-choice"><label class="field"><span>{{ t('web.provider.contexts') }}</span><input v-model="form.contexts" name="contexts" class="input" placeholder="phr"><small class="quiet">{{ t('web.provider.contexts.note') }}</small></label></p>
          <p class="provider-choice"><label class="check"><input v-model="form.isOnlyWay" type="checkbox" name="only-way"> {{ t('web.provider.only') }}</label><small class="quiet">{{ t('web.provider.only.why') }}</small></p>
          <p v-if="form.isOnlyWay" class="provider-choice"><label class="field"><span>{{ t('web.provider.keepers') }}</span><input v-model="form.keepers" name="keepers" class="input" required><small class="quiet">{{ t('web.provider.keepers.note') }}</small></label></p></article>
        <p v-if="ui.problem" class="form-problem" role="alert"><b>{{ ui.problem.title }}</b><span>{{ ui.problem.detail }} {{ ui.problem.hint }}</span></p>
        <p class="channel-save"><button class="btn primary" type="submit" data-act="save-provider" :disabled="ui.isBusy || !isChanged">{{ t('web.channels.save') }}</button><button v-if="isChanged" class="btn" type="button" @click="fill">{{ t('web.channels.revert') }}</button><span v-if="ui.isSaved && !isChanged" class="quiet" role="status">{{ t('web.channels.saved') }}</span></p>
      </form>
    </state-box>`,
  setup() {
    const { data, state, reload } = useView(() => '/sign-in', { about: 'talk' }), company = useView(() => '/people');
    const form = reactive({ isReady: false, secret: '', makesMembers: false, member: {} });
    const ui = reactive({ isBusy: false, isSaved: false, problem: null, trial: null, filled: '', version: 0 });
    const isChanged = computed(() => form.isReady && JSON.stringify(form) !== ui.filled);
    const canTry = computed(() => !!data.value?.provider && !isChanged.value && ui.trial?.mood !== 'waits');
    function fill() {
      const known = data.value.provider ?? EMPTY;
      // The smallest role of those that may be given without anybody looking.
      const member = { role: data.value.roles.find((one) => one.key === 'salesperson')?.key ?? data.value.roles[0].key, territories: null, departments: null, owners: null, ...known.newMember };
      Object.assign(form, { ...known, loginClaim: known.loginClaim ?? '', isReady: true, secret: '', makesMembers: !!known.newMember, member });
      for (const name of LISTS) form[name] = known[name].join(name === 'scopes' ? ' ' : ', ');
      delete form.newMember;
      ui.filled = JSON.stringify(form);
      ui.version = data.value.version;
    }
    // What somebody else changed is shown once nothing typed here would be lost.
    watch(data, (known) => { if (known && !isChanged.value) fill(); });
    async function save() {
      Object.assign(ui, { isBusy: true, problem: null, isSaved: false, trial: null });
      const { isReady, secret, makesMembers, member, ...plain } = form;
      const lists = Object.fromEntries(LISTS.map((name) => [name, list(form[name])]));
      const newMember = makesMembers ? { role: member.role, ...Object.fromEntries(KINDS.map((kind) => [kind, member[kind]])) } : null;
      try {
        data.value = await post('/sign-in', { ...plain, ...lists, loginClaim: plain.loginClaim || null, newMember, version: ui.version, ...(secret ? { secret } : {}) });
        fill();
        ui.isSaved = true;
      } catch (problem) {
        ui.problem = wordsOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    async function attempt() {
      ui.trial = { mood: 'waits', label: t('web.provider.trial.waits'), words: '' };
      try {
        const answer = await post('/sign-in/trial');
        const found = answer.outcome === 'answered' ? t('web.provider.trial.found', { count: answer.keyCount, algorithms: answer.algorithms.join(', ') }) : answer.detail;
        ui.trial = { mood: answer.outcome === 'answered' ? 'favourable' : 'unfavourable', label: text(answer.label), words: found };
      } catch (problem) {
        const words = wordsOf(problem);
        ui.trial = { mood: 'unfavourable', label: [words.title, words.detail, words.hint].filter(Boolean).join(t('web.list')), words: '' };
      }
    }
    return { data, state, reload, company, form, ui, isChanged, canTry, fill, save, attempt, t, text };
  },
});
