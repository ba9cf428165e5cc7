// SPDX-License-Identifier: Apache-2.0
// What the plan calendar reminded the reader of, for the inbox.
import { computed, watch } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { concernsInbox } from '../store/inbox.js';
import { useView } from '../store/view.js';

export default define('CalendarTodos', {
  emits: ['known'],
  template: `
    <div v-if="todos.length" class="card rounds-todos" data-section="calendar-todos"><h2><a href="#/calendar">{{ t('web.nav.calendar') }}</a> <span class="badge">{{ todos.length }}</span></h2><ul class="todos"><li v-for="one in todos" :key="one.id" :data-todo="one.id"><a class="link" :href="one.link">{{ text(one.title) }}</a><p>{{ text(one.detail) }}</p></li></ul></div>`,
  setup(props, { emit }) {
    const { data } = useView(() => '/plan-calendar', { concerns: (change) => concernsInbox(change) || /^calendar\./.test(change.kind ?? '') });
    const todos = computed(() => data.value?.todos ?? []);
    watch(todos, () => emit('known', todos.value.length));
    return { text, todos };
  },
});
