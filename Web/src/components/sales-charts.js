// SPDX-License-Identifier: Apache-2.0
// Charts of sales and customers as data: bars by member, lines over time, Pareto, growth, ages and bridges.
import { period, t, text } from '../kit/i18n.js';
import { figure, growthWords, keyWords } from '../kit/sales.js';
import { formatRatio } from '../kit/numbers.js';
import { AXIS, axisMoney, COLOURS, VALUE_AXIS } from './chart-options.js';

/** Members side by side; the last one is what is left over. */
export const PALETTE = ['#1d5fbf', '#0f857a', '#c2690a', '#7c4dcc', '#b4236f', '#5c7fa8', '#8b8f2a', '#8792a5'];
/** From not due to long past due. */
export const AGES = ['#b9d7f0', '#e6d27b', '#e6b15b', '#d9853f', '#c65a35', '#a22f2a'];
const GRID = { left: 8, right: 14, top: 34, bottom: 6, containLabel: true };
const LEGEND = { type: 'scroll', top: 0, left: 0, itemWidth: 14, itemHeight: 8, itemGap: 12, textStyle: { color: COLOURS.text } };
const number = (value) => (value === null || value === undefined ? null : Number(value));
const axis = (measure) => ({ ...VALUE_AXIS, axisLabel: { ...VALUE_AXIS.axisLabel, hideOverlap: true, formatter: (value) => (measure.unit === 'amount' ? axisMoney(value) : measure.unit === 'share' ? Math.round(value * 100) + '%' : String(value)) } });
const row = (one, words) => `${one.marker}${one.seriesName} <b style="float:right;margin-left:16px;font-variant-numeric:tabular-nums">${words}</b>`;
const show = (measure) => (value) => figure(value === null || value === undefined ? null : String(value), measure, { fine: true });
const monthLabel = (id, index) => (/^\d{4}-\d{2}$/.test(id) ? (index === 0 || id.endsWith('-01') ? period(id) : period(id, true)) : period(id));
const escaped = (words) => words.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);

/** One measure of an analysis: over time where time is among its dimensions, by member otherwise. `place` is the measure's place. */
export function analysisOption(data, place, most = 15) {
  const measure = data.measures[place], at = data.by.findIndex((one) => one.isTime), other = data.by.length > 1 ? 1 - Math.max(0, at) : -1;
  return at >= 0 ? overTime(data, place, measure, at, data.by.length > 1 ? other : -1) : byMember(data, place, measure, most);
}

function overTime(data, place, measure, at, other) {
  const ids = [...new Set(data.rows.filter((one) => one.keys[at].kind === 'period').map((one) => one.keys[at].code))].sort();
  const members = new Map();
  for (const one of data.rows) {
    if (one.keys[at].kind !== 'period') continue;
    const key = other < 0 ? '' : one.keys[other].code;
    if (!members.has(key)) members.set(key, { name: other < 0 ? text(measure.label) : keyWords(one.keys[other]), values: new Map(), weight: 0 });
    const found = members.get(key), value = number(one.figures[place]);
    found.values.set(one.keys[at].code, value);
    found.weight += Math.abs(value ?? 0);
  }
  const shown = [...members.values()].sort((a, b) => b.weight - a.weight).slice(0, PALETTE.length);
  return {
    grid: GRID, legend: shown.length > 1 ? LEGEND : undefined,
    tooltip: { trigger: 'axis', formatter: (rows) => `${period(rows[0].axisValue)}<br>${rows.map((one) => row({ ...one, seriesName: escaped(one.seriesName) }, show(measure)(one.value))).join('<br>')}` },
    xAxis: { type: 'category', data: ids, boundaryGap: shown.length === 1, ...AXIS, axisLabel: { ...AXIS.axisLabel, formatter: monthLabel } },
    yAxis: axis(measure),
    series: shown.map((one, index) => ({ name: one.name, type: shown.length === 1 && measure.isAdditive ? 'bar' : 'line', data: ids.map((id) => one.values.get(id) ?? (measure.isAdditive ? 0 : null)), color: PALETTE[index], barMaxWidth: 34, symbolSize: 4, lineStyle: { width: 2 }, connectNulls: true })),
  };
}

