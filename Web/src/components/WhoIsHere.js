// SPDX-License-Identifier: Apache-2.0
// The others on this screen, as initials; a list says who, where they stand, and how to be unseen.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { period, t } from '../kit/i18n.js';
import { preferences } from '../kit/preferences.js';
import { here, initialsOf, tint } from '../store/presence.js';
import { go } from '../store/router.js';

const SHOWN = 3;

export default define('WhoIsHere', {
  template: `
    <button v-if="here.length" type="button" class="who-here wide-only" data-act="who-is-here" aria-haspopup="menu" :aria-label="t('web.presence.count', { count: here.length })" :title="here.map((one) => who(one.login)).join(t('web.list'))">
      <span v-for="one in shown" :key="one.tab" class="who" :class="'tint' + tint(one.login)" :data-who="one.login">{{ initialsOf(one.login) }}</span><em v-if="here.length > shown.length" class="who more">+{{ here.length - shown.length }}</em>
      <q-menu anchor="bottom right" self="top right" class="menu">
        <p class="menu-note">{{ t('web.presence.here') }}</p>
        <button v-for="one in here" :key="one.tab" v-close-popup class="menu-item" @click="one.cell && go('table', { cell: one.cell })"><span class="who" :class="'tint' + tint(one.login)">{{ initialsOf(one.login) }}</span>{{ who(one.login) }}<small v-if="one.cell">{{ period(one.cell.split('@')[1] ?? '') }}</small></button>
        <button v-close-popup class="menu-item" data-act="be-unseen" @click="preferences.isUnseen = true"><i class="icon" aria-hidden="true">visibility_off</i>{{ t('web.presence.hide') }}</button>
      </q-menu>
    </button>`,
  setup: () => ({ here, shown: computed(() => here.value.slice(0, SHOWN)), initialsOf, tint, preferences, period, go, t }),
});
