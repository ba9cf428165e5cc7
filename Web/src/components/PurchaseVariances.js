// SPDX-License-Identifier: Apache-2.0
// 采购价差与量差: suppliers, each opens into its items, each item into its receipts; the sums are those of the parts.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { formatValue } from '../kit/numbers.js';
import { monthsBetween, shiftMonth } from '../kit/periods.js';
import { preferences } from '../kit/preferences.js';
import { get, query } from '../store/api.js';
import { go, openScenario, route, setQuery } from '../store/router.js';
import { notifyProblem } from '../store/notices.js';
import { useView } from '../store/view.js';

const COLUMNS = ['amount', 'standard', 'price', 'budgeted', 'volumeToBudget', 'volume', 'priceBefore'];
const OF_BUDGET = ['budgeted', 'volumeToBudget'];
/** Months that may be looked at together. */
const LONGEST = 12;

export default define('PurchaseVariances', {
  template: `
    <p v-if="data" class="meta variance-months"><label><span>{{ t('web.variances.from') }}</span> <select class="input" :value="data.from" data-act="variance-from" @change="choose($event.target.value, data.to)"><option v-for="one in newest" :key="one" :value="one">{{ period(one) }}</option></select></label> <label><span>{{ t('web.variances.to') }}</span> <select class="input" :value="data.to" data-act="variance-to" @change="choose(data.from, $event.target.value)"><option v-for="one in newest" :key="one" :value="one" :disabled="!isWithin(data.from, one)">{{ period(one) }}</option></select></label> {{ t('web.variances.months') }}<template v-if="data.total.budgeted === null"> · {{ t('web.variances.no-budget') }}</template><template v-if="data.budgetLeftOut"> · {{ t('web.variances.left-out', { count: data.budgetLeftOut }) }}</template><template v-if="data.withoutPrice"> · {{ t('web.variances.without', { count: data.withoutPrice }) }}</template></p>
    <state-box :state="state" :has-data="!!data" :is-empty="data && !data.suppliers.length" :rows="8" empty-key="web.variances.empty" @retry="reload">
      <div class="card scroll-x"><table class="data-table variance-table">
        <thead><tr><th class="pinned">{{ t('web.purchases.supplier') }}</th><th class="num">{{ t('web.variances.quantity') }}</th><th v-if="hasBudget" class="num">{{ t('web.variances.quantityBudgeted') }}</th><th v-for="one in columns" :key="one" class="num">{{ t('web.variances.' + one) }}</th></tr></thead>
        <tbody>
          <tr class="total"><td class="pinned">{{ t('web.purchases.total') }}</td><td></td><td v-if="hasBudget"></td><td v-for="one in columns" :key="one" class="num"><figure-value :value="data.total[one]" :is-change="isVariance(one)" :good="goodOf(one)"/></td></tr>
          <template v-for="supplier in data.suppliers" :key="supplier.code ?? ''">
            <tr :data-supplier="supplier.code ?? ''"><td class="pinned"><button class="link" :aria-expanded="!!open[supplier.code ?? '']" @click="open[supplier.code ?? ''] = !open[supplier.code ?? '']"><i class="icon" aria-hidden="true">{{ open[supplier.code ?? ''] ? 'expand_more' : 'chevron_right' }}</i>{{ text(supplier.name) }}<small class="quiet"> {{ supplier.items.length }}</small></button></td><td></td><td v-if="hasBudget"></td><td v-for="one in columns" :key="one" class="num"><figure-value :value="supplier.figures[one]" :is-change="isVariance(one)" :good="goodOf(one)"/></td></tr>
            <template v-if="open[supplier.code ?? '']"><template v-for="item in supplier.items" :key="item.code">
              <tr class="part" :data-item="item.code"><td class="pinned"><button class="link" :aria-expanded="!!lines[key(supplier, item)]" data-act="variance-lines" @click="toggle(supplier, item)"><i class="icon" aria-hidden="true">{{ lines[key(supplier, item)] ? 'expand_more' : 'chevron_right' }}</i>{{ text(item.name) }}</button><small class="quiet">{{ t('web.variances.standard-cost', { cost: costText(item) }) }}</small></td><td class="num">{{ valueText(item.quantity, item.unit) }}</td><td v-if="hasBudget" class="num">{{ valueText(item.quantityBudgeted, item.unit) }}</td><td v-for="one in columns" :key="one" class="num"><figure-value :value="item.figures[one]" :is-change="isVariance(one)" :good="goodOf(one)"/></td></tr>
              <tr v-for="line in lines[key(supplier, item)] ?? []" :key="line.receipt + line.day" class="part receipt-line" :data-receipt="line.receipt"><td class="pinned"><button class="link" @click="go('chain', { document: line.document })">{{ line.receipt }}</button> <small class="quiet">{{ day(line.day) }}</small></td><td class="num">{{ valueText(line.quantity, item.unit) }}</td><td v-if="hasBudget"></td><td class="num"><figure-value :value="line.amount"/></td><td></td><td class="num"><figure-value :value="line.price" :is-change="true" good="down"/></td><td :colspan="columns.length - 3"></td></tr>
            </template></template>
          </template>
        </tbody>
      </table></div>
      <p class="meta">{{ t('web.variances.note') }}</p>
    </state-box>`,
  setup() {
    const lines = reactive({});
    const { data, state, reload } = useView(() => '/purchases/variances' + query({ from: route.query.from, to: route.query.to, scenario: openScenario() }));
    const hasBudget = computed(() => data.value?.total.budgeted != null);
    const columns = computed(() => COLUMNS.filter((one) => hasBudget.value || !OF_BUDGET.includes(one)));
    const newest = computed(() => [...(data.value?.choices ?? [])].reverse());
    const isWithin = (from, to) => monthsBetween(from, to) >= 0 && monthsBetween(from, to) < LONGEST;
    /** A first month that leaves the last one behind, or too far ahead, takes it along. */
    function choose(from, to) {
      const longest = shiftMonth(from, LONGEST - 1), last = data.value.choices.at(-1);
      for (const at of Object.keys(lines)) delete lines[at];
      setQuery({ from, to: isWithin(from, to) ? to : longest < last ? longest : last });
    }
    const key = (supplier, item) => `${supplier.code ?? ''}/${item.code}`;
    async function toggle(supplier, item) {
      const at = key(supplier, item);
      if (lines[at]) { delete lines[at]; return; }
      try {
        lines[at] = (await get('/purchases/variances/lines' + query({ item: item.code, supplier: supplier.code ?? '', from: data.value.from, to: data.value.to, scenario: openScenario() }))).lines;
      } catch (problem) { notifyProblem(problem); }
    }
    const costText = (item) => formatValue(item.standardCost, '元/' + item.unit, preferences.moneyUnit, { fine: true });
    return { data, state, costText, reload, open: reactive({}), lines, key, toggle, go, columns, hasBudget, newest, isWithin, choose, isVariance: (one) => !['amount', 'standard', 'budgeted'].includes(one), goodOf: (one) => (one.startsWith('price') ? 'down' : null) };
  },
});