/** The rows of the bars from below: the largest one is the last. */
export const barRows = (data, place, most = 15) => [...data.rows].filter((one) => one.figures[place] !== null).sort((a, b) => Number(b.figures[place]) - Number(a.figures[place])).slice(0, most).reverse();

/** Room for names: a third of a narrow window, and what two of them need on a wide one. */
const nameWidth = (isPair) => Math.round(Math.min(isPair ? 260 : 190, globalThis.innerWidth * 0.3));

function byMember(data, place, measure, most) {
  // What differs from bar to bar stands first.
  const name = (one) => [...one.keys].reverse().map(keyWords).join(' · ');
  const rows = barRows(data, place, most);
  const isCompared = !!data.compared && measure.unit !== 'share';
  return {
    grid: { ...GRID, top: isCompared ? 30 : 6, right: 70 }, legend: isCompared ? LEGEND : undefined,
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: (list) => { const one = rows[list[0].dataIndex]; return `${escaped(name(one))}<br>${list.map((part) => row(part, show(measure)(part.value))).join('<br>')}${data.compared ? '<br>' + t('web.sales.change') + ` <b style="float:right">${growthWords(one.growth[place], measure).words}</b>` : ''}`; } },
    xAxis: axis(measure),
    yAxis: { type: 'category', data: rows.map(name), ...AXIS, axisLabel: { ...AXIS.axisLabel, interval: 0, width: nameWidth(data.by.length > 1), overflow: 'truncate' } },
    series: [
      ...(isCompared ? [{ name: t('web.sales.base'), type: 'bar', data: rows.map((one) => number(one.base[place])), color: '#c5ccd8', barMaxWidth: 10 }] : []),
      { name: text(measure.label), type: 'bar', data: rows.map((one) => number(one.figures[place])), color: PALETTE[0], barMaxWidth: isCompared ? 12 : 20, label: { show: true, position: 'right', color: COLOURS.text, fontSize: 11, formatter: (one) => figure(String(one.value), measure) } },
    ],
  };
}

/** Cumulative share over the rank; classes as grounds. */
export function paretoOption(data) {
  const points = [[0, 0], ...data.curve.map((one) => [one.rank / data.rowCount * 100, Number(one.cumulative) * 100])];
  const end = (grade) => { const last = data.curve.filter((one) => one.abc === grade).at(-1); return last ? last.rank / data.rowCount * 100 : null; };
  const [a, b] = [end('A'), end('B')];
  const grounds = [[0, a, 'A', 'rgba(29,95,191,.13)'], [a, b ?? a, 'B', 'rgba(15,133,122,.12)'], [b ?? a, 100, 'C', 'rgba(135,146,165,.12)']].filter(([from, to]) => from !== null && to !== null && to > from);
  return {
    grid: { ...GRID, top: 20, right: 26 },
    tooltip: { trigger: 'axis', formatter: (rows) => t('web.sales.pareto.tip', { members: Number(rows[0].value[0]).toFixed(0) + '%', share: Number(rows[0].value[1]).toFixed(1) + '%' }) },
    xAxis: { type: 'value', min: 0, max: 100, ...AXIS, axisLabel: { ...AXIS.axisLabel, formatter: '{value}%' }, splitLine: { show: false } },
    yAxis: { ...VALUE_AXIS, min: 0, max: 100, axisLabel: { ...VALUE_AXIS.axisLabel, formatter: '{value}%' } },
    series: [{
      name: t('web.sales.cumulative'), type: 'line', data: points, color: PALETTE[0], symbol: 'none', lineStyle: { width: 2.2 },
      markArea: { silent: true, data: grounds.map(([from, to, name, color]) => [{ xAxis: from, name, itemStyle: { color }, label: { color: COLOURS.text, position: 'insideBottom', fontSize: 14, fontWeight: 600 } }, { xAxis: to }]) },
      markLine: { silent: true, symbol: 'none', lineStyle: { color: '#8792a5', type: 'dashed' }, label: { formatter: (one) => one.value + '%', position: 'insideStartTop', distance: 2, color: COLOURS.text, fontSize: 11 }, data: [data.a, data.b].map((limit) => ({ yAxis: Number(limit) * 100 })) },
    }],
  };
}

