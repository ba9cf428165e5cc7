// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areSameRows, buildModels, differsFromPlan, foldedAtFirst, hiddenRows, isUnbalanced, mergeRows, rawValue, splitProp } from '../src/grid/models.js';
import { Marks } from '../src/grid/marks.js';
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

test('a marked cell says what it was and is, across several changes, until it is looked at or moves back', () => {
  const [first, second, third] = [answer('30'), answer('31'), answer('32')];
  const marks = new Marks().with(first, second, 'Wang').with(second, third, 'Li');
  assert.deepEqual(marks.of(third.rows[0], 1, '2026-11'), { old: '30', new: '32', by: 'Li' });
  assert.equal(marks.of(third.rows[0], 0, '2026-10'), null, 'the other month did not move');
  assert.equal(marks.of(answer('30').rows[0], 1, '2026-11'), null, 'moved back');
  const seen = marks.without('agreed', '2026-11');
  assert.equal(seen.of(third.rows[0], 1, '2026-11'), null);
  assert.equal(seen.of(third.rows[1], 1, '2026-11').old, '30', 'only the cell that was looked at');
  assert.equal(marks.without('nobody', '2026-11'), marks);
});

test('rows that stayed the same objects are not marked, and nothing is when the table has other rows or columns', () => {
  const before = answer('30'), after = { ...before, rows: [before.rows[0], answer('31').rows[1], ...before.rows.slice(2)] };
  assert.deepEqual([...new Marks().with(before, after).rows.keys()], ['agreed|F:AC']);
  assert.equal(new Marks().with(before, { ...after, rows: after.rows.slice(1) }).size, 0);
  assert.equal(new Marks().with(null, after).size, 0);
  assert.equal(new Marks().with(before, { ...answer('31'), columns: before.columns.slice(1) }).size, 0);
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

test('rows that moved come packed and are put into the table before; the others stay the same objects', () => {
  const before = { revision: 4, since: null, columns: [{ id: '2026-11' }, { id: '2026-12' }], rows: [
    { id: 'a', values: ['1', '1'], compare: {} }, { id: 'b', parent: 'a', level: 1, label: { zh: '乙' }, values: ['2', '2'], compare: { budget: ['5', null] }, checks: [true, true], failure: null }] };
  const merged = mergeRows(before, { revision: 6, since: 4, columns: before.columns, rows: [{ id: 'b', values: '3.50,', compare: { budget: '5,-6.00' }, checks: [true, false], failure: { zh: '不平' } }] });
  assert.deepEqual([merged.revision, merged.since], [6, null]);
  assert.equal(merged.rows[0], before.rows[0]);
  const [, row] = merged.rows;
  assert.deepEqual([row.values, row.compare.budget, row.parent, row.level, row.label.zh], [['3.50', null], ['5', '-6.00'], 'a', 1, '乙']);
  assert.deepEqual([isUnbalanced(row, 1), row.failure.zh], [true, '不平']);
  const again = mergeRows(merged, { revision: 7, since: 6, columns: before.columns, rows: [{ id: 'b', values: ',4', compare: {}, checks: [true, true], failure: null }] });
  assert.deepEqual([again.rows[1].values, again.rows[1].compare, isUnbalanced(again.rows[1]), again.rows[1].label.zh], [[null, '4'], {}, false, '乙']);
  assert.equal(mergeRows(again, { revision: 8, since: 7, columns: before.columns, rows: [] }).rows, again.rows);
});

test('what a part brought already stays the same object when everything comes, and what says something else does not', () => {
  const columns = [{ id: '2026-11' }], rows = ['a', 'b'].map((id) => ({ id, values: ['1'], compare: {} }));
  const whole = { revision: 4, columns, rows };
  const bring = (a, b) => ({ revision: 6, since: 4, columns, rows: [{ id: 'a', values: a, compare: {} }, { id: 'b', values: b, compare: {} }] });
  const part = mergeRows(whole, { ...bring('2', '2'), rows: bring('2', '2').rows.slice(0, 1) });
  const same = mergeRows(whole, bring('2', '3'), part), other = mergeRows(whole, bring('9', '3'), part);
  assert.equal(same.rows[0], part.rows[0]);
  assert.deepEqual([same.rows[1].values, other.rows[0].values], [['3'], ['9']]);
});

test('rows are the same ones whatever stands in them, and others when one is added, moved or in another section', () => {
  const rows = answer('30').rows;
  assert.equal(areSameRows(rows, answer('31').rows), true);
  assert.equal(areSameRows(null, rows), false);
  assert.equal(areSameRows(rows, rows.slice(1)), false);
  assert.equal(areSameRows(rows, [rows[1], rows[0], ...rows.slice(2)]), false);
  assert.equal(areSameRows(rows, rows.map((row, index) => (index === 3 ? { ...row, section: 'cash' } : row))), false);
});
