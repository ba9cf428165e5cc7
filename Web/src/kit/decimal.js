// SPDX-License-Identifier: Apache-2.0
// Exact arithmetic on decimal strings ("1234.50"): differences and sums of selections must not drift by a cent.

/** @typedef {{n: bigint, s: number}} Decimal digits without the point, and how many of them follow it */

const SHAPE = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** @param {string|number|null|undefined} text @returns {Decimal|null} null where the text is not a plain decimal */
export function parseDecimal(text) {
  if (text === null || text === undefined || text === '') return null;
  const match = SHAPE.exec(String(text).trim());
  if (!match || (!match[2] && !match[3])) return null;
  const fraction = match[3] ?? '';
  const digits = BigInt((match[2] || '0') + fraction);
  return { n: match[1] === '-' ? -digits : digits, s: fraction.length };
}

/** @param {Decimal} d */
export function printDecimal({ n, s }) {
  const sign = n < 0n ? '-' : '';
  const digits = (n < 0n ? -n : n).toString().padStart(s + 1, '0');
  return s === 0 ? sign + digits : `${sign}${digits.slice(0, -s)}.${digits.slice(-s)}`;
}

function aligned(a, b) {
  const s = Math.max(a.s, b.s);
  return [a.n * 10n ** BigInt(s - a.s), b.n * 10n ** BigInt(s - b.s), s];
}

/** Sum of decimal strings; blanks are skipped. @param {(string|null|undefined)[]} values */
export function sum(values) {
  let total = { n: 0n, s: 0 };
  for (const value of values) {
    const d = parseDecimal(value);
    if (!d) continue;
    const [x, y, s] = aligned(total, d);
    total = { n: x + y, s };
  }
  return printDecimal(total);
}

/** a − b, or null where one of them is blank. */
export function subtract(a, b) {
  const x = parseDecimal(a), y = parseDecimal(b);
  if (!x || !y) return null;
  const [p, q, s] = aligned(x, y);
  return printDecimal({ n: p - q, s });
}

/** −1, 0 or 1. Blanks count as zero. */
export function compare(a, b) {
  const [p, q] = aligned(parseDecimal(a) ?? { n: 0n, s: 0 }, parseDecimal(b) ?? { n: 0n, s: 0 });
  return p < q ? -1 : p > q ? 1 : 0;
}

/** −1, 0 or 1; null for a blank. */
export function signOf(value) {
  const d = parseDecimal(value);
  return d ? (d.n < 0n ? -1 : d.n > 0n ? 1 : 0) : null;
}

/** a ÷ b as a fraction for showing, null where it has no meaning. */
export function ratio(a, b) {
  const x = Number(a), y = Number(b);
  return a === null || b === null || a === undefined || b === undefined || !Number.isFinite(x / y) ? null : x / y;
}

/** Moves the decimal point: shift("12.5", 4) = "125000". */
export function shift(value, places) {
  const d = parseDecimal(value);
  if (!d) return null;
  if (places >= 0) {
    const used = Math.min(places, d.s);
    return trim(printDecimal({ n: d.n * 10n ** BigInt(places - used), s: d.s - used }));
  }
  return trim(printDecimal({ n: d.n, s: d.s - places }));
}

/** Rounded to a number of digits, half away from zero. */
export function round(value, digits) {
  const d = parseDecimal(value);
  if (!d) return null;
  if (d.s <= digits) return printDecimal({ n: d.n * 10n ** BigInt(digits - d.s), s: digits });
  const unit = 10n ** BigInt(d.s - digits);
  const magnitude = d.n < 0n ? -d.n : d.n;
  const rounded = (magnitude + unit / 2n) / unit;
  return printDecimal({ n: d.n < 0n ? -rounded : rounded, s: digits });
}

/** Product of two decimal strings, rounded to two digits. */
export function multiply(a, b) {
  const x = parseDecimal(a), y = parseDecimal(b);
  return x && y ? round(printDecimal({ n: x.n * y.n, s: x.s + y.s }), 2) : null;
}

function trim(text) {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
