// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTsv, printTsv, tile } from '../src/kit/clipboard.js';
import { csvField, printCsv } from '../src/kit/csv.js';

test('a block from Excel has its rows and columns, with and without a last line break', () => {
  assert.deepEqual(parseTsv('1\t2\r\n3\t4\r\n'), [['1', '2'], ['3', '4']]);
  assert.deepEqual(parseTsv('1\t2\n3\t4'), [['1', '2'], ['3', '4']]);
  assert.deepEqual(parseTsv('\t\n'), [['', '']]);
  assert.deepEqual(parseTsv(''), []);
});

test('quoted cells keep breaks, tabs and quotes', () => {
  assert.deepEqual(parseTsv('"a\nb"\t"say ""hi"""\t5" pipe\n'), [['a\nb', 'say "hi"', '5" pipe']]);
  const rows = [['a\tb', 'c\nd', 'e"f'], ['', 'x', '']];
  assert.deepEqual(parseTsv(printTsv(rows)), rows);
});

test('one copied cell fills the selection, a fitting block repeats, others go in once', () => {
  assert.deepEqual(tile([['7']], 2, 3), [['7', '7', '7'], ['7', '7', '7']]);
  assert.deepEqual(tile([['1', '2']], 1, 4), [['1', '2', '1', '2']]);
  assert.deepEqual(tile([['1', '2']], 1, 3), [['1', '2']]);
  assert.deepEqual(tile([['1'], ['2', '3']], 1, 1), [['1', ''], ['2', '3']]);
});

test('exported text never becomes a formula, numbers stay numbers', () => {
  assert.equal(csvField('=HYPERLINK("x")'), '"\'=HYPERLINK(""x"")"');
  assert.equal(csvField('+86 21'), '"\'+86 21"');
  assert.equal(csvField('@sum'), '"\'@sum"');
  assert.equal(csvField('＝1+1'), '"\'＝1+1"');
  assert.equal(csvField('-12.50'), '-12.50');
  assert.equal(csvField('22.6%'), '22.6%');
  assert.equal(csvField(null), '""');
  assert.ok(printCsv([['空调', '1']]).startsWith('\ufeff"空调",1'));
});
