// SPDX-License-Identifier: Apache-2.0
// 通知设置: the mail server, robots of groups, and limits. Secrets are typed and never shown; a trial says what the other side answered.
import { computed, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { post } from '../store/api.js';
import { wordsOf } from '../store/notices.js';
import { useView } from '../store/view.js';

const PORTS = { starttls: 587, tls: 465, none: 25 };
const list = (typed) => typed.split(/[\s,，、;；]+/).filter(Boolean);

export default define('ChannelSettings', {
  template: `
    <state-box :state="state" :has-data="!!form.isReady" :rows="8" :is-empty="false" @retry="reload">
      <form class="channel-form" @submit.prevent="save">
        <article class="card" data-card="mail"><h2>{{ t('web.channels.mail') }}<label class="check channel-on"><input v-model="form.hasMail" type="checkbox" name="mail-on"> {{ t('web.channels.on') }}</label></h2>
          <p v-if="!form.hasMail" class="meta">{{ t('web.channels.mail.off') }}</p>
          <template v-else><div class="channel-fields">
            <label class="field wide"><span>{{ t('web.channels.host') }}</span><input v-model.trim="form.mail.host" name="mail-host" class="input" required placeholder="smtp.example.com"></label>
            <label class="field"><span>{{ t('web.channels.security') }}</span><select v-model="form.mail.security" name="mail-security" class="input" @change="form.mail.port = ports[form.mail.security]"><option v-for="one in Object.keys(ports)" :key="one" :value="one">{{ t('web.channels.security.' + one) }}</option></select></label>
            <label class="field"><span>{{ t('web.channels.port') }}</span><input v-model.number="form.mail.port" name="mail-port" class="input" type="number" min="1" max="65535" required></label>
            <label class="field"><span>{{ t('web.channels.user') }}</span><input v-model.trim="form.mail.user" name="mail-user" class="input" autocomplete="off"></label>
            <label class="field"><span>{{ t('web.channels.password') }}</span><input v-model="form.mail.password" name="mail-password" class="input" type="password" autocomplete="new-password" :placeholder="data.mail?.hasPassword ? t('web.channels.kept') : ''"></label>
            <label class="field"><span>{{ t('web.channels.from') }}</span><input v-model.trim="form.mail.from" name="mail-from" class="input" required placeholder="plan@example.com"></label>
            <label class="field"><span>{{ t('web.channels.from-name') }}</span><input v-model="form.mail.fromName" name="mail-from-name" class="input" :placeholder="t('web.channels.from-name.hint')"></label>
            <label v-if="form.mail.security === 'none'" class="check wide"><input v-model="form.mail.allowsPlainText" type="checkbox" name="mail-plain"> {{ t('web.channels.plain') }}</label></div>
            <p class="channel-trial"><input v-model.trim="ui.to" class="input" name="trial-to" :placeholder="t('web.channels.trial.to')" :aria-label="t('web.channels.trial.to')"><button type="button" class="btn" data-act="try-mail" :disabled="!canTry('mail')" :title="canTry('mail') ? '' : t('web.channels.trial.first')" @click="attempt('mail')">{{ t('web.channels.trial') }}</button><span v-if="ui.trials.mail" class="trial-answer" :class="ui.trials.mail.mood" role="status" data-answer="mail">{{ ui.trials.mail.label }}<code v-if="ui.trials.mail.words">{{ ui.trials.mail.words }}</code></span></p>
          </template></article>
        <article class="card" data-card="robots"><h2>{{ t('web.channels.robots') }}<span class="badge">{{ form.webhooks.length }}</span><button type="button" class="btn" data-act="add-robot" @click="add">{{ t('web.channels.add') }}</button></h2>
          <p class="meta">{{ t(form.webhooks.length ? 'web.channels.robots.note' : 'web.channels.robots.empty') }}</p>
          <fieldset v-for="(one, place) in form.webhooks" :key="one.mark" class="channel-robot" :data-robot="one.id ?? 'new'"><legend>{{ one.name || t('web.channels.robot.new') }}</legend><div class="channel-fields">
            <label class="field"><span>{{ t('web.channels.name') }}</span><input v-model="one.name" :name="'robot-name-' + place" class="input" required maxlength="60"></label>
            <label class="field"><span>{{ t('web.channels.kind') }}</span><select v-model="one.kind" :name="'robot-kind-' + place" class="input"><option v-for="kind in data.kinds" :key="kind.key" :value="kind.key">{{ text(kind.label) }}</option></select></label>
            <label class="field wide"><span>{{ t('web.channels.url') }}</span><input v-model.trim="one.url" :name="'robot-url-' + place" class="input" type="password" autocomplete="off" :placeholder="one.hasURL ? one.host + ' · ' + t('web.channels.kept') : 'https://…'"></label>
            <label v-if="signs(one.kind)" class="field"><span>{{ t('web.channels.secret') }}</span><input v-model.trim="one.secret" :name="'robot-secret-' + place" class="input" type="password" autocomplete="off" :placeholder="one.hasSecret ? t('web.channels.kept') : t('web.channels.secret.hint')"></label></div>
            <p class="channel-switches"><label class="check"><input v-model="one.isOn" type="checkbox"> {{ t('web.channels.on') }}</label><label class="check" :title="t('web.channels.carries.why')"><input v-model="one.carriesText" type="checkbox"> {{ t('web.channels.carries') }}</label><button type="button" class="btn" data-act="try-robot" :disabled="!canTry(one.id)" :title="canTry(one.id) ? '' : t('web.channels.trial.first')" @click="attempt(one.id)">{{ t('web.channels.trial') }}</button><span v-if="ui.trials[one.id]" class="trial-answer" :class="ui.trials[one.id].mood" role="status" :data-answer="one.id">{{ ui.trials[one.id].label }}<code v-if="ui.trials[one.id].words">{{ ui.trials[one.id].words }}</code></span><button type="button" class="btn" data-act="remove-robot" @click="form.webhooks.splice(place, 1)">{{ t('web.channels.remove') }}</button></p></fieldset></article>
        <article class="card" data-card="limits"><h2>{{ t('web.channels.limits') }}</h2><div class="channel-fields">
            <label class="field wide"><span>{{ t('web.channels.address') }}</span><input v-model.trim="form.publicAddress" name="public-address" class="input" placeholder="https://tongpin.example.com"><small class="quiet">{{ t('web.channels.address.note') }}</small></label>
            <label class="field"><span>{{ t('web.channels.daily') }}</span><input v-model.number="form.dailyLimit" name="daily-limit" class="input" type="number" min="1" max="200" required><small class="quiet">{{ t('web.channels.daily.note') }}</small></label>
            <label class="field wide"><span>{{ t('web.channels.domains') }}</span><input v-model="form.mailDomains" name="mail-domains" class="input" placeholder="example.com"><small class="quiet">{{ t('web.channels.domains.note') }}</small></label>
            <label class="field wide"><span>{{ t('web.channels.internal') }}</span><input v-model="form.internalHosts" name="internal-hosts" class="input" placeholder="hooks.corp.example"><small class="quiet">{{ t('web.channels.internal.note') }}</small></label></div></article>
        <p v-if="ui.problem" class="form-problem" role="alert"><b>{{ ui.problem.title }}</b><span>{{ ui.problem.detail }} {{ ui.problem.hint }}</span></p>
        <p class="channel-save"><button class="btn primary" type="submit" data-act="save-channels" :disabled="ui.isBusy || !isChanged">{{ t('web.channels.save') }}</button><button v-if="isChanged" class="btn" type="button" @click="fill">{{ t('web.channels.revert') }}</button><span v-if="ui.isSaved && !isChanged" class="quiet" role="status">{{ t('web.channels.saved') }}</span></p>
      </form>
    </state-box>`,
  setup() {
    const { data, state, reload } = useView(() => '/channels', { about: 'talk' });
    const form = reactive({ isReady: false, hasMail: false, mail: {}, webhooks: [], publicAddress: '', internalHosts: '', mailDomains: '', dailyLimit: 20 });
    const ui = reactive({ isBusy: false, isSaved: false, problem: null, to: '', trials: {}, filled: '', version: 0 });
    let marks = 0;
    const isChanged = computed(() => form.isReady && JSON.stringify(form) !== ui.filled);
    function fill() {
      const known = data.value;
      Object.assign(form, {
        isReady: true, hasMail: !!known.mail, publicAddress: known.publicAddress ?? '', dailyLimit: known.dailyLimit, internalHosts: known.internalHosts.join(', '), mailDomains: known.mailDomains.join(', '),
        mail: { host: '', port: 587, security: 'starttls', user: '', from: '', fromName: '', allowsPlainText: false, ...known.mail, password: '' },
        webhooks: known.webhooks.map((one) => ({ ...one, mark: marks++, url: '', secret: '' })),
      });
      ui.filled = JSON.stringify(form);
      ui.version = known.version;
    }
    // What somebody else changed is shown once nothing typed here would be lost.
    watch(data, (known) => { if (known && !isChanged.value) fill(); });
    const add = () => form.webhooks.push({ mark: marks++, id: null, name: '', kind: data.value.kinds[0].key, url: '', secret: '', isOn: true, carriesText: false });
    const signs = (kind) => data.value.kinds.find((one) => one.key === kind)?.hasSecret;
    const canTry = (id) => !!id && !isChanged.value && ui.trials[id]?.mood !== 'waits' && (id === 'mail' ? !!data.value.mail : data.value.webhooks.some((one) => one.id === id && one.isOn && one.hasURL));
    async function save() {
      Object.assign(ui, { isBusy: true, problem: null, isSaved: false });
      const { password, ...mail } = form.mail;
      try {
        data.value = await post('/channels', {
          version: ui.version, publicAddress: form.publicAddress, dailyLimit: form.dailyLimit, internalHosts: list(form.internalHosts), mailDomains: list(form.mailDomains),
          mail: form.hasMail ? { ...mail, ...(password ? { password } : {}) } : null,
          webhooks: form.webhooks.map((one) => ({ ...(one.id ? { id: one.id } : {}), name: one.name, kind: one.kind, isOn: one.isOn, carriesText: one.carriesText, ...(one.url ? { url: one.url } : {}), ...(one.secret ? { secret: one.secret } : {}) })),
        });
        fill();
        ui.isSaved = true;
      } catch (problem) {
        ui.problem = wordsOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    async function attempt(id) {
      ui.trials[id] = { mood: 'waits', label: t('web.channels.trial.waits'), words: '' };
      try {
        const answer = await post('/channels/trial', { channel: id, ...(id === 'mail' && ui.to ? { to: ui.to } : {}) });
        ui.trials[id] = { mood: answer.outcome === 'delivered' ? 'favourable' : 'unfavourable', label: text(answer.label), words: answer.words };
      } catch (problem) {
        const words = wordsOf(problem);
        ui.trials[id] = { mood: 'unfavourable', label: [words.title, words.detail, words.hint].filter(Boolean).join(t('web.list')), words: '' };
      }
    }
    return { data, state, reload, form, ui, isChanged, fill, add, signs, canTry, save, attempt, t, text, ports: PORTS };
  },
});
