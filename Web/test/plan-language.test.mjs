// SPDX-License-Identifier: Apache-2.0
// What the editor colours: the same words mean different things in a head, in brackets, in attributes and in a formula.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planParser } from '../src/model/plan-language.js';

/** As much of CodeMirror's stream as the parser uses. */
class Stream {
  constructor(string) { Object.assign(this, { string, pos: 0, start: 0 }); }
  sol() { return this.pos === 0; }
  eatSpace() { const found = /^[\s\u00a0]+/.exec(this.string.slice(this.pos)); if (found) this.pos += found[0].length; return Boolean(found); }
  match(pattern) { const found = pattern.exec(this.string.slice(this.pos)); if (!found || found.index > 0) return null; this.pos += found[0].length; return found; }
  next() { return this.string[this.pos++]; }
}

function colours(text) {
  const state = planParser.startState();
  return text.split('\n').map((line) => {
    const stream = new Stream(line), found = [];
    while (stream.pos < line.length) {
      stream.start = stream.pos;
      const style = planParser.token(stream, state);
      assert.ok(stream.pos > stream.start, `stuck at ${stream.pos} of ${line}`);
      if (style) found.push([line.slice(stream.start, stream.pos), style]);
    }
    return Object.fromEntries(found);
  });
}

test('a head: keyword, id, names, dimensions, unit', () => {
  const [head] = colours('measure agreed 共识预测 "Agreed forecast" [Item.Family, month] 元/件');
  assert.equal(head.measure, 'keyword');
  assert.equal(head.agreed, 'variableName.definition');
  assert.equal(head['共识预测'], 'meta');
  assert.equal(head['"Agreed forecast"'], 'meta');
  assert.equal(head.Item, 'typeName');
  assert.equal(head.month, 'typeName');
  assert.equal(head['元'], 'atom');
});

test('attributes before the formula, functions and operands in it', () => {
  const [, attributes, formula] = colours('measure m [month] 元\n  good: down   note: "口径 // no comment"\n  = if given(x) then sum(a over Item) * 1.1 else Item.cost // why');
  assert.equal(attributes.good, 'propertyName.definition');
  assert.equal(attributes.down, 'atom');
  assert.equal(attributes['"口径 // no comment"'], 'string');
  assert.deepEqual([formula.if, formula.given, formula.x, formula.sum, formula.over, formula['1.1'], formula['// why']], ['keyword', 'macroName', 'variableName', 'macroName', 'keyword', 'number', 'comment']);
  assert.equal(formula.cost, 'variableName');
});

test('full-width signs mean the same', () => {
  const [, formula] = colours('measure m 名 [month] 元\n  ＝ 收入 × （1 ＋ 税率）');
  assert.deepEqual([formula['收入'], formula['税率']], ['variableName', 'variableName']);
});

test('a dimension has parts, and a new statement begins in the first column', () => {
  const lines = colours('dimension Item 物料 "Item"\n  hierarchy product 产品线: Family 产品族\n  property lead: number\n// aside\ninput x [Item] 件');
  assert.equal(lines[1].hierarchy, 'keyword');
  assert.equal(lines[2].property, 'keyword');
  assert.equal(lines[3]['// aside'], 'comment');
  assert.equal(lines[4].input, 'keyword');
});

test('an unfinished text colours to its end', () => {
  for (const text of ['measure', 'measure x [', 'measure x [] 元\n  = sum(', '"', '(a, b) = requirements(demand: d', '  ???', '“']) colours(text);
});
