// SPDX-License-Identifier: Apache-2.0
// The charts as data. One colour means one thing on every screen; actual is solid, plans and forecasts are not.
import { t } from '../kit/i18n.js';
import { period } from '../kit/i18n.js';
import { formatMoney, formatCount, MONEY_UNITS } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';

export const COLOURS = {
  actual: '#1f2937', agreed: '#1d5fbf', salesForecast: '#c2690a', financeForecast: '#0f857a', budget: '#6b7280', baseline: '#7c4dcc', lastYear: '#a3abb8',
  good: '#1a7f4b', bad: '#c23934', line: '#e3e7ee', text: '#4b5563', minimum: '#c23934', past: 'rgba(31,41,55,.035)', pipeline: '#c2690a', override: '#b4236f',
};

export const money = (value) => formatMoney(value === null || value === undefined ? null : String(value), preferences.moneyUnit, { fine: true });
export const axisMoney = (value) => formatMoney(String(value), preferences.moneyUnit, { digits: preferences.moneyUnit === 'yi' ? 2 : 0, zero: '0' });
export const numbers = (values) => values.map((v) => (v === null || v === undefined ? null : Number(v)));
export const AXIS = { axisLine: { lineStyle: { color: COLOURS.line } }, axisTick: { show: false }, axisLabel: { color: COLOURS.text, hideOverlap: true } };
export const VALUE_AXIS = { type: 'value', splitLine: { lineStyle: { color: COLOURS.line } }, axisLabel: { color: COLOURS.text } };

function tooltipRows(rows, show) {
  return rows.filter((row) => row.value !== null && row.value !== undefined && row.value !== '-' && !row.seriesName.startsWith('\u200b'))
    .map((row) => `${row.marker}${row.seriesName} <b style="float:right;margin-left:16px;font-variant-numeric:tabular-nums">${show(Array.isArray(row.value) ? row.value[1] : row.value)}</b>`).join('<br>');
}

/** Lines of every forecast beside what happened, with the actual │ forecast boundary. */
export function seriesOption(series, labels) {
  const keys = ['budget', 'baseline', 'financeForecast', 'salesForecast', 'agreed', 'actual'].filter((key) => series[key]?.some((v) => v !== null));
  const lastActual = series.actual ? series.actual.reduce((at, v, i) => (v === null ? at : i), -1) : -1;
  const marks = lastActual >= 0 && lastActual < series.months.length - 1 ? { markArea: { silent: true, itemStyle: { color: COLOURS.past }, data: [[{ xAxis: 0 }, { xAxis: lastActual }]] }, markLine: { silent: true, symbol: 'none', label: { formatter: t('web.chart.boundary'), color: COLOURS.text, position: 'end', rotate: 0, distance: 4, fontSize: 11 }, lineStyle: { color: '#8792a5', type: 'solid', width: 1 }, data: [{ xAxis: lastActual }] } } : {};
  const dashes = { budget: [2, 3], baseline: [6, 4], financeForecast: [6, 3], salesForecast: [6, 3], agreed: 'solid' };
  return {
    grid: { left: 8, right: 14, top: 46, bottom: 4, containLabel: true },
    legend: { type: 'scroll', top: 0, left: 0, itemWidth: 18, itemHeight: 8, itemGap: 12, textStyle: { color: COLOURS.text } },
    tooltip: { trigger: 'axis', formatter: (rows) => `${period(series.months[rows[0].dataIndex])}<br>${tooltipRows(rows, money)}` },
    xAxis: { type: 'category', data: series.months, boundaryGap: false, ...AXIS, axisLabel: { ...AXIS.axisLabel, formatter: (id, index) => (index === 0 || id.endsWith('-01') ? period(id) : period(id, true)) } },
    yAxis: { ...VALUE_AXIS, scale: true, axisLabel: { ...VALUE_AXIS.axisLabel, formatter: axisMoney } },
    series: keys.map((key) => ({
      name: labels[key] ?? t('web.line.' + key), type: 'line', data: numbers(series[key]), color: COLOURS[key], symbol: 'circle', symbolSize: key === 'actual' ? 5 : 3, showSymbol: key === 'actual',
      lineStyle: { width: key === 'actual' || key === 'agreed' ? 2.2 : 1.4, type: key === 'actual' ? 'solid' : dashes[key] }, connectNulls: false, z: key === 'actual' ? 5 : 3, ...(key === keys[0] ? marks : {}),
    })),
  };
}

