// SPDX-License-Identifier: Apache-2.0
// One item in full: how it is ordered, its weeks, its planned orders with whom they are for, its exceptions.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { language, t } from '../kit/i18n.js';
import { formatCount } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { unitWords } from '../kit/units.js';
import { query } from '../store/api.js';
import { openScenario } from '../store/router.js';
import { useView } from '../store/view.js';
import { can } from '../store/session.js';
import FirmOrder from './FirmOrder.js';
import ReleaseOrders from './ReleaseOrders.js';
import SupplyDemands from './SupplyDemands.js';
import SupplyNotice from './SupplyNotice.js';
import SupplyWriteOffs from './SupplyWriteOffs.js';

const ROWS = ['gross', 'ordered', 'planned', 'released', 'stock'];

export default define('SupplyDetail', {
  components: { FirmOrder, ReleaseOrders, SupplyDemands, SupplyNotice, SupplyWriteOffs },
  props: { code: String },
  emits: ['close'],
  template: `
    <div class="drawer-veil" @mousedown.self="$emit('close')" @keydown.esc.stop="$emit('close')">
      <aside v-takes-focus tabindex="-1" class="drawer supply-drawer" role="dialog" :aria-label="data ? text(data.name) : code">
        <header><div><h2>{{ data ? text(data.name) : code }}<small class="series-name"> {{ code }}</small></h2><p v-if="data" class="basis">{{ policy }}</p></div><button class="icon-btn" :aria-label="t('web.action.close')" @click="$emit('close')"><i class="icon" aria-hidden="true">close</i></button></header>
        <div class="drawer-body"><state-box :state="state" :has-data="!!data" :rows="6" @retry="reload">
          <ul v-if="data.notices.length" class="supply-notices"><supply-notice v-for="(one, index) in data.notices" :key="index" :notice="one"/></ul>
          <div class="supply-weeks-box"><table class="data-table supply-weeks"><thead><tr><th></th><th v-for="one in data.weeks" :key="one.first" class="num">{{ day(one.first, true) }}</th></tr></thead>
            <tbody><tr v-for="row in rows" :key="row" :class="{ total: row === 'stock' }"><td>{{ t('web.supply.row.' + row) }}</td><td v-for="one in data.weeks" :key="one.first" class="num" :class="{ negative: Number(one[row]) < 0 }">{{ count(one[row]) }}</td></tr></tbody></table></div>
          <section><h3>{{ t('web.supply.orders') }}</h3>
            <table v-if="data.orders.length" class="data-table"><thead><tr><th>{{ t('web.supply.release') }}</th><th>{{ t('web.supply.due') }}</th><th class="num">{{ t('web.supply.quantity') }}</th><th>{{ t('web.supply.for') }}</th><th v-if="mayFirm"></th></tr></thead>
              <tbody><tr v-for="one in data.orders" :key="one.dueOn + one.isFirm" :data-due="one.dueOn"><td>{{ day(one.releaseOn, true) }}<span v-if="one.lateBy" class="tag bad">{{ t('web.supply.late-by', { days: one.lateBy }) }}</span><span v-else-if="one.releaseOn < data.today" class="tag warn">{{ t('web.supply.overdue') }}</span></td><td>{{ day(one.dueOn, true) }}<span v-if="one.isFirm" class="tag" :title="t('web.firm.hint')">{{ t('web.firm.tag') }}</span></td><td class="num">{{ count(one.quantity) }}</td><td class="words-cell"><supply-demands :demands="one.serves"/></td><td v-if="mayFirm" class="firm-cell"><firm-order :item="data.code" :order="one"/><button v-if="mayRelease" class="btn" data-act="release-order" :title="t('web.orders.release.hint')" @click="wish = { item: data.code, from: one.dueOn, through: one.dueOn }">{{ t('web.orders.release') }}</button></td></tr></tbody></table>
            <p v-else class="quiet">{{ t('web.supply.no-orders') }}</p></section>
          <supply-write-offs v-if="data.writeOffs" :list="data.writeOffs"/>
        </state-box><release-orders :wish="wish" :heading="data ? text(data.name) : ''" @close="wish = null" @released="reload"/></div>
      </aside>
    </div>`,
  setup(props) {
    const { data, state, reload } = useView(() => '/supply/items/' + encodeURIComponent(props.code) + query({ tolerance: preferences.supplyTolerance, scenario: openScenario() }));
    const policy = computed(() => {
      const one = data.value?.policy;
      if (!one) return '';
      const parts = [t('web.supply.policy.lead', { days: one.leadTimeWorkingDays }), t('web.supply.policy.' + one.rule, { size: formatCount(one.size) })];
      if (Number(one.minimum) > 0) parts.push(t('web.supply.policy.minimum', { size: formatCount(one.minimum) }));
      if (Number(one.multiple) > 1) parts.push(t('web.supply.policy.multiple', { size: formatCount(one.multiple) }));
      if (Number(data.value.safety) > 0) parts.push(t('web.supply.policy.safety', { size: formatCount(data.value.safety) }));
      const unit = unitWords(data.value.unit);
      // An item's own unit is the company's word; who reads English is not shown a Chinese one.
      if (language.value === 'zh' || !/[\u4e00-\u9fff]/.test(unit)) parts.push(t('web.unit.in', { unit }));
      if (one.frozenDays) parts.push(t('web.supply.policy.frozen', { days: one.frozenDays }));
      return parts.join(' · ');
    });
    return { data, state, reload, policy, rows: ROWS, mayFirm: computed(() => can('editSupply')), mayRelease: computed(() => can('editSupply') && can('viewPurchases') && !openScenario()), wish: ref(null) };
  },
});
