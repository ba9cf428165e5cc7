// SPDX-License-Identifier: Apache-2.0
import { define } from '../kit/template.js';
import { send } from '../store/commands.js';
import { follow } from '../store/router.js';

const ICONS = { critical: 'error', warning: 'warning', info: 'info' };

export default define('AlertList', {
  props: { alerts: Array },
  template: `
    <ul class="alerts">
      <li v-for="alert in alerts" :key="alert.id" :class="alert.severity">
        <i class="icon" :aria-label="t('web.alert.' + alert.severity)" :title="t('web.alert.' + alert.severity)">{{ icons[alert.severity] }}</i>
        <div><button class="link" @click="follow(alert.link)">{{ text(alert.title) }}</button><p>{{ text(alert.detail) }}</p></div>
        <figure-value v-if="alert.money" :value="alert.money" :cell="alert.cell" :label="alert.title"/>
        <button class="icon-btn" :title="t('web.alert.acknowledge')" :aria-label="t('web.alert.acknowledge')" @click="acknowledge(alert)"><i class="icon" aria-hidden="true">done</i></button>
      </li>
    </ul>`,
  setup: () => ({ icons: ICONS, follow, acknowledge: (alert) => send('acknowledge-alert', { alert: alert.id }, { opensPanel: false }).catch(() => {}) }),
});
