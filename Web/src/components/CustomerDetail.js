// SPDX-License-Identifier: Apache-2.0
// One customer: rhythm and silence, every order day with the wait before it, orders and payments month by month.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, period, t, text } from '../kit/i18n.js';
import { figure, trimmed } from '../kit/sales.js';
import { formatCount, formatMoney, formatRatio } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { moneyUnit } from '../kit/units.js';
import { monthRange, shiftMonth } from '../kit/periods.js';
import { query } from '../store/api.js';
import { route } from '../store/router.js';
import { dictionary, printFilters } from '../store/sales.js';
import { useView } from '../store/view.js';
import { AXIS, axisMoney, COLOURS, VALUE_AXIS } from './chart-options.js';

const MONTHS = 18, DAYS_SHOWN = 24;
const MONTHLY = ['orderedInclTax', 'netDeliveredInclTax', 'invoicedInclTax', 'collected', 'daysLate', 'paidLateShare'];
const LATE = MONTHLY.indexOf('daysLate'), COLLECTED = MONTHLY.indexOf('collected');

export default define('CustomerDetail', {
  props: { code: String },
  emits: ['close'],
  template: `
    <div class="drawer-veil" @mousedown.self="$emit('close')" @keydown.esc.stop="$emit('close')">
      <aside v-takes-focus tabindex="-1" class="drawer customer-drawer" role="dialog" :aria-label="name">
        <header><div><h2>{{ name }}<small class="series-name"> {{ code }}</small></h2><p class="basis">{{ about }}</p></div><button class="icon-btn" :aria-label="t('web.action.close')" ref="first" @click="$emit('close')"><i class="icon" aria-hidden="true">close</i></button></header>
        <div class="drawer-body">
          <state-box :state="state" :has-data="!!data" :rows="5" :is-empty="!!data && !one" empty-key="web.customers.not-known" @retry="reload">
            <p class="sign-line" :class="'sign-' + sign"><span class="sign-tag" :class="'sign-' + sign"><i class="dot" aria-hidden="true"></i>{{ one.cycle ? text(one.cycle.signLabel) : '–' }}</span>{{ t('web.customers.sign.' + sign) }}<span v-if="one.paysLate" class="sign-tag pays-late"><i class="dot" aria-hidden="true"></i>{{ t('web.customers.pays-late') }}</span></p>
            <dl class="pairs customer-pairs"><template v-for="[key, value] in facts" :key="key"><dt>{{ t('web.customers.fact.' + key) }}</dt><dd>{{ value }}</dd></template></dl>
          </state-box>
          <section v-if="months"><h3>{{ t('web.customers.by-month') }} <small>{{ moneyUnit() }}</small></h3><chart-box :option="chart" :height="220" :label="t('web.customers.by-month')"/>
            <div class="scroll-x"><table class="data-table customer-months"><thead><tr><th>{{ t('web.sales.growth.period') }}</th><th v-for="one in months.measures" :key="one.key" class="num">{{ t('web.customers.month.' + one.key) }}</th></tr></thead><tbody><tr v-for="row in newest" :key="row.month"><td>{{ period(row.month) }}</td><td v-for="(one, index) in months.measures" :key="one.key" class="num" :class="{ negative: index === LATE && Number(row.figures[index]) > 15 }">{{ figure(row.figures[index], one) }}</td></tr></tbody></table></div></section>
          <section v-if="orders"><h3>{{ t('web.customers.order-days') }} <small>{{ t('web.customers.order-days.count', { count: waits.length }) }}</small></h3>
            <ol class="wait-bars" :aria-label="t('web.customers.waits')"><li class="now" v-if="silence !== null" :class="'sign-' + sign"><span>{{ t('web.customers.since') }}</span><i :style="{ width: widthOf(silence) }"></i><b>{{ t('web.sales.days', { value: silence }) }}</b></li><li v-for="one in waits.slice(0, DAYS_SHOWN)" :key="one.day" :data-day="one.day"><span>{{ day(one.day) }}</span><i :style="{ width: widthOf(one.wait) }"></i><b>{{ one.wait === null ? '' : t('web.sales.days', { value: one.wait }) }}</b><em>{{ figure(one.amount, { unit: 'amount' }) }}</em></li></ol></section>
          <p class="customer-links"><a class="link" :href="analysis">{{ t('web.customers.to-sales') }}</a></p>
        </div>
      </aside>
    </div>`,
  setup(props) {
    const filter = computed(() => printFilters([{ key: 'customer', codes: [props.code] }]));
    const asOf = computed(() => route.query.asOf || dictionary.value?.asOf || null);
    const ask = (parameters) => (asOf.value ? '/sales-analysis' + query({ ...parameters, last: asOf.value, asOf: asOf.value, filter: filter.value }) : null);
    const { data, state, reload } = useView(() => '/customers' + query({ customer: props.code, asOf: route.query.asOf }));
    const { data: months } = useView(() => ask({ by: 'month', measures: MONTHLY.join(','), first: asOf.value && shiftMonth(asOf.value.slice(0, 7), 1 - MONTHS) }));
    const { data: orders } = useView(() => ask({ by: 'day', measures: 'orderedInclTax', first: asOf.value && Number(asOf.value.slice(0, 4)) - 3 + asOf.value.slice(4, 7), limit: 2000 }));
    const one = computed(() => data.value?.rows[0]);
    const sign = computed(() => one.value?.cycle?.sign ?? 'notKnown');
    const between = (a, b) => Math.round((Date.parse(b) - Date.parse(a)) / 864e5);
    /** Newest first, each with the wait that ended on it. */
    const waits = computed(() => {
      const days = (orders.value?.rows ?? []).filter((row) => Number(row.figures[0]) > 0).map((row) => ({ day: row.keys[0].code, amount: row.figures[0] })).sort((a, b) => (a.day < b.day ? -1 : 1));
      return days.map((row, index) => ({ ...row, wait: index ? between(days[index - 1].day, row.day) : null })).reverse();
    });
    const silence = computed(() => one.value?.cycle?.silence ?? null);
    const longest = computed(() => Math.max(1, silence.value ?? 0, ...waits.value.slice(0, DAYS_SHOWN).map((row) => row.wait ?? 0)));
    const money = (value) => (Number(value) ? formatMoney(value, preferences.moneyUnit, { fine: true }) + ' ' + moneyUnit() : '–');
    const inDays = (value) => (value === null || value === undefined ? '–' : t('web.sales.days', { value: trimmed(value) }));
    /** Every month, also those in which nothing came: a silence must be seen. */
    const rows = computed(() => {
      const known = new Map(months.value.rows.map((row) => [row.keys[0].code, row.figures])), last = asOf.value.slice(0, 7);
      return monthRange(shiftMonth(last, 1 - MONTHS), last).map((month) => ({ month, figures: known.get(month) ?? MONTHLY.map((_, index) => (index < LATE ? '0' : null)) }));
    });
    const facts = computed(() => {
      const { scores, cycle, payment } = one.value;
      return [
        ...(scores ? [['segment', text(scores.segmentLabel)], ['rfm', `R ${scores.recency} · F ${scores.frequency} · M ${scores.monetary}`], ['ordered', money(scores.amount)], ['orders', formatCount(String(scores.orders))]] : []),
        ...(cycle ? [['last', day(cycle.lastOrder)], ['silence', inDays(cycle.silence)], ['cycle', cycle.medianWait === null ? '–' : inDays(cycle.medianWait) + (cycle.spread === null ? '' : ' ± ' + trimmed(cycle.spread))], ['next', cycle.nextOrder ? `${day(cycle.nextOrder)} (${day(cycle.nextFirst, true)} – ${day(cycle.nextLast, true)})` : '–'], ['usual', cycle.usualness === null ? '–' : formatRatio(cycle.usualness)]] : []),
        ...(payment ? [['late', inDays(payment.daysLate)], ['late-open', inDays(payment.daysLateWithOpen)], ['late-share', formatRatio(payment.paidLateShare) || '–'], ['bills', formatRatio(payment.billShare) || '–'], ['open', money(payment.open)], ['overdue', money(payment.overdue)], ['longest', inDays(payment.longestOverdueDays)]] : []),
      ];
    });
    const chart = computed(() => {
      const ids = rows.value.map((row) => row.month), pick = (place) => rows.value.map((row) => (row.figures[place] === null ? null : Number(row.figures[place])));
      return {
        grid: { left: 8, right: 8, top: 30, bottom: 4, containLabel: true }, legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: COLOURS.text } }, tooltip: { trigger: 'axis', valueFormatter: (value) => (value === null || value === undefined ? '–' : Math.abs(value) < 1000 && Number.isInteger(value) === false ? value.toFixed(1) : formatMoney(String(value), preferences.moneyUnit, { fine: true })) },
        xAxis: { type: 'category', data: ids, ...AXIS, axisLabel: { ...AXIS.axisLabel, formatter: (id, index) => (index === 0 || id.endsWith('-01') ? period(id) : period(id, true)) } },
        yAxis: [{ ...VALUE_AXIS, axisLabel: { ...VALUE_AXIS.axisLabel, formatter: axisMoney } }, { ...VALUE_AXIS, splitLine: { show: false } }],
        series: [
          { name: t('web.customers.month.orderedInclTax'), type: 'bar', data: pick(0), color: '#9db7da', barMaxWidth: 14 }, { name: t('web.customers.month.collected'), type: 'bar', data: pick(COLLECTED), color: '#7bbf9b', barMaxWidth: 14 },
          { name: t('web.customers.month.daysLate'), type: 'line', yAxisIndex: 1, data: pick(LATE), color: COLOURS.bad, symbolSize: 5, lineStyle: { width: 1.6 }, connectNulls: true },
        ],
      };
    });
    return {
      data, state, reload, months, orders, one, sign, waits, silence, facts, chart, figure, day, period, moneyUnit, DAYS_SHOWN, LATE,
      name: computed(() => (one.value ? text(one.value.customer.label) : props.code)), about: computed(() => (one.value?.territory ? text(one.value.territory.label) + ' · ' : '') + (asOf.value ? t('web.sales.as-of', { day: day(asOf.value) }) : '')),
      widthOf: (wait) => ((wait ?? 0) / longest.value * 100).toFixed(1) + '%', newest: computed(() => [...rows.value].reverse()),
      analysis: computed(() => '#/sales?' + new URLSearchParams({ by: 'family', filter: filter.value })),
    };
  },
});
