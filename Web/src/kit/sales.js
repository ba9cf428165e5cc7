// SPDX-License-Identifier: Apache-2.0
// Figures of sales as text: each by the unit of its measure, growth with its sign, an arrow and, where there is no rate, words.
import { day, period, t, text } from './i18n.js';
import { formatCount, formatMoney, formatRatio } from './numbers.js';
import { preferences } from './preferences.js';
import { moneyUnit } from './units.js';

/** @param {string|null} value @param {{unit: string}} measure */
export function figure(value, measure, options = {}) {
  if (value === null || value === undefined) return '–';
  switch (measure.unit) {
    case 'amount': return formatMoney(value, preferences.moneyUnit, options);
    case 'share': return formatRatio(value);
    case 'days': return formatCount(value, { digits: 1, zero: '0.0' });
    default: return formatCount(value);
  }
}

/** The unit beside a measure's name; none for shares and counts. */
/** What its name does not say already: 含税 · 收款日. */
export function basisOf(measure) {
  const name = text(measure.label), tax = measure.tax === 'none' ? '' : t('web.sales.tax.' + measure.tax);
  return [/含税|tax/.test(name) ? '' : tax, measure.day ? t('web.sales.day.' + measure.day) : ''].filter(Boolean).join(' · ');
}

export function unitOf(measure) {
  return measure.unit === 'amount' ? moneyUnit() : measure.unit === 'days' ? t('web.unit.day') : measure.unit === 'share' ? '%' : '';
}

/** @returns {{words: string, hint: string, tone: 'up'|'down'|'none'}} */
export function growthWords(growth, measure) {
  if (!growth) return { words: '', hint: '', tone: 'none' };
  const value = growth.value === null ? null : Number(growth.value);
  const tone = value === null || value === 0 ? (growth.kind === 'lossEnded' ? 'up' : growth.kind === 'lossBegun' ? 'down' : 'none') : (growth.kind === 'lossMore' ? value < 0 : value > 0) ? 'up' : 'down';
  const arrow = tone === 'up' ? '▲' : tone === 'down' ? '▼' : '';
  switch (growth.kind) {
    case 'rate': return { words: arrow + formatRatio(String(Math.abs(value))), hint: '', tone };
    case 'points': return { words: arrow + t('web.sales.points', { value: Math.abs(value).toFixed(1) }), hint: '', tone };
    case 'difference': return { words: arrow + (measure.unit === 'amount' ? formatMoney(String(Math.abs(value)), preferences.moneyUnit, { fine: true }) : t('web.sales.days', { value: Math.abs(value).toFixed(1) })), hint: '', tone };
    case 'notApplicable': return { words: t('web.sales.not-applicable'), hint: text(growth.words), tone: 'none' };
    default: return { words: text(growth.words) + (value === null ? '' : ' ' + formatRatio(String(value))), hint: '', tone };
  }
}

/** "8.0" as 8. */
export const trimmed = (value) => String(value).replace(/\.0$/, '');

/** Higher is worse of what is open, late, returned or given away. */
const BURDENS = /^(backlog|overdueBacklog|returned|returnsRate|rebates|receivable|unapplied|daysTo|daysLate|paidLate|discount|billShare|collectedInBills)/;
export const isBurden = (measure) => BURDENS.test(measure.key);

/** The name of a member or a period. */
export const keyWords = (key) => (key.kind === 'period' ? period(key.code) || day(key.code) : text(key.label));
