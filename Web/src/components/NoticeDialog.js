// SPDX-License-Identifier: Apache-2.0
// 通知方式: how one is told outside the browser: address, channels, of what, and when not.
import { reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { useView } from '../store/view.js';

export default define('NoticeDialog', {
  emits: ['done'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('done')"><form class="dialog member-dialog notice-dialog" @submit.prevent="save">
      <h2>{{ t('web.notices.title') }}</h2>
      <state-box :state="state" :has-data="form.isReady" :rows="4" :is-empty="false" @retry="reload">
      <p class="meta" data-reach>{{ t(!data.open.length ? 'web.notices.closed' : data.isReached ? 'web.notices.reached' : 'web.notices.not-reached') }}</p>
      <label class="field"><span>{{ t('web.notices.address') }}</span><input v-model.trim="form.address" name="notice-address" class="input" type="email" maxlength="254" placeholder="name@example.com"><small v-if="data.mailDomains.length" class="quiet">{{ t('web.notices.domains', { domains: data.mailDomains.join(t('web.list')) }) }}</small></label>
      <fieldset v-if="data.open.length" class="notice-choice"><legend>{{ t('web.notices.channels') }}</legend><label v-for="one in data.open" :key="one.id" class="check"><input v-model="form.channels" type="checkbox" :value="one.id" :name="'channel-' + one.id"> {{ one.name || text(one.label) }}<small v-if="one.name" class="quiet">{{ text(one.label) }}</small></label></fieldset>
      <fieldset class="notice-choice"><legend>{{ t('web.notices.kinds') }}</legend><label v-for="one in data.choice" :key="one.key" class="check"><input v-model="form.kinds" type="checkbox" :value="one.key" :name="'kind-' + one.key"> {{ text(one.label) }}</label></fieldset>
      <div class="notice-hours"><label class="field"><span>{{ t('web.notices.quiet-from') }}</span><select v-model="form.quietFrom" name="quiet-from" class="input"><option v-for="hour in hours" :key="hour" :value="hour">{{ clock(hour) }}</option></select></label><label class="field"><span>{{ t('web.notices.quiet-until') }}</span><select v-model="form.quietUntil" name="quiet-until" class="input"><option v-for="hour in hours" :key="hour" :value="hour">{{ clock(hour) }}</option></select></label><label class="field"><span>{{ t('web.notices.digest') }}</span><select v-model="form.digestHour" name="digest-hour" class="input"><option v-for="hour in hours" :key="hour" :value="hour">{{ clock(hour) }}</option></select></label></div>
      <p class="meta">{{ t(form.quietFrom === form.quietUntil ? 'web.notices.never-quiet' : 'web.notices.hours.note') }}</p>
      <label class="field"><span>{{ t('web.notices.language') }}</span><select v-model="form.language" name="notice-language" class="input"><option value="">{{ t('web.notices.language.own') }}</option><option v-for="(name, code) in languages" :key="code" :value="code" :lang="code">{{ name }}</option></select></label>
      <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
      </state-box>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('done')">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" data-act="save-notices" :disabled="ui.isBusy || !form.isReady">{{ t('web.notices.save') }}</button></div>
    </form></q-dialog>`,
  setup(props, { emit }) {
    const { data, state, reload } = useView(() => '/notices', { isLive: false });
    const form = reactive({ isReady: false, address: '', channels: [], kinds: [], quietFrom: 22, quietUntil: 7, digestHour: 8, language: '' });
    const ui = reactive({ isBusy: false, problem: '' });
    watch(data, (known) => {
      if (!known || form.isReady) return;
      const { address, channels, kinds, quietFrom, quietUntil, digestHour, language } = known;
      Object.assign(form, { isReady: true, address, channels: [...channels], kinds: [...kinds], quietFrom, quietUntil, digestHour, language: language ?? '' });
    });
    async function save() {
      Object.assign(ui, { isBusy: true, problem: '' });
      const { isReady, language, ...wanted } = form;
      // A channel that was taken away since cannot be chosen any more.
      const channels = wanted.channels.filter((id) => id === 'mail' || data.value.open.some((one) => one.id === id));
      try {
        await send('set-notices', { ...wanted, channels, ...(language ? { language } : {}) }, { opensPanel: false, isQuiet: true, isAskedHere: true });
        emit('done');
      } catch (problem) {
        ui.problem = sentenceOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    const clock = (hour) => String(hour).padStart(2, '0') + ':00';
    return { data, state, reload, form, ui, save, clock, languages: { 'zh-Hans': '中文', en: 'English' }, hours: Array.from({ length: 24 }, (_, hour) => hour), t, text };
  },
});
