// SPDX-License-Identifier: Apache-2.0
// 月报: one month on A4 pages. Every section links to the screen it comes from; figures open 为什么.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, language, period, t, text } from '../kit/i18n.js';
import { compare, subtract } from '../kit/decimal.js';
import { formatRatio, formatValue } from '../kit/numbers.js';
import { shiftPeriod } from '../kit/periods.js';
import { preferences } from '../kit/preferences.js';
import { unitWords } from '../kit/units.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { session } from '../store/session.js';
import { useView } from '../store/view.js';
import ReportBars from '../components/ReportBars.js';
import ReportStatement from '../components/ReportStatement.js';

export default define('ReportScreen', {
  components: { ReportBars, ReportStatement },
  template: `
    <section class="screen report-screen">
      <header class="screen-head">
        <div><h1>{{ t('web.report.title') }}</h1></div>
        <div class="screen-tools">
          <div class="stepper"><button class="icon-btn" :disabled="!earlier" :aria-label="t('web.action.previous')" data-act="previous-month" @click="setQuery({ month: earlier })"><i class="icon" aria-hidden="true">chevron_left</i></button><b>{{ period(month) }}</b><button class="icon-btn" :disabled="!later" :aria-label="t('web.action.next')" data-act="next-month" @click="setQuery({ month: later })"><i class="icon" aria-hidden="true">chevron_right</i></button></div>
          <button class="btn primary" data-act="print" @click="print"><i class="icon" aria-hidden="true">print</i> {{ t('web.report.print') }}</button>
        </div>
      </header>
      <state-box :state="state" :has-data="!!data" :rows="14" :is-empty="isEmpty" empty-key="web.report.empty" @retry="reload">
        <article class="report" :lang="language === 'zh' ? 'zh-CN' : 'en'">
          <header class="report-head"><div><h2>{{ text(data.company) }} · {{ t('web.report.title') }}</h2><p>{{ period(data.month) }} · {{ t(data.isActual ? 'web.report.closed' : 'web.report.open') }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div><p>{{ t('web.report.as-of', { day: day(data.today) }) }}</p></header>

          <section data-section="headlines"><h3>{{ t('web.report.headlines') }}</h3>
            <table class="data-table report-table"><thead><tr><th></th><th v-for="column in headColumns" :key="column" class="num">{{ t('web.report.column.' + column) }}</th></tr></thead>
              <tbody><tr v-for="one in data.headlines" :key="one.key" :data-headline="one.key"><td><a :href="one.link">{{ text(one.label) }}</a></td>
                <td class="num"><b><figure-value :value="one.actual" :cell="one.cell" :label="one.label"/></b></td>
                <td class="num"><figure-value v-if="one.budget !== null" :value="one.budget"/><span v-else class="quiet">–</span></td><td class="num"><figure-value v-if="less(one.actual, one.budget) !== null" :value="less(one.actual, one.budget)" :good="one.good" :is-change="true"/><span v-else class="quiet">–</span></td><td class="num">{{ share(one.actual, one.budget) }}</td>
                <td class="num"><figure-value v-if="one.forecast !== null" :value="one.forecast"/><span v-else class="quiet">–</span></td><td class="num"><figure-value v-if="less(one.actual, one.forecast) !== null" :value="less(one.actual, one.forecast)" :good="one.good" :is-change="true"/><span v-else class="quiet">–</span></td>
                <td class="num"><figure-value v-if="one.lastYear !== null" :value="one.lastYear"/><span v-else class="quiet">–</span></td><td class="num"><figure-value v-if="less(one.actual, one.lastYear) !== null" :value="less(one.actual, one.lastYear)" :good="one.good" :is-change="true"/><span v-else class="quiet">–</span></td><td class="num">{{ growth(one.actual, one.lastYear) }}</td>
              </tr></tbody></table>
            <p class="meta">{{ data.forecastMadeOn ? t('web.report.forecast-made', { day: day(data.forecastMadeOn) }) : t('web.report.no-forecast') }}</p>
          </section>

          <section class="report-pair">
            <div><h3><a href="#/table">{{ t('web.report.trend') }}</a></h3><report-bars :bars="trend" :label="t('web.report.trend')" :legend="[t('web.report.legend.actual'), hasBudget ? t('web.report.column.budget') : null]"/></div>
            <div v-if="data.cash" data-section="cash"><h3><a href="#/cash">{{ t('web.report.cash') }}</a></h3><report-bars :bars="weeks" :line="data.cash.minimum" :label="t('web.report.cash')" :legend="[t('web.report.legend.balance'), null, t('web.report.legend.minimum')]"/>
              <p class="meta" v-if="data.cash.firstShortfall"><b>{{ t('web.report.shortfall', { day: day(data.cash.firstShortfall.day), week: data.cash.firstShortfall.week }) }}</b> <figure-value :value="data.cash.firstShortfall.gap"/> · <a href="#/cash">{{ t('web.report.answers') }}</a></p><p class="meta" v-else>{{ t('web.report.no-shortfall') }}</p></div>
          </section>

          <section data-section="differences"><h3>{{ t('web.report.differences') }}</h3>
            <table v-if="data.differences.length" class="data-table report-table"><tbody><tr v-for="one in data.differences" :key="one.key + one.against" :data-difference="one.key">
              <td><a :href="one.link">{{ label(one) }}</a><small>{{ t('web.report.against.' + one.against) }}</small></td>
              <td class="num"><figure-value v-if="one.change !== null" :value="one.change" :good="one.good" :is-change="true"/><span v-else class="quiet">–</span></td><td class="num"><figure-value :value="one.base"/> → <figure-value :value="one.actual"/></td>
              <td class="report-reasons"><span v-for="(reason, index) in one.reasons" :key="index">{{ text(reason.label) }} <figure-value :value="reason.value" :is-change="true"/></span><span v-if="!one.reasons.length" class="quiet">{{ t('web.report.no-reason') }}</span></td>
            </tr></tbody></table><p v-else class="meta">{{ t('web.report.no-differences') }}</p>
          </section>

          <section data-section="statements"><h3>{{ t('web.report.statements') }}</h3><div class="report-statements"><report-statement v-for="one in data.statements" :key="one.kind" :statement="one"/></div></section>

          <section class="report-pair">
            <div v-if="data.stock" data-section="stock"><h3><a href="#/supply?view=health">{{ t('web.report.stock') }}</a></h3>
              <table class="data-table report-table"><thead><tr><th></th><th v-for="column in stockColumns" :key="column" class="num">{{ t('web.report.stock.' + column) }}</th></tr></thead><tbody>
                <tr v-for="one in stockRows" :key="text(one.name)" :class="{ total: one.isTotal }"><td>{{ text(one.name) }}</td><td v-for="column in stockColumns" :key="column" class="num">{{ stockValue(one, column) }}</td></tr></tbody></table>
              <p v-if="data.stock.short.length" class="meta">{{ t('web.report.short') }} <span v-for="(one, index) in data.stock.short" :key="one.code">{{ index ? '；' : '' }}{{ text(one.name) }} {{ day(one.on, true) }}</span></p></div>
            <div data-section="alerts"><h3><a href="#/overview">{{ t('web.report.alerts', { count: data.alertsTotal }) }}</a></h3>
              <ul class="report-list"><li v-for="one in data.alerts.slice(0, 8)" :key="one.id"><b>{{ t('web.report.severity.' + one.severity) }}</b> <a :href="one.link">{{ text(one.title) }}</a> <span class="quiet">{{ text(one.detail) }}</span></li></ul><p v-if="!data.alerts.length" class="meta">{{ t('web.report.no-alerts') }}</p></div>
          </section>

          <section v-if="data.outlook" data-section="outlook"><h3><a href="#/forecast">{{ t('web.report.outlook', { month: period(data.outlook.month) }) }}</a></h3>
            <table class="data-table report-table"><thead><tr><th></th><th v-for="one in data.outlook.figures" :key="one.key" class="num">{{ text(one.label) }}</th></tr></thead><tbody>
              <tr><td>{{ period(data.outlook.month) }}</td><td v-for="one in data.outlook.figures" :key="one.key" class="num"><b><figure-value v-if="one.value !== null" :value="one.value" :cell="one.cell" :label="one.label"/><span v-else class="quiet">–</span></b></td></tr>
              <tr><td>{{ period(data.month) }}</td><td v-for="one in data.outlook.figures" :key="one.key" class="num"><figure-value v-if="one.before !== null" :value="one.before"/><span v-else class="quiet">–</span></td></tr></tbody></table>
            <ul class="report-list">
              <li v-if="data.outlook.baselineAccuracy !== null">{{ t('web.report.baseline', { accuracy: ratio(data.outlook.baselineAccuracy), bias: ratio(data.outlook.baselineBias, { sign: true }) }) }}</li>
              <li>{{ t(data.outlook.overrideCount ? 'web.report.overrides' : 'web.report.no-overrides', { count: data.outlook.overrideCount }) }}</li>
              <li v-for="one in data.outlook.overrides" :key="one.cell">{{ text(one.label) }}：{{ amount(one.instead, one.unit) }} → {{ amount(one.value, one.unit) }} {{ unitWords(one.unit) }} · {{ text(one.by) }} · {{ one.reason }}</li>
              <li v-for="one in data.outlook.deals" :key="one.code"><a :href="'#/deals?deal=' + one.code">{{ t('web.report.committed', { name: text(one.name), day: day(one.closesOn, true) }) }}</a> <figure-value :value="one.amountInclTax"/> {{ t('web.report.incl') }}</li>
            </ul>
          </section>
        </article>
      </state-box>
    </section>`,
  setup() {
    const company = session.workspace;
    const month = computed(() => route.query.month ?? company.cutoffMonth);
    const { data, state, reload } = useView(() => '/monthly-report' + query({ month: month.value }));
    const within = (id) => (id >= company.firstMonth && id <= company.lastMonth ? id : null);
    const less = (a, b) => (a === null || b === null ? null : subtract(a, b));
    const share = (a, b) => (a === null || b === null || compare(b, '0') === 0 ? '–' : formatRatio(Number(a) / Number(b)));
    const growth = (a, b) => (a === null || b === null || compare(b, '0') === 0 ? '–' : formatRatio(Number(a) / Number(b) - 1, { sign: true }));
    const stockValue = (row, column) => {
      if (column === 'shortCount') return row.shortCount ?? '';
      const value = row.figures[column];
      return value === null ? '–' : column === 'days' || column === 'turnover' ? formatValue(value, '', null, { digits: 1 }) : formatValue(value, '元', preferences.moneyUnit, { fine: false });
    };
    return {
      data, state, reload, month, setQuery, text, period, day, less, share, growth, stockValue, unitWords, language, ratio: formatRatio,
      amount: (value, unit) => formatValue(value, unit, 'yuan'), label: (one) => text(one.label).replace(/^([一二三四五六]、|减：|加：|[IVX]+\. |less: |plus: )/, ''),
      print: () => window.print(), earlier: computed(() => within(shiftPeriod(month.value, -1))), later: computed(() => within(shiftPeriod(month.value, 1))),
      isEmpty: computed(() => !!data.value && data.value.headlines.every((one) => one.actual === null || Number(one.actual) === 0)),
      headColumns: computed(() => [data.value.isActual ? 'actual' : 'expected', 'budget', 'budgetDifference', 'attainment', 'forecast', 'forecastDifference', 'lastYear', 'lastYearDifference', 'growth']),
      hasBudget: computed(() => data.value.trend.some((one) => one.budget !== null)),
      trend: computed(() => data.value.trend.map((one) => ({ label: period(one.month, true), value: one.value, beside: one.budget, isForecast: one.month > company.cutoffMonth }))),
      weeks: computed(() => data.value.cash.weeks.map((one) => ({ label: day(one.from, true), value: one.closing, beside: null, isMarked: one.isBelowMinimum }))),
      stockColumns: computed(() => (data.value.stock.total.stockMoney === null ? ['days', 'shortCount'] : ['stockMoney', 'days', 'turnover', 'slowMoney', 'excessMoney', 'shortCount'])),
      stockRows: computed(() => [...data.value.stock.families, { name: t('web.report.total'), figures: data.value.stock.total, isTotal: true }]),
    };
  },
});
