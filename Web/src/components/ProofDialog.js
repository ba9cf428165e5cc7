// SPDX-License-Identifier: Apache-2.0
// Who is at this screen: asked before approving, signing and giving rights, a few minutes after the last time.
import { nextTick, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { wordsOf } from '../store/notices.js';
import { proof, show } from '../store/proof.js';
import { session } from '../store/session.js';
import { leaveForProvider } from '../store/ways.js';

export default define('ProofDialog', {
  template: `
    <q-dialog :model-value="!!proof.asked" @update:model-value="proof.asked?.cancel()"><form v-if="proof.asked" class="dialog" data-dialog="proof" @submit.prevent="confirm">
      <h2>{{ t('web.proof.title') }}</h2>
      <p>{{ t('web.proof.why') }}</p>
      <input class="visually-hidden" type="text" name="username" autocomplete="username" :value="session.person.login" tabindex="-1" aria-hidden="true" readonly>
      <template v-if="proof.asked.by === 'provider'"><p class="meta">{{ t('web.proof.provider') }}</p></template>
      <label v-else class="field"><span>{{ t(proof.asked.by === 'code' ? 'web.factor.code' : 'web.login.password') }}</span><input v-if="proof.asked.by === 'code'" ref="box" v-model="form.word" class="input" name="proof-code" inputmode="numeric" autocomplete="one-time-code" maxlength="24" required><input v-else ref="box" v-model="form.word" class="input" type="password" name="proof-password" autocomplete="current-password" required></label>
      <p v-if="form.problem" class="form-problem" role="alert"><b>{{ form.problem.title }}</b><span>{{ form.problem.hint }}</span></p>
      <div class="dialog-actions"><button type="button" class="btn" data-act="proof-cancel" @click="proof.asked.cancel()">{{ t('web.action.cancel') }}</button><button v-if="proof.asked.by === 'provider'" type="button" class="btn primary" data-act="proof-provider" @click="leaveForProvider({ anew: true })">{{ t('web.proof.leave') }}</button><button v-else class="btn primary" type="submit" :disabled="form.isBusy" data-act="proof-confirm">{{ t('web.proof.confirm') }}</button></div>
    </form></q-dialog>`,
  setup() {
    const box = ref();
    const form = reactive({ word: '', problem: null, isBusy: false });
    watch(() => proof.asked, (asked) => {
      Object.assign(form, { word: '', problem: null });
      if (asked) nextTick(() => setTimeout(() => box.value?.focus(), 0));
    });
    async function confirm() {
      form.isBusy = true;
      form.problem = null;
      try {
        await show(proof.asked.by, form.word);
      } catch (problem) {
        form.problem = wordsOf(problem);
        form.word = '';
        nextTick(() => box.value?.focus());
      } finally {
        form.isBusy = false;
      }
    }
    return { proof, session, box, form, confirm, leaveForProvider };
  },
});
