// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filled } from '../src/kit/filled.js';

test('a value stands for its name, and a name without a value stays to be seen', () => {
  assert.equal(filled('逾期 {count} 个工作日', { count: 3 }), '逾期 3 个工作日');
  assert.equal(filled('{name}: {what}', { name: 'Li' }), 'Li: {what}');
});

test('one has another word than several and none', () => {
  const words = (count) => filled('{count} {count:workday|workdays} overdue', { count });
  assert.deepEqual([0, 1, 2, '1'].map(words), ['0 workdays overdue', '1 workday overdue', '2 workdays overdue', '1 workday overdue']);
});
