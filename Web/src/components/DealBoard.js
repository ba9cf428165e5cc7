// SPDX-License-Identifier: Apache-2.0
// A column per closing month. Cards are dragged, or moved from their menu by keyboard.
import { computed, nextTick, onBeforeUnmount, onMounted, ref, watch } from 'vue';
import { Sortable } from 'sortablejs';
import { define } from '../kit/template.js';
import { period } from '../kit/i18n.js';
import { sum } from '../kit/decimal.js';
import { monthRange, shiftMonth } from '../kit/periods.js';
import DealCard from './DealCard.js';

const AHEAD = 6;

export default define('DealBoard', {
  components: { DealCard },
  props: { deals: Array, stages: Array, today: String, isAllowed: Boolean },
  emits: ['open', 'move'],
  template: `
    <div class="board" ref="host">
      <section v-for="column in columns" :key="column.month" class="board-column" :class="{ late: column.isLate }">
        <header><h2>{{ period(column.month) }}<span class="badge">{{ column.deals.length }}</span></h2><p><b>{{ money(column.weighted, { fine: true, zero: '0' }) }}</b><small>{{ t('web.deals.weighted') }}</small></p><p class="quiet">{{ money(column.amount, { fine: true, zero: '0' }) }} <small>{{ t('web.deals.amount') }}</small></p></header>
        <div class="board-cards" :data-month="column.month" :key="column.month + ':' + drawn"><deal-card v-for="deal in column.deals" :key="deal.code" :deal="deal" :stage="stageOf(deal)" :is-allowed="isAllowed" @open="$emit('open', deal)" @move="$emit('move', deal, $event)"/><p v-if="!column.deals.length" class="board-empty">{{ t('web.deals.column-empty') }}</p></div>
      </section>
    </div>`,
  setup(props, { emit }) {
    const host = ref(), drawn = ref(0);
    let sortables = [];
    const columns = computed(() => {
      const now = props.today.slice(0, 7);
      const months = props.deals.map((deal) => deal.closesOn.slice(0, 7));
      const first = [now, ...months].sort()[0], last = [shiftMonth(now, AHEAD - 1), ...months].sort().pop();
      return monthRange(first, last).filter((month) => month >= now || months.includes(month)).map((month) => {
        const deals = props.deals.filter((deal) => deal.closesOn.slice(0, 7) === month).sort((a, b) => Number(b.amountInclTax) - Number(a.amountInclTax));
        return { month, deals, isLate: month < now, weighted: sum(deals.map((deal) => deal.weighted)), amount: sum(deals.map((deal) => deal.amountInclTax)) };
      });
    });
    function arm() {
      sortables.forEach((one) => one.destroy());
      sortables = props.isAllowed ? [...host.value.querySelectorAll('.board-cards')].map((list) => Sortable.create(list, {
        group: 'deals', draggable: '.deal-card', sort: false, animation: 120, delay: 120, delayOnTouchOnly: true, filter: '.icon-btn', preventOnFilter: false,
        onEnd(event) {
          const month = event.to.dataset.month;
          const deal = props.deals.find((one) => one.code === event.item.dataset.deal);
          event.item.remove(); // the list is drawn anew from the data
          drawn.value += 1;
          if (deal && month && event.to !== event.from) emit('move', deal, month);
        },
      })) : [];
    }
    onMounted(arm);
    watch([drawn, columns], () => nextTick(arm));
    onBeforeUnmount(() => sortables.forEach((one) => one.destroy()));
    const stageOf = (deal) => props.stages.find((stage) => stage.code === deal.stage);
    return { host, drawn, columns, stageOf, period };
  },
});
