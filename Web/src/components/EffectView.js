// SPDX-License-Identifier: Apache-2.0
// Every number that one cause touches: figures of trade, totals, input cells, measures, cash, alerts.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { arrow, favour, formatCount } from '../kit/numbers.js';
import { explain } from '../store/panel.js';
import { follow } from '../store/router.js';
import { useView } from '../store/view.js';
import ShortfallChange from './ShortfallChange.js';

const SHOWN = 12;

export default define('EffectView', {
  components: { ShortfallChange },
  props: { path: String },
  template: `
    <p v-if="!data && !state.problem" class="quiet" role="status">{{ t('web.effect.working') }}</p>
    <state-box :state="state" :has-data="!!data" :rows="5" :is-empty="data && !data.touchedCells && !data.figures.length" empty-key="web.effect.none" @retry="reload">
      <div class="effect">
        <p class="effect-count">{{ t('web.effect.count', { inputs: grouped(data.inputCount), cells: grouped(data.touchedCells), measures: data.touched.length, compared: grouped(data.comparedCells) }) }}</p>
        <section v-if="data.figures.length"><h4>{{ t('web.effect.figures') }}</h4>
          <table class="data-table"><thead><tr><th>{{ t('web.effect.figure') }}</th><th>{{ t('web.restated.month') }}</th><th class="num">{{ t('web.restated.before') }}</th><th class="num">{{ t('web.restated.after') }}</th><th class="num">{{ t('web.restated.change') }}</th></tr></thead>
            <tbody><tr v-for="one in figureRows" :key="one.measure + one.month" :data-figure="one.measure + '@' + one.month"><td>{{ text(one.label) }}</td><td class="nowrap">{{ period(one.month) }}</td><td class="num">{{ money(one.old, { fine: true, zero: '0.00' }) }}</td><td class="num">{{ money(one.new, { fine: true, zero: '0.00' }) }}</td><td class="num">{{ money(one.change, { fine: true, sign: true }) }}</td></tr></tbody></table></section>
        <section v-if="data.totals.length"><h4>{{ t('web.effect.totals') }}<small class="quiet">{{ t('web.effect.totals.note', { count: data.totalCount }) }}</small></h4>
          <table class="data-table"><thead><tr><th>{{ t('web.effect.total') }}</th><th>{{ t('web.effect.periods') }}</th><th class="num">{{ t('web.restated.before') }}</th><th class="num">{{ t('web.restated.after') }}</th><th class="num">{{ t('web.restated.change') }}</th></tr></thead>
            <tbody><tr v-for="one in totalRows" :key="one.id" :data-total="one.id"><td><button class="link" @click="explain(one.id + '@' + one.step.id, one.name)">{{ text(one.name) }}</button></td><td class="nowrap">{{ period(one.step.id) }}<small class="quiet">{{ t('web.effect.months', { count: one.months.length }) }}</small></td><td class="num">{{ valueText(one.step.old, one.unit, { fine: true }) || '·' }}</td><td class="num">{{ valueText(one.step.new, one.unit, { fine: true }) || '·' }}</td><td class="num" :class="favour(one.step.change, one.good)">{{ valueText(one.step.change, one.unit, { fine: true, sign: true }) }}<small aria-hidden="true">{{ arrow(one.step.change) }}</small></td></tr></tbody></table>
          <button v-if="data.totals.length > totalRows.length" class="link small-text" @click="isAll = true">{{ t('web.effect.all', { count: data.totals.length }) }}</button></section>
        <shortfall-change v-if="data.shortfall.old || data.shortfall.new" :shortfall="{ plan: data.shortfall.old, scenario: data.shortfall.new }" words="web.effect.side."/>
        <section v-if="data.raised.length || data.settled.length"><h4>{{ t('web.effect.alerts') }}</h4><ul class="effect-alerts"><li v-for="one in data.raised" :key="one.id"><i class="icon unfavourable" aria-hidden="true">add_alert</i><button class="link" @click="follow(one.link)">{{ text(one.title) }}</button></li><li v-for="one in data.settled" :key="one.id"><i class="icon favourable" aria-hidden="true">notifications_off</i>{{ text(one.title) }}</li></ul></section>
        <details v-if="data.inputs.length" data-part="inputs"><summary>{{ t('web.effect.inputs', { count: grouped(data.inputCount) }) }}</summary>
          <table class="data-table"><tbody><tr v-for="one in data.inputs.slice(0, 100)" :key="one.cell" :data-cell="one.cell"><td><button class="link" @click="explain(one.cell, one.label)">{{ text(one.label) }}</button></td><td>{{ text(one.period) }}</td><td class="num">{{ valueText(one.old, one.unit, { fine: true }) || '·' }}</td><td class="num">{{ valueText(one.new, one.unit, { fine: true }) || '·' }}</td></tr></tbody></table></details>
        <details v-if="data.touched.length" data-part="touched"><summary>{{ t('web.effect.touched', { count: data.touched.length }) }}</summary>
          <table class="data-table"><tbody><tr v-for="one in data.touched" :key="one.measure" :data-measure="one.measure"><td>{{ text(one.label) }}<span v-if="one.isInput" class="tag">{{ t('web.effect.is-input') }}</span></td><td class="quiet">{{ text(one.section) }}</td><td class="num">{{ t('web.effect.cells', { count: grouped(one.cells) }) }}</td><td class="nowrap">{{ span(one) }}</td></tr></tbody></table></details>
      </div>
    </state-box>`,
  setup(props) {
    const isAll = ref(false);
    const { data, state, reload } = useView(() => props.path, { isLive: false });
    const figureRows = computed(() => data.value.figures.flatMap((one) => one.months.map((step) => ({ measure: one.measure, label: one.label, ...step }))));
    /** A total with the month in which it moves most. */
    const totalRows = computed(() => data.value.totals.slice(0, isAll.value ? undefined : SHOWN).map((one) => ({ ...one, step: one.months.reduce((most, step) => (Math.abs(Number(step.change ?? 0)) > Math.abs(Number(most.change ?? 0)) ? step : most), one.months[0]) })));
    return { data, state, reload, isAll, figureRows, totalRows, explain, follow, arrow, favour, grouped: (count) => formatCount(String(count), { zero: '0' }) };
  },
  methods: {
    span(one) {
      if (!one.first) return '';
      return one.first === one.last ? this.period(one.first) : `${this.period(one.first)} – ${this.period(one.last)}`;
    },
  },
});
