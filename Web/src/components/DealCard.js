// SPDX-License-Identifier: Apache-2.0
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, period, t } from '../kit/i18n.js';
import { shiftMonth } from '../kit/periods.js';

export default define('DealCard', {
  props: { deal: Object, stage: Object, isAllowed: Boolean },
  emits: ['open', 'move'],
  template: `
    <article class="deal-card" :class="{ committed: deal.isCommitted }" :data-deal="deal.code">
      <button class="deal-name link" @click="$emit('open')">{{ text(deal.label) }}</button>
      <button v-if="isAllowed" class="icon-btn" data-act="deal-menu" :aria-label="t('web.deals.menu', { deal: text(deal.label) })"><i class="icon" aria-hidden="true">more_vert</i>
        <q-menu class="menu" anchor="bottom right" self="top right">
          <button v-for="step in steps" :key="step.by" v-close-popup class="menu-item" :data-act="'move-' + step.by" @click="$emit('move', step.month)"><i class="icon" aria-hidden="true">{{ step.by < 0 ? 'arrow_back' : 'arrow_forward' }}</i>{{ step.label }}</button>
          <button v-close-popup class="menu-item" @click="$emit('open')"><i class="icon" aria-hidden="true">edit</i>{{ t('web.deals.edit') }}</button>
        </q-menu>
      </button>
      <p class="deal-line"><b>{{ money(deal.amountInclTax, { fine: true }) }}</b><span>{{ text(deal.stageLabel) }} · {{ ratio(deal.winRate, { digits: 0 }) }}</span></p>
      <p class="deal-line quiet"><span :title="text(deal.customer?.label)">{{ text(deal.customer?.label) }}</span><span>{{ day(deal.closesOn, true) }}</span></p>
      <p class="deal-tags"><span v-if="deal.isCommitted" class="tag good">{{ t('web.deals.committed') }}</span><span v-if="deal.slips" class="tag warn">{{ t('web.deals.slips', { count: deal.slips }) }}</span><span class="deal-owner">{{ text(deal.ownerName) }}</span></p>
    </article>`,
  setup(props) {
    const steps = computed(() => [1, 2, 3, -1].map((by) => {
      const month = shiftMonth(props.deal.closesOn.slice(0, 7), by);
      return { by, month, label: t(by === 1 ? 'web.deals.move-next' : by === -1 ? 'web.deals.move-previous' : 'web.deals.move-to', { month: period(month) }) };
    }));
    return { steps, day };
  },
});
