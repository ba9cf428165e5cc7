// SPDX-License-Identifier: Apache-2.0
// The last look before a scenario becomes the plan: how much, what it costs, and whose numbers stand where both changed a cell.
import { computed, onMounted, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { arrow, favour } from '../kit/numbers.js';
import { keptByPlan, said, undecided, UNDECIDED } from '../kit/stands.js';
import { get } from '../store/api.js';
import { sentenceOf } from '../store/notices.js';
import { merge } from '../store/scenarios.js';
import ConflictTable from './ConflictTable.js';
import ShortfallChange from './ShortfallChange.js';

const FIGURES = 5;

export default define('MergeScenario', {
  components: { ConflictTable, ShortfallChange },
  props: { scenario: Number },
  emits: ['close'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('close')">
      <div class="dialog wide merge-dialog" @keydown.ctrl.enter.prevent="send" @keydown.meta.enter.prevent="send"><h2>{{ t('web.scenario.merge.title', { name: view.data?.scenario.name ?? '' }) }}</h2>
        <state-box :state="view" :has-data="!!view.data" :rows="4" @retry="load">
          <p v-if="view.isRefreshed" class="stale"><i class="icon" aria-hidden="true">update</i>{{ t('web.scenario.merge.again') }}</p>
          <p>{{ t('web.scenario.merge.words', { count: brought }) }}<template v-if="view.data.withoutPlace"> {{ t('web.scenario.merge.lost', { count: view.data.withoutPlace }) }}</template></p>
          <section v-if="view.data.conflicts"><h3 class="unfavourable">{{ t('web.scenario.merge.conflicts', { count: view.data.conflicts }) }}</h3>
            <conflict-table v-model="stands" :inputs="conflicts" :total="view.data.conflicts"/>
          </section>
          <section v-if="figures.length" class="merge-figures"><h3>{{ t('web.scenario.money') }}<small>{{ moneyUnit() }}</small></h3><ul><li v-for="one in figures" :key="one.key"><span>{{ text(one.name) }}<small>{{ period(one.step.id) }}</small></span><b :class="favour(one.step.change, one.good)">{{ valueText(one.step.change, one.unit, { fine: true, sign: true }) }}<small aria-hidden="true">{{ arrow(one.step.change) }}</small></b></li></ul></section>
          <shortfall-change v-if="view.data.showsCash" :shortfall="view.data.shortfall"/>
          <p v-if="failing" class="form-problem">{{ t('web.scenario.merge.checks', { count: failing }) }}</p>
          <p v-if="!view.data.mayMerge" class="form-problem">{{ t('web.scenario.merge.forbidden') }}</p>
          <p v-if="view.problemWords" class="form-problem" role="alert">{{ view.problemWords }}</p>
        </state-box>
        <div class="dialog-actions"><button class="btn" @click="$emit('close')">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="!isReady" :title="t('web.scenario.merge') + ' (Ctrl+Enter)'" data-act="merge-now" @click="send">{{ t(isSending ? 'web.scenario.merging' : 'web.scenario.merge.now') }}</button></div>
      </div>
    </q-dialog>`,
  setup(props, { emit }) {
    const view = reactive({ data: null, problem: null, problemWords: '', isRefreshed: false });
    const stands = ref(UNDECIDED), isSending = ref(false);
    async function load() {
      view.problem = null;
      try {
        view.data = await get(`/scenarios/${props.scenario}/comparison`);
      } catch (problem) {
        view.problem = problem;
      }
    }
    onMounted(load);
    const conflicts = computed(() => view.data.inputs.filter((one) => one.isConflict));
    /** Cells that the plan will take. */
    const brought = computed(() => {
      const { inputsTotal, conflicts: clashing, withoutPlace, inputs } = view.data;
      const kept = inputs.filter((one) => one.isKept).length;
      return inputsTotal - withoutPlace - kept - keptByPlan(stands.value, conflicts.value, clashing);
    });
    const isReady = computed(() => !!view.data?.mayMerge && !isSending.value && brought.value > 0 && !undecided(stands.value, conflicts.value, view.data.conflicts));
    const figures = computed(() => view.data.figures.filter((one) => one.money && one.years.length).slice(0, FIGURES).map((one) => ({ ...one, key: one.id, step: one.years.reduce((largest, step) => (Math.abs(Number(step.change)) > Math.abs(Number(largest.change)) ? step : largest)) })));
    const failing = computed(() => view.data.checks.filter((one) => one.scenario > one.plan).length);

    async function send() {
      if (!isReady.value) return;
      isSending.value = true;
      view.problemWords = '';
      try {
        await merge(view.data, said(stands.value));
        emit('close');
      } catch (problem) {
        if (problem.status === 409) { await load(); view.isRefreshed = true; stands.value = UNDECIDED; }
        view.problemWords = sentenceOf(problem);
      } finally {
        isSending.value = false;
      }
    }
    return { view, stands, isSending, load, conflicts, brought, isReady, figures, failing, send, text, favour, arrow };
  },
});
