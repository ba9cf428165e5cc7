// SPDX-License-Identifier: Apache-2.0
// Cells that scenario and plan both changed, with all three numbers and who wrote them: a click on a number says that it stands.
import { computed } from 'vue';
import { define } from '../kit/template.js';

export default define('ConflictTable', {
  props: { inputs: Array, total: Number, modelValue: Object },
  emits: ['update:modelValue'],
  template: `
    <div class="conflict-table">
      <div class="conflict-all"><span>{{ t('web.scenario.merge.choose') }}<small>{{ t('web.scenario.chosen', { done: done, total: total }) }}</small></span><span class="spacer"></span><button v-for="side in sides" :key="side" type="button" class="btn small" :class="{ on: isAll(side) }" :aria-pressed="isAll(side)" :data-choice="side" @click="chooseAll(side)">{{ t('web.scenario.stands.' + side) }}</button></div>
      <table><thead><tr><th>{{ t('web.scenario.cell') }}</th><th class="number">{{ t('web.scenario.was') }}</th><th class="number">{{ t('web.scenario.plan-now') }}</th><th class="number">{{ t('web.scenario.in-scenario') }}</th></tr></thead>
        <tbody><tr v-for="one in inputs" :key="one.cell" :data-conflict="one.cell"><td>{{ text(one.label) }}<small>{{ one.period ? text(one.period.label) : '' }}</small></td><td class="number quiet">{{ show(one.was, one.unit) }}</td><td v-for="side in sides" :key="side" class="number side" :class="[side, { stands: sideOf(one) === side, yields: sideOf(one) && sideOf(one) !== side }]"><button type="button" role="radio" :aria-checked="sideOf(one) === side" :data-side="side" @click="choose(one, side)"><b>{{ show(side === 'plan' ? one.now : one.scenario, one.unit) }}</b><small v-if="side === 'plan' ? one.planBy : one.by">{{ who(side === 'plan' ? one.planBy : one.by) }} · {{ moment(side === 'plan' ? one.planAt : one.at) }}</small></button></td></tr></tbody></table>
      <p v-if="total > inputs.length" class="quiet">{{ t('web.scenario.more-conflicts', { count: total - inputs.length }) }}</p>
    </div>`,
  setup(props, { emit }) {
    const stands = computed(() => props.modelValue ?? { conflicts: null, choices: {} });
    const sideOf = (one) => stands.value.choices[one.cell] ?? stands.value.conflicts;
    return {
      sides: ['plan', 'scenario'], sideOf,
      done: computed(() => props.inputs.filter(sideOf).length + (stands.value.conflicts ? props.total - props.inputs.length : 0)),
      isAll: (side) => props.inputs.every((one) => sideOf(one) === side),
      choose: (one, side) => emit('update:modelValue', { ...stands.value, choices: { ...stands.value.choices, [one.cell]: side } }),
      chooseAll: (side) => emit('update:modelValue', { conflicts: side, choices: {} }),
    };
  },
  methods: {
    show(value, unit) { return value === null ? this.t('web.scenario.blank') : this.valueText(value, unit, { fine: true, zero: '0' }); },
  },
});
