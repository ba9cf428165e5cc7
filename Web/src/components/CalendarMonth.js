// SPDX-License-Identifier: Apache-2.0
// A month as a sheet of weeks: days off are grey, and on its due day each round says how much of it is handed in.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, language, t, text } from '../kit/i18n.js';

export default define('CalendarMonth', {
  props: { data: Object },
  emits: ['open'],
  template: `
    <div class="card rounds-month" role="table" :aria-label="t('web.calendar.month')">
      <div class="rounds-week names" role="row"><span v-for="name in names" :key="name" role="columnheader">{{ name }}</span></div>
      <div v-for="week in weeks" :key="week[0].day" class="rounds-week" role="row"><div v-for="one in week" :key="one.day" role="cell" class="rounds-day" :class="{ off: !one.isWorkday, other: !one.day.startsWith(data.month), today: one.day === data.today }" :data-day="one.day"><span class="rounds-date" :title="day(one.day)">{{ Number(one.day.slice(8)) }}<small v-if="one.isWorkday && one.isWeekend">{{ t('web.calendar.make-up') }}</small><small v-else-if="!one.isWorkday && !one.isWeekend">{{ t('web.calendar.holiday') }}</small></span>
        <button v-for="round in one.rounds" :key="round.id" type="button" class="rounds-chip" :class="tone(round)" :data-chip="round.id" :title="text(round.label)" @click="$emit('open', round.id)"><span>{{ text(round.label) }}</span><b>{{ round.handedIn }}/{{ round.forms.length }}</b></button></div></div>
    </div>`,
  setup(props) {
    const days = computed(() => props.data.days.map((one, index) => ({ ...one, isWeekend: index % 7 > 4, rounds: props.data.rounds.filter((round) => round.due === one.day) })));
    return {
      t, text, day,
      // 2024-01-01 was a Monday.
      names: computed(() => Array.from({ length: 7 }, (_, index) => new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + index))))),
      weeks: computed(() => Array.from({ length: days.value.length / 7 }, (_, index) => days.value.slice(index * 7, index * 7 + 7))),
      tone: (round) => (round.overdue ? 'bad' : round.handedIn === round.forms.length ? 'good' : ''),
    };
  },
});
