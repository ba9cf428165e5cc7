// SPDX-License-Identifier: Apache-2.0
// What the open scenario changes, and what that comes to: shortfall and checks first, then money, then the inputs with who and when.
import { computed, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { openScenario } from '../store/router.js';
import { useView } from '../store/view.js';
import PreviewFigure from './PreviewFigure.js';
import ShortfallChange from './ShortfallChange.js';

const FIRST = 10;

export default define('ScenarioCompare', {
  components: { PreviewFigure, ShortfallChange },
  template: `
    <div class="scenario-compare">
      <segment-switch v-model="against" :options="sides" :label="t('web.scenario.against')"/>
      <state-box :state="state" :has-data="!!data" :rows="6" @retry="reload">
        <p v-if="!data.isExact" class="stale"><i class="icon" aria-hidden="true">warning</i>{{ t('web.scenario.not-exact') }}</p>
        <shortfall-change v-if="data.showsCash" :shortfall="data.shortfall"/>
        <section v-if="data.checks.length" class="preview-block bad"><h3><i class="icon" aria-hidden="true">error</i>{{ t('web.scenario.checks') }}</h3><ul><li v-for="one in data.checks" :key="one.id"><b>{{ text(one.name) }}</b><p>{{ t('web.scenario.check-words', { plan: one.plan, scenario: one.scenario }) }}</p></li></ul></section>
        <section v-if="data.planChanges.length" class="preview-block warn"><h3><i class="icon" aria-hidden="true">sync</i>{{ t('web.scenario.plan-went-on') }}</h3><ul><li v-for="one in data.planChanges" :key="one.measure">{{ text(one.name) }} <small>{{ t('web.scenario.cells', { count: one.cells }) }}<template v-if="one.by.length"> · {{ one.by.map(who).join(t('web.list')) }}</template></small></li></ul></section>
        <section class="preview-block"><h3>{{ t('web.scenario.inputs') }}<small>{{ data.inputsTotal }}</small></h3>
          <p v-if="!data.inputsTotal" class="quiet">{{ t('web.scenario.no-inputs') }}</p>
          <ul class="input-groups"><li v-for="group in groups" :key="group.key" :data-input="group.key"><button class="input-head" :aria-expanded="opened.has(group.key)" @click="toggle(group.key)"><i class="icon" aria-hidden="true">{{ opened.has(group.key) ? 'expand_more' : 'chevron_right' }}</i><span>{{ group.name }}<small>{{ group.who }}</small></span><em v-if="group.conflicts" class="clash">{{ t('web.scenario.conflicts', { count: group.conflicts }) }}</em><small>{{ t('web.scenario.cells', { count: group.inputs.length }) }}</small></button>
            <table v-if="opened.has(group.key)"><tbody><tr v-for="one in group.inputs" :key="one.cell" :class="{ clash: one.isConflict }"><th>{{ placeOf(one) }}<small v-if="one.isConflict">{{ t('web.scenario.plan-has', { value: show(one.now, one.unit), by: one.planBy ? who(one.planBy) : t('web.scenario.data') }) }}</small><small v-else-if="one.isKept">{{ t('web.scenario.kept') }}</small><small v-else-if="!one.hasPlace">{{ t('web.scenario.no-place') }}</small></th><td class="quiet">{{ show(one.was, one.unit) }}</td><td class="to" aria-hidden="true">→</td><td><b>{{ show(one.scenario, one.unit) }}</b></td></tr></tbody></table>
            <p v-if="group.reason" class="reason">{{ group.reason }}</p></li></ul>
          <p v-if="data.inputsTotal > data.inputs.length" class="quiet">{{ t('web.scenario.more', { count: data.inputsTotal - data.inputs.length }) }}</p>
        </section>
        <section v-if="data.figures.length" class="preview-block"><h3>{{ t('web.scenario.money') }}<small>{{ data.figures.length }}</small></h3>
          <ul class="preview-figures"><preview-figure v-for="figure in shown" :key="figure.id" :figure="figure"/></ul>
          <button v-if="data.figures.length > shown.length" class="link small-text" @click="isAll = true">{{ t('web.moved.all', { count: data.figures.length }) }}</button>
        </section>
        <p v-else class="quiet">{{ t('web.scenario.same') }}</p>
      </state-box>
    </div>`,
  setup() {
    const against = ref('now'), isAll = ref(false), opened = ref(new Set());
    const { data, state, reload } = useView(() => (openScenario() ? `/scenarios/${openScenario()}/comparison?against=${against.value}` : null));
    watch(openScenario, () => { isAll.value = false; opened.value = new Set(); });
    return { against, isAll, opened, data, state, reload, text, shown: computed(() => (isAll.value ? data.value.figures : data.value.figures.slice(0, FIRST))) };
  },
  computed: {
    sides() { return ['now', 'was'].map((value) => ({ value, label: this.t('web.scenario.against.' + value), title: this.t('web.scenario.against.' + value + '.detail') })); },
    /** Cells of one measure that one person wrote for one reason stand together. */
    groups() {
      const groups = new Map();
      for (const one of this.data.inputs) {
        const key = [one.measure, one.by ?? '', one.reason].join('|');
        if (!groups.has(key)) groups.set(key, { key, name: this.text(one.label).split(' · ')[0], who: '', reason: one.reason, inputs: [], conflicts: 0, by: one.by, at: one.at });
        const group = groups.get(key);
        group.inputs.push(one);
        group.at = Math.max(group.at ?? 0, one.at ?? 0);
        if (one.isConflict) group.conflicts += 1;
      }
      return [...groups.values()].map((group) => ({ ...group, who: [this.who(group.by), group.at ? this.moment(group.at) : ''].filter(Boolean).join(' · ') }));
    },
  },
  methods: {
    toggle(key) { const next = new Set(this.opened); if (!next.delete(key)) next.add(key); this.opened = next; },
    show(value, unit) { return value === null ? this.t('web.scenario.blank') : this.valueText(value, unit, { fine: true, zero: '0' }); },
    placeOf(one) { return [...this.text(one.label).split(' · ').slice(1), one.period ? this.text(one.period.label) : ''].filter(Boolean).join(' · ') || this.t('web.scenario.whole'); },
  },
});
