// SPDX-License-Identifier: Apache-2.0
// A question about sales as the address holds it: everything that is chosen stands there, so that a link shows the same figures.
import { computed, shallowRef } from 'vue';
import { moveToMonth, shiftMonth } from '../kit/periods.js';
import { query } from './api.js';
import { go, route, setQuery } from './router.js';
import { useView } from './view.js';

/** Dimensions, measures and the day sales are looked at from; the same for both screens. */
export const dictionary = shallowRef(null);

/** Asked for by the screen, and again once a month is closed. */
export const useDictionary = () => useView(() => '/sales-measures', { onData: (data) => { dictionary.value = data; } });

export const dimensionOf = (key) => dictionary.value?.dimensions.find((one) => one.key === key);
export const measureOf = (key) => dictionary.value?.measures.find((one) => one.key === key);

/** Where a click on a member leads: from the large to the small. */
const NEXT = { group: 'territory', territory: 'customer', channel: 'customer', owner: 'customer', customer: 'family', family: 'item', subfamily: 'item', item: 'customer' };
const TIMES = { year: 'quarter', quarter: 'month', month: 'day', week: 'day' };

/** Days from and through, by the day that is looked from. */
const SPANS = {
  month: (day) => [day.slice(0, 7) + '-01', day],
  quarter: (day) => [`${day.slice(0, 4)}-${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`, day],
  year: (day) => [day.slice(0, 4) + '-01-01', day],
  twelve: (day) => [shiftMonth(day.slice(0, 7), -11) + '-01', day],
  before: (day) => [Number(day.slice(0, 4)) - 1 + '-01-01', Number(day.slice(0, 4)) - 1 + '-12-31'],
  two: (day) => [Number(day.slice(0, 4)) - 1 + '-01-01', day],
  all: (day) => [Number(day.slice(0, 4)) - 2 + '-01-01', day],
};
export const SPAN_NAMES = Object.keys(SPANS);

/** @param {string} usual the span when the address names none */
export function useSpan(usual) {
  const asOf = computed(() => route.query.asOf || dictionary.value?.asOf || '');
  const span = computed(() => (route.query.first && route.query.last ? 'own' : SPAN_NAMES.includes(route.query.span) ? route.query.span : usual));
  const days = computed(() => (span.value === 'own' ? [route.query.first, route.query.last] : asOf.value ? SPANS[span.value](asOf.value) : ['', '']));
  return { asOf, span, days };
}

/** `territory:EAST,NORTH;family:AC` as a list. */
export function parseFilters(text) {
  return (text ?? '').split(';').filter(Boolean).map((part) => {
    const at = part.indexOf(':');
    return { key: part.slice(0, at), codes: part.slice(at + 1).split(',').map((code) => { try { return decodeURIComponent(code); } catch { return code; } }) };
  }).filter((one) => one.key);
}

const guarded = (code) => code.replace(/[%,:;]/g, (sign) => encodeURIComponent(sign));
export const printFilters = (filters) => filters.map((one) => `${one.key}:${one.codes.map(guarded).join(',')}`).join(';');

/** One more member, or one less; the dimension's filter goes with its last one. */
export function toggled(filters, key, code) {
  const found = filters.find((one) => one.key === key);
  if (!found) return [...filters, { key, codes: [code] }];
  const codes = found.codes.includes(code) ? found.codes.filter((one) => one !== code) : [...found.codes, code];
  return filters.map((one) => (one === found ? { key, codes } : one)).filter((one) => one.codes.length);
}

export const filters = computed(() => parseFilters(route.query.filter));
export const setFilters = (list) => setQuery({ filter: printFilters(list) || null, page: null });

/** Into a member: it becomes a filter, or the period, and the next dimension stands in its place. @returns {boolean} whether there is a way down */
export function drill(key, code, dimensions) {
  const isTime = dimensionOf(key)?.isTime;
  const next = (isTime ? TIMES : NEXT)[key];
  if (!next || code === 'earlier' || code === 'later') return false;
  const taken = [...filters.value.map((one) => one.key), ...dimensions.filter((one) => one !== key)];
  const open = [next, 'family', 'item', 'customer', 'month'].find((one) => one !== key && !taken.includes(one));
  const by = dimensions.map((one) => (one === key ? (isTime ? next : open) : one)).filter(Boolean);
  const steps = { ...route.query, by: by.join(','), sort: null, page: null };
  if (isTime) { const [first, last] = periodDays(code); Object.assign(steps, { first, last, span: null }); }
  else steps.filter = printFilters([...filters.value.filter((one) => one.key !== key), { key, codes: [code] }]);
  // A step of its own, so that going back is the browser's own way.
  go(route.name, steps);
  return true;
}

/** First and last day of 2026, 2026Q4, 2026-11 or 2026W47. */
export function periodDays(id) {
  const lastOf = (month) => moveToMonth('2000-01-31', month);
  if (/^\d{4}$/.test(id)) return [`${id}-01-01`, `${id}-12-31`];
  const quarter = /^(\d{4})Q(\d)$/.exec(id);
  if (quarter) { const from = `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}`; return [from + '-01', lastOf(shiftMonth(from, 2))]; }
  const week = /^(\d{4})W(\d{2})$/.exec(id);
  if (week) {
    // The week with 4 January is the first one.
    const fourth = new Date(Date.UTC(Number(week[1]), 0, 4));
    const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 864e5 + (Number(week[2]) - 1) * 6048e5;
    return [monday, monday + 6 * 864e5].map((at) => new Date(at).toISOString().slice(0, 10));
  }
  return /^\d{4}-\d{2}$/.test(id) ? [id + '-01', lastOf(id)] : [id, id];
}

export const exportAddress = (name, parameters) => `/api/v1/exports/${name}${query(parameters)}`;
