// SPDX-License-Identifier: Apache-2.0
// The bridge between two figures as a chart: both ends whole, and between them one bar a step, as far as it moves the figure.
import { t, text } from '../kit/i18n.js';
import { formatCount, formatMoney } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { FONT } from './ChartBox.js';
import { AXIS, COLOURS, money, VALUE_AXIS } from './chart-options.js';

const ROW_PX = 30, MARGIN = 84, TOTAL = '#8a94a6', FAINT = 0.35;

/** What a step adds to the figure: the server says what it takes off. */
export const added = (amount) => (amount.startsWith('-') ? amount.slice(1) : Number(amount) === 0 ? amount : '-' + amount);

/** Names and reasons stand alone here: in English they begin with a capital letter. */
export const headed = (pair) => { const words = text(pair); return words.charAt(0).toUpperCase() + words.slice(1); };

export const stepsHeight = (bridge) => (bridge.steps.length + 2) * ROW_PX + 16;

const rowsOf = (bridge) => [
  { key: 'from', label: headed(bridge.from.name), start: 0, end: Number(bridge.fromTotal), value: bridge.fromTotal, isWhole: true },
  ...bridge.steps.map((step) => ({ key: step.entry, label: headed(step.name), start: Number(step.start), end: Number(step.end), value: added(step.amount), count: step.documents })),
  { key: 'to', label: headed(bridge.to.name), start: 0, end: Number(bridge.toTotal), value: bridge.toTotal, isWhole: true },
];

/** Small steps beside large totals: the axis begins just below the lowest step. */
export function axisStart(bridge) {
  const ends = rowsOf(bridge).flatMap((row) => (row.isWhole ? [row.end] : [row.start, row.end]));
  const lowest = Math.min(...ends), spread = Math.max(...ends) - lowest;
  return lowest > 0 ? Math.max(0, lowest - (spread || lowest) * 0.5) : 0;
}

/** @param {object} bridge answer of /measure-bridge @param {string|null} chosen the step whose documents are open @param {boolean} isNarrow */
export function stepsOption(bridge, chosen, isNarrow) {
  const rows = rowsOf(bridge), floor = axisStart(bridge);
  const words = (row) => formatMoney(row.value, preferences.moneyUnit, { fine: true, sign: !row.isWhole, zero: '0' });
  const colour = (row) => (row.isWhole ? TOTAL : row.end >= row.start ? COLOURS.good : COLOURS.bad);
  const faded = (row) => (chosen && row.key !== chosen && !row.isWhole ? FAINT : 1);
  return {
    grid: { left: 4, right: isNarrow ? 78 : MARGIN, top: 4, bottom: 4, containLabel: true },
    tooltip: { trigger: 'item', confine: true, formatter: ({ dataIndex }) => { const row = rows[dataIndex]; return `${row.label}<br><b>${words(row)}</b>${row.isWhole ? '' : '<br>' + money(row.start) + ' → ' + money(row.end) + '<br>' + t('web.figures.sum', { count: formatCount(String(row.count)) })}`; } },
    yAxis: { type: 'category', inverse: true, data: rows.map((row) => row.label), ...AXIS, triggerEvent: true, axisLabel: { ...AXIS.axisLabel, interval: 0, hideOverlap: false, width: isNarrow ? 134 : 160, overflow: 'break', fontSize: isNarrow ? 11 : 12, lineHeight: 13 } },
    xAxis: { ...VALUE_AXIS, min: floor || undefined, axisLabel: { show: false }, splitLine: { show: false } },
    series: [{
      type: 'custom', encode: { x: [1, 2], y: 0 }, clip: false,
      data: rows.map((row, index) => [index, row.start, row.end]),
      renderItem({ coordSys }, api) {
        const row = rows[api.value(0)], middle = api.coord([Math.max(row.end, floor), api.value(0)]);
        const from = api.coord([Math.max(Math.min(row.start, row.end), floor), api.value(0)])[0], to = api.coord([Math.max(Math.max(row.start, row.end), floor), api.value(0)])[0];
        const height = ROW_PX * 0.54, width = Math.max(1.5, to - from), isLast = api.value(0) === rows.length - 1;
        return {
          type: 'group',
          children: [
            // A small step is as easy to hit as a large one.
            { type: 'rect', shape: { x: coordSys.x, y: middle[1] - ROW_PX / 2, width: coordSys.width + MARGIN, height: ROW_PX }, style: { fill: 'transparent' } },
            { type: 'rect', shape: { x: from, y: middle[1] - height / 2, width, height }, style: { fill: colour(row), opacity: faded(row) } },
            ...(isLast ? [] : [{ type: 'line', silent: true, shape: { x1: middle[0], y1: middle[1] + height / 2, x2: middle[0], y2: middle[1] + ROW_PX - height / 2 }, style: { stroke: '#8d99ab', lineWidth: 1, lineDash: [2, 2] } }]),
            { type: 'text', silent: true, style: { text: words(row), x: to + 6, y: middle[1], textVerticalAlign: 'middle', fill: row.isWhole ? COLOURS.actual : COLOURS.text, fontSize: 12, fontWeight: row.isWhole ? 600 : 400, fontFamily: FONT } },
          ],
        };
      },
    }],
  };
}

/** The step somebody clicked at, its bar or its name; null for an end. */
export function pickedStep(bridge, event) {
  const index = event.componentType === 'yAxis' ? rowsOf(bridge).findIndex((row) => row.label === event.value) : event.dataIndex;
  return bridge.steps[index - 1]?.entry ?? null;
}
