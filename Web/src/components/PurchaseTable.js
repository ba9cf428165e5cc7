// SPDX-License-Identifier: Apache-2.0
// 采购计划: suppliers by week, each opens into its items; the sums are those of the parts.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { day, period, text } from '../kit/i18n.js';
import { shiftDay } from '../kit/periods.js';
import { sum } from '../kit/decimal.js';
import { query } from '../store/api.js';
import { openScenario } from '../store/router.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';
import AgreementTable from './AgreementTable.js';
import ReleaseOrders from './ReleaseOrders.js';

export default define('PurchaseTable', {
  components: { AgreementTable, ReleaseOrders },
  template: `
    <div><agreement-table v-if="data && data.grain === 'day'"/><state-box :state="state" :has-data="!!data" :is-empty="data && !data.suppliers.length" :rows="8" :empty-key="data && data.grain === 'none' ? 'web.purchases.none' : 'web.purchases.empty'" @retry="reload">
      <div class="card scroll-x"><table class="data-table purchase-table">
        <thead><tr><th class="pinned">{{ t('web.purchases.supplier') }}</th><th class="num">{{ isMonthly ? t('web.purchases.sum.month', { count: data.weeks.length }) : t('web.purchases.sum') }}</th><th v-for="one in data.weeks" :key="one" class="num">{{ isMonthly ? period(one.slice(0, 7)) : day(one, true) }}</th></tr></thead>
        <tbody>
          <tr class="total"><td class="pinned">{{ t('web.purchases.total') }}</td><td class="num">{{ money(sum(data.total)) }}</td><td v-for="(one, week) in data.total" :key="week" class="num">{{ money(one) }}</td></tr>
          <template v-for="supplier in data.suppliers" :key="supplier.code ?? ''">
            <tr :data-supplier="supplier.code ?? ''"><td class="pinned"><button class="link" :aria-expanded="!!open[supplier.code ?? '']" @click="open[supplier.code ?? ''] = !open[supplier.code ?? '']"><i class="icon" aria-hidden="true">{{ open[supplier.code ?? ''] ? 'expand_more' : 'chevron_right' }}</i>{{ text(supplier.name) }}<small class="quiet"> {{ supplier.items.length }}</small></button></td><td class="num">{{ money(sum(supplier.amounts)) }}</td><td v-for="(one, week) in supplier.amounts" :key="week" class="num"><button v-if="mayRelease && supplier.code && Number(one)" class="link" data-act="release-week" :title="t('web.orders.release.hint')" @click="ask(supplier, week)">{{ money(one) }}</button><template v-else>{{ money(one) }}</template></td></tr>
            <template v-if="open[supplier.code ?? '']"><tr v-for="item in supplier.items" :key="item.code" class="part" :data-item="item.code"><td class="pinned">{{ text(item.name) }}</td><td class="num"><figure-value :value="sum(item.amounts)" :cell="item.cell" :label="item.name" :fine="false"/></td><td v-for="(one, week) in item.amounts" :key="week" class="num" :title="Number(item.quantities[week]) ? t('web.purchases.quantity', { quantity: valueText(item.quantities[week], item.unit) }) : null">{{ money(one) }}</td></tr></template>
          </template>
        </tbody>
      </table></div>
      <release-orders :wish="wish.asked" :heading="wish.heading" @close="wish.asked = null" @released="reload"/>
    </state-box></div>`,
  setup() {
    const { data, state, reload } = useView(() => '/purchases' + query({ scenario: openScenario() }));
    const wish = reactive({ asked: null, heading: '' });
    /** The planned orders of one supplier that are due in one week. */
    function ask(supplier, week) {
      const from = data.value.weeks[week];
      Object.assign(wish, { asked: { supplier: supplier.code, from, through: shiftDay(from, 6) }, heading: `${text(supplier.name)} · ${day(from, true)}` });
    }
    return { data, state, reload, open: reactive({}), sum, day, wish, ask, isMonthly: computed(() => data.value?.grain === 'month'), period, mayRelease: computed(() => can('editSupply') && !openScenario() && data.value?.grain === 'day') };
  },
});
