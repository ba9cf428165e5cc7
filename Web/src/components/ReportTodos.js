// SPDX-License-Identifier: Apache-2.0
// Forecast reports that were written for the reader and not looked at, for the inbox.
import { computed, watch } from 'vue';
import { define } from '../kit/template.js';
import { day, text } from '../kit/i18n.js';
import { concernsReports, linkTo } from '../store/reports.js';
import { useView } from '../store/view.js';

export default define('ReportTodos', {
  emits: ['known'],
  template: `
    <div v-if="unread.length" class="card report-todos" data-section="report-todos"><h2><a href="#/forecast?view=report">{{ t('web.digest.todos') }}</a> <span class="badge">{{ unread.length }}</span></h2><ul class="todos"><li v-for="one in unread" :key="one.id" :data-report="one.id"><a class="link" :href="linkTo(one)">{{ text(one.title) }}</a><p>{{ t('web.digest.written', { day: day(one.writtenOn) }) }}</p></li></ul></div>`,
  setup(props, { emit }) {
    const { data } = useView(() => '/forecast-reports', { concerns: concernsReports });
    const unread = computed(() => (data.value?.reports ?? []).filter((one) => one.isUnread));
    watch(unread, () => emit('known', unread.value.length));
    return { text, day, unread, linkTo };
  },
});
