// SPDX-License-Identifier: Apache-2.0
import { nextTick, onMounted, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { language, setLanguage } from '../kit/i18n.js';
import { session, signIn } from '../store/session.js';
import { wordsOf } from '../store/notices.js';

export default define('LoginForm', {
  template: `
    <main class="login">
      <form class="login-card" @submit.prevent="submit">
        <div class="login-brand"><svg viewBox="0 0 32 32" width="36" height="36" aria-hidden="true"><rect width="32" height="32" rx="7" fill="#1d4e89"/><path d="M4 16q4-10 8 0t8 0 8 0" fill="none" stroke="#fff" stroke-width="2.6"/><path d="M4 21q4-10 8 0t8 0 8 0" fill="none" stroke="#7fb2ea" stroke-width="2"/></svg>
          <div><h1>{{ t('web.title') }}</h1><p>{{ t('web.login.slogan') }}</p></div></div>
        <label class="field"><span>{{ t('web.login.name') }}</span><input ref="first" v-model="form.login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required></label>
        <label class="field"><span>{{ t('web.login.password') }}</span><input v-model="form.password" name="password" type="password" autocomplete="current-password" required></label>
        <label v-if="form.asksCode" class="field"><span>{{ t('web.factor.code') }}</span><input ref="second" v-model="form.code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="24" required></label>
        <p v-if="form.asksCode" class="login-hint">{{ t('web.factor.code.note') }}</p>
        <div v-if="words" class="form-problem" role="alert"><b>{{ words.title }}</b><span v-if="words.detail">{{ words.detail }}</span><span v-if="words.hint">{{ words.hint }}</span></div>
        <button class="btn primary wide" type="submit" :disabled="form.isBusy">{{ t(form.isBusy ? 'web.login.busy' : 'web.login.submit') }}</button>
        <p v-if="!form.asksCode" class="login-hint">{{ t('web.login.hint') }}</p>
        <button type="button" class="link" @click="switchLanguage">{{ t('web.language.other') }}</button>
      </form>
    </main>`,
  setup() {
    const form = reactive({ login: '', password: '', code: '', asksCode: false, isBusy: false });
    const words = ref(session.problem ? wordsOf(session.problem) : null);
    const first = ref(), second = ref();
    onMounted(() => nextTick(() => first.value?.focus()));
    watch(() => form.login, () => { form.asksCode = false; });
    async function submit() {
      form.isBusy = true;
      words.value = null;
      try {
        await signIn(form.login.trim(), form.password, form.asksCode ? form.code.trim() : undefined);
      } catch (problem) {
        // Asking for the code is the next step, not a fault.
        const isAsked = problem.code === 'access.code-needed' && !form.asksCode;
        if (!isAsked) words.value = wordsOf(problem);
        form.asksCode ||= isAsked;
        form.code = '';
        if (form.asksCode) nextTick(() => second.value?.focus());
      } finally {
        form.isBusy = false;
      }
    }
    const switchLanguage = () => setLanguage(language.value === 'zh' ? 'en' : 'zh');
    return { form, words, submit, first, second, switchLanguage };
  },
});
