// SPDX-License-Identifier: Apache-2.0
// Which ways of spreading a cell of the table can take. Sees: money spread by how sure pieces are. Does not see: the parts.
import assert from 'node:assert/strict';
import test from 'node:test';
import { spreadFor, spreadsOf } from '../src/kit/spreads.js';

test('pieces of the forecast can be spread by how sure they are, money and costs cannot', () => {
  assert.ok(spreadsOf('units|Item=F:A;Region=R@2026-12').includes('reconciled') && spreadsOf('agreed@2026-12').includes('reconciled'));
  assert.ok(!spreadsOf('orders@2026-12').includes('reconciled') && !spreadsOf('units_made@2026-12').includes('reconciled'));
  assert.equal(spreadFor('orders@2026-12', 'reconciled'), 'proportional');
  assert.equal(spreadFor('units@2026-12', 'reconciled'), 'reconciled');
  assert.equal(spreadFor('orders@2026-12', 'even'), 'even');
});
