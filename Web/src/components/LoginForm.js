// SPDX-License-Identifier: Apache-2.0
// Signing in: by the company account where an administrator set it up, by a password, and with a code where somebody has a second factor.
import { computed, nextTick, onMounted, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { language, setLanguage, text } from '../kit/i18n.js';
import { route } from '../store/router.js';
import { confirmCode, session, signIn } from '../store/session.js';
import { wordsOf } from '../store/notices.js';
import { leaveForProvider, readWays, ways } from '../store/ways.js';

export default define('LoginForm', {
  template: `
    <main class="login">
      <form class="login-card" @submit.prevent="submit">
        <div class="login-brand"><svg viewBox="0 0 32 32" width="36" height="36" aria-hidden="true"><rect width="32" height="32" rx="7" fill="#1d4e89"/><path d="M4 16q4-10 8 0t8 0 8 0" fill="none" stroke="#fff" stroke-width="2.6"/><path d="M4 21q4-10 8 0t8 0 8 0" fill="none" stroke="#7fb2ea" stroke-width="2"/></svg>
          <div><h1>{{ t('web.title') }}</h1><p>{{ t('web.login.slogan') }}</p></div></div>
        <div v-if="words" class="form-problem" role="alert"><b>{{ words.title }}</b><span v-if="words.detail">{{ words.detail }}</span><span v-if="words.hint">{{ words.hint }}</span></div>
        <template v-if="ways.provider && !form.isReturning"><button type="button" class="btn wide" :class="{ primary: !showsPassword }" data-act="provider" :disabled="form.isBusy" @click="leave"><i class="icon" aria-hidden="true">badge</i> {{ text(ways.provider.label) }}</button>
          <p v-if="showsPassword" class="login-or"><span>{{ t('web.signin.or') }}</span></p></template>
        <template v-if="showsPassword">
          <label class="field"><span>{{ t('web.login.name') }}</span><input ref="first" v-model="form.login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required></label>
          <label class="field"><span>{{ t('web.login.password') }}</span><input v-model="form.password" name="password" type="password" autocomplete="current-password" required></label>
        </template>
        <label v-if="form.asksCode" class="field"><span>{{ t('web.factor.code') }}</span><input ref="second" v-model="form.code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="24" required></label>
        <p v-if="form.asksCode" class="login-hint">{{ t('web.factor.code.note') }}</p>
        <button v-if="showsPassword || form.asksCode" class="btn primary wide" type="submit" :disabled="form.isBusy">{{ t(form.isBusy ? 'web.login.busy' : 'web.login.submit') }}</button>
        <p v-if="showsPassword && !form.asksCode && !ways.provider" class="login-hint">{{ t('web.login.hint') }}</p>
        <button v-if="!showsPassword && !form.isReturning && ways.isKnown" type="button" class="link" data-act="by-password" @click="byPassword">{{ t('web.signin.by-password') }}</button>
        <button v-if="form.isReturning" type="button" class="link" data-act="start-over" @click="form.isReturning = form.asksCode = false">{{ t('web.signin.start-over') }}</button>
        <button type="button" class="link" :lang="other" @click="switchLanguage">{{ t('web.language.other') }}</button>
      </form>
    </main>`,
  setup() {
    // Somebody for whom the provider vouched types the code of their own second factor.
    const isReturning = route.query.signin === 'code';
    const form = reactive({ login: '', password: '', code: '', asksCode: isReturning, isReturning, wantsPassword: false, isBusy: false });
    const words = ref(session.problem ? wordsOf(session.problem) : null);
    const first = ref(), second = ref();
    const showsPassword = computed(() => !form.isReturning && (form.wantsPassword || !ways.isOnlyWay));
    onMounted(() => nextTick(() => (isReturning ? second : first).value?.focus()));
    onMounted(async () => {
      const refusal = await readWays(route.query.refused).catch(() => null);
      if (refusal) words.value = wordsOf(refusal);
    });
    watch(() => form.login, () => { form.asksCode = false; });
    async function attempt(work) {
      form.isBusy = true;
      words.value = null;
      try {
        await work();
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
    const submit = () => attempt(() => (form.isReturning ? confirmCode(form.code.trim()) : signIn(form.login.trim(), form.password, form.asksCode ? form.code.trim() : undefined)));
    const leave = () => attempt(() => leaveForProvider());
    function byPassword() {
      form.wantsPassword = true;
      nextTick(() => first.value?.focus());
    }
    const switchLanguage = () => setLanguage(language.value === 'zh' ? 'en' : 'zh');
    const other = computed(() => (language.value === 'zh' ? 'en' : 'zh-CN'));
    return { form, words, ways, showsPassword, other, submit, leave, byPassword, first, second, switchLanguage, text };
  },
});
