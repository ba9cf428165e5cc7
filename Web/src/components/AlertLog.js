// SPDX-License-Identifier: Apache-2.0
// What became of alerts, the newest first, with the change that brought it.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { moment, text } from '../kit/i18n.js';
import { get, query } from '../store/api.js';
import { notifyProblem } from '../store/notices.js';
import { who } from '../store/people.js';
import { follow } from '../store/router.js';
import { useView } from '../store/view.js';

const PAGE = 50;

export default define('AlertLog', {
  template: `
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!entries.length" empty-key="web.alerts.empty.log" @retry="reload">
      <ul class="card alert-log"><li v-for="one in entries" :key="one.number" :class="one.kind" :data-log="one.number">
        <time>{{ at(one.at) }}</time><span class="tag" :class="{ worse: 'bad', raised: 'warn', recovered: 'good' }[one.kind]">{{ t('web.alerts.kind.' + one.kind) }}</span>
        <div><button class="link" @click="follow(one.alert.link)">{{ text(one.alert.title) }}</button><p>{{ text(one.alert.detail) }}</p><p v-if="one.cause" class="alert-meta"><span>{{ t('web.alerts.cause', { name: who(one.cause.by), words: text(one.cause.label) }) }}</span></p></div>
        <span class="alert-money"><template v-if="one.alert.money !== null"><figure-value :value="one.alert.money" :label="one.alert.title"/> <small>{{ moneyUnit() }}</small></template></span>
      </li></ul>
      <button v-if="next" class="btn" data-act="log-more" :disabled="isBusy" @click="more">{{ t('web.alerts.more') }}</button>
    </state-box>`,
  setup() {
    const older = ref([]), after = ref(null), isBusy = ref(false);
    // A new line at the top leaves the pages below as they were.
    const { data, state, reload } = useView(() => '/alerts/log' + query({ limit: PAGE }), { concerns: (change) => /^alerts\.|reset$/.test(change.kind ?? '') });
    const entries = computed(() => {
      const newest = data.value?.entries ?? [], last = newest.at(-1)?.number ?? 0;
      return [...newest, ...older.value.filter((one) => one.number < last)];
    });
    const next = computed(() => (older.value.length ? after.value : data.value?.next ?? null));
    async function more() {
      isBusy.value = true;
      try {
        const page = await get('/alerts/log' + query({ limit: PAGE, before: next.value }));
        older.value = [...older.value, ...page.entries];
        after.value = page.next;
      } catch (problem) { notifyProblem(problem); } finally { isBusy.value = false; }
    }
    return { text, follow, who, data, state, reload, entries, next, more, isBusy, at: (milliseconds) => moment(new Date(milliseconds).toISOString()) };
  },
});
