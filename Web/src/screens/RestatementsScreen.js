// SPDX-License-Identifier: Apache-2.0
// 更正与补录: what was learnt of closed months after they were closed, by how much it moved them, and what followed from it.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { useView } from '../store/view.js';
import RestatedBatches from '../components/RestatedBatches.js';
import RestatedBatch from '../components/RestatedBatch.js';
import RestatedMonths from '../components/RestatedMonths.js';

export default define('RestatementsScreen', {
  components: { RestatedBatch, RestatedBatches, RestatedMonths },
  template: `
    <section class="screen restatements-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.restatements') }}</h1><p class="basis">{{ t('web.restated.basis', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools"><select v-if="kinds.length" class="select" :value="kind" :aria-label="t('web.restated.kind')" data-field="kind" @change="setQuery({ kind: $event.target.value, month: null, batch: null })"><option v-for="one in kinds" :key="one.kind" :value="one.kind">{{ one.label }}</option></select></div>
      </header>
      <state-box :state="state" :has-data="!!data" :rows="9" :is-empty="data && !data.figures.length && !data.entries.length" empty-key="web.restated.empty" @retry="reload">
        <template #empty><a class="btn" href="#/imports">{{ t('web.figures.empty.import') }}</a></template>
        <restated-batch v-if="batch" :batch="batch" :entry="data.entries.find((one) => one.batch === batch)" :month="month" @close="setQuery({ batch: null })"/>
        <div class="restated-layout">
          <restated-months v-if="figure" :figure="figure" :chosen="month" @month="setQuery({ month: $event === month ? null : $event })"/>
          <restated-batches :entries="entries" :count="data.entryCount" :month="month" :chosen="batch" @open="setQuery({ batch: $event })" @all="setQuery({ month: null })"/>
        </div>
      </state-box>
    </section>`,
  setup() {
    const { data, state, reload } = useView(() => '/restatements');
    const moved = (one) => one.months.some((month) => Number(month.change) !== 0 || month.parts.length);
    /** What moved comes first to the eye. */
    const kind = computed(() => route.query.kind ?? (data.value?.figures.find(moved) ?? data.value?.figures[0])?.kind ?? '');
    const month = computed(() => route.query.month ?? null), batch = computed(() => Number(route.query.batch) || null);
    const figure = computed(() => data.value?.figures.find((one) => one.kind === kind.value) ?? null);
    const entries = computed(() => data.value.entries.filter((one) => !month.value || (one.kind === kind.value && one.parts.some((part) => part.month === month.value))));
    const kinds = computed(() => (data.value?.figures ?? []).map((one) => ({ kind: one.kind, label: text(one.label) + (moved(one) ? ' · ' + t('web.restated.moved') : '') })));
    return { data, state, reload, kind, kinds, month, batch, figure, entries, setQuery, query };
  },
});
