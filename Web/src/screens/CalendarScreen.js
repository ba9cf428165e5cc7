// SPDX-License-Identifier: Apache-2.0
// 计划日历: rounds of planning with their due days; who handed in, who is late, who must act next; as a board and as a month.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { day, period, t, text } from '../kit/i18n.js';
import { shiftMonth } from '../kit/periods.js';
import { query } from '../store/api.js';
import { concernsInbox } from '../store/inbox.js';
import { route, setQuery } from '../store/router.js';
import { session } from '../store/session.js';
import { useView } from '../store/view.js';
import CalendarMonth from '../components/CalendarMonth.js';
import CalendarRound from '../components/CalendarRound.js';
import RhythmDialog from '../components/RhythmDialog.js';

export default define('CalendarScreen', {
  components: { CalendarMonth, CalendarRound, RhythmDialog },
  template: `
    <section class="screen rounds-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.calendar') }}</h1><p class="basis">{{ t('web.calendar.basis') }}<template v-if="data?.isPresumed"> · {{ t('web.calendar.presumed') }}</template></p></div>
        <div class="screen-tools" v-if="data?.rhythm"><segment-switch :model-value="shape" :options="shapes" :label="t('web.calendar.shape')" data-act="calendar-shape" @update:model-value="setQuery({ shape: $event })"/><button v-if="mayEdit" class="btn" data-act="calendar-set" @click="ui.isOpen = true"><i class="icon" aria-hidden="true">tune</i> {{ t('web.calendar.set') }}</button></div></header>
      <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!data?.rhythm || !data.rounds.length" :empty-key="mayEdit ? 'web.calendar.empty' : 'web.calendar.none'" @retry="reload">
        <template #empty><button v-if="mayEdit" class="btn primary" data-act="calendar-set" @click="ui.isOpen = true">{{ t('web.calendar.begin') }}</button></template>
        <div v-if="data.todos.length" class="card rounds-todos" data-section="todos"><h2>{{ t('web.calendar.mine') }}</h2><ul class="todos"><li v-for="one in data.todos" :key="one.id" :data-todo="one.id"><a class="link" :href="one.link">{{ text(one.title) }}</a><p>{{ text(one.detail) }}</p></li></ul></div>
        <template v-if="shape === 'month'"><nav class="rounds-steps" :aria-label="t('web.calendar.month')"><button class="icon-btn" :aria-label="t('web.calendar.earlier')" data-act="month-earlier" @click="show(-1)"><i class="icon" aria-hidden="true">chevron_left</i></button><b>{{ period(data.month) }}</b><button class="icon-btn" :aria-label="t('web.calendar.later')" data-act="month-later" @click="show(1)"><i class="icon" aria-hidden="true">chevron_right</i></button></nav>
          <calendar-month :data="data" @open="(id) => setQuery({ round: id })"/>
          <calendar-round v-for="one in ofMonth" :key="one.id" :round="one" :today="data.today" :is-open="one.id === route.query.round || ofMonth.length === 1"/>
          <p v-if="!ofMonth.length" class="quiet">{{ t('web.calendar.month.none') }}</p></template>
        <template v-else>
          <template v-for="group in groups" :key="group.key"><h2 v-if="group.rounds.length" class="rounds-group">{{ t('web.calendar.group.' + group.key) }}</h2><calendar-round v-for="one in group.rounds" :key="one.id" :round="one" :today="data.today" :is-open="group.key === 'now' || one.id === route.query.round"/></template>
        </template>
      </state-box>
      <rhythm-dialog v-if="ui.isOpen" :data="data" @close="ui.isOpen = false"/>
    </section>`,
  setup() {
    const ui = reactive({ isOpen: false });
    const { data, state, reload } = useView(() => '/plan-calendar' + query({ month: route.query.month ?? null }), { concerns: (change) => concernsInbox(change) || /^(calendar|facts)\./.test(change.kind ?? '') });
    const shape = computed(() => (route.query.shape === 'month' ? 'month' : 'board'));
    const near = computed(() => data.value?.rounds.filter((one) => one.opensOn <= data.value.today) ?? []);
    return {
      ui, data, state, reload, shape, route, setQuery, t, text, day, period,
      mayEdit: computed(() => !!data.value?.mayEdit && !session.isReader),
      shapes: computed(() => ['board', 'month'].map((value) => ({ value, label: t('web.calendar.shape.' + value) }))),
      show: (by) => setQuery({ month: shiftMonth(data.value.month, by), round: null }),
      ofMonth: computed(() => data.value.rounds.filter((one) => one.month === data.value.month)),
      groups: computed(() => [
        { key: 'now', rounds: near.value.filter((one) => one.closesOn >= data.value.today) },
        { key: 'later', rounds: data.value.rounds.filter((one) => one.opensOn > data.value.today) },
        { key: 'past', rounds: near.value.filter((one) => one.closesOn < data.value.today).reverse() },
      ]),
    };
  },
});
