// SPDX-License-Identifier: Apache-2.0
// Alerts with their money; one may be put aside in this browser until it says something new.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { preferences } from '../kit/preferences.js';
import { follow } from '../store/router.js';

const ICONS = { critical: 'error', warning: 'warning', info: 'info' };
const KEPT = 100;
const keyOf = (alert) => `${alert.id}@${alert.since}`;

export default define('AlertList', {
  props: { alerts: Array },
  template: `
    <ul class="alerts">
      <li v-for="alert in shown" :key="alert.id" :class="alert.severity">
        <i class="icon" :aria-label="t('web.alert.' + alert.severity)" :title="t('web.alert.' + alert.severity)">{{ icons[alert.severity] }}</i>
        <div><button class="link" @click="follow(alert.link)">{{ text(alert.title) }}</button><p>{{ text(alert.detail) }}</p></div>
        <figure-value v-if="alert.money" :value="alert.money" :cell="alert.cell" :label="alert.title"/>
        <button class="icon-btn" :title="t('web.alert.aside')" :aria-label="t('web.alert.aside')" @click="putAside(alert)"><i class="icon" aria-hidden="true">visibility_off</i></button>
      </li>
    </ul>
    <button v-if="hidden" class="link small-text" @click="isAll = !isAll">{{ t(isAll ? 'web.alert.fewer' : 'web.alert.hidden', { count: hidden }) }}</button>`,
  setup(props) {
    const isAll = ref(false);
    const aside = computed(() => new Set(preferences.asideAlerts));
    const shown = computed(() => props.alerts.filter((alert) => isAll.value || !aside.value.has(keyOf(alert))));
    function putAside(alert) {
      const key = keyOf(alert);
      preferences.asideAlerts = aside.value.has(key) ? preferences.asideAlerts.filter((one) => one !== key) : [...preferences.asideAlerts, key].slice(-KEPT);
    }
    return { icons: ICONS, follow, shown, putAside, isAll, hidden: computed(() => props.alerts.filter((alert) => aside.value.has(keyOf(alert))).length) };
  },
});
