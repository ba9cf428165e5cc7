// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayLabel, daysBetween, monthRange, monthsBetween, moveToMonth, periodLabel, periodOf, shiftMonth, shiftPeriod } from '../src/kit/periods.js';

test('a deal keeps its day of the month, bounded by the month', () => {
  assert.equal(moveToMonth('2026-11-30', '2027-02'), '2027-02-28');
  assert.equal(moveToMonth('2027-12-31', '2028-02'), '2028-02-29');
  assert.equal(moveToMonth('2026-12-28', '2027-01'), '2027-01-28');
});

test('months and periods step over the year end', () => {
  assert.equal(shiftMonth('2026-12', 1), '2027-01');
  assert.equal(shiftMonth('2027-01', -1), '2026-12');
  assert.equal(shiftMonth('2026-11', -23), '2024-12');
  assert.equal(shiftPeriod('2026Q4', 1), '2027Q1');
  assert.equal(shiftPeriod('2026Q1', -1), '2025Q4');
  assert.equal(shiftPeriod('2026', 1), '2027');
  assert.equal(periodOf('2026-11', 'quarter'), '2026Q4');
  assert.equal(monthsBetween('2026-11', '2027-02'), 3);
  assert.deepEqual(monthRange('2026-11', '2027-01'), ['2026-11', '2026-12', '2027-01']);
  assert.deepEqual(monthRange('2027-01', '2026-12'), []);
});

test('periods read naturally in both languages', () => {
  assert.equal(periodLabel('2026-03', 'zh'), '2026年3月');
  assert.equal(periodLabel('2026-03', 'en'), 'Mar 2026');
  assert.equal(periodLabel('2026Q4', 'zh'), '2026年4季度');
  assert.equal(periodLabel('2026W48', 'en'), 'Week 48, 2026');
  assert.equal(periodLabel('2026', 'zh'), '2026年');
  assert.equal(dayLabel('2026-11-03', 'zh', true), '11月3日');
  assert.equal(dayLabel('2026-11-03', 'en'), '3 Nov 2026');
  assert.equal(daysBetween('2026-02-27', '2026-03-02'), 3);
});