/** Share of the largest over their number; the line of equals beside it. */
export function concentrationOption(data) {
  return {
    grid: { ...GRID, top: 30, right: 26 }, legend: LEGEND,
    tooltip: { trigger: 'axis', formatter: (rows) => t('web.customers.top-tip', { count: Math.round(rows[0].value[0]), share: Number(rows[0].value[1]).toFixed(1) + '%' }) },
    xAxis: { type: 'value', min: 0, max: data.rowCount, ...AXIS, splitLine: { show: false } },
    yAxis: { ...VALUE_AXIS, min: 0, max: 100, axisLabel: { ...VALUE_AXIS.axisLabel, formatter: '{value}%' } },
    series: [
      { name: t('web.sales.cumulative'), type: 'line', data: [[0, 0], ...data.curve.map((one) => [one.rank, Number(one.cumulative) * 100])], color: PALETTE[0], symbol: 'none', lineStyle: { width: 2.2 }, areaStyle: { opacity: 0.08 } },
      { name: t('web.customers.equal'), type: 'line', data: [[0, 0], [data.rowCount, 100]], color: '#8792a5', symbol: 'none', lineStyle: { width: 1.2, type: 'dashed' } },
    ],
  };
}

const rate = (growth) => (growth?.kind === 'rate' ? Number(growth.value) : growth?.kind === 'points' ? Number(growth.value) / 100 : null);

/** The measure as bars; below them 同比 as it is, and with January and February as one, and around the festival. */
export function growthOption(data) {
  const ids = data.rows.map((one) => one.period), plain = data.rows.map((one) => rate(one.yearOnYear));
  const calm = data.rows.map((one, index) => rate(one.januaryFebruary) ?? plain[index]);
  const isWinter = (id) => /-0[12]$/.test(id);
  const festivals = data.rows.map((one) => (isWinter(one.period) ? rate(data.festivals.find((other) => String(other.year) === one.period.slice(0, 4))?.growth) : null));
  const hasWinter = ids.some(isWinter);
  const percent = (value) => (value === null || value === undefined ? '–' : formatRatio(String(value), { sign: true }));
  const names = { plain: t('web.sales.growth.year'), calm: t('web.sales.growth.joined'), festival: t('web.sales.growth.festival') };
  const winters = ids.flatMap((id, index) => (id.endsWith('-01') ? [[{ xAxis: id }, { xAxis: ids[index + 1]?.endsWith('-02') ? ids[index + 1] : id }]] : []));
  return {
    grid: [{ left: 66, right: 14, top: 34, height: 120 }, { left: 66, right: 14, top: 186, bottom: 26 }],
    legend: LEGEND, axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: { trigger: 'axis', formatter: (rows) => `${period(rows[0].axisValue)}<br>${rows.filter((one) => one.value !== null && one.value !== undefined).map((one) => row(one, one.seriesIndex === 0 ? show(data.measure)(one.value) : percent(one.value))).join('<br>')}` },
    xAxis: [0, 1].map((gridIndex) => ({ type: 'category', gridIndex, data: ids, ...AXIS, axisLabel: { ...AXIS.axisLabel, show: gridIndex === 1, formatter: monthLabel } })),
    yAxis: [{ ...axis(data.measure), gridIndex: 0, splitNumber: 3 }, { ...VALUE_AXIS, gridIndex: 1, axisLabel: { ...VALUE_AXIS.axisLabel, formatter: (value) => Math.round(value * 100) + '%' } }],
    series: [
      { name: text(data.measure.label), type: 'bar', data: data.rows.map((one) => ({ value: number(one.figure), itemStyle: one.isWhole ? undefined : { opacity: 0.45 } })), color: '#9db7da', barMaxWidth: 26, xAxisIndex: 0, yAxisIndex: 0 },
      { name: names.plain, type: 'line', data: plain, color: '#8792a5', symbolSize: 4, lineStyle: { width: 1.6, type: hasWinter ? [5, 4] : 'solid' }, xAxisIndex: 1, yAxisIndex: 1, markArea: { silent: true, itemStyle: { color: 'rgba(194,105,10,.09)' }, data: hasWinter ? winters : [] }, markLine: { silent: true, symbol: 'none', lineStyle: { color: '#c3cad6' }, label: { show: false }, data: [{ yAxis: 0 }] } },
      ...(hasWinter ? [
        { name: names.calm, type: 'line', data: calm, color: COLOURS.agreed, symbolSize: 5, lineStyle: { width: 2.2 }, xAxisIndex: 1, yAxisIndex: 1 },
        { name: names.festival, type: 'line', data: festivals, color: '#c2690a', symbol: 'diamond', symbolSize: 10, lineStyle: { width: 1.4 }, xAxisIndex: 1, yAxisIndex: 1, connectNulls: false },
      ] : []),
    ],
  };
}

