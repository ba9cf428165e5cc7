// SPDX-License-Identifier: Apache-2.0
// How numbers look and how typed ones are read. Values are decimal strings in 元, 件 and so on, ratios are fractions.
import { multiply, parseDecimal, round, shift, signOf, sum } from './decimal.js';

/** @typedef {'yuan'|'wan'|'yi'} MoneyUnit */

/** Power of ten and shown digits of each unit. `fine` is for panels and single figures, `dense` for tables. */
export const MONEY_UNITS = {
  yuan: { power: 0, dense: 0, fine: 2 },
  wan: { power: 4, dense: 1, fine: 2 },
  yi: { power: 8, dense: 3, fine: 4 },
};

/** What kind of number a row's unit means. */
export function unitKind(unit) {
  if (unit === '元') return 'money';
  if (unit === '%') return 'ratio';
  if (typeof unit === 'string' && unit.startsWith('元/')) return 'price';
  return 'count';
}

const ZERO = '–';
const BLANK = '';

function grouped(plain) {
  const negative = plain.startsWith('-');
  const [whole, fraction] = (negative ? plain.slice(1) : plain).split('.');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? '.' + fraction : '');
  return negative ? '-' + text : text;
}

/** A number as it was stated, its digits in groups; any other text as it is. @param {string} value */
export const statedNumber = (value) => (/^-?\d+(\.\d+)?$/.test(value) ? grouped(value) : value);

/** Without zeros at the end that say nothing. */
function trimmed(plain, least) {
  const [whole, fraction = ''] = plain.split('.');
  const kept = fraction.slice(0, least) + fraction.slice(least).replace(/0+$/, '');
  return kept ? whole + '.' + kept : whole;
}

function shown(value, digits, options) {
  const rounded = round(value, digits);
  if (rounded === null) return BLANK;
  if (signOf(rounded) === 0) return options.zero ?? ZERO;
  const text = grouped(options.least === undefined ? rounded : trimmed(rounded, options.least));
  return options.sign && !text.startsWith('-') ? '+' + text : text;
}

/**
 * @param {string|null} value decimal string in 元
 * @param {MoneyUnit} unit
 * @param {{fine?: boolean, exact?: boolean, sign?: boolean, zero?: string, digits?: number}} [options] exact: to the last 分, however large the unit
 */
export function formatMoney(value, unit, options = {}) {
  if (value === null || value === undefined) return BLANK;
  const { power, dense, fine } = MONEY_UNITS[unit] ?? MONEY_UNITS.yuan;
  if (options.exact) return shown(shift(value, -power), power + 2, { ...options, least: fine });
  return shown(shift(value, -power), options.digits ?? (options.fine ? fine : dense), options);
}

/** Pieces, people: whole numbers unless the value has a fraction worth showing. */
export function formatCount(value, options = {}) {
  if (value === null || value === undefined) return BLANK;
  const d = parseDecimal(value);
  const small = d && Math.abs(Number(value)) < 10 && round(value, 0) !== round(value, 1).replace(/\.0$/, '');
  return shown(value, options.digits ?? (small ? 1 : 0), options);
}

/** A fraction as per cent: "0.125" → "12.5%". */
export function formatRatio(value, options = {}) {
  if (value === null || value === undefined || !Number.isFinite(Number(value))) return BLANK;
  const percent = shown(shift(plainNumber(value), 2), options.digits ?? 1, { zero: '0.0', ...options });
  return percent + '%';
}

/** A row's value by its unit. */
export function formatValue(value, unit, moneyUnit, options = {}) {
  switch (unitKind(unit)) {
    case 'money': return formatMoney(value, moneyUnit, options);
    case 'ratio': return formatRatio(value, options);
    case 'price': return value === null || value === undefined ? BLANK : shown(value, 2, options);
    default: return formatCount(value, options);
  }
}

/** JavaScript numbers such as 1e-7 as plain decimals. */
export function plainNumber(value) {
  if (typeof value === 'string' && parseDecimal(value)) return value;
  return Number(value).toFixed(8).replace(/\.?0+$/, '');
}

/** The value a person edits and copies: display unit, no separators, no rounding. */
export function editableText(value, unit, moneyUnit) {
  if (value === null || value === undefined) return '';
  if (unitKind(unit) === 'money') return shift(value, -MONEY_UNITS[moneyUnit].power) ?? '';
  if (unitKind(unit) === 'ratio') return (shift(plainNumber(value), 2) ?? '') + '%';
  return shift(value, 0) ?? '';
}

const SUFFIX = { 元: 0, 百: 2, 千: 3, 万: 4, 万元: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8, 亿元: 8, k: 3, K: 3, m: 6, M: 6, w: 4, W: 4 };

/**
 * A typed or pasted number. Understands 1,234.5 · １２３ · (500) · 1.2万 · 3亿 · 15% · ¥ · +10% · *1.05.
 * @param {string} text
 * @param {{unit: string, moneyUnit: MoneyUnit, current?: string|null}} context
 * @returns {{value: string|null}|{error: 'not-a-number'|'no-base'}} value null = cleared
 */
export function parseEntry(text, { unit, moneyUnit, current = null }) {
  let raw = String(text ?? '').normalize('NFKC').replace(/[\s,¥￥_]/g, '').replace(/[−–—]/g, '-');
  if (raw === '' || raw === '-') return { value: raw === '' ? null : '0' };
  const kind = unitKind(unit);
  const relative = kind === 'ratio' ? null : /^(?:([+-])(\d+(?:\.\d+)?)%|\*(\d+(?:\.\d+)?))$/.exec(raw);
  if (relative) {
    if (parseDecimal(current) === null) return { error: 'no-base' };
    const part = relative[2] ? shift(relative[2], -2) : null;
    const factor = part ? sum(['1', relative[1] === '-' ? '-' + part : part]) : relative[3];
    return { value: multiply(current, factor) };
  }
  let negative = false;
  const bracket = /^\((.*)\)$/.exec(raw);
  if (bracket) { negative = true; raw = bracket[1]; }
  const percent = raw.endsWith('%');
  if (percent) raw = raw.slice(0, -1);
  const match = /^([+-]?[\d.]+)(\D*)$/.exec(raw);
  const suffix = match?.[2] ?? '';
  if (!match || parseDecimal(match[1]) === null || (suffix && !(suffix in SUFFIX))) return { error: 'not-a-number' };
  let places = suffix ? SUFFIX[suffix] : 0;
  if (kind === 'money' && !suffix) places = MONEY_UNITS[moneyUnit].power;
  if (kind === 'ratio') places = -2;
  else if (percent) return { error: 'not-a-number' };
  const value = shift(match[1].replace(/^\+/, ''), places);
  return { value: negative ? (value.startsWith('-') ? value.slice(1) : '-' + value) : value };
}

/** Favourable, unfavourable or neutral, by the row's sense and the change's sign. */
export function favour(change, good) {
  const sign = signOf(change);
  if (!sign || !good) return 'neutral';
  return (sign > 0) === (good === 'up') ? 'favourable' : 'unfavourable';
}

/** Arrow that accompanies the colour, so that colour is never alone. */
export function arrow(change) {
  const sign = signOf(change);
  return sign > 0 ? '▲' : sign < 0 ? '▼' : '';
}
