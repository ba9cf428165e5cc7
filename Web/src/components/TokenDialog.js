// SPDX-License-Identifier: Apache-2.0
// 令牌: what scripts come in with; made here, shown once, ended here.
import { reactive } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { post, request } from '../store/api.js';
import { wordsOf } from '../store/notices.js';
import { useView } from '../store/view.js';

export default define('TokenDialog', {
  emits: ['done'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('done')"><form class="dialog member-dialog" @submit.prevent="make">
      <h2>{{ t('web.tokens.title') }}</h2>
      <p class="meta">{{ t('web.tokens.note') }}</p>
      <ul v-if="data?.tokens.length" class="token-list"><li v-for="one in data.tokens" :key="one.id" :data-token="one.id"><b>{{ one.label }}</b><i v-if="one.isReadOnly" class="tag">{{ t('web.tokens.read-only') }}</i><small class="quiet">{{ t('web.members.until') }} {{ new Date(one.expiresAt).toLocaleDateString() }}</small><button type="button" class="btn" data-act="end-token" @click="end(one)">{{ t('web.tokens.end') }}</button></li></ul>
      <p v-if="form.secret" class="member-link"><input class="input" readonly :value="form.secret" :aria-label="t('web.tokens.secret')" data-secret @focus="$event.target.select()"></p>
      <p v-if="form.secret" class="meta">{{ t('web.tokens.secret') }}</p>
      <label class="field"><span>{{ t('web.tokens.label') }}</span><input v-model="form.label" name="token-label" class="input" required maxlength="60"></label>
      <label class="field"><span>{{ t('web.tokens.days') }}</span><input v-model.number="form.days" name="token-days" class="input" type="number" min="1" max="365"></label>
      <label><input v-model="form.isReadOnly" type="checkbox" name="token-read-only"> {{ t('web.tokens.read-only') }}</label>
      <p v-if="form.problem" class="form-problem" role="alert"><b>{{ form.problem.title }}</b><span>{{ form.problem.detail }} {{ form.problem.hint }}</span></p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('done')">{{ t('web.action.close') }}</button><button class="btn primary" type="submit" data-act="make-token">{{ t('web.tokens.make') }}</button></div>
    </form></q-dialog>`,
  setup() {
    const { data, reload } = useView(() => '/tokens');
    const form = reactive({ label: '', days: 90, isReadOnly: true, secret: null, problem: null });
    async function attempt(work) {
      form.problem = null;
      try {
        await work();
        await reload();
      } catch (problem) {
        form.problem = wordsOf(problem);
      }
    }
    const make = () => attempt(async () => {
      form.secret = (await post('/tokens', { label: form.label, days: form.days, isReadOnly: form.isReadOnly })).token;
      form.label = '';
    });
    const end = (one) => attempt(() => request('DELETE', '/tokens/' + one.id));
    return { data, form, make, end, t };
  },
});
