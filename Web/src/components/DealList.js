// SPDX-License-Identifier: Apache-2.0
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';

const COLUMNS = [
  { key: 'name', pick: (deal) => text(deal.label) }, { key: 'customer', pick: (deal) => text(deal.customer?.label) }, { key: 'item', pick: (deal) => text(deal.item?.name) }, { key: 'owner', pick: (deal) => text(deal.ownerName) },
  { key: 'stage', pick: (deal, rank) => rank(deal.stage) }, { key: 'winRate', num: true, pick: (deal) => Number(deal.winRate) }, { key: 'amount', num: true, pick: (deal) => Number(deal.amountInclTax) }, { key: 'weighted', num: true, pick: (deal) => Number(deal.weighted) },
  { key: 'closesOn', pick: (deal) => deal.closesOn }, { key: 'deliversOn', pick: (deal) => deal.deliversOn ?? '' }, { key: 'age', num: true, pick: (deal) => deal.ageDays }, { key: 'slipped', num: true, pick: (deal) => deal.slips },
];

export default define('DealList', {
  props: { deals: Array, stages: Array },
  emits: ['open'],
  template: `
    <div>
      <div class="stage-strip"><button v-for="stage in stages" :key="stage.code" class="stage-chip" :class="{ on: ui.stage === stage.code }" :aria-pressed="ui.stage === stage.code" @click="ui.stage = ui.stage === stage.code ? '' : stage.code"><b>{{ text(stage.label) }}</b><span>{{ stage.count }} · {{ money(stage.amountInclTax, { fine: true }) }}</span><small>{{ t('web.deals.stage-facts', { rate: ratio(stage.winRate, { digits: 0 }), days: stage.delayDays ?? 0 }) }}</small></button></div>
      <div class="card scroll-x wide-table"><table class="data-table deal-table">
        <thead><tr><th v-for="column in columns" :key="column.key" :class="{ num: column.num }" :aria-sort="ui.by === column.key ? (ui.isDown ? 'descending' : 'ascending') : null"><button @click="sortBy(column)">{{ t('web.deals.column.' + column.key) }}<span aria-hidden="true">{{ ui.by === column.key ? (ui.isDown ? '▼' : '▲') : '' }}</span></button></th></tr></thead>
        <tbody><tr v-for="deal in rows" :key="deal.code" :data-deal="deal.code"><td><button class="link" @click="$emit('open', deal)">{{ text(deal.label) }}</button></td><td>{{ text(deal.customer?.label) }}</td><td>{{ text(deal.item?.name) }}</td><td>{{ text(deal.ownerName) }}</td><td>{{ text(deal.stageLabel) }}</td><td class="num">{{ ratio(deal.winRate, { digits: 0 }) }}</td><td class="num">{{ money(deal.amountInclTax, { fine: true }) }}</td><td class="num">{{ money(deal.weighted, { fine: true }) }}</td><td>{{ deal.closesOn }}</td><td>{{ deal.deliversOn }}</td><td class="num">{{ deal.ageDays }}</td><td class="num" :class="{ unfavourable: deal.slips > 1 }">{{ deal.slips || '–' }}</td></tr></tbody>
      </table><p v-if="!rows.length" class="quiet pad">{{ t('web.deals.no-match') }}</p></div>
      <div class="deal-cards-narrow"><article v-for="deal in rows" :key="deal.code" class="deal-card" :data-deal="deal.code"><button class="deal-name link" @click="$emit('open', deal)">{{ text(deal.label) }}</button><p class="deal-line"><b>{{ money(deal.amountInclTax, { fine: true }) }}</b><span>{{ text(deal.stageLabel) }} · {{ ratio(deal.winRate, { digits: 0 }) }}</span></p><p class="deal-line quiet"><span>{{ text(deal.customer?.label) }}</span><span>{{ deal.closesOn }}</span></p></article></div>
    </div>`,
  setup(props) {
    const ui = reactive({ by: 'amount', isDown: true, stage: '' });
    const rank = (code) => props.stages.findIndex((stage) => stage.code === code);
    const rows = computed(() => {
      const { pick } = COLUMNS.find((column) => column.key === ui.by);
      return props.deals.filter((deal) => !ui.stage || deal.stage === ui.stage).sort((a, b) => { const x = pick(a, rank), y = pick(b, rank); return (x < y ? -1 : x > y ? 1 : 0) * (ui.isDown ? -1 : 1); });
    });
    function sortBy(column) {
      if (ui.by === column.key) ui.isDown = !ui.isDown;
      else Object.assign(ui, { by: column.key, isDown: !!column.num });
    }
    return { ui, rows, columns: COLUMNS, sortBy };
  },
});
