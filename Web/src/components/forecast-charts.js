// SPDX-License-Identifier: Apache-2.0
// The charts of 构成: a series in its parts one above the other, the season's profile, and what the calendar does to the coming months.
import { period, t, text } from '../kit/i18n.js';
import { formatCount, formatRatio } from '../kit/numbers.js';
import { AXIS, COLOURS, VALUE_AXIS, numbers } from './chart-options.js';

/** Above the level and below it, as bias is coloured elsewhere: neither is good or bad. */
export const ABOVE = '#dc9a3e', BELOW = '#5e8fcb';
const SHAPES = { outlier: 'diamond', 'level-shift': 'triangle', 'zero-run': 'circle', missing: 'emptyCircle' };
const LONGEST_UNZOOMED = 48;

const show = (value) => formatCount(value === null || value === undefined ? null : String(value), { zero: '0' }) || '–';
const line = (name, value) => `${name} <b style="float:right;margin-left:16px;font-variant-numeric:tabular-nums">${value}</b>`;
const monthLabel = (id, index) => (index === 0 || id.endsWith('-01') ? period(id) : period(id, true));

/** Pixels of the drawing: without parts there is one grid alone. */
export const partsHeight = (data) => (data.trend.length ? 458 : 252) + (data.months.length > LONGEST_UNZOOMED ? 30 : 0);

/** Actual and trend, the season, the rest: one axis of months under all three; odd months are marked where they happened. */
export function partsOption(data) {
  const hasParts = data.trend.length > 0, isZoomed = data.months.length > LONGEST_UNZOOMED;
  const grids = hasParts ? [{ top: 54, height: 170 }, { top: 262, height: 66 }, { top: 366, height: 66 }] : [{ top: 54, height: 170 }];
  const odd = new Map(data.odd.map((one) => [one.month, one]));
  const level = (one) => Number(one.value ?? one.expected ?? 0);
  const parts = [['observed', t('web.line.actual')], ...(hasParts ? [['trend', t('web.components.trend')], ['season', t('web.components.season')], ['rest', t('web.components.rest')]] : [])];
  const caption = (key, top) => ({ text: t('web.components.' + key), left: 0, top, textStyle: { fontSize: 12, fontWeight: 600, color: COLOURS.text } });
  const bar = (index, values, colour) => ({ type: 'bar', xAxisIndex: index, yAxisIndex: index, data: values, barMaxWidth: 12, itemStyle: { color: colour } });
  return {
    title: hasParts ? [caption('season', 232), caption('rest', 336)] : [],
    grid: grids.map((one) => ({ left: 58, right: 14, ...one })),
    legend: { top: 0, left: 0, itemWidth: 18, itemHeight: 8, textStyle: { color: COLOURS.text }, data: [t('web.line.actual'), ...(hasParts ? [t('web.components.trend')] : []), ...(odd.size ? [t('web.components.odd')] : [])] },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      trigger: 'axis', confine: true, formatter: (rows) => {
        const at = data.months.indexOf(rows[0].axisValue), one = odd.get(data.months[at]);
        const values = parts.map(([key, name]) => line(name, show(data[key][at]))).join('<br>');
        return `${period(data.months[at])}<br>${values}${one ? `<br><span style="color:${COLOURS.bad}">${text(one.label)}</span>` : ''}`;
      },
    },
    dataZoom: isZoomed ? [{ type: 'slider', xAxisIndex: grids.map((_, index) => index), height: 14, bottom: 4, startValue: data.months.length - LONGEST_UNZOOMED, borderColor: COLOURS.line, labelFormatter: '' }] : [],
    xAxis: grids.map((_, gridIndex) => ({ type: 'category', gridIndex, data: data.months, ...AXIS, axisLabel: { ...AXIS.axisLabel, show: gridIndex === grids.length - 1, formatter: monthLabel } })),
    yAxis: grids.map((_, gridIndex) => ({ ...VALUE_AXIS, gridIndex, splitNumber: gridIndex ? 2 : 4, axisLabel: { ...VALUE_AXIS.axisLabel, formatter: (v) => formatCount(String(v), { zero: '0' }), hideOverlap: true } })),
    series: [
      { name: t('web.line.actual'), type: 'line', data: numbers(data.observed), color: COLOURS.actual, symbolSize: 4, showSymbol: false, lineStyle: { width: 2 }, z: 4 },
      ...(hasParts ? [{ name: t('web.components.trend'), type: 'line', data: numbers(data.trend), color: COLOURS.agreed, showSymbol: false, lineStyle: { width: 2.2 } }] : []),
      ...(odd.size ? [{ name: t('web.components.odd'), type: 'scatter', color: COLOURS.bad, symbolSize: 10, z: 6, data: data.odd.map((one) => ({ value: [one.month, level(one)], symbol: SHAPES[one.kind] ?? 'circle' })) }] : []),
      ...(hasParts ? [
        { name: t('web.components.season'), type: 'line', xAxisIndex: 1, yAxisIndex: 1, data: numbers(data.season), color: COLOURS.baseline, showSymbol: false, lineStyle: { width: 1.4 }, areaStyle: { opacity: 0.1 } },
        { name: t('web.components.rest'), ...bar(2, numbers(data.rest).map((value, index) => ({ value, itemStyle: { color: odd.has(data.months[index]) ? COLOURS.bad : COLOURS.lastYear } })), COLOURS.lastYear) },
      ] : []),
    ],
  };
}

/** Shares as bars above and below nought. @param {{name: string, short: string, share: string|null}[]} bars */
export function sharesOption(bars) {
  const values = bars.map((one) => Number(one.share ?? 0));
  const reach = Math.max(0.01, Math.max(0, ...values) - Math.min(0, ...values));
  return {
    grid: { left: 6, right: 6, top: 20, bottom: 4, containLabel: true },
    tooltip: { trigger: 'axis', confine: true, formatter: ([row]) => line(bars[row.dataIndex].name, formatRatio(bars[row.dataIndex].share ?? '0', { sign: true })) },
    // Names stay under the drawing, where no bar below nought runs through them.
    xAxis: { type: 'category', data: bars.map((one) => one.short), ...AXIS, axisLine: { onZero: true, lineStyle: { color: '#b6c0ce' } }, axisLabel: { ...AXIS.axisLabel, interval: 0, hideOverlap: false, fontSize: 11 }, position: 'bottom' },
    // The bars carry their numbers; room is left for those beyond their ends.
    yAxis: { ...VALUE_AXIS, min: Math.min(0, ...values) - reach * 0.14, max: Math.max(0, ...values) + reach * 0.1, axisLabel: { show: false }, splitLine: { show: false } },
    series: [{
      type: 'bar', barMaxWidth: 30, labelLayout: { hideOverlap: true },
      data: values.map((value) => ({ value, itemStyle: { color: value < 0 ? BELOW : ABOVE }, label: { show: Math.abs(value) >= 0.005, position: value < 0 ? 'bottom' : 'top', distance: 3, fontSize: 11, color: COLOURS.text, formatter: formatRatio(String(value), { sign: true, digits: 0 }) } })),
    }],
  };
}