/** What is open by age, a bar a member. `keys` are the measures of the ages, not due first. */
export function ageingOption(data, keys, most = 15) {
  const places = keys.map((key) => data.measures.findIndex((one) => one.key === key));
  const rows = data.rows.slice(0, most).reverse(), measure = data.measures[places[0]];
  return {
    grid: { ...GRID, top: 34 }, legend: LEGEND,
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: (list) => `${escaped(rows[list[0].dataIndex].keys.map(keyWords).join(' · '))}<br>${list.map((one) => row(one, show(measure)(one.value))).join('<br>')}` },
    xAxis: axis(measure),
    yAxis: { type: 'category', data: rows.map((one) => one.keys.map(keyWords).join(' · ')), ...AXIS, axisLabel: { ...AXIS.axisLabel, interval: 0, width: nameWidth(false), overflow: 'truncate' } },
    series: places.map((place, index) => ({ name: t('web.sales.age.' + keys[index]), type: 'bar', stack: 'age', data: rows.map((one) => number(one.figures[place])), color: AGES[index], barMaxWidth: 22 })),
  };
}

/** Orders from one period to the next: who came in above the line, who went below it; the line is the orders. */
export function customerBridgeOption(data) {
  const parts = [['new', 1, '#1a7f4b'], ['returned', 1, '#57a985'], ['grown', 1, '#a9d3bd'], ['shrunk', -1, '#e9b49a'], ['lost', -1, '#b8332e']];
  const money = (value) => figure(String(value), { unit: 'amount' }, { fine: true });
  return {
    grid: GRID, legend: LEGEND,
    tooltip: { trigger: 'axis', formatter: (rows) => { const step = data.steps[rows[0].dataIndex]; return `${period(step.period)}<br>${t('web.customers.bridge.before')} <b style="float:right">${money(step.before)}</b><br>${rows.filter((one) => one.seriesIndex < parts.length).map((one) => row(one, (parts[one.seriesIndex][1] < 0 ? '−' : '+') + money(Math.abs(one.value)) + ' · ' + t('web.customers.count', { count: step[parts[one.seriesIndex][0]].customers }))).join('<br>')}<br>${t('web.customers.bridge.now')} <b style="float:right">${money(step.now)}</b>`; } },
    xAxis: { type: 'category', data: data.steps.map((one) => one.period), ...AXIS, axisLabel: { ...AXIS.axisLabel, formatter: monthLabel } },
    yAxis: axis({ unit: 'amount' }),
    series: [
      ...parts.map(([key, sign, color]) => ({ name: t('web.customers.bridge.' + key), type: 'bar', stack: 'bridge', data: data.steps.map((one) => sign * Number(one[key].amount)), color, barMaxWidth: 34 })),
      { name: t('web.customers.bridge.now'), type: 'line', data: data.steps.map((one) => Number(one.now)), color: COLOURS.actual, symbolSize: 5, lineStyle: { width: 1.8 } },
    ],
  };
}
