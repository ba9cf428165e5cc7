// SPDX-License-Identifier: Apache-2.0
// 两步验证: switched on with a secret for an authenticator app and one code of it, switched off with one more.
import { computed, nextTick, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { get, post } from '../store/api.js';
import { notify, wordsOf } from '../store/notices.js';
import { session } from '../store/session.js';

export default define('SecondFactor', {
  emits: ['done', 'cancel'],
  props: { isRequired: Boolean },
  template: `
    <form class="second-factor" @submit.prevent="next">
      <h2>{{ t('web.factor.title') }}</h2>
      <template v-if="ui.step === 'codes'">
        <p>{{ t('web.factor.codes') }}</p>
        <ul class="recovery-codes" data-recovery><li v-for="code in ui.codes" :key="code">{{ code }}</li></ul>
        <div class="dialog-actions"><button type="button" class="btn" @click="copy">{{ t('web.members.copy') }}</button><button type="button" class="btn primary" data-act="factor-done" @click="$emit('done')">{{ t('web.factor.kept') }}</button></div>
      </template>
      <template v-else>
        <p class="meta">{{ t(ui.step === 'off' ? 'web.factor.off.note' : isRequired ? 'web.factor.required' : 'web.factor.note') }}</p>
        <p v-if="ui.step === 'begin' && !session.hasPassword">{{ t('web.signin.factor') }}</p>
        <label v-if="ui.step === 'begin' && session.hasPassword" class="field"><span>{{ t('web.password.present') }}</span><input v-model="form.password" name="factor-password" class="input" type="password" autocomplete="current-password" required></label>
        <template v-if="ui.step === 'confirm'">
          <p>{{ t('web.factor.add') }}</p>
          <svg v-if="ui.picture.length" class="factor-picture" :viewBox="frame" role="img" :aria-label="t('web.factor.picture')" shape-rendering="crispEdges" data-picture><path :d="dark"/></svg>
          <p class="factor-key" :aria-label="t('web.factor.key')" data-key>{{ grouped }}</p>
          <p><a class="link" :href="ui.uri">{{ t('web.factor.open') }}</a></p>
        </template>
        <label v-if="ui.step !== 'begin'" class="field"><span>{{ t('web.factor.code') }}</span><input ref="code" v-model="form.code" name="factor-code" class="input" inputmode="numeric" autocomplete="one-time-code" maxlength="24" required></label>
        <p v-if="ui.problem" class="form-problem" role="alert"><b>{{ ui.problem.title }}</b><span v-if="ui.problem.detail">{{ ui.problem.detail }}</span><span v-if="ui.problem.hint">{{ ui.problem.hint }}</span></p>
        <div class="dialog-actions"><button type="button" class="btn" @click="$emit('cancel')">{{ t(isRequired ? 'web.login.leave' : 'web.action.cancel') }}</button><button class="btn primary" type="submit" :disabled="ui.isBusy || !ui.step">{{ t(labels[ui.step] ?? 'web.factor.next') }}</button></div>
      </template>
    </form>`,
  setup(props, { emit }) {
    const labels = { begin: 'web.factor.next', confirm: 'web.factor.on', off: 'web.factor.off' };
    const form = reactive({ password: '', code: '' });
    const ui = reactive({ step: props.isRequired ? 'begin' : '', secret: '', uri: '', picture: [], codes: [], problem: null, isBusy: false });
    const code = ref();
    /** Four modules of light all around, as a reader needs them. */
    const frame = computed(() => `-4 -4 ${ui.picture.length + 8} ${ui.picture.length + 8}`);
    const dark = computed(() => ui.picture.flatMap((row, y) => [...row.matchAll(/1+/g)].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`)).join(''));
    if (!props.isRequired) get('/session').then((known) => { ui.step = known.hasSecondFactor ? 'off' : 'begin'; }).catch((problem) => { ui.problem = wordsOf(problem); });
    async function begin() {
      Object.assign(ui, await post('/session/second-factor', { password: form.password }, { quiet: true }), { step: 'confirm' });
      nextTick(() => code.value?.focus());
    }
    async function confirm() {
      ui.codes = (await post('/session/second-factor/confirm', { code: form.code }, { quiet: true })).recoveryCodes;
      ui.step = 'codes';
    }
    async function end() {
      await post('/session/second-factor/remove', { code: form.code }, { quiet: true });
      notify({ kind: 'done', text: t('web.factor.off.done') });
      emit('done');
    }
    async function next() {
      ui.isBusy = true;
      ui.problem = null;
      try {
        await { begin, confirm, off: end }[ui.step]();
      } catch (problem) {
        ui.problem = wordsOf(problem);
        form.code = '';
      } finally {
        ui.isBusy = false;
      }
    }
    const copy = () => navigator.clipboard.writeText(ui.codes.join('\n')).catch(() => {});
    // As people read it off and type it in.
    const grouped = computed(() => ui.secret.replace(/(.{4})(?=.)/g, '$1 '));
    return { frame, dark, form, ui, session, code, labels, grouped, next, copy };
  },
});