/** The bridge: from, named parts, to. Start and end are grey, parts carry their sign. */
export function bridgeOption(bridge, names) {
  const steps = [{ label: names.from, total: Number(bridge.fromValue) }, ...bridge.parts.map((part) => ({ label: names.part(part), value: Number(part.value) })), { label: names.to, total: Number(bridge.toValue) }];
  let level = 0;
  const base = [], total = [], up = [], down = [];
  for (const step of steps) {
    if (step.total !== undefined) { base.push(Math.min(0, step.total)); total.push(Math.abs(step.total)); up.push('-'); down.push('-'); level = step.total; continue; }
    const next = level + step.value;
    base.push(Math.min(level, next));
    total.push('-');
    up.push(step.value >= 0 ? step.value : '-');
    down.push(step.value < 0 ? -step.value : '-');
    level = next;
  }
  const low = Math.min(...base.filter((_, i) => steps[i].total === undefined), Number(bridge.fromValue), Number(bridge.toValue));
  const short = (value) => formatMoney(String(value), preferences.moneyUnit, { digits: preferences.moneyUnit === 'yi' ? 2 : 0, zero: '0' });
  const label = (sign) => ({ show: true, position: 'right', color: COLOURS.text, fontSize: 12, formatter: (p) => sign + short(p.value) });
  const floor = low > 0 ? low * 0.86 : undefined;
  // Levels under nought: everything is drawn that much further right, the axis has no numbers.
  const offset = Math.min(0, low);
  return {
    grid: { left: 4, right: 52, top: 4, bottom: 4, containLabel: true },
    tooltip: { trigger: 'item', formatter: (p) => { const step = steps[p.dataIndex]; return `${step.label}<br><b>${step.total === undefined ? formatMoney(bridge.parts[p.dataIndex - 1].value, preferences.moneyUnit, { fine: true, sign: true }) : money(step.total)}</b>`; } },
    yAxis: { type: 'category', inverse: true, data: steps.map((s) => s.label), ...AXIS, axisLabel: { ...AXIS.axisLabel, interval: 0, width: 116, overflow: 'truncate', fontSize: 12, hideOverlap: false } },
    xAxis: { ...VALUE_AXIS, min: floor, axisLabel: { show: false }, splitLine: { show: false } },
    series: [
      { type: 'bar', stack: 'b', name: '\u200bbase', data: base.map((v) => v - offset), itemStyle: { color: 'transparent' }, silent: true, barWidth: '62%' },
      { type: 'bar', stack: 'b', name: 'total', data: total, itemStyle: { color: '#8a94a6' }, label: { ...label(''), formatter: (p) => short(steps[p.dataIndex].total) } },
      { type: 'bar', stack: 'b', name: 'up', data: up, itemStyle: { color: COLOURS.good }, label: label('+') },
      { type: 'bar', stack: 'b', name: 'down', data: down, itemStyle: { color: COLOURS.bad }, label: label('-') },
    ],
  };
}

