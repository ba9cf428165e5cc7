// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosenCells, clashes, isDecided } from '../src/kit/returned.js';

const change = (cell, isConflict, isTotal = false) => ({ cell, value: '5', isConflict, isTotal });
const returned = { changes: [change('a', false), change('b', true), change('c', true, true), change('d', false, true)] };

test('what file and plan both changed waits for a word; the rest is taken', () => {
  assert.deepEqual(clashes(returned).map((one) => one.cell), ['b', 'c']);
  assert.equal(isDecided(returned, { b: 'plan' }), false);
  assert.equal(isDecided(returned, { b: 'plan', c: 'file' }), true);
  assert.equal(isDecided({ changes: [change('a', false)] }, {}), true);
  assert.deepEqual(chosenCells(returned, {}).map((one) => one.cell), ['a', 'd']);
});

test('the plan keeps what it is said to keep, and totals are spread', () => {
  assert.deepEqual(chosenCells(returned, { b: 'plan', c: 'file' }), [{ cell: 'a', value: '5' }, { cell: 'c', value: '5', spread: 'proportional' }, { cell: 'd', value: '5', spread: 'proportional' }]);
  assert.deepEqual(chosenCells(null, {}), []);
});
