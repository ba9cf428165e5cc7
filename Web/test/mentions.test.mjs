// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partialName, piecesOf, wireOf } from '../src/kit/mentions.js';

const people = [
  { login: 'wang', name: { zh: '王芳', en: 'Wang Fang' } }, { login: 'wangff', name: { zh: '王芳芳', en: 'Wang Fangfang' } }, { login: 'li', name: { zh: '李', en: 'Li' } },
];

test('a name becomes its login, the longer of two that begin alike, in either language, and each person counts once', () => {
  assert.deepEqual(wireOf('@王芳芳 和 @王芳，@Wang Fang?', people), { text: '@{wangff} 和 @{wang}，@{wang}?', named: [people[1], people[0]] });
  assert.equal(wireOf('@li @李 @Li', people).named.length, 1);
});

test('what is nobody stays as it was written', () => {
  assert.equal(wireOf('a@b.cn @nobody @{x} <b>@', people).text, 'a@b.cn @nobody @{x} <b>@');
});

test('a comment comes back in pieces, and what looks like markup or an unknown name is text', () => {
  const pieces = piecesOf('<i>@{wang}</i> @{gone}', [people[0]], (name) => name.en);
  assert.deepEqual(pieces.map((one) => one.text), ['<i>', '@Wang Fang', '</i> ', '@{gone}']);
  assert.equal(pieces.filter((one) => one.person).length, 1);
});

test('the name before the caret is known while it is typed, and not after a space', () => {
  assert.deepEqual(['看 @王', '@', 'mail a@b ', '@{li}', 'x'].map(partialName), ['王', '', null, null, null]);
});
