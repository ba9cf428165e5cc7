// SPDX-License-Identifier: Apache-2.0
// One alert: what it is, what it costs, by when; taken note of, or put off until a day.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { follow } from '../store/router.js';
import { session } from '../store/session.js';

export const ICONS = { critical: 'error', warning: 'warning', info: 'info' };
const DAY_MS = 86_400_000;

const dayAfter = (from, days) => new Date(Date.parse(from + 'T00:00:00Z') + days * DAY_MS).toISOString().slice(0, 10);

export default define('AlertRow', {
  props: { alert: Object, today: String, isOn: Boolean, isAsking: Boolean },
  emits: ['choose', 'ask'],
  template: `
    <li class="alert-row" :class="[alert.severity, { on: isOn, aside: isAside }]" :data-alert="alert.id" :aria-current="isOn ? 'true' : null" @click="$emit('choose')">
      <i class="icon" :aria-label="t('web.alert.' + alert.severity)" :title="t('web.alert.' + alert.severity)">{{ icons[alert.severity] }}</i>
      <div class="alert-words">
        <p class="alert-title"><button class="link" data-act="alert-open" @click.stop="follow(alert.link)">{{ text(alert.title) }}</button><span v-if="alert.isNew" class="tag warn">{{ t('web.alerts.new') }}</span><span v-if="alert.state === 'worse'" class="tag bad">{{ t('web.alerts.worse') }}</span></p>
        <p>{{ text(alert.detail) }}</p>
        <p class="alert-meta"><span v-if="urgency" :class="{ unfavourable: isPressing }">{{ urgency }}</span><span v-if="alert.raisedOn">{{ t('web.alerts.raised', { day: day(alert.raisedOn) }) }}</span><span v-if="alert.snoozedUntil">{{ t('web.alerts.until', { day: day(alert.snoozedUntil) }) }}</span><span v-else-if="alert.isAcknowledged">{{ t('web.alerts.noted') }}</span></p>
        <form v-if="isAsking" class="alert-ask" @submit.prevent="snooze(chosen)" @click.stop>
          <button type="button" class="btn small" data-act="snooze-day" @click="snooze(after(1))">{{ t('web.alerts.tomorrow') }}</button><button type="button" class="btn small" data-act="snooze-week" @click="snooze(after(7))">{{ t('web.alerts.week') }}</button>
          <input type="date" class="input" v-model="chosen" :min="after(1)" :max="after(366)" :aria-label="t('web.alerts.day')" required><button class="btn small primary" data-act="snooze-until">{{ t('web.alerts.snooze') }}</button>
        </form>
      </div>
      <span class="alert-money"><template v-if="alert.money !== null"><figure-value :value="alert.money" :cell="alert.cell" :label="alert.title"/> <small>{{ moneyUnit() }}</small></template></span>
      <span v-if="!session.isReader" class="alert-acts">
        <button v-if="isAside" class="icon-btn" data-act="alert-back" :disabled="isBusy" :title="t('web.alert.back')" :aria-label="t('web.alert.back')" @click.stop="note(false)"><i class="icon" aria-hidden="true">undo</i></button>
        <template v-else>
          <button class="icon-btn" data-act="alert-note" :disabled="isBusy" :title="t('web.alerts.note')" :aria-label="t('web.alerts.note')" @click.stop="note(true)"><i class="icon" aria-hidden="true">done</i></button>
          <button class="icon-btn" data-act="alert-snooze" :disabled="isBusy" :aria-expanded="isAsking" :title="t('web.alerts.snooze')" :aria-label="t('web.alerts.snooze')" @click.stop="$emit('ask')"><i class="icon" aria-hidden="true">snooze</i></button>
        </template>
      </span>
    </li>`,
  setup(props, { emit, expose }) {
    const isBusy = ref(false), chosen = ref(dayAfter(props.today, 14));
    const after = (days) => dayAfter(props.today, days);
    const left = computed(() => (props.alert.urgentBy ? Math.round((Date.parse(props.alert.urgentBy) - Date.parse(props.today)) / DAY_MS) : null));
    const urgency = computed(() => (left.value === null ? '' : left.value < 0 ? t('web.alerts.past', { day: day(props.alert.urgentBy) }) : left.value === 0 ? t('web.alerts.today') : t('web.alerts.by', { day: day(props.alert.urgentBy), count: left.value })));

    /** The list itself follows with the view, which hears of the change like every other screen. */
    async function act(kind, payload) {
      if (isBusy.value) return;
      isBusy.value = true;
      try {
        await send(kind, { alert: props.alert.id, ...payload }, {});
        if (props.isAsking) emit('ask');
      } catch { /* the problem was shown */ } finally {
        isBusy.value = false;
      }
    }
    const note = (isAcknowledged) => act('acknowledge-alert', { isAcknowledged });
    const snooze = (until) => act('snooze-alert', { until });
    expose({ note });
    return { icons: ICONS, text, day, follow, session, isBusy, chosen, after, urgency, isPressing: computed(() => left.value !== null && left.value <= 14), isAside: computed(() => props.alert.isAcknowledged || !!props.alert.snoozedUntil), note, snooze };
  },
});
