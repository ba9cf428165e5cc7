// SPDX-License-Identifier: Apache-2.0
// What a saved view keeps of an address, how views change places, and what of an earlier browser is brought along.
import assert from 'node:assert/strict';
import test from 'node:test';
import { keptViews, questionOf, shifted } from '../src/kit/views.js';

test('a view keeps the question and nothing of the moment', () => {
  assert.deepEqual(questionOf({ by: 'customer', page: 3, scenario: '7', customer: 'C1', knownOn: '2026-08-31', span: null, filter: '', shown: 'collected' }), { by: 'customer', shown: 'collected' });
});

test('a view moves by one place, and stays where there is no place left', () => {
  assert.deepEqual(shifted([5, 7, 9], 9, -1), [5, 9, 7]);
  assert.deepEqual(shifted([5, 7, 9], 5, -1), [5, 7, 9]);
  assert.deepEqual(shifted([5, 7, 9], 9, 1), [5, 7, 9]);
  assert.deepEqual(shifted([5, 7, 9], 4, 1), [5, 7, 9]);
});

test('what this browser kept is read as far as it is a view', () => {
  const text = JSON.stringify([{ name: ' 按客户 ', screen: 'sales', query: { by: 'customer', page: '2' } }, { name: '', screen: 'sales', query: {} }, { name: 'x', screen: 'cash', query: {} }, null, { name: '没有问题', screen: 'customers' }]);
  assert.deepEqual(keptViews(text), [{ screen: 'sales', name: '按客户', query: { by: 'customer' } }, { screen: 'customers', name: '没有问题', query: {} }]);
  for (const broken of [null, '', '{', '7', '{"name":"x"}']) assert.deepEqual(keptViews(broken), []);
});
