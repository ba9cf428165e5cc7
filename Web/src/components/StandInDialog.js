// SPDX-License-Identifier: Apache-2.0
// 代理: who decides whose approvals while somebody is away, and a new one for oneself.
import { computed, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { can, session } from '../store/session.js';
import { useView } from '../store/view.js';

export default define('StandInDialog', {
  emits: ['done'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('done')"><form class="dialog member-dialog" @submit.prevent="give">
      <h2>{{ t('web.stand-in.title') }}</h2>
      <p class="meta">{{ t('web.stand-in.note') }}</p>
      <ul v-if="data?.delegations.length" class="token-list"><li v-for="one in data.delegations" :key="one.id" :data-delegation="one.id"><span><b>{{ t('web.stand-in.pair', { giver: text(one.giver), other: text(one.standIn) }) }}</b><small class="quiet">{{ one.from }} – {{ one.through }} · {{ purposeWords(one.purposes) }}</small></span><i v-if="one.isRunning" class="tag good">{{ t('web.stand-in.running') }}</i><button v-if="one.mayEnd" type="button" class="btn" data-act="end-delegation" @click="end(one)">{{ t('web.stand-in.end') }}</button></li></ul>
      <label v-if="can('manageUsers')" class="field"><span>{{ t('web.stand-in.giver') }}</span><select v-model="form.giver" name="giver"><option value="">{{ t('web.stand-in.giver.self') }}</option><option v-for="one in others" :key="one.login" :value="one.login">{{ text(one.name) }}</option></select></label>
      <label class="field"><span>{{ t('web.stand-in.whom') }}</span><select v-model="form.standIn" name="stand-in" required><option value="" disabled>{{ t('web.inbox.whom.choose') }}</option><option v-for="one in people" :key="one.login" :value="one.login">{{ text(one.name) }}</option></select></label>
      <div class="field-pair"><label class="field"><span>{{ t('web.stand-in.from') }}</span><input v-model="form.from" class="input" type="date" name="from" :min="data?.today" required></label><label class="field"><span>{{ t('web.stand-in.through') }}</span><input v-model="form.through" class="input" type="date" name="through" :min="form.from" required></label></div>
      <fieldset class="field purpose-choice"><legend>{{ t('web.stand-in.purposes') }}</legend><label v-for="one in data?.purposes ?? []" :key="one.key" class="check"><input v-model="form.purposes" type="checkbox" :value="one.key" name="purpose">{{ text(one.label) }}</label></fieldset>
      <label class="field"><span>{{ t('web.stand-in.reason') }}</span><input v-model="form.reason" class="input" name="reason" maxlength="200"></label>
      <p v-if="form.problem" class="form-problem" role="alert">{{ form.problem }}</p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('done')">{{ t('web.action.close') }}</button><button class="btn primary" type="submit" data-act="delegate" :disabled="form.isBusy">{{ t('web.stand-in.give') }}</button></div>
    </form></q-dialog>`,
  setup() {
    const { data, reload } = useView(() => '/delegations');
    const form = reactive({ giver: '', standIn: '', from: '', through: '', purposes: [], reason: '', problem: '', isBusy: false });
    watch(data, (now) => { form.from ||= now?.today ?? ''; }, { immediate: true });
    const others = computed(() => session.workspace.people.filter((one) => one.login !== session.person.login));
    const people = computed(() => others.value.filter((one) => one.login !== form.giver));
    const purposeWords = (keys) => (keys.length ? keys.map((key) => text(data.value.purposes.find((one) => one.key === key)?.label)).join(t('web.list')) : t('web.stand-in.everything'));
    async function attempt(kind, payload, reason) {
      form.isBusy = true;
      form.problem = '';
      try {
        await send(kind, payload, { reason, isQuiet: true, isAskedHere: true });
        await reload();
        return true;
      } catch (problem) {
        form.problem = sentenceOf(problem);
        return false;
      } finally {
        form.isBusy = false;
      }
    }
    async function give() {
      const { giver, standIn, from, through, purposes } = form;
      if (await attempt('delegate-approvals', { ...(giver ? { giver } : {}), standIn, from, through, purposes }, form.reason.trim())) Object.assign(form, { giver: '', standIn: '', through: '', purposes: [], reason: '' });
    }
    const end = (one) => attempt('end-delegation', { delegation: one.id });
    return { data, form, people, others, can, text, purposeWords, give, end };
  },
});
