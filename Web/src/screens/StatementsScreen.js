// SPDX-License-Identifier: Apache-2.0
// 三表: income statement, balance sheet and cash flow of a month, to the last 分, beside last year and the budget; printable.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { period, t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { compare, subtract } from '../kit/decimal.js';
import { shiftPeriod } from '../kit/periods.js';
import { download } from '../kit/download.js';
import { query } from '../store/api.js';
import { explain } from '../store/panel.js';
import { openScenario, route, setQuery } from '../store/router.js';
import { current } from '../store/scenarios.js';
import { can, session } from '../store/session.js';
import { useView } from '../store/view.js';

const KINDS = ['income', 'balance', 'cash'];

export default define('StatementsScreen', {
  template: `
    <section class="screen statements-screen">
      <header class="screen-head">
        <div><div class="table-title"><h1>{{ t('web.nav.statements') }}</h1><scenario-switch/></div><p class="basis">{{ text(session.workspace.name) }} · {{ t('web.statements.form.' + kind) }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools">
          <segment-switch :model-value="kind" :options="kinds" :label="t('web.statements.kind')" data-act="statement-kind" @update:model-value="setQuery({ kind: $event })"/>
          <segment-switch :model-value="layout" :options="layouts" :label="t('web.statements.layout')" data-act="statement-layout" @update:model-value="setQuery({ layout: $event })"/>
          <div class="stepper"><button class="icon-btn" :disabled="!earlier" :aria-label="t('web.action.previous')" @click="setQuery({ month: earlier })"><i class="icon" aria-hidden="true">chevron_left</i></button><b>{{ period(month) }}</b><button class="icon-btn" :disabled="!later" :aria-label="t('web.action.next')" data-act="next-month" @click="setQuery({ month: later })"><i class="icon" aria-hidden="true">chevron_right</i></button></div>
          <label class="check"><input type="checkbox" v-model="isWhole"> {{ t('web.statements.whole') }}</label>
          <a class="btn wide-only" :href="workbook()" download data-act="export-xlsx">{{ t('web.action.xlsx') }}</a>
          <button class="icon-btn wide-only" :title="t('web.table.export')" :aria-label="t('web.table.export')" data-act="export-statement" @click="save"><i class="icon" aria-hidden="true">file_download</i></button>
          <button class="icon-btn wide-only" :title="t('web.statements.print')" :aria-label="t('web.statements.print')" @click="print"><i class="icon" aria-hidden="true">print</i></button>
        </div>
      </header>
      <state-box :state="state" :has-data="!!data" :rows="10" :is-empty="data && !data.lines.some((line) => line.values.some((value) => value !== null))" empty-key="web.statements.empty" @retry="reload">
        <ul class="statement-checks" :aria-label="t('web.statements.checks')"><li v-for="one in data.checks" :key="one.key" :class="one.holds ? 'favourable' : 'unfavourable'"><i class="icon" aria-hidden="true">{{ one.holds ? 'check_circle' : 'error' }}</i>{{ text(one.label) }}<b v-if="!one.holds">{{ money(one.difference, { fine: true }) }}</b></li></ul>
        <article class="card scroll-x statement-box"><table class="data-table statement-table">
          <thead><tr><th class="pinned">{{ t('web.statements.line') }}</th><th v-for="column in columns" :key="column.key" class="num" :data-column="column.key">{{ column.label }}<small v-if="column.isForecast">{{ t(column.key === 'yearToDate' ? 'web.statements.with-forecast' : 'web.statements.forecast') }}</small></th></tr></thead>
          <tbody><tr v-for="line in lines" :key="line.key" :class="line.rank" :data-line="line.key">
            <td class="pinned"><button v-if="line.cell" class="link" @click="explain(line.cell, line.label)">{{ text(line.label) }}</button><span v-else>{{ text(line.label) }}</span></td>
            <td v-for="(one, index) in figures(line)" :key="columns[index].key" class="num"><span v-if="columns[index].isRatio" :class="{ quiet: one === null }">{{ one === null ? '' : ratio(one) }}</span><figure-value v-else-if="one !== null" :value="one" :cell="index === 0 ? line.cell : null" :label="line.label" :fine="true"/><span v-else-if="line.rank !== 'heading'" class="quiet">–</span></td>
          </tr></tbody>
        </table></article>
        <p class="meta">{{ t('web.statements.note.' + kind) }}</p>
      </state-box>
    </section>`,
  setup() {
    const isWhole = ref(false);
    const kind = computed(() => (KINDS.includes(route.query.kind) ? route.query.kind : 'income'));
    const layout = computed(() => (route.query.layout === 'international' ? 'international' : 'chinese'));
    const company = session.workspace;
    const month = computed(() => route.query.month ?? company.cutoffMonth);
    const { data, state, reload } = useView(() => '/statement' + query({ kind: kind.value, layout: layout.value, month: month.value, scenario: openScenario() }));
    const within = (id) => (id >= company.firstMonth && id <= company.lastMonth ? id : null);
    const at = (key) => data.value.columns.findIndex((column) => column.key === key);

    /** The server's columns, then the difference from the budget and how much of it is reached, where there is one. */
    const columns = computed(() => {
      const given = data.value.columns.map((column) => ({ key: column.key, label: text(column.label), isForecast: !column.isActual && !column.key.startsWith('budget') }));
      if (at('budgetYearToDate') < 0) return given;
      return [...given, { key: 'difference', label: t('web.statements.difference') }, { key: 'attainment', label: t('web.statements.attainment'), isRatio: true }];
    });
    const lines = computed(() => data.value.lines.filter((line) => isWhole.value || !line.isUnplanned));

    function figures(line) {
      const values = line.values.length ? line.values : data.value.columns.map(() => null);
      if (at('budgetYearToDate') < 0) return values;
      const [actual, budget] = [values[at('yearToDate')], values[at('budgetYearToDate')]];
      const reached = actual !== null && budget !== null && compare(budget, '0') !== 0 ? Number(actual) / Number(budget) : null;
      return [...values, subtract(actual, budget), reached];
    }

    function save() {
      const name = openScenario() ? current()?.name : null;
      const head = [text(company.name), t('web.statements.form.' + kind.value), month.value, ...(name ? [name] : [])];
      const rows = [head, [t('web.statements.line'), ...columns.value.map((column) => column.label)], ...lines.value.map((line) => [text(line.label), ...figures(line).map((value) => value ?? '')])];
      download(`${text(company.name)}-${t('web.statements.kind.' + kind.value)}-${month.value}${name ? '-' + name : ''}.csv`, rows);
    }

    return {
      text, period, explain, session, setQuery, can, data, state, reload, kind, layout, month, isWhole, columns, lines, figures, save,
      workbook: () => '/api/v1/exports/statement' + query({ kind: kind.value, layout: layout.value, month: month.value, scenario: openScenario() }),
      print: () => window.print(), ratio: (value) => formatRatio(value),
      earlier: computed(() => within(shiftPeriod(month.value, -1))), later: computed(() => within(shiftPeriod(month.value, 1))),
      kinds: computed(() => KINDS.filter((one) => one === 'income' || can('viewCash')).map((value) => ({ value, label: t('web.statements.kind.' + value) }))),
      layouts: computed(() => ['chinese', 'international'].map((value) => ({ value, label: t('web.statements.layout.' + value) }))),
    };
  },
});
