// SPDX-License-Identifier: Apache-2.0
// 采购价差与量差: suppliers, each opens into its items, each item into its receipts; the sums are those of the parts.
import { reactive } from 'vue';
import { define } from '../kit/template.js';
import { formatValue } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { get, query } from '../store/api.js';
import { go, openScenario } from '../store/router.js';
import { notifyProblem } from '../store/notices.js';
import { useView } from '../store/view.js';

const COLUMNS = ['amount', 'standard', 'price', 'volume', 'priceBefore'];

export default define('PurchaseVariances', {
  template: `
    <state-box :state="state" :has-data="!!data" :is-empty="data && !data.suppliers.length" :rows="8" empty-key="web.variances.empty" @retry="reload">
      <p class="meta">{{ t('web.variances.months', { from: period(data.from), to: period(data.to) }) }}<template v-if="data.withoutPrice"> · {{ t('web.variances.without', { count: data.withoutPrice }) }}</template></p>
      <div class="card scroll-x"><table class="data-table variance-table">
        <thead><tr><th class="pinned">{{ t('web.purchases.supplier') }}</th><th class="num">{{ t('web.variances.quantity') }}</th><th v-for="one in columns" :key="one" class="num">{{ t('web.variances.' + one) }}</th></tr></thead>
        <tbody>
          <tr class="total"><td class="pinned">{{ t('web.purchases.total') }}</td><td></td><td v-for="one in columns" :key="one" class="num"><figure-value :value="data.total[one]" :is-change="isVariance(one)" :good="one === 'volume' ? null : 'down'"/></td></tr>
          <template v-for="supplier in data.suppliers" :key="supplier.code ?? ''">
            <tr :data-supplier="supplier.code ?? ''"><td class="pinned"><button class="link" :aria-expanded="!!open[supplier.code ?? '']" @click="open[supplier.code ?? ''] = !open[supplier.code ?? '']"><i class="icon" aria-hidden="true">{{ open[supplier.code ?? ''] ? 'expand_more' : 'chevron_right' }}</i>{{ text(supplier.name) }}<small class="quiet"> {{ supplier.items.length }}</small></button></td><td></td><td v-for="one in columns" :key="one" class="num"><figure-value :value="supplier.figures[one]" :is-change="isVariance(one)" :good="one === 'volume' ? null : 'down'"/></td></tr>
            <template v-if="open[supplier.code ?? '']"><template v-for="item in supplier.items" :key="item.code">
              <tr class="part" :data-item="item.code"><td class="pinned"><button class="link" :aria-expanded="!!lines[key(supplier, item)]" data-act="variance-lines" @click="toggle(supplier, item)"><i class="icon" aria-hidden="true">{{ lines[key(supplier, item)] ? 'expand_more' : 'chevron_right' }}</i>{{ text(item.name) }}</button><small class="quiet">{{ t('web.variances.standard-cost', { cost: costText(item) }) }}</small></td><td class="num">{{ valueText(item.quantity, item.unit) }}</td><td v-for="one in columns" :key="one" class="num"><figure-value :value="item.figures[one]" :is-change="isVariance(one)" :good="one === 'volume' ? null : 'down'"/></td></tr>
              <tr v-for="line in lines[key(supplier, item)] ?? []" :key="line.receipt + line.day" class="part receipt-line" :data-receipt="line.receipt"><td class="pinned"><button class="link" @click="go('chain', { document: line.document })">{{ line.receipt }}</button> <small class="quiet">{{ day(line.day) }}</small></td><td class="num">{{ valueText(line.quantity, item.unit) }}</td><td class="num"><figure-value :value="line.amount"/></td><td></td><td class="num"><figure-value :value="line.price" :is-change="true" good="down"/></td><td></td><td></td></tr>
            </template></template>
          </template>
        </tbody>
      </table></div>
      <p class="meta">{{ t('web.variances.note') }}</p>
    </state-box>`,
  setup() {
    const { data, state, reload } = useView(() => '/purchases/variances' + query({ scenario: openScenario() }));
    const lines = reactive({});
    const key = (supplier, item) => `${supplier.code ?? ''}/${item.code}`;
    async function toggle(supplier, item) {
      const at = key(supplier, item);
      if (lines[at]) { delete lines[at]; return; }
      try {
        lines[at] = (await get('/purchases/variances/lines' + query({ item: item.code, supplier: supplier.code ?? '', from: data.value.from, to: data.value.to }))).lines;
      } catch (problem) { notifyProblem(problem); }
    }
    const costText = (item) => formatValue(item.standardCost, '元/' + item.unit, preferences.moneyUnit, { fine: true });
    return { data, state, costText, reload, open: reactive({}), lines, key, toggle, go, columns: COLUMNS, isVariance: (one) => !['amount', 'standard'].includes(one) };
  },
});
