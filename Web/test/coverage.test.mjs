// SPDX-License-Identifier: Apache-2.0
// The map of data coverage: its months, its shades, its keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mainSums, monthsBetween, monthsShown, shadeOf, stepOf, yearsOf } from '../src/kit/coverage.js';

test('months run over the turn of a year, and years stand over them', () => {
  const months = monthsBetween('2025-11', '2026-02');
  assert.deepEqual(months, ['2025-11', '2025-12', '2026-01', '2026-02']);
  assert.deepEqual(yearsOf(months), [{ year: '2025', count: 2 }, { year: '2026', count: 2 }]);
  assert.deepEqual(monthsBetween(null, '2026-02'), []);
  assert.deepEqual(monthsBetween('2026-02', '2026-02'), ['2026-02']);
});

test('the map ends with the month that runs, and shows what is planned only where nothing else is', () => {
  const kinds = [{ months: [{ month: '2026-10', state: 'rows' }, { month: '2026-11', state: 'running' }, { month: '2027-01', state: 'rows' }] }];
  assert.deepEqual(monthsShown({ from: '2026-10', to: '2027-01', kinds }), ['2026-10', '2026-11']);
  assert.deepEqual(monthsShown({ from: '2026-12', to: '2027-01', kinds }), ['2026-12', '2027-01']);
  assert.deepEqual(monthsShown({ from: '2026-10', to: '2026-12', kinds: [{ months: [] }] }), ['2026-10', '2026-11', '2026-12']);
  assert.deepEqual(monthsShown(null), []);
});

test('one row is seen beside a thousand, none is blank', () => {
  assert.equal(shadeOf(0, 1000), 0);
  assert.ok(shadeOf(1, 1000) >= 0.15);
  assert.equal(shadeOf(1000, 1000), 1);
});

test('arrows stay within the map, Home and End go to the ends of a row', () => {
  const size = { rows: 2, columns: 3 };
  assert.deepEqual(stepOf('ArrowLeft', { row: 0, column: 0 }, size), { row: 0, column: 0 });
  assert.deepEqual(stepOf('ArrowDown', { row: 0, column: 2 }, size), { row: 1, column: 2 });
  assert.deepEqual(stepOf('End', { row: 1, column: 0 }, size), { row: 1, column: 2 });
  assert.equal(stepOf('Enter', { row: 0, column: 0 }, size), null);
});

test('the sum that speaks for a kind is told by currency', () => {
  const month = { sums: [{ field: 'quantity', currency: '' }, { field: 'amount', currency: 'CNY' }, { field: 'amount', currency: 'USD' }] };
  assert.deepEqual(mainSums({ field: { name: 'amount' } }, month).map((sum) => sum.currency), ['CNY', 'USD']);
  assert.deepEqual(mainSums({ field: null }, month), []);
});
