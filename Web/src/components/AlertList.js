// SPDX-License-Identifier: Apache-2.0
// Alerts with their money; one may be put aside, on every screen of the same person, until it says something new.
import { computed, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { send } from '../store/commands.js';
import { follow } from '../store/router.js';

const ICONS = { critical: 'error', warning: 'warning', info: 'info' };

/** Taken note of, or put off until a day. */
const isAside = (alert) => alert.isAcknowledged || !!alert.snoozedUntil;

export default define('AlertList', {
  props: { alerts: Array },
  template: `
    <ul class="alerts">
      <li v-for="alert in shown" :key="alert.id" :class="[alert.severity, { aside: isAside(alert) }]" :data-alert="alert.id">
        <i class="icon" :aria-label="t('web.alert.' + alert.severity)" :title="t('web.alert.' + alert.severity)">{{ icons[alert.severity] }}</i>
        <div><button class="link" @click="follow(alert.link)">{{ text(alert.title) }}</button><p>{{ text(alert.detail) }}</p></div>
        <figure-value v-if="alert.money" :value="alert.money" :cell="alert.cell" :label="alert.title"/>
        <button class="icon-btn" data-act="acknowledge" :disabled="busy.has(alert.id)" :title="t(words(alert))" :aria-label="t(words(alert))" @click="take(alert)"><i class="icon" aria-hidden="true">{{ isAside(alert) ? 'visibility' : 'visibility_off' }}</i></button>
      </li>
    </ul>
    <button v-if="hidden" class="link small-text" @click="isAll = !isAll">{{ t(isAll ? 'web.alert.fewer' : 'web.alert.hidden', { count: hidden }) }}</button>`,
  setup(props) {
    const isAll = ref(false);
    const busy = reactive(new Set());
    const shown = computed(() => props.alerts.filter((alert) => isAll.value || !isAside(alert)));
    const words = (alert) => (isAside(alert) ? 'web.alert.back' : 'web.alert.aside');
    /** The list itself follows with the view, which hears of the change like every other screen. */
    async function take(alert) {
      busy.add(alert.id);
      try {
        await send('acknowledge-alert', { alert: alert.id, isAcknowledged: !isAside(alert) }, { isQuiet: false });
      } catch { /* the problem was shown */ } finally {
        busy.delete(alert.id);
      }
    }
    return { icons: ICONS, follow, shown, words, take, busy, isAll, hidden: computed(() => props.alerts.filter(isAside).length), isAside };
  },
});
