// SPDX-License-Identifier: Apache-2.0
// A figure's fan over the weeks: P10 to P90 as a band, P50 and the plan as lines; under it how likely each week is to go under the line.
import { t } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { AXIS, axisMoney, COLOURS, money, numbers, VALUE_AXIS } from './chart-options.js';

/** Round ends of an axis that holds all values: a stacked band is not counted when the chart chooses them itself. @param {number[]} values */
function bounds(values) {
  const low = Math.min(...values), high = Math.max(...values), range = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(range / 6));
  const interval = power * [1, 2, 5, 10].find((step) => power * step >= range / 6);
  return { interval, min: low >= 0 && low < range ? 0 : Math.floor(low / interval) * interval, max: (Math.floor(high / interval) + 1) * interval };
}

/**
 * @param {{name: string, band: {plan: string, p10: string, p50: string, p90: string}, under: string|null}[]} periods
 * @param {{minimum: string|null, isCash: boolean}} options
 */
export function probabilityOption(periods, { minimum, isCash }) {
  const bands = periods.map((one) => one.band);
  const low = numbers(bands.map((band) => band.p10)), high = numbers(bands.map((band) => band.p90));
  const hasRisk = isCash && minimum !== null;
  const names = { band: t('web.probability.band'), middle: t('web.probability.middle'), plan: t('web.probability.plan'), under: t('web.probability.under') };
  const share = (value) => formatRatio(String(value ?? 0), { digits: 0, zero: '0' });
  return {
    grid: hasRisk ? [{ left: 66, right: 14, top: 34, height: 190 }, { left: 66, right: 14, top: 254, bottom: 26 }] : [{ left: 66, right: 14, top: 34, bottom: 26 }],
    legend: { type: 'scroll', top: 0, left: 0, itemWidth: 16, itemHeight: 8, itemGap: 12, textStyle: { color: COLOURS.text }, data: [{ name: names.band, icon: 'roundRect' }, names.middle, names.plan, ...(hasRisk ? [names.under] : [])] },
    tooltip: {
      trigger: 'axis',
      formatter: (rows) => {
        const one = periods[rows[0].dataIndex];
        const line = (label, value) => `${label} <b style="float:right;margin-left:16px;font-variant-numeric:tabular-nums">${value}</b>`;
        return [one.name, line(names.plan, money(one.band.plan)), line('P90', money(one.band.p90)), line('P50', money(one.band.p50)), line('P10', money(one.band.p10)), ...(hasRisk ? [line(names.under, share(one.under))] : [])].join('<br>');
      },
    },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: (hasRisk ? [0, 1] : [0]).map((gridIndex) => ({ type: 'category', gridIndex, data: periods.map((one) => one.name), ...AXIS, axisLabel: { ...AXIS.axisLabel, show: !hasRisk || gridIndex === 1 } })),
    yAxis: [
      { ...VALUE_AXIS, gridIndex: 0, ...bounds([...low, ...high, ...numbers(bands.map((band) => band.plan)), ...(hasRisk ? [Number(minimum)] : [])]), axisLabel: { ...VALUE_AXIS.axisLabel, formatter: axisMoney } },
      ...(hasRisk ? [{ ...VALUE_AXIS, gridIndex: 1, min: 0, max: 1, interval: 0.5, axisLabel: { ...VALUE_AXIS.axisLabel, formatter: share } }] : []),
    ],
    series: [
      { name: '\u200bfloor', type: 'line', stack: 'band', stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, data: low },
      { name: names.band, type: 'line', stack: 'band', stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, areaStyle: { color: COLOURS.agreed, opacity: 0.18 }, itemStyle: { color: COLOURS.agreed, opacity: 0.35 }, data: high.map((value, index) => value - low[index]) },
      { name: names.middle, type: 'line', symbol: 'none', color: COLOURS.agreed, lineStyle: { width: 2.2 }, data: numbers(bands.map((band) => band.p50)) },
      {
        name: names.plan, type: 'line', symbol: 'none', color: COLOURS.actual, lineStyle: { width: 1.4, type: [6, 4] }, data: numbers(bands.map((band) => band.plan)),
        markLine: hasRisk ? { silent: true, symbol: 'none', lineStyle: { color: COLOURS.minimum, type: 'dashed' }, label: { formatter: t('web.cash.minimum'), color: COLOURS.minimum, position: 'insideStartTop' }, data: [{ yAxis: Number(minimum) }] } : undefined,
      },
      ...(hasRisk ? [{ name: names.under, type: 'bar', xAxisIndex: 1, yAxisIndex: 1, barMaxWidth: 18, color: COLOURS.bad, data: numbers(periods.map((one) => one.under)) }] : []),
    ],
  };
}
