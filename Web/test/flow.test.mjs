// SPDX-License-Identifier: Apache-2.0
// A flow being drawn stays whole: whatever is put in or taken out, every way leads somewhere and nothing is left over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addWay, find, fresh, insert, layout, remove, removeWay, ways } from '../src/flow/draft.js';

const WORDS = Object.fromEntries(['name', 'start', 'approve', 'end', 'branch', 'parallel', 'join', 'notify'].map((key) => [key, { zh: key, en: key }]));
const CONDITION = { field: 'amount', test: 'above', values: ['50000'] };

/** Every way leads to a step that is there, and every step but the start is led to. */
function isWhole(draft) {
  const targets = new Set(draft.nodes.flatMap((node) => ways(node).map((way) => way.target)));
  for (const target of targets) assert.ok(find(draft, target), `nothing at ${target}`);
  for (const node of draft.nodes) if (node.kind !== 'start') assert.ok(targets.has(node.id), `${node.id} is left over`);
  assert.equal(new Set(draft.nodes.map((node) => node.id)).size, draft.nodes.length);
}

test('a branch comes with a step on its way and goes with it', () => {
  const draft = fresh('f', 'change', WORDS);
  const branch = insert(draft, 'step-1', 'next', 'branch', WORDS, CONDITION);
  isWhole(draft);
  assert.deepEqual(ways(find(draft, branch)).map((way) => find(draft, way.target).kind), ['approve', 'end']);
  remove(draft, find(draft, branch).branches[0].next);
  isWhole(draft);
  assert.equal(draft.nodes.length, 3, 'a branch whose ways all lead to one place is none');
});

test('a parallel part with one way left is that way', () => {
  const draft = fresh('f', 'change', WORDS);
  const parallel = insert(draft, 'start', 'next', 'parallel', WORDS, CONDITION);
  const extra = addWay(draft, parallel, WORDS, CONDITION);
  isWhole(draft);
  removeWay(draft, parallel, 0);
  isWhole(draft);
  remove(draft, extra);
  isWhole(draft);
  assert.deepEqual(draft.nodes.map((node) => node.kind).sort(), ['approve', 'approve', 'end', 'start']);
});

test('a thousand strokes leave a whole flow, and no two steps stand in one place', () => {
  let seed = 7;
  const below = (count) => { seed = (seed * 48271) % 2147483647; return seed % count; };
  let draft = fresh('f', 'change', WORDS);
  for (let stroke = 0; stroke < 1000; stroke += 1) {
    const node = draft.nodes[below(draft.nodes.length)];
    if (draft.nodes.length < 40 && below(3)) {
      const out = ways(node);
      if (out.length) insert(draft, node.id, out[below(out.length)].slot, ['approve', 'notify', 'branch', 'parallel'][below(4)], WORDS, CONDITION);
    } else if (['branch', 'parallel'].includes(node.kind) && below(2)) addWay(draft, node.id, WORDS, CONDITION);
    else remove(draft, node.id);
    isWhole(draft);
    if (!draft.nodes.some((one) => one.kind === 'start')) draft = fresh('f', 'change', WORDS);
    assert.equal(new Set([...layout(draft).values()].map(({ x, y }) => `${x} ${y}`)).size, draft.nodes.length);
  }
});
