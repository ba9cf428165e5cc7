// SPDX-License-Identifier: Apache-2.0
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { language, setLanguage, t, text } from '../kit/i18n.js';
import { preferences } from '../kit/preferences.js';
import { moneyUnit } from '../kit/units.js';
import { commands, redo, savedText, undo } from '../store/commands.js';
import { post } from '../store/api.js';
import { waiting } from '../store/inbox.js';
import { live } from '../store/live.js';
import { notifyProblem } from '../store/notices.js';
import { knownOn } from '../store/past.js';
import { panel, showMoved } from '../store/panel.js';
import { isNarrowed, session, signOut } from '../store/session.js';
import { openLane, talk } from '../store/talk.js';
import NoticeDialog from './NoticeDialog.js';
import { readWays, ways } from '../store/ways.js';
import LinkAccount from './LinkAccount.js';
import PastPicker from './PastPicker.js';
import PasswordDialog from './PasswordDialog.js';
import SecondFactor from './SecondFactor.js';
import TokenDialog from './TokenDialog.js';
import WhoIsHere from './WhoIsHere.js';

export default define('HeaderBar', {
  components: { LinkAccount, NoticeDialog, PastPicker, PasswordDialog, SecondFactor, TokenDialog, WhoIsHere },
  emits: ['help', 'tour'],
  template: `
    <header class="header">
      <a class="brand" href="#/overview" :title="t('web.title')"><svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true"><rect width="32" height="32" rx="7" fill="#2b65ab"/><path d="M4 16q4-10 8 0t8 0 8 0" fill="none" stroke="#fff" stroke-width="2.6"/><path d="M4 21q4-10 8 0t8 0 8 0" fill="none" stroke="#9cc5f2" stroke-width="2"/></svg></a>
      <div class="company"><b>{{ text(session.workspace.name) }}</b><span v-if="session.workspace.isSample" class="sample" :title="t('web.sample.detail')">{{ t('web.sample.badge') }}</span><span v-if="scope" class="scope-chip wide-only" :title="t('web.scope.detail')"><i class="icon" aria-hidden="true">filter_alt</i>{{ scope }}</span></div>
      <who-is-here/>
      <div class="header-tools">
        <segment-switch class="wide-only" v-model="preferences.tax" :options="taxes" :label="t('web.tax.label')"/>
        <segment-switch class="wide-only" v-model="preferences.moneyUnit" :options="units" :label="t('web.unit.label')"/>
        <past-picker/>
        <button v-if="!knownOn" class="icon-btn on-dark" data-act="undo" :title="t('web.action.undo') + ' (Ctrl+Z)'" :aria-label="t('web.action.undo')" @click="undo"><i class="icon" aria-hidden="true">undo</i></button>
        <button v-if="!knownOn" class="icon-btn on-dark" data-act="redo" :title="t('web.action.redo') + ' (Ctrl+Y)'" :aria-label="t('web.action.redo')" @click="redo"><i class="icon" aria-hidden="true">redo</i></button>
        <a class="icon-btn on-dark" href="#/inbox" data-act="inbox" :title="t('web.nav.inbox')" :aria-label="t('web.nav.inbox')"><i class="icon" aria-hidden="true">inbox</i><em v-if="waiting.length + talk.mentions.length" class="count">{{ waiting.length + talk.mentions.length }}</em></a>
        <button class="icon-btn on-dark wide-only" data-act="talk" :title="t('web.talk.title')" :aria-label="t('web.talk.title')" @click="openTalks"><i class="icon" aria-hidden="true">forum</i></button>
        <button class="icon-btn on-dark" data-act="moved" :title="t('web.moved.title')" :aria-label="t('web.moved.title')" @click="openMoved"><i class="icon" aria-hidden="true">history</i><em v-if="panel.changes.length" class="count">{{ panel.changes.length }}</em></button>
        <span v-if="!knownOn" class="live" :class="live.state" :title="t('web.live.' + live.state + '.detail')"><i></i><span class="wide-only">{{ commands.pending || commands.savedAt ? saved : t('web.live.' + live.state) }}</span></span>
        <button class="lang wide-only" :lang="other" :title="t('web.language.other')" @click="switchLanguage">{{ t('web.language.other') }}</button>
        <button class="icon-btn on-dark wide-only" :title="t('web.help.title') + ' (?)'" :aria-label="t('web.help.title')" @click="$emit('help')"><i class="icon" aria-hidden="true">help_outline</i></button>
        <button class="person" data-act="person" aria-haspopup="menu"><i class="icon" aria-hidden="true">account_circle</i><span class="wide-only">{{ text(session.person.label) }}</span>
          <q-menu anchor="bottom right" self="top right" class="menu" @before-show="learnWays">
            <div class="menu-head"><b>{{ text(session.person.label) }}</b><span>{{ text(session.person.title) }} · {{ session.person.login }}</span></div>
            <div class="menu-switches narrow-only">
              <segment-switch v-model="preferences.tax" :options="taxes" :label="t('web.tax.label')"/>
              <segment-switch v-model="preferences.moneyUnit" :options="units" :label="t('web.unit.label')"/>
            </div>
            <button v-close-popup class="menu-item narrow-only" data-act="talk-menu" @click="openTalks"><i class="icon" aria-hidden="true">forum</i>{{ t('web.talk.title') }}</button>
            <button v-close-popup class="menu-item narrow-only" :lang="other" @click="switchLanguage"><i class="icon" aria-hidden="true">translate</i>{{ t('web.language.other') }}</button>
            <button v-close-popup class="menu-item" @click="$emit('tour')"><i class="icon" aria-hidden="true">explore</i>{{ t('web.tour.start') }}</button>
            <button v-close-popup class="menu-item" @click="$emit('help')"><i class="icon" aria-hidden="true">keyboard</i>{{ t('web.help.title') }}</button>
            <button v-if="!session.viewer" v-close-popup class="menu-item" role="menuitemcheckbox" :aria-checked="!preferences.isUnseen" data-act="presence" :title="t('web.presence.detail')" @click="preferences.isUnseen = !preferences.isUnseen"><i class="icon" aria-hidden="true">{{ preferences.isUnseen ? 'visibility' : 'visibility_off' }}</i>{{ t(preferences.isUnseen ? 'web.presence.show' : 'web.presence.hide') }}</button>
            <button v-if="session.workspace.isSample && !session.isReader" v-close-popup class="menu-item" @click="ui.isResetOpen = true"><i class="icon" aria-hidden="true">restart_alt</i>{{ t('web.sample.reset') }}</button>
            <button v-if="!session.viewer" v-close-popup class="menu-item" data-act="notices" @click="ui.isNoticesOpen = true"><i class="icon" aria-hidden="true">notifications</i>{{ t('web.notices.title') }}</button>
            <button v-if="!session.viewer && session.hasPassword" v-close-popup class="menu-item" data-act="change-password" @click="ui.isPasswordOpen = true"><i class="icon" aria-hidden="true">key</i>{{ t('web.password.title') }}</button>
            <button v-if="!session.viewer && session.hasPassword && ways.provider" v-close-popup class="menu-item" data-act="link" @click="ui.isLinkOpen = true"><i class="icon" aria-hidden="true">badge</i>{{ t('web.signin.link') }}</button>
            <button v-if="!session.viewer" v-close-popup class="menu-item" data-act="second-factor" @click="ui.isFactorOpen = true"><i class="icon" aria-hidden="true">verified_user</i>{{ t('web.factor.title') }}</button>
            <button v-if="!session.viewer" v-close-popup class="menu-item" data-act="tokens" @click="ui.isTokensOpen = true"><i class="icon" aria-hidden="true">vpn_key</i>{{ t('web.tokens.title') }}</button>
            <button v-close-popup class="menu-item" data-act="sign-out" @click="signOut"><i class="icon" aria-hidden="true">logout</i>{{ t('web.login.leave') }}</button>
          </q-menu>
        </button>
      </div>
      <notice-dialog v-if="ui.isNoticesOpen" @done="ui.isNoticesOpen = false"/>
      <token-dialog v-if="ui.isTokensOpen" @done="ui.isTokensOpen = false"/>
      <q-dialog v-model="ui.isFactorOpen"><div class="dialog"><second-factor @done="ui.isFactorOpen = false" @cancel="ui.isFactorOpen = false"/></div></q-dialog>
      <link-account v-if="ui.isLinkOpen" @done="ui.isLinkOpen = false"/>
      <password-dialog v-if="ui.isPasswordOpen" @done="ui.isPasswordOpen = false"/>
      <q-dialog v-model="ui.isResetOpen"><div class="dialog"><h2>{{ t('web.sample.reset') }}</h2><p>{{ t('web.sample.reset.detail') }}</p><div class="dialog-actions"><button class="btn" v-close-popup>{{ t('web.action.cancel') }}</button><button class="btn danger" v-close-popup @click="reset">{{ t('web.sample.reset') }}</button></div></div></q-dialog>
    </header>`,
  setup() {
    const ui = reactive({ isResetOpen: false, isPasswordOpen: false, isLinkOpen: false, isFactorOpen: false, isTokensOpen: false, isNoticesOpen: false });
    // Whose rows the totals of every screen are of.
    const scope = computed(() => (isNarrowed() ? session.workspace.regions.map((one) => text(one.name)).join(t('web.list')) || t('web.scope.narrowed') : ''));
    const taxes = computed(() => ['excl', 'incl'].map((value) => ({ value, label: t('web.tax.' + value), title: t('web.tax.' + value + '.detail') })));
    const units = computed(() => ['yuan', 'wan', 'yi'].map((value) => ({ value, label: moneyUnit(value) })));
    const other = computed(() => (language.value === 'zh' ? 'en' : 'zh-CN'));
    const switchLanguage = () => setLanguage(language.value === 'zh' ? 'en' : 'zh');
    async function reset() {
      try {
        await post('/workspace/reset', { confirm: session.workspace.name.zh });
        location.reload();
      } catch (problem) {
        notifyProblem(problem);
      }
    }
    // Asked for where it is shown, not at every start.
    const learnWays = () => ways.isKnown || readWays().catch(() => {});
    const openMoved = () => (panel.mode === 'moved' ? (panel.mode = null) : showMoved(panel.changes[0]?.revision));
    const openTalks = () => (panel.mode === 'talk' ? (panel.mode = null) : openLane(talk.mentions.length ? 'mine' : 'open'));
    return { knownOn, learnWays, ways, waiting, talk, openTalks, scope, ui, session, preferences, commands, live, panel, undo, redo, taxes, units, other, switchLanguage, signOut, reset, openMoved, text, saved: computed(savedText) };
  },
});
