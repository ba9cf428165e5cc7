// SPDX-License-Identifier: Apache-2.0
// 为什么: words first, then the formula, the parts that open one by one, and the sources.
import { computed, onScopeDispose, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { unitWords } from '../kit/units.js';
import { onLive } from '../store/live.js';
import { backTo, compareWith, explainDeeper, isAside, isOfChange, loadExplanation, panel } from '../store/panel.js';
import ExplainPart from './ExplainPart.js';
import SourceNote from './SourceNote.js';

/** What a figure is put beside: its own parts, the period before, the same period a year before. */
const AGAINST = ['parts', 'previous', 'year-before'];

export default define('ExplainView', {
  components: { ExplainPart, SourceNote },
  props: { book: { default: () => panel } },
  template: `
    <div class="explain">
      <nav v-if="book.trail.length > 1" class="crumbs" :aria-label="t('web.explain.trail')"><template v-for="(one, index) in book.trail" :key="one.cell"><button v-if="index < book.trail.length - 1" class="link" @click="backTo(index, book)">{{ nameOf(one) }}</button><span v-else>{{ nameOf(one) }}</span><i v-if="index < book.trail.length - 1" aria-hidden="true">›</i></template></nav>
      <state-box :state="view" :has-data="!!view.data" :rows="5" @retry="load">
        <p v-if="step.scenario && !step.draft" class="in-scenario"><i class="icon" aria-hidden="true">call_split</i>{{ t('web.scenario.in-explain') }}</p>
        <header class="explain-head"><h2>{{ text(view.data.label) }}</h2><span>{{ text(view.data.period?.label) }}</span></header>
        <segment-switch v-if="view.data.period && !step.after && !step.draft" class="explain-against" data-act="against" :model-value="step.from ?? 'parts'" :options="against" :label="t('web.explain.against')" @update:model-value="(one) => compareWith(one === 'parts' ? null : one)"/>
        <p v-if="step.from && (view.data.before === undefined || view.data.before === null)" class="quiet">{{ t('web.explain.then-none') }}</p>
        <p v-else-if="isOfChange(step) && view.data.before !== undefined && view.data.before !== null" class="quiet">{{ t(step.from ? 'web.explain.then' : 'web.explain.before', { value: valueText(view.data.before, view.data.unit, { fine: true }) || '·' }) }}</p>
        <p class="explain-value"><b>{{ valueText(view.data.value, view.data.unit, { fine: true }) || '·' }}</b><small>{{ unitText }}</small></p>
        <p class="explain-words">{{ text(view.data.words) }}</p>
        <p v-if="view.data.formula" class="explain-formula"><span>{{ t('web.explain.formula') }}</span>{{ text(view.data.formula) }}</p>
        <div v-if="view.data.parts?.length" class="parts" role="tree">
          <div class="parts-head"><span>{{ t('web.explain.parts') }}</span><span>{{ t(isOfChange(step) ? 'web.explain.contribution-to-change' : 'web.explain.contribution') }}</span></div>
          <explain-part v-for="(part, index) in view.data.parts" :key="part.cell ?? index" :part="part" :step="step" :depth="0" :largest="largest" @deeper="(cell, label) => explainDeeper(cell, label, book)"/>
        </div>
        <source-note v-if="view.data.source" :source="view.data.source"/>
        <p v-if="!view.data.parts?.length && !view.data.source" class="quiet">{{ t('web.explain.no-parts') }}</p>
      </state-box>
    </div>`,
  setup(props) {
    const view = reactive({ data: null, problem: null });
    const step = computed(() => props.book.trail[props.book.trail.length - 1] ?? {});
    let asked = 0;
    async function load() {
      const mine = ++asked;
      view.problem = null;
      try {
        const answer = await loadExplanation(step.value);
        if (mine === asked) view.data = answer;
      } catch (problem) {
        if (mine === asked) { view.problem = problem; view.data = null; }
      }
    }
    watch(step, (now, before) => { if (now.cell && (now.cell !== before?.cell || now.after !== before?.after || now.from !== before?.from || now.scenario !== before?.scenario)) { view.data = null; load(); } }, { immediate: true });
    onScopeDispose(onLive(({ data }) => step.value.cell && (!isAside(data) || data.scenario === step.value.scenario) && load()));
    const unitText = computed(() => unitWords(view.data?.unit));
    const largest = computed(() => Math.max(...(view.data?.parts ?? []).map((part) => Math.abs(Number(part.contribution ?? 0))), 0));
    const nameOf = (one) => text(one.label) || one.cell;
    const against = computed(() => AGAINST.map((value) => ({ value, label: t('web.explain.against.' + value), title: t('web.explain.against.' + value + '.tip') })));
    return { view, step, isOfChange, against, backTo, compareWith, explainDeeper, load, unitText, largest, nameOf };
  },
});
