// SPDX-License-Identifier: Apache-2.0
// Links one's own login to the company account: the password once more, then over to the sign-in provider and back.
import { reactive } from 'vue';
import { define } from '../kit/template.js';
import { wordsOf } from '../store/notices.js';
import { leaveForProvider } from '../store/ways.js';

export default define('LinkAccount', {
  emits: ['done'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('done')"><form class="dialog" @submit.prevent="leave">
      <h2>{{ t('web.signin.link') }}</h2>
      <p class="meta">{{ t('web.signin.link.note') }}</p>
      <label class="field"><span>{{ t('web.password.present') }}</span><input v-model="form.password" name="link-password" class="input" type="password" autocomplete="current-password" required></label>
      <p v-if="form.problem" class="form-problem" role="alert"><b>{{ form.problem.title }}</b><span>{{ form.problem.detail }} {{ form.problem.hint }}</span></p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('done')">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" data-act="link-account" :disabled="form.isBusy">{{ t('web.signin.link.go') }}</button></div>
    </form></q-dialog>`,
  setup() {
    const form = reactive({ password: '', problem: null, isBusy: false });
    async function leave() {
      Object.assign(form, { isBusy: true, problem: null });
      try {
        await leaveForProvider({ password: form.password }, '/session/provider/link');
      } catch (problem) {
        form.problem = wordsOf(problem);
      } finally {
        form.isBusy = false;
      }
    }
    return { form, leave };
  },
});
