// SPDX-License-Identifier: Apache-2.0
// One's own password: the present one, and a new one of one's choice.
import { reactive } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { post } from '../store/api.js';
import { notify, wordsOf } from '../store/notices.js';

export default define('PasswordDialog', {
  emits: ['done'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('done')"><form class="dialog" @submit.prevent="save">
      <h2>{{ t('web.password.title') }}</h2>
      <label class="field"><span>{{ t('web.password.present') }}</span><input v-model="form.present" name="present-password" class="input" type="password" autocomplete="current-password" required></label>
      <label class="field"><span>{{ t('web.password.new') }}</span><input v-model="form.new" name="new-password" class="input" type="password" autocomplete="new-password" required></label>
      <p class="meta">{{ t('web.join.password') }}</p>
      <p v-if="form.problem" class="form-problem" role="alert"><b>{{ form.problem.title }}</b><span>{{ form.problem.detail }} {{ form.problem.hint }}</span></p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('done')">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" :disabled="form.isBusy">{{ t('web.password.save') }}</button></div>
    </form></q-dialog>`,
  setup(props, { emit }) {
    const form = reactive({ present: '', new: '', problem: null, isBusy: false });
    async function save() {
      form.isBusy = true;
      form.problem = null;
      try {
        await post('/session/password', { present: form.present, new: form.new }, { quiet: true });
        notify({ kind: 'done', text: t('web.password.done') });
        emit('done');
      } catch (problem) {
        form.problem = wordsOf(problem);
      } finally {
        form.isBusy = false;
      }
    }
    return { form, save };
  },
});
