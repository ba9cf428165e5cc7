// SPDX-License-Identifier: Apache-2.0
// Months of data coverage: which there are, how dark each is, and where a key leads.

/** `2026-11`, `2027-01` → every month between, ascending; nothing where one is missing. @param {string|null|undefined} first @param {string|null|undefined} last */
export function monthsBetween(first, last) {
  if (!first || !last) return [];
  const months = [];
  let [year, month] = first.split('-').map(Number);
  for (let id = first; id <= last && months.length < 1200; ) {
    months.push(id);
    month += 1;
    if (month > 12) { month = 1; year += 1; }
    id = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
  }
  return months;
}

/** The months of the map: up to the one that runs, since what lies after it is planned and cannot be missing; all where nothing came before. @param {{from?: string, to?: string, kinds: {months: {month: string, state: string}[]}[]}|null|undefined} data */
export function monthsShown(data) {
  const running = (data?.kinds ?? []).flatMap((kind) => kind.months).find((one) => one.state === 'running')?.month;
  const isCut = running && data.from <= running && running < data.to;
  return monthsBetween(data?.from, isCut ? running : data?.to);
}

/** Years over their months: `[{year, count}]`. @param {string[]} months */
export function yearsOf(months) {
  const years = [];
  for (const month of months) {
    const year = month.slice(0, 4);
    if (years[years.length - 1]?.year === year) years[years.length - 1].count += 1;
    else years.push({ year, count: 1 });
  }
  return years;
}

/** How full a month is against the fullest of its kind, from 0.15 so that one row is seen, to 1. @param {number|undefined} rows @param {number|undefined} most */
export const shadeOf = (rows, most) => (rows && most ? Math.round((0.15 + 0.85 * Math.min(1, rows / most)) * 100) / 100 : 0);

/**
 * Where a key leads from a place of the map; null for a key that leads nowhere.
 * @param {string} key @param {{row: number, column: number}} place @param {{rows: number, columns: number}} size
 */
export function stepOf(key, place, size) {
  const within = (value, count) => Math.max(0, Math.min(count - 1, value));
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  if (key === 'Home') return { ...place, column: 0 };
  if (key === 'End') return { ...place, column: size.columns - 1 };
  if (!steps[key]) return null;
  return { row: within(place.row + steps[key][0], size.rows), column: within(place.column + steps[key][1], size.columns) };
}

/** The sums of a month that speak for its kind, one a currency. */
export const mainSums = (kind, month) => (kind.field ? month.sums.filter((sum) => sum.field === kind.field.name) : []);
