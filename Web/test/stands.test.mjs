// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptByPlan, said, undecided, UNDECIDED } from '../src/kit/stands.js';

const listed = [{ cell: 'a' }, { cell: 'b' }, { cell: 'c' }];

test('nothing is decided until each cell is, or one side for all the others', () => {
  assert.equal(undecided(UNDECIDED, listed, 3), 3);
  assert.equal(undecided({ conflicts: null, choices: { a: 'plan', b: 'scenario' } }, listed, 3), 1);
  assert.equal(undecided({ conflicts: null, choices: { a: 'plan', b: 'plan', c: 'plan' } }, listed, 7), 4, 'those that are not listed');
  assert.equal(undecided({ conflicts: 'scenario', choices: { a: 'plan' } }, listed, 7), 0);
});

test('cells that keep the plan\'s number are counted, listed or not', () => {
  assert.equal(keptByPlan({ conflicts: 'scenario', choices: { a: 'plan' } }, listed, 7), 1);
  assert.equal(keptByPlan({ conflicts: 'plan', choices: { a: 'scenario', b: 'plan' } }, listed, 7), 6);
  assert.equal(keptByPlan(UNDECIDED, listed, 3), 0);
});

test('the command names single choices only where there are some', () => {
  assert.deepEqual(said(UNDECIDED), { conflicts: 'refuse' });
  assert.deepEqual(said({ conflicts: 'plan', choices: { a: 'scenario' } }), { conflicts: 'plan', choices: { a: 'scenario' } });
});
