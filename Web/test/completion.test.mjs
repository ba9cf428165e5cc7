// SPDX-License-Identifier: Apache-2.0
// What may stand at the cursor, and where a finding is underlined.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completionsAt } from '../src/model/completion.js';
import { measureAt, nextFinding, rangeOf } from '../src/model/places.js';

const name = (zh, en) => ({ zh, en });
const measure = (id, zh, en, line, kind = 'formula') => ({ id, name: name(zh, en), aliases: [id, zh, en], kind, line, shape: '[Item, month]', unit: '件', formula: null, note: null, section: 0 });
const outline = {
  sections: [{ name: name('销售', 'Sales'), line: 4 }, { name: name('合计', 'Totals'), line: 20 }],
  dimensions: [{ id: 'Item', name: name('物料', 'Item'), line: 2, levels: [name('产品族', 'Family')], properties: [{ id: 'standard_cost', name: name('标准成本', 'Standard cost') }] }],
  measures: [measure('baseline', '基线预测', 'Baseline', 5, 'input'), measure('agreed', '共识预测', 'Agreed forecast', 8), measure('total', '合计', 'Total', 21)],
};
const guide = {
  functions: [{ name: 'sum', signature: 'sum(x over Dim)', words: name('和', 'sum'), example: 'sum(x over Item)' }],
  operators: [{ name: 'requirements', arguments: [{ name: 'demand', isRequired: true }, { name: 'lead', isRequired: false }], results: ['receipts'] }],
  attributes: [{ key: 'good', values: ['up', 'down'], words: name('好', 'sense') }, { key: 'edit', values: [], words: name('改', 'edit') }],
};
const source = (language = 'zh') => ({ outline, guide, language });
const labels = (above, before, explicit = false, language = 'zh') => (completionsAt(above, before, source(language), explicit)?.options ?? []).map((one) => one.label);
const head = 'measure agreed 共识预测 "Agreed forecast" [Item, month] 件';

test('a line begins with a statement', () => {
  assert.deepEqual(labels([], 'mea').slice(0, 2), ['model', 'dimension']);
  assert.equal(completionsAt([], 'mea', source()).length, 3);
});

test('a formula takes measures by id and by the name of the reader, functions and operators', () => {
  const found = labels([head], '  = bas');
  for (const one of ['baseline', '基线预测', 'sum', 'requirements', 'if']) assert.ok(found.includes(one), one);
  const english = labels([head], '  = bas', false, 'en');
  assert.ok(!english.includes('Agreed forecast'), 'a name with a space cannot stand in a formula');
  assert.ok(!english.includes('Baseline'), 'a name that is the id is not offered twice');
  assert.ok(labels([head, '  = baseline +'], '    agr').includes('agreed'), 'a formula goes on over lines');
  assert.equal(completionsAt([head], '  = sum(共', source()).length, 1);
});

test('after a point come properties and levels, after over and by dimensions', () => {
  assert.deepEqual(labels([head], '  = Item.'), ['standard_cost', '标准成本', '产品族']);
  assert.ok(labels([head], '  = month.').includes('days'));
  assert.ok(labels([head], '  = sum(agreed over ', true).includes('Item'));
  assert.ok(labels([head], '  = price[by ', true).includes('Item'));
});

test('an indented line takes attributes and their values', () => {
  assert.deepEqual(labels([head], '  g'), ['good', 'edit']);
  assert.deepEqual(labels([head], '  good: d'), ['up', 'down']);
  assert.deepEqual(labels([head], '  edit: ', true), ['baseline', '基线预测'], 'only inputs can be written');
  assert.deepEqual(labels(['dimension Item'], '  h'), ['hierarchy', 'property']);
});

test('brackets of a head take dimensions and the time axes', () => {
  assert.ok(labels([], 'measure x [', true).includes('month'));
  assert.ok(labels([], 'input x [It').includes('Item'));
});

test('nothing is offered in comments, in texts, or unasked on an empty word', () => {
  assert.equal(completionsAt([head], '  = a // su', source(), true), null);
  assert.equal(completionsAt([head], '  note: "su', source(), true), null);
  assert.equal(completionsAt([head], '  = ', source()), null);
  assert.ok(completionsAt([head], '  = ', source(), true).options.length > 3);
});

test('a finding is underlined at its subject, at its word, or to the end of the line, and never outside', () => {
  const line = { from: 100, text: '  = 基线 + prise' };
  assert.deepEqual(rangeOf({ column: 10, subject: 'prise' }, line), { from: 109, to: 114 });
  assert.deepEqual(rangeOf({ column: 10, subject: 'other' }, line), { from: 109, to: 114 });
  assert.deepEqual(rangeOf({ column: 3, subject: '' }, line), { from: 102, to: 114 });
  assert.deepEqual(rangeOf({ column: 99, subject: 'x' }, line), { from: 113, to: 114 });
  assert.deepEqual(rangeOf({ column: 3, subject: '' }, { from: 5, text: '' }), { from: 5, to: 5 });
  assert.deepEqual(rangeOf({ column: 5, subject: 'b' }, { from: 0, text: '"𠀀" b' }), { from: 5, to: 6 }, 'one sign of two code units is one column');
});

test('F8 goes round the findings in both directions', () => {
  const findings = [{ line: 2, column: 4 }, { line: 2, column: 9 }, { line: 7, column: 1 }];
  assert.deepEqual([nextFinding(findings, 1, 1), nextFinding(findings, 2, 4), nextFinding(findings, 7, 1), nextFinding([], 1, 1)], [0, 1, 0, -1]);
  assert.deepEqual([nextFinding(findings, 2, 9, -1), nextFinding(findings, 1, 1, -1)], [0, 2]);
});

test('the measure under the cursor is the one named, else the one whose lines these are', () => {
  assert.equal(measureAt(outline, '基线预测', 30).id, 'baseline');
  assert.equal(measureAt(outline, 'sum', 9).id, 'agreed');
  assert.equal(measureAt(outline, '', 20), null, 'a section belongs to no measure');
  assert.equal(measureAt(outline, '', 3), null);
});
