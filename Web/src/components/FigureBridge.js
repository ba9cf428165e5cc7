// SPDX-License-Identifier: Apache-2.0
// From one figure to another: both ends with what they count, the steps between them as a chart and as a table that adds up.
import { computed, onBeforeUnmount, onMounted, ref } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { signOf, subtract } from '../kit/decimal.js';
import { query } from '../store/api.js';
import { setQuery } from '../store/router.js';
import { can, session } from '../store/session.js';
import { useView } from '../store/view.js';
import { added, axisStart, headed, pickedStep, stepsHeight, stepsOption } from './figure-steps.js';
import FigureChoice from './FigureChoice.js';
import FigureDocuments from './FigureDocuments.js';

const NARROW_PX = 640;

export default define('FigureBridge', {
  components: { FigureChoice, FigureDocuments },
  props: { dictionary: Object, question: Object, entry: { default: null } },
  template: `
    <figure-choice :dictionary="dictionary" :question="question"/>
    <state-box :state="state" :has-data="!!data" :rows="10" @retry="reload">
      <p v-if="data.isNarrowed" class="figure-note"><i class="icon" aria-hidden="true">lock_person</i><span>{{ narrowed }}</span></p>
      <p v-if="data.unlikeness" class="figure-note" data-unlikeness><i class="icon" aria-hidden="true">info</i><span>{{ unlike }}</span></p>
      <p v-for="one in data.standIns" :key="one.id" class="figure-note" :data-stand-in="one.id"><i class="icon" aria-hidden="true">find_replace</i><span><b>{{ text(one.name) }}</b> {{ headed(one.words) }}</span></p>
      <div class="figure-totals">
        <article v-for="one in ends" :key="one.key" class="card" :data-end="one.key"><h2>{{ text(one.measure.name) }}<a class="link" :href="'#/figures?view=dictionary&measure=' + one.measure.id">{{ t('web.figures.definition') }}</a></h2><p class="figure-total"><figure-value :value="one.total"/> <small>{{ moneyUnit() }}</small></p><p class="quiet">{{ headed(one.measure.taxRule.label) }} · {{ text(one.measure.dateRule.label) }}</p></article>
        <article class="card" data-end="gap"><h2>{{ t('web.figures.gap') }}</h2><p class="figure-total"><figure-value :value="gap" :is-change="true"/> <small>{{ moneyUnit() }}</small></p><ul class="statement-checks" :aria-label="t('web.statements.checks')"><li :class="isTied ? 'favourable' : 'unfavourable'" data-residual><i class="icon" aria-hidden="true">{{ isTied ? 'check_circle' : 'error' }}</i>{{ t('web.figures.residual') }}<b>{{ data.residual }}</b></li></ul></article>
      </div>
      <div class="figure-layout">
        <article class="card"><h2>{{ t('web.figures.chart') }}<small v-if="isCut" class="quiet">{{ t('web.reviews.cut-axis') }}</small></h2><chart-box :option="option" :height="height" :label="chartWords" @pick="pick"/></article>
        <article class="card"><h2>{{ t('web.figures.steps') }}<small class="quiet">{{ t('web.unit.in', { unit: moneyUnit() }) }}</small><a v-if="can('exportData')" class="btn" :href="workbook" download data-act="export-xlsx">{{ t('web.action.xlsx') }}</a></h2>
          <div class="scroll-x"><table class="data-table figure-steps"><thead><tr><th>{{ t('web.figures.step') }}</th><th class="num">{{ t('web.figures.amount') }}</th><th class="num">{{ t('web.figures.documents') }}</th><th class="wide-only">{{ t('web.figures.reason') }}</th></tr></thead>
            <tbody>
              <tr class="total" data-step="from"><td>{{ text(data.from.name) }}</td><td class="num"><figure-value :value="data.fromTotal"/></td><td></td><td class="wide-only"></td></tr>
              <tr v-for="step in data.steps" :key="step.entry" class="step" :class="{ on: step.entry === entry }" :data-step="step.entry" @click="open(step.entry)"><td><button class="link" :aria-haspopup="'dialog'" :aria-expanded="step.entry === entry" @click.stop="open(step.entry)">{{ headed(step.name) }}</button></td><td class="num"><figure-value :value="added(step.amount)" :is-change="true"/></td><td class="num">{{ count(String(step.documents)) }}</td><td class="wide-only quiet">{{ headed(step.reason) }}</td></tr>
              <tr v-if="!data.steps.length"><td colspan="4" class="quiet">{{ t('web.figures.no-steps') }}</td></tr>
              <tr class="total" data-step="to"><td>{{ text(data.to.name) }}</td><td class="num"><figure-value :value="data.toTotal"/></td><td></td><td class="wide-only"></td></tr>
              <tr :class="isTied ? 'favourable' : 'unfavourable'" data-step="residual"><td>{{ t('web.figures.residual') }}</td><td class="num">{{ data.residual }}</td><td></td><td class="wide-only quiet">{{ t(isTied ? 'web.figures.tied' : 'web.figures.not-tied') }}</td></tr>
            </tbody></table></div>
        </article>
      </div>
      <figure-documents v-if="opened" :key="entry + path" :step="opened" :question="question" :from="data.from" @close="close"/>
    </state-box>`,
  setup(props) {
    const path = computed(() => query(props.question));
    const { data, state, reload } = useView(() => '/measure-bridge' + path.value);
    const isNarrow = ref(false);
    const measure = () => { isNarrow.value = innerWidth < NARROW_PX; };
    onMounted(() => { measure(); addEventListener('resize', measure); });
    onBeforeUnmount(() => removeEventListener('resize', measure));
    const opened = computed(() => data.value?.steps.find((step) => step.entry === props.entry) ?? null);
    function open(entry) {
      if (entry) setQuery({ entry });
    }
    function close() {
      const entry = props.entry;
      setQuery({ entry: null });
      // Back where one came from.
      document.querySelector(`[data-step="${entry}"] button`)?.focus();
    }
    const own = computed(() => session.workspace.regions.map((one) => text(one.name)));
    return {
      data, state, reload, path, open, close, opened, added, headed, can, t, text,
      ends: computed(() => [{ key: 'from', measure: data.value.from, total: data.value.fromTotal }, { key: 'to', measure: data.value.to, total: data.value.toTotal }]),
      gap: computed(() => subtract(data.value.toTotal, data.value.fromTotal)),
      // The last sentence sends one to where one is.
      unlike: computed(() => text(data.value.unlikeness).replace(/(。|\.) ?[^。.]*$/, '$1')),
      isTied: computed(() => signOf(data.value.residual) === 0),
      isCut: computed(() => axisStart(data.value) > 0),
      option: computed(() => stepsOption(data.value, props.entry, isNarrow.value)),
      height: computed(() => stepsHeight(data.value)),
      chartWords: computed(() => t('web.figures.chart.label', { from: text(data.value.from.name), to: text(data.value.to.name) })),
      pick: (event) => open(pickedStep(data.value, event)),
      workbook: computed(() => '/api/v1/exports/measure-bridge' + path.value),
      narrowed: computed(() => (own.value.length ? t('web.figures.narrowed', { regions: own.value.join(t('web.list')) }) : t('web.figures.narrowed.none'))),
    };
  },
});