/** History, bands at 80 and 95 %, the layers, and where the actuals end. */
export function fanOption(data) {
  const months = [...data.history.map((p) => p.month), ...data.forecast.map((p) => p.month)];
  const h = data.history.length;
  const last = h ? Number(data.history[h - 1].value) : null;
  const ahead = (pick) => [...Array(Math.max(0, h - 1)).fill(null), ...(h ? [last] : []), ...data.forecast.map((p) => (p[pick] === null || p[pick] === undefined ? null : Number(p[pick])))];
  const band = (lo, hi, name, opacity) => {
    const low = ahead(lo), high = ahead(hi);
    return [
      { name: '\u200b' + lo, type: 'line', stack: name, symbol: 'none', lineStyle: { opacity: 0 }, data: low, silent: true, stackStrategy: 'all' },
      { name, type: 'line', stack: name, symbol: 'none', lineStyle: { opacity: 0 }, areaStyle: { color: COLOURS.agreed, opacity }, itemStyle: { color: COLOURS.agreed, opacity: opacity * 2.2 }, data: high.map((v, i) => (v === null || low[i] === null ? null : v - low[i])), silent: true, stackStrategy: 'all' },
    ];
  };
  const bands = { [t('web.forecast.band95')]: ['lo95', 'hi95'], [t('web.forecast.band80')]: ['lo80', 'hi80'] };
  const overrides = data.forecast.some((p) => p.override !== null && p.override !== undefined);
  const show = (v) => formatCount(v === null || v === undefined ? null : String(v));
  return {
    grid: { left: 8, right: 14, top: 48, bottom: 30, containLabel: true },
    legend: { type: 'scroll', top: 0, left: 0, itemWidth: 18, itemHeight: 8, textStyle: { color: COLOURS.text }, data: [t('web.line.actual'), t('web.line.agreed'), t('web.line.baseline'), ...(overrides ? [t('web.forecast.override')] : []), ...Object.keys(bands)] },
    tooltip: {
      trigger: 'axis', formatter: (rows) => {
        const point = data.forecast[rows[0].dataIndex - h];
        const ranges = point ? Object.entries(bands).map(([name, [lo, hi]]) => `${name} <b style="float:right;margin-left:16px">${show(point[lo])} – ${show(point[hi])}</b>`).join('<br>') : '';
        return `${period(rows[0].axisValue)}<br>${tooltipRows(rows.filter((r) => !(r.seriesName in bands)), show)}${ranges ? '<br>' + ranges : ''}`;
      },
    },
    dataZoom: months.length > 30 ? [{ type: 'inside', startValue: Math.max(0, h - 24) }, { type: 'slider', height: 14, bottom: 4, startValue: Math.max(0, h - 24), borderColor: COLOURS.line, labelFormatter: '' }] : [],
    xAxis: { type: 'category', data: months, boundaryGap: false, ...AXIS, axisLabel: { ...AXIS.axisLabel, formatter: (id, index) => (index === 0 || id.endsWith('-01') ? period(id) : period(id, true)) } },
    yAxis: { ...VALUE_AXIS, axisLabel: { ...VALUE_AXIS.axisLabel, formatter: (v) => formatCount(String(v), { zero: '0' }) } },
    series: [
      ...band('lo95', 'hi95', t('web.forecast.band95'), 0.12), ...band('lo80', 'hi80', t('web.forecast.band80'), 0.2),
      { name: t('web.line.baseline'), type: 'line', data: ahead('baseline'), color: COLOURS.baseline, symbol: 'none', lineStyle: { type: [6, 4], width: 1.4 } },
      { name: t('web.line.agreed'), type: 'line', data: ahead('agreed'), color: COLOURS.agreed, symbolSize: 4, showSymbol: false, lineStyle: { width: 2.2 } },
      ...(overrides ? [{ name: t('web.forecast.override'), type: 'line', data: [...Array(h).fill(null), ...data.forecast.map((p) => (p.override ? Number(p.override) : null))], color: COLOURS.override, symbol: 'diamond', symbolSize: 9, lineStyle: { opacity: 0 } }] : []),
      { name: t('web.line.actual'), type: 'line', data: numbers(data.history.map((p) => p.value)), color: COLOURS.actual, symbolSize: 4, showSymbol: false, lineStyle: { width: 2 }, markLine: { silent: true, symbol: 'none', label: { formatter: t('web.chart.boundary'), color: COLOURS.text, fontSize: 11, position: 'end', rotate: 0, distance: 4 }, lineStyle: { color: '#8792a5', type: 'solid' }, data: h ? [{ xAxis: h - 1 }] : [] } },
    ],
  };
}

