// SPDX-License-Identifier: Apache-2.0
// 全面预算: the linked set of budget forms; each shows the budget beside the rolling forecast and what came, in all or month by month.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { period, t, text } from '../kit/i18n.js';
import { periodOf, shiftPeriod } from '../kit/periods.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { session } from '../store/session.js';
import { useView } from '../store/view.js';
import BudgetForms from '../components/BudgetForms.js';
import BudgetTable from '../components/BudgetTable.js';

const GRAINS = ['month', 'quarter', 'year'];

export default define('BudgetScreen', {
  components: { BudgetForms, BudgetTable },
  template: `
    <section class="screen budget-screen">
      <header class="screen-head">
        <div><h1>{{ t('web.nav.budgets') }}</h1><p class="basis">{{ text(session.workspace.name) }} · {{ period(at) }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools">
          <segment-switch :model-value="grain" :options="grains" :label="t('web.budgets.grain')" data-act="budget-grain" @update:model-value="choose"/>
          <div class="stepper"><button class="icon-btn" :disabled="!earlier" :aria-label="t('web.action.previous')" @click="setQuery({ period: earlier })"><i class="icon" aria-hidden="true">chevron_left</i></button><b>{{ period(at) }}</b><button class="icon-btn" :disabled="!later" :aria-label="t('web.action.next')" data-act="next-period" @click="setQuery({ period: later })"><i class="icon" aria-hidden="true">chevron_right</i></button></div>
        </div>
      </header>
      <state-box :state="state" :has-data="!!data" :rows="10" :is-empty="isEmpty" empty-key="web.budgets.empty" @retry="reload">
        <div class="budget-layout">
          <budget-forms :forms="data.forms" :chosen="form" @choose="setQuery({ form: $event, department: null })"/>
          <budget-table :key="form" :form="form" :period="at"/>
        </div>
      </state-box>
    </section>`,
  setup() {
    const company = session.workspace;
    const at = computed(() => route.query.period ?? company.cutoffMonth.slice(0, 4));
    const grain = computed(() => (at.value.length === 4 ? 'year' : at.value.includes('Q') ? 'quarter' : 'month'));
    const { data, state, reload } = useView(() => '/budgets' + query({ period: at.value }));
    const form = computed(() => (data.value?.forms.some((one) => one.key === route.query.form) ? route.query.form : data.value?.forms[0]?.key));
    const first = (grained) => periodOf(company.firstMonth, grained), last = (grained) => periodOf(company.lastMonth, grained);
    const within = (id) => (id >= first(grain.value) && id <= last(grain.value) ? id : null);
    /** The same time in another grain: the last closed month where the period holds it, else its first month. */
    function choose(grained) {
      const months = data.value ? currentMonths() : [];
      setQuery({ period: periodOf(months.includes(company.cutoffMonth) ? company.cutoffMonth : months[0] ?? company.cutoffMonth, grained) });
    }
    function currentMonths() {
      if (grain.value === 'month') return [at.value];
      const year = at.value.slice(0, 4), quarter = Number(at.value[5] ?? 0);
      const numbers = quarter ? [1, 2, 3].map((n) => (quarter - 1) * 3 + n) : Array.from({ length: 12 }, (_, n) => n + 1);
      return numbers.map((n) => `${year}-${String(n).padStart(2, '0')}`);
    }
    return {
      session, route, setQuery, text, period, at, grain, data, state, reload, form, choose,
      isEmpty: computed(() => !!data.value && !data.value.forms.some(({ headline }) => headline.figures.forecast !== null || headline.figures.budget !== null)),
      earlier: computed(() => within(shiftPeriod(at.value, -1))), later: computed(() => within(shiftPeriod(at.value, 1))),
      grains: computed(() => GRAINS.map((value) => ({ value, label: t('web.grain.' + value) }))),
    };
  },
});
