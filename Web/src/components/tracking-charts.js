// SPDX-License-Identifier: Apache-2.0
// Accuracy and bias of each source over the months, and how strongly a share is tinted in a table.
import { period, t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { AXIS, COLOURS, VALUE_AXIS } from './chart-options.js';

const ORDER = ['salesForecast', 'financeForecast', 'baseline'];

/** Each source once, as they are ordered everywhere. @param {{sources: {source: string, label: object}[]}[]} rows */
export function sourcesOf(rows) {
  const known = new Map(rows.flatMap((row) => row.sources).map((one) => [one.source, { source: one.source, label: one.label, colour: COLOURS[one.source] ?? COLOURS.agreed }]));
  return [...known.values()].sort((a, b) => ORDER.indexOf(a.source) - ORDER.indexOf(b.source));
}

/** Darker is more accurate; below the lowest nothing is tinted. */
export function tintOf(accuracy, lowest = 0.4, highest = 0.95) {
  if (accuracy === null || accuracy === undefined) return null;
  const part = Math.min(1, Math.max(0, (Number(accuracy) - lowest) / (highest - lowest)));
  return `rgba(29, 95, 191, ${(part * 0.42).toFixed(3)})`;
}

const percent = (value) => Math.round(value * 100) + '%';

/** Accuracy as lines, below them the bias as bars: above the line too high, below it too low. */
export function overTimeOption(trend) {
  const months = trend.map((one) => one.month), sources = sourcesOf(trend);
  const value = (month, source, pick) => { const one = month.sources.find((other) => other.source === source)?.[pick]; return one === null || one === undefined ? null : Number(one); };
  return {
    title: [{ text: t('web.tracking.bias'), left: 0, top: 232, textStyle: { fontSize: 12, fontWeight: 600, color: COLOURS.text } }],
    grid: [{ left: 46, right: 14, top: 36, height: 176 }, { left: 46, right: 14, top: 258, height: 84 }],
    legend: { type: 'scroll', top: 0, left: 0, itemWidth: 18, itemHeight: 8, textStyle: { color: COLOURS.text } },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      trigger: 'axis', confine: true, formatter: (rows) => {
        const month = trend[rows[0].dataIndex];
        return `${period(month.month)}<br>` + month.sources.map((one) => `<span style="display:inline-block;width:9px;height:9px;border-radius:50%;margin-right:6px;background:${COLOURS[one.source] ?? COLOURS.agreed}"></span>${text(one.label)} <b style="float:right;margin-left:16px;font-variant-numeric:tabular-nums">${formatRatio(one.accuracy) || '–'} · ${t('web.tracking.bias')} ${formatRatio(one.bias, { sign: true }) || '–'}</b>`).join('<br>');
      },
    },
    xAxis: [0, 1].map((gridIndex) => ({ type: 'category', gridIndex, data: months, ...AXIS, axisLabel: { ...AXIS.axisLabel, show: gridIndex === 1, formatter: (id, index) => (index === 0 || id.endsWith('-01') ? period(id) : period(id, true)) } })),
    yAxis: [{ ...VALUE_AXIS, gridIndex: 0, scale: true, max: (range) => Math.min(1, Math.ceil(range.max * 10) / 10), axisLabel: { ...VALUE_AXIS.axisLabel, formatter: percent } }, { ...VALUE_AXIS, gridIndex: 1, splitNumber: 2, axisLabel: { ...VALUE_AXIS.axisLabel, formatter: percent } }],
    series: sources.flatMap(({ source, label, colour }) => [
      { name: text(label), type: 'line', data: trend.map((one) => value(one, source, 'accuracy')), color: colour, symbolSize: 5, showSymbol: trend.length < 26, connectNulls: false, lineStyle: { width: 2, type: source === 'baseline' ? [6, 4] : 'solid' } },
      { name: text(label), type: 'bar', xAxisIndex: 1, yAxisIndex: 1, data: trend.map((one) => value(one, source, 'bias')), color: colour, barMaxWidth: 9, barGap: '10%' },
    ]),
  };
}
