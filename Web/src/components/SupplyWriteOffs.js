// SPDX-License-Identifier: Apache-2.0
// 冲销明细: which open order took how much of which forecast of an item, and what the demand time fence leaves out.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, t } from '../kit/i18n.js';
import { sum } from '../kit/decimal.js';

export default define('SupplyWriteOffs', {
  props: { list: Object },
  template: `
    <section class="supply-write-offs"><h3>{{ t('web.write-off.title') }}<small class="quiet"> {{ rule }}</small></h3>
      <table v-if="list.rows.length" class="data-table"><thead><tr><th>{{ t('web.write-off.forecast') }}</th><th class="num">{{ t('web.write-off.expected') }}</th><th>{{ t('web.write-off.order') }}</th><th>{{ t('web.write-off.due') }}</th><th class="num">{{ t('web.write-off.quantity') }}</th></tr></thead>
        <tbody><tr v-for="(one, index) in list.rows" :key="index"><td>{{ day(one.from, true) }}{{ one.from === one.through ? '' : '–' + day(one.through, true) }}</td><td class="num">{{ count(one.expected) }}</td><td class="words-cell">{{ one.order ?? t('web.write-off.no-document') }}<small v-if="one.customer" class="quiet"> {{ text(one.customer) }}</small></td><td>{{ day(one.due, true) }}</td><td class="num">{{ count(one.quantity) }}</td></tr>
          <tr class="total"><td colspan="4">{{ t('web.write-off.sum') }}</td><td class="num">{{ count(total) }}</td></tr></tbody></table>
      <p v-else class="quiet">{{ t('web.write-off.none') }}</p>
      <p v-if="list.dropped.length" class="quiet">{{ t('web.write-off.dropped', { quantity: count(dropped) }) }}</p>
    </section>`,
  setup(props) {
    const rule = computed(() => {
      const { list } = props;
      const parts = [];
      if (list.spreading !== null) parts.push(t('web.write-off.spreading.' + list.spreading));
      if (list.backwardDays !== null) parts.push(t('web.write-off.windows', { backward: list.backwardDays, forward: list.forwardDays }) + (list.isForwardFirst ? ' ' + t('web.write-off.forward-first') : ''));
      if (list.fenceEnd) parts.push(t('web.write-off.fence', { day: day(list.fenceEnd) }));
      return parts.join(' · ');
    });
    return { rule, day, total: computed(() => sum(props.list.rows.map((one) => one.quantity))), dropped: computed(() => sum(props.list.dropped.map((one) => one.quantity))) };
  },
});