/** Balance over the periods with the minimum line; money in and out as bars below and above zero. */
export function cashOption(cash) {
  const ids = cash.periods.map((p) => p.id);
  const label = (id) => cash.periods.find((p) => p.id === id)?.name ?? id;
  const palettes = { in: ['#1a7f4b', '#7bbf9b', '#b9dcc8', '#4d9d8b'], out: ['#b8332e', '#dd8a5f', '#c9a23d', '#8b6fb3', '#7d8798', '#b4236f', '#d3b58a', '#5c7fa8'] };
  const colourOf = (line) => { const palette = palettes[line.sign > 0 ? 'in' : 'out']; return palette[cash.lines.filter((one) => one.sign === line.sign).indexOf(line) % palette.length]; };
  const unit = MONEY_UNITS[preferences.moneyUnit];
  const first = cash.firstShortfall ? cash.periods.findIndex((p) => p.isBelowMinimum) : -1;
  return {
    grid: [{ left: 66, right: 14, top: 34, height: 150 }, { left: 66, right: 14, top: 226, bottom: 46 }],
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, itemGap: 10, type: 'scroll', textStyle: { color: COLOURS.text } },
    tooltip: { trigger: 'axis', formatter: (rows) => `${label(rows[0].axisValue)}<br>${tooltipRows(rows.filter((r) => Math.abs(Number(r.value)) >= 10 ** (unit.power - unit.fine)), money)}` },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    dataZoom: ids.length > 40 ? [{ type: 'slider', xAxisIndex: [0, 1], height: 14, bottom: 6, startValue: Math.max(0, first - 20), endValue: Math.max(0, first - 20) + 40, borderColor: COLOURS.line, labelFormatter: '' }] : [],
    xAxis: [0, 1].map((gridIndex) => ({ type: 'category', gridIndex, data: ids, ...AXIS, axisLabel: { ...AXIS.axisLabel, show: gridIndex === 1, formatter: label } })),
    yAxis: [0, 1].map((gridIndex) => ({ ...VALUE_AXIS, gridIndex, scale: gridIndex === 0, axisLabel: { ...VALUE_AXIS.axisLabel, formatter: axisMoney } })),
    series: [
      {
        name: t('web.cash.balance'), type: 'line', xAxisIndex: 0, yAxisIndex: 0, data: numbers(cash.periods.map((p) => p.closing)), color: COLOURS.agreed, symbolSize: 4, showSymbol: ids.length < 30, lineStyle: { width: 2.2 }, areaStyle: { opacity: 0.07 },
        markLine: { silent: true, symbol: 'none', lineStyle: { color: COLOURS.minimum, type: 'dashed' }, label: { formatter: t('web.cash.minimum'), color: COLOURS.minimum, position: 'insideStartTop' }, data: cash.minimum === null ? [] : [{ yAxis: Number(cash.minimum) }] },
        markPoint: first < 0 ? undefined : { symbol: 'pin', symbolSize: 34, itemStyle: { color: COLOURS.bad }, label: { formatter: '!', color: '#fff', fontWeight: 700 }, data: [{ coord: [first, Number(cash.periods[first].closing)] }] },
      },
      ...cash.lines.map((line) => ({ name: line.name, type: 'bar', stack: 'flow', xAxisIndex: 1, yAxisIndex: 1, barMaxWidth: 26, color: colourOf(line), data: cash.periods.map((p) => line.sign * Number(p.amounts[line.key] ?? 0)) })),
    ],
  };
}
