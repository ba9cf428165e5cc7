// SPDX-License-Identifier: Apache-2.0
// 弹性预算 of a form: static budget, what the volume moves it by, the flexed budget, what was spent beyond it; departments open into kinds.
import { reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { query } from '../store/api.js';
import { useView } from '../store/view.js';

const COLUMNS = ['budget', 'volume', 'flexed', 'spending', 'actual'];
const CHANGES = ['volume', 'spending'];

export default define('FlexedTable', {
  props: { form: String, period: String },
  template: `
    <state-box :state="state" :has-data="!!data" :rows="6" :is-empty="data && !data.departments.length" empty-key="web.budgets.flexed-empty" @retry="reload">
      <p class="meta" data-source>{{ t('web.budgets.flexed.source.' + data.source) }} {{ t(data.isForecast ? 'web.budgets.flexed.forecast' : 'web.budgets.flexed.closed', { months: data.months.length }) }} {{ t('web.budgets.flexed.revenue') }} <figure-value :value="data.budgetRevenue"/> → <figure-value :value="data.revenue"/></p>
      <div class="scroll-x"><table class="data-table statement-table flexed-table">
        <thead><tr><th class="pinned">{{ t('web.budgets.department') }}</th><th v-for="column in columns" :key="column" class="num" :data-column="column">{{ t('web.budgets.flexed.' + column) }}</th></tr></thead>
        <tbody>
          <template v-for="one in data.departments" :key="one.code">
            <tr class="line" :data-department="one.code"><td class="pinned"><button class="icon-btn tiny" :aria-expanded="!!open[one.code]" :aria-label="t(open[one.code] ? 'web.action.less' : 'web.action.more')" @click="open[one.code] = !open[one.code]"><i class="icon" aria-hidden="true">{{ open[one.code] ? 'expand_more' : 'chevron_right' }}</i></button><span>{{ text(one.name) }}</span></td><td v-for="column in columns" :key="column" class="num"><figure-value v-if="one.figures[column] !== null" :value="one.figures[column]" :good="column === 'spending' ? 'down' : null" :is-change="changes.includes(column)"/><span v-else class="quiet">–</span></td></tr>
            <tr v-for="(kind, index) in open[one.code] ? one.kinds : []" :key="one.code + index" class="part"><td class="pinned">{{ text(kind.label) }}<small class="quiet">{{ rules(kind) }}</small></td><td v-for="column in columns" :key="column" class="num"><figure-value v-if="kind.figures[column] !== null" :value="kind.figures[column]" :is-change="changes.includes(column)"/><span v-else class="quiet">–</span></td></tr>
          </template>
          <tr v-if="data.total" class="total"><td class="pinned">{{ t('web.budgets.flexed.total') }}</td><td v-for="column in columns" :key="column" class="num"><figure-value v-if="data.total[column] !== null" :value="data.total[column]" :good="column === 'spending' ? 'down' : null" :is-change="changes.includes(column)"/><span v-else class="quiet">–</span></td></tr>
        </tbody>
      </table></div>
      <p class="meta">{{ t('web.budgets.flexed.note') }}</p>
    </state-box>`,
  setup(props) {
    const { data, state, reload } = useView(() => `/budgets/${props.form}/flexed` + query({ period: props.period }));
    const short = (number) => number?.replace(/\.?0+$/, '');
    const rate = (rule) => (rule.driver === 'revenue' ? formatRatio(rule.rate, { digits: 2 }).replace(/0%$/, '%') : short(rule.rate));
    const rules = (kind) => kind.rules.map((rule) => t('web.budgets.flexed.rule.' + rule.driver, { rate: rate(rule), every: short(rule.every) ?? '' })).join(t('web.list')) || t('web.budgets.flexed.fixed');
    return { data, state, reload, open: reactive({}), columns: COLUMNS, changes: CHANGES, text, rules };
  },
});
