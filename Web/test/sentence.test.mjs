// SPDX-License-Identifier: Apache-2.0
// Pieces from the server become sentences, and names and codes stay as they are.
import assert from 'node:assert/strict';
import test from 'node:test';
import { asSentence, begun } from '../src/kit/sentence.js';

test('a piece becomes a sentence of its language', () => {
  assert.equal(asSentence('the database is missing'), 'The database is missing.');
  assert.equal(asSentence('它建于 2026-11-30，那之前什么都不知道'), '它建于 2026-11-30，那之前什么都不知道。');
  assert.equal(asSentence('检查主机、端口和网络。'), '检查主机、端口和网络。');
  assert.equal(asSentence('Is it there?'), 'Is it there?');
  assert.equal(asSentence(''), '');
});

test('what is written so stays so', () => {
  for (const words of ['orders.csv holds no rows', 'tongpin import FILE', '“zhoumin” is not there', 'amount_incl_tax is empty']) assert.equal(begun(words), words);
});
