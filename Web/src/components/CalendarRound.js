// SPDX-License-Identifier: Apache-2.0
// One round: how much of it is handed in, and every form with its state, who is late and who must act next.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';

const TONES = { approved: 'good', released: 'good', submitted: 'warn', draft: '', notStarted: '' };

export default define('CalendarRound', {
  props: { round: Object, today: String, isOpen: Boolean },
  template: `
    <details class="card rounds-round" :data-round="round.id" :open="isOpen">
      <summary><span class="rounds-name"><b>{{ text(round.label) }}</b><small>{{ t('web.calendar.due', { day: day(round.due), rule: text(round.rule) }) }}</small></span>
        <span class="rounds-bar" role="img" :aria-label="words"><i v-for="part in parts" :key="part.key" :class="part.key" :style="{ flexGrow: part.count }"></i></span>
        <span class="rounds-counts">{{ t('web.calendar.counts', { done: round.handedIn, all: round.forms.length }) }}<em v-if="round.overdue" class="tag bad">{{ t('web.calendar.overdue', { count: round.overdue }) }}</em><em v-if="round.late" class="tag warn">{{ t('web.calendar.late', { count: round.late }) }}</em></span></summary>
      <div class="table-box"><table class="data-table rounds-forms"><thead><tr><th>{{ t('web.calendar.form') }}</th><th>{{ t('web.calendar.state') }}</th><th>{{ t('web.calendar.handed-in') }}</th><th>{{ t('web.calendar.next') }}</th><th>{{ t('web.calendar.reminded') }}</th></tr></thead>
        <tbody><tr v-for="one in round.forms" :key="one.key" :data-form="one.key" :class="{ overdue: !one.handedInOn && one.late }"><td><a :href="one.link">{{ text(one.label) }}</a></td><td><a v-if="one.approval && one.state === 'submitted'" class="tag" :class="tone(one)" :href="'#/inbox?approval=' + one.approval">{{ t('web.calendar.state.' + one.state) }}</a><i v-else class="tag" :class="tone(one)">{{ t('web.calendar.state.' + one.state) }}</i></td>
          <td><template v-if="one.handedInOn">{{ day(one.handedInOn) }}<small v-if="one.importedBy" class="rounds-note">{{ t('web.calendar.imported', { name: text(one.importedBy) }) }}</small><em v-if="one.hasMoved" class="tag warn rounds-note">{{ t('web.calendar.moved') }}</em></template><template v-else-if="!one.late">{{ t('web.calendar.open') }}</template><em v-if="one.late" class="rounds-late" :class="{ after: one.handedInOn }">{{ t(one.handedInOn ? 'web.calendar.was-late' : round.closesOn < today ? 'web.calendar.never' : 'web.calendar.is-late', { count: one.late }) }}</em></td>
          <td>{{ next(one) }}</td><td class="quiet">{{ one.remindedOn && !one.handedInOn ? day(one.remindedOn) : '' }}</td></tr></tbody></table></div>
    </details>`,
  setup(props) {
    const parts = computed(() => {
      const { forms, approved, handedIn, overdue } = props.round;
      return [['approved', approved], ['submitted', handedIn - approved], ['overdue', overdue], ['open', forms.length - handedIn - overdue]].filter(([, count]) => count > 0).map(([key, count]) => ({ key, count }));
    });
    return {
      t, text, day, parts, tone: (one) => (!one.handedInOn && one.late ? 'bad' : TONES[one.state]),
      words: computed(() => parts.value.map((part) => `${t('web.calendar.bar.' + part.key)} ${part.count}`).join(t('web.list'))),
      next: (one) => (one.next.length ? one.next.map((who) => (who.step ? t('web.calendar.step', { name: text(who.person), step: text(who.step) }) : text(who.person))).join(t('web.list')) : '–'),
    };
  },
});
