// SPDX-License-Identifier: Apache-2.0
// Whoever comes by a link chooses a login and a password, or another password for the login they have; the link is good once.
import { nextTick, onMounted, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { language, text } from '../kit/i18n.js';
import { wordsOf } from '../store/notices.js';
import { post } from '../store/api.js';
import { route } from '../store/router.js';
import { join } from '../store/session.js';
import { leaveForProvider, readWays, ways } from '../store/ways.js';

export default define('JoinForm', {
  template: `
    <main class="login"><form class="login-card" @submit.prevent="submit">
      <div class="login-brand"><div><h1>{{ ui.invitation ? text(ui.invitation.company) : t('web.title') }}</h1><p v-if="ui.invitation">{{ t(ui.invitation.login ? 'web.join.again' : 'web.join.welcome', { name: text(ui.invitation.label), role: text(ui.invitation.title) }) }}</p></div></div>
      <template v-if="ui.invitation">
        <label class="field"><span>{{ t('web.login.name') }}</span><input v-model="form.login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="100" :readonly="!!ui.invitation.login"></label>
        <template v-if="!ways.isOnlyWay || ui.invitation.login"><label class="field"><span>{{ t('web.login.password') }}</span><input v-model="form.password" name="password" type="password" autocomplete="new-password" required></label>
        <p class="login-hint">{{ t('web.join.password') }}</p>
        <label v-if="ui.asksCode" class="field"><span>{{ t('web.factor.code') }}</span><input ref="second" v-model="form.code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="24" required></label>
        <p v-if="ui.asksCode" class="login-hint">{{ t('web.factor.code.note') }}</p>
        <button class="btn primary wide" type="submit" :disabled="ui.isBusy">{{ t(ui.invitation.login ? 'web.join.again.submit' : 'web.join.submit') }}</button>
        </template>
        <template v-if="ways.provider && !ui.invitation.login"><p v-if="!ways.isOnlyWay" class="login-or"><span>{{ t('web.signin.or') }}</span></p><p class="login-hint">{{ t('web.join.provider') }}</p><button type="button" class="btn wide" :class="{ primary: ways.isOnlyWay }" data-act="provider" :disabled="ui.isBusy || !form.login.trim()" @click="leave"><i class="icon" aria-hidden="true">badge</i> {{ text(ways.provider.label) }}</button></template>
      </template>
      <div v-if="ui.problem" class="form-problem" role="alert"><b>{{ ui.problem.title }}</b><span v-if="ui.problem.detail">{{ ui.problem.detail }}</span><span v-if="ui.problem.hint">{{ ui.problem.hint }}</span></div>
    </form></main>`,
  setup() {
    const form = reactive({ login: '', password: '', code: '' }), ui = reactive({ invitation: null, problem: null, isBusy: false, asksCode: false });
    const second = ref();
    const secret = route.query.secret ?? '';
    async function attempt(work) {
      ui.isBusy = true;
      ui.problem = null;
      try {
        await work();
      } catch (problem) {
        // Asking for the code is the next step, not a fault.
        const isAsked = problem.code === 'access.code-needed' && !ui.asksCode;
        ui.problem = isAsked ? null : wordsOf(problem);
        ui.asksCode ||= isAsked;
        form.code = '';
        if (ui.asksCode) nextTick(() => second.value?.focus());
      } finally {
        ui.isBusy = false;
      }
    }
    onMounted(() => attempt(async () => {
      ui.invitation = await post('/invitations/open', { secret }, { quiet: true });
      form.login = ui.invitation.login ?? '';
      const refusal = await readWays(route.query.refused);
      if (refusal) ui.problem = wordsOf(refusal);
    }));
    const leave = () => attempt(() => leaveForProvider({ invitation: secret, login: form.login.trim() }));
    const submit = () => attempt(() => join({ secret, login: form.login.trim(), password: form.password, language: language.value, ...(ui.asksCode ? { code: form.code.trim() } : {}) }));
    return { form, ui, ways, text, submit, leave, second };
  },
});
