// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areSameRows, buildModels, differences, differsFromPlan, foldedAtFirst, hiddenRows, isUnbalanced, mergeRows, rawValue, splitProp } from '../src/grid/models.js';
import { meaningOf } from '../src/grid/keyboard.js';

const answer = (value) => ({
  columns: [{ id: '2026-10', isActual: true }, { id: '2026-11', isActual: false }],
  rows: [
    { id: 'agreed', parent: null, level: 0, section: 'sales', unit: '件', hasChildren: true, values: ['10', value], compare: { budget: ['8', '20'] } },
    { id: 'agreed|F:AC', parent: 'agreed', level: 1, section: 'sales', unit: '件', hasChildren: true, values: ['10', value], compare: {} },
    { id: 'agreed|AC-001', parent: 'agreed|F:AC', level: 2, section: 'sales', unit: '件', hasChildren: false, values: ['10', value], compare: {} },
    { id: 'revenue', parent: null, level: 0, section: 'pnl', unit: '元', hasChildren: false, values: ['125000.00', null], compare: { lastYear: ['100000.00', '1.00'] } },
  ],
});

test('each section has a heading and money is edited in the unit on the screen', () => {
  let unit = 'wan';
  const models = buildModels(answer('30'), () => unit);
  assert.deepEqual(models.map((m) => m.id), ['section:sales', 'agreed', 'agreed|F:AC', 'agreed|AC-001', 'section:pnl', 'revenue']);
  assert.equal(models[5]['v:2026-10'], '12.5');
  assert.equal(models[5]['v:2026-11'], '');
  models[5].row = { ...models[5].row, values: ['10000.00', '0'] };
  assert.equal(models[5]['v:2026-10'], '1');
  unit = 'yuan';
  assert.equal(models[5]['v:2026-10'], '10000');
  assert.deepEqual([models[5]['lastYear:2026-10'], models[5]['budget:2026-10'], models[1]['difference:2026-11']], ['100000', '', '10']);
  models[5]['v:2026-10'] = '7';
  assert.equal(models[5]['v:2026-10'], '10000', 'the grid does not write what the server has not said');
});

test('difference and attainment are measured against the budget, else last year', () => {
  const [agreed, , , revenue] = answer('30').rows;
  assert.equal(rawValue(agreed, 1, 'difference'), '10');
  assert.equal(rawValue(agreed, 1, 'attainment'), '1.5000');
  assert.equal(rawValue(revenue, 0, 'difference'), '25000.00');
  assert.equal(rawValue(revenue, 1, 'difference'), null);
  assert.equal(rawValue(revenue, 1, 'attainment'), null);
});

test('beside a scenario the plan is what a figure differs from, blank cells included', () => {
  const row = { unit: '件', values: ['12', null, '5', null], compare: { plan: ['10', null, null, '7'], budget: ['8', '8', '8', '8'] } };
  assert.equal(rawValue(row, 0, 'plan'), '10');
  assert.equal(rawValue(row, 0, 'difference'), '2');
  assert.deepEqual([0, 1, 2, 3].map((index) => differsFromPlan(row, index)), [true, false, true, true]);
  assert.equal(differsFromPlan({ values: ['12'], compare: { budget: ['10'] } }, 0), false);
});

test('folding a row hides everything below it', () => {
  const models = buildModels(answer('30'), () => 'wan');
  assert.deepEqual(hiddenRows(models, new Set(['agreed'])), { 2: true, 3: true });
  assert.deepEqual(hiddenRows(models, foldedAtFirst(answer('30'))), { 3: true });
});

test('changed cells are found with old and new, whatever the order of rows', () => {
  const after = answer('31');
  after.rows.reverse();
  const changed = differences(answer('30'), after);
  assert.deepEqual([...changed.keys()].sort(), ['agreed@2026-11', 'agreed|AC-001@2026-11', 'agreed|F:AC@2026-11'].sort());
  assert.deepEqual(changed.get('agreed@2026-11'), { old: '30', new: '31', unit: '件' });
  assert.equal(differences(null, after).size, 0);
});

test('column props name kind and period', () => {
  assert.deepEqual(splitProp('v:2026-11'), { kind: 'v', column: '2026-11' });
  assert.deepEqual(splitProp('label'), { kind: null, column: null });
});

test('keys move as in a spreadsheet and stay inside the table', () => {
  const at = { x: 3, y: 5, lastX: 9, lastY: 40 };
  const press = (key, more = {}) => meaningOf({ key, ...more }, at);
  assert.deepEqual(press('Home').move, { x: 0, y: 5 });
  assert.deepEqual(press('End').move, { x: 9, y: 5 });
  assert.deepEqual(press('End', { ctrlKey: true }).move, { x: 9, y: 40 });
  assert.deepEqual(press('PageUp').move, { x: 3, y: 0 });
  assert.deepEqual(press('Tab', { shiftKey: true }).move, { x: 2, y: 5 });
  assert.equal(press('F2').act, 'edit');
  assert.equal(press('d', { ctrlKey: true }).act, 'fill-down');
  assert.equal(press('ArrowLeft', { altKey: true }).act, 'fold');
  assert.equal(press('ArrowLeft'), null);
  assert.equal(press('c', { ctrlKey: true }), null);
});

test('a check is red where it fails, and its row when it fails anywhere', () => {
  const row = { checks: [true, false] };
  assert.deepEqual([isUnbalanced(row, 0), isUnbalanced(row, 1), isUnbalanced(row)], [false, true, true]);
  assert.deepEqual([isUnbalanced({ checks: [true, true] }), isUnbalanced({}, 0), isUnbalanced(undefined)], [false, false, false]);
});

test('rows that moved are put into the table before; the others stay the same objects', () => {
  const before = { revision: 4, since: null, columns: [{ id: '2026-11' }], rows: [{ id: 'a', values: ['1'] }, { id: 'b', values: ['2'] }] };
  const merged = mergeRows(before, { revision: 6, since: 4, columns: before.columns, rows: [{ id: 'b', values: ['3'] }] });
  assert.equal(merged.revision, 6);
  assert.equal(merged.since, null);
  assert.equal(merged.rows[0], before.rows[0]);
  assert.deepEqual(merged.rows.map((row) => row.values[0]), ['1', '3']);
  assert.deepEqual([...differences(before, merged).keys()], ['b@2026-11']);
});

test('rows are the same ones whatever stands in them, and others when one is added, moved or in another section', () => {
  const rows = answer('30').rows;
  assert.equal(areSameRows(rows, answer('31').rows), true);
  assert.equal(areSameRows(null, rows), false);
  assert.equal(areSameRows(rows, rows.slice(1)), false);
  assert.equal(areSameRows(rows, [rows[1], rows[0], ...rows.slice(2)]), false);
  assert.equal(areSameRows(rows, rows.map((row, index) => (index === 3 ? { ...row, section: 'cash' } : row))), false);
});
