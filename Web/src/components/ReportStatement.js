// SPDX-License-Identifier: Apache-2.0
// A statement in short: the month, the budget where there is one, and what it is compared with.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';

const SHOWN = { income: ['month', 'budgetMonth', 'monthLastYear', 'yearToDate'], balance: ['month', 'monthBefore', 'yearBefore'], cash: ['month', 'monthLastYear', 'yearToDate'] };

export default define('ReportStatement', {
  props: { statement: Object },
  template: `
    <div :data-statement="statement.kind"><h4><a :href="'#/statements?kind=' + statement.kind + '&month=' + statement.month">{{ t('web.statements.kind.' + statement.kind) }}</a></h4>
      <table class="data-table report-table"><thead><tr><th></th><th v-for="column in columns" :key="column.key" class="num">{{ text(column.label) }}</th></tr></thead>
        <tbody><tr v-for="line in statement.lines" :key="line.key" :class="line.rank"><td>{{ text(line.label) }}</td><td v-for="column in columns" :key="column.key" class="num"><figure-value v-if="line.values[column.at] !== null" :value="line.values[column.at]" :cell="column.at === 0 ? line.cell : null" :label="line.label" :fine="false"/><span v-else class="quiet">–</span></td></tr></tbody></table></div>`,
  setup: (props) => ({ t, text, columns: computed(() => props.statement.columns.map((column, at) => ({ ...column, at })).filter((column) => SHOWN[props.statement.kind].includes(column.key))) }),
});
