// SPDX-License-Identifier: Apache-2.0
// 商机: a board by closing month and a list; moving a deal shows at once what it moves.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { language, period, t, text } from '../kit/i18n.js';
import { sum } from '../kit/decimal.js';
import { moveToMonth, shiftMonth } from '../kit/periods.js';
import { preferences } from '../kit/preferences.js';
import { send } from '../store/commands.js';
import { askImpact } from '../store/impact.js';
import { route, setQuery } from '../store/router.js';
import { can, session } from '../store/session.js';
import { useView } from '../store/view.js';
import DealBoard from '../components/DealBoard.js';
import DealDrawer from '../components/DealDrawer.js';
import DealList from '../components/DealList.js';

const isOpen = (deal) => (deal.outcome ?? (['won', 'lost'].includes(deal.stage) ? deal.stage : 'open')) === 'open';

export default define('DealsScreen', {
  components: { DealBoard, DealDrawer, DealList },
  template: `
    <section class="screen deals-screen">
      <header class="screen-head">
        <div><h1>{{ t('web.nav.deals') }}</h1><p v-if="data" class="basis">{{ t('web.deals.summary', { count: open.length, amount: money(totals.amount, { fine: true }), weighted: money(totals.weighted, { fine: true }), unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools">
          <input class="input" type="search" v-model="search" :placeholder="t('web.deals.search')" :aria-label="t('web.deals.search')">
          <select class="select" v-model="owner" :aria-label="t('web.deals.owner')"><option value="">{{ t('web.deals.all-owners') }}</option><option v-for="one in owners" :key="one.code" :value="one.code">{{ one.name }}</option></select>
          <segment-switch :model-value="shape" :options="shapes" :label="t('web.deals.shape')" @update:model-value="setQuery({ shape: $event })"/>
        </div>
      </header>
      <state-box :state="state" :has-data="!!data" :is-empty="data && !data.deals.length" :rows="8" empty-key="web.deals.empty" @retry="reload">
        <deal-board v-if="shape === 'board'" :deals="shownOpen" :stages="data.stages" :today="session.workspace.today" :is-allowed="isAllowed" @open="openDeal" @move="move"/>
        <deal-list v-else :deals="shown" :stages="data.stages" @open="openDeal"/>
      </state-box>
      <deal-drawer v-if="current" :deal="current" :stages="data.stages" :is-allowed="isAllowed" @close="setQuery({ deal: null })" @save="save" @ask="ask"/>
    </section>`,
  setup() {
    const search = ref(''), owner = ref('');
    const { data, state, reload, refresh } = useView(() => '/deals');
    const shape = computed(() => (route.query.shape === 'list' ? 'list' : 'board'));
    const matches = (deal) => (!owner.value || deal.owner === owner.value) && (!search.value || [deal.code, ...[deal.label, deal.customer?.label, deal.item?.name, deal.ownerName].flatMap((one) => Object.values(one ?? {}))].join(' ').toLowerCase().includes(search.value.toLowerCase()));
    const shown = computed(() => (data.value?.deals ?? []).filter(matches));
    const shownOpen = computed(() => shown.value.filter(isOpen));
    const open = computed(() => (data.value?.deals ?? []).filter(isOpen));
    const totals = computed(() => ({ amount: sum(open.value.map((deal) => deal.amountInclTax)), weighted: sum(open.value.map((deal) => deal.weighted)) }));

    /** Sends the change and shows it before the answer comes; a refused change is taken back by the next view. */
    async function save(deal, changes, opensPanel = true) {
      const before = data.value;
      const shownChanges = changes.stage ? { ...changes, stageLabel: before.stages.find((one) => one.code === changes.stage)?.label ?? deal.stageLabel } : changes;
      data.value = { ...before, deals: before.deals.map((one) => (one.code === deal.code ? { ...one, ...shownChanges } : one)) };
      try {
        await send('update-deal', { deal: deal.code, version: deal.version, ...changes }, { opensPanel });
      } catch { /* the command has said why */ }
      await refresh();
    }

    /** What it would move, before it is saved. */
    const ask = (deal, changes) => askImpact('update-deal', { deal: deal.code, ...changes }, () => { setQuery({ deal: null }); save(deal, changes); });

    function move(deal, month) {
      if (deal.closesOn.slice(0, 7) !== month) save(deal, { closesOn: moveToMonth(deal.closesOn, month) });
    }

    return {
      data, state, reload, shape, search, owner, shown, shownOpen, open, totals, session, preferences, save, ask, move, setQuery, period, shiftMonth,
      isAllowed: can('editDeal'),
      owners: computed(() => [...new Map((data.value?.deals ?? []).filter((deal) => deal.owner).map((deal) => [deal.owner, text(deal.ownerName)]))].map(([code, name]) => ({ code, name })).sort((a, b) => a.name.localeCompare(b.name, language.value))),
      shapes: computed(() => ['board', 'list'].map((value) => ({ value, label: t('web.deals.' + value) }))),
      current: computed(() => data.value?.deals.find((deal) => deal.code === route.query.deal) ?? null),
      openDeal: (deal) => setQuery({ deal: deal.code }),
    };
  },
});
