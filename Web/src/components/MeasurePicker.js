// SPDX-License-Identifier: Apache-2.0
// Measures of sales to choose from, in the order of the trade: orders, deliveries, invoices, receipts, what is open, what was promised, money earned, prices, debts.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { dictionary } from '../store/sales.js';

const GROUPS = {
  orders: /^(ordered|order(s|Lines|ingCustomers)$|averageOrder)/, deliveries: /^(delivered|returned|returnsRate|netDelivered)/, billing: /^(invoiced|rebates|collected|billShare)/,
  backlog: /^(backlog|overdueBacklog)/, service: /^(onTime|daysToShip)/, margin: /Margin/, price: /^(price|discount)/, debts: /^(receivable|unapplied)/, payment: /^(daysToPay|daysLate|paidLate)/,
};

export default define('MeasurePicker', {
  props: { modelValue: Array },
  emits: ['update:modelValue'],
  template: `
    <button class="btn" data-act="pick-measures" aria-haspopup="true">{{ t('web.sales.measures', { count: modelValue.length }) }}<i class="icon" aria-hidden="true">expand_more</i>
      <q-menu class="menu measure-menu" anchor="bottom left" self="top left">
        <div class="measure-head"><b>{{ t('web.sales.measures.title') }}</b><button class="link" data-act="usual-measures" @click="$emit('update:modelValue', [])">{{ t('web.sales.measures.usual') }}</button></div>
        <div class="measure-groups"><fieldset v-for="one in groups" :key="one.key"><legend>{{ t('web.sales.group.' + one.key) }}</legend><label v-for="measure in one.measures" :key="measure.key"><input type="checkbox" :checked="modelValue.includes(measure.key)" :value="measure.key" @change="toggle(measure.key)"><span>{{ text(measure.label) }}</span></label></fieldset></div>
      </q-menu></button>`,
  setup(props, { emit }) {
    const all = computed(() => dictionary.value?.measures ?? []);
    const groups = computed(() => Object.entries(GROUPS).map(([key, pattern]) => ({ key, measures: all.value.filter((one) => groupOf(one) === key && pattern.test(one.key)) })).filter((one) => one.measures.length));
    // Margins are told by the word in the middle, before the beginning is looked at.
    const groupOf = (measure) => (GROUPS.margin.test(measure.key) ? 'margin' : Object.keys(GROUPS).find((key) => GROUPS[key].test(measure.key)));
    function toggle(key) {
      const wanted = props.modelValue.includes(key) ? props.modelValue.filter((one) => one !== key) : [...props.modelValue, key];
      emit('update:modelValue', all.value.map((one) => one.key).filter((one) => wanted.includes(one)));
    }
    return { groups, toggle };
  },
});
