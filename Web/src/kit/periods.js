// SPDX-License-Identifier: Apache-2.0
// Civil days and periods as text: 2026-11-23, 2026-11, 2026Q4, 2026, 2026W48. No clock and no time zone.

/** @param {string} month "2026-11" @param {number} by */
export function shiftMonth(month, by) {
  const [y, m] = month.split('-').map(Number);
  const index = y * 12 + (m - 1) + by;
  return `${Math.floor(index / 12)}-${String((index % 12 + 12) % 12 + 1).padStart(2, '0')}`;
}

export function daysInMonth(month) {
  const [y, m] = month.split('-').map(Number);
  return new Date(Date.UTC(y, m, 0)).getUTCDate();
}

/** The same day of the month in another month, bounded by its length: 31 Jan → 28 Feb. */
export function moveToMonth(day, month) {
  const wanted = Number(day.slice(8, 10));
  return `${month}-${String(Math.min(wanted, daysInMonth(month))).padStart(2, '0')}`;
}

export function monthsBetween(from, to) {
  const [a, b] = [from, to].map((m) => { const [y, n] = m.split('-').map(Number); return y * 12 + n; });
  return b - a;
}

/** Months from..to, both included. */
export function monthRange(from, to) {
  return Array.from({ length: Math.max(0, monthsBetween(from, to) + 1) }, (_, i) => shiftMonth(from, i));
}

export function quarterOf(month) {
  return `${month.slice(0, 4)}Q${Math.floor((Number(month.slice(5, 7)) - 1) / 3) + 1}`;
}

/** The period of a grain that holds a month. */
export function periodOf(month, grain) {
  return grain === 'year' ? month.slice(0, 4) : grain === 'quarter' ? quarterOf(month) : month;
}

/** The next or previous period of the same grain. */
export function shiftPeriod(id, by) {
  if (/^\d{4}$/.test(id)) return String(Number(id) + by);
  const quarter = /^(\d{4})Q(\d)$/.exec(id);
  if (quarter) {
    const index = Number(quarter[1]) * 4 + Number(quarter[2]) - 1 + by;
    return `${Math.floor(index / 4)}Q${index % 4 + 1}`;
  }
  return shiftMonth(id, by);
}

const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A period's name in the reader's language. @param {string} id @param {'zh'|'en'} language @param {boolean} [short] */
export function periodLabel(id, language, short = false) {
  if (!id) return '';
  const month = /^(\d{4})-(\d{2})$/.exec(id);
  const zh = language === 'zh';
  if (month) {
    const n = Number(month[2]);
    if (short) return zh ? `${n}月` : EN_MONTHS[n - 1];
    return zh ? `${month[1]}年${n}月` : `${EN_MONTHS[n - 1]} ${month[1]}`;
  }
  const quarter = /^(\d{4})Q(\d)$/.exec(id);
  if (quarter) return zh ? `${quarter[1]}年${quarter[2]}季度` : `Q${quarter[2]} ${quarter[1]}`;
  const week = /^(\d{4})W(\d{2})$/.exec(id);
  if (week) return zh ? `${week[1]}年第${Number(week[2])}周` : `Week ${Number(week[2])}, ${week[1]}`;
  if (/^\d{4}$/.test(id)) return zh ? `${id}年` : id;
  return dayLabel(id, language, short);
}

/** @param {string} day "2026-11-23" */
export function dayLabel(day, language, short = false) {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? '');
  if (!match) return day ?? '';
  const [, y, m, d] = match.map(Number);
  if (language === 'zh') return short ? `${m}月${d}日` : `${y}年${m}月${d}日`;
  return short ? `${EN_MONTHS[m - 1]} ${d}` : `${d} ${EN_MONTHS[m - 1]} ${y}`;
}

/** @param {string} day "2026-11-23" @param {number} by days on, or back */
export function shiftDay(day, by) {
  return day ? new Date(Date.parse(day + 'T00:00:00Z') + by * 86400000).toISOString().slice(0, 10) : '';
}

/** Whole days from a to b. */
export function daysBetween(a, b) {
  return Math.round((Date.parse(b + 'T00:00:00Z') - Date.parse(a + 'T00:00:00Z')) / 86400000);
}
