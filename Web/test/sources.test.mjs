// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf, likelyMark, payloadOf, spanOf, withType } from '../src/kit/sources.js';

test('a time of change is the watermark, before a number and a day', () => {
  const types = [{ name: 'id', mark: 'integer' }, { name: 'ordered_on', mark: 'day' }, { name: 'updated_at', mark: 'timestamp' }, { name: 'customer', mark: null }];
  assert.equal(likelyMark(types).name, 'updated_at');
  assert.equal(likelyMark(types.slice(0, 2)).name, 'id');
  assert.equal(likelyMark([types[3]]), null);
  assert.equal(likelyMark([types[1]]), null, 'a day of business says nothing of a change');
});

test('another type takes its own port, unless somebody typed another', () => {
  assert.equal(withType(draftOf(), 'odbc').port, 3306);
  assert.equal(withType({ ...draftOf(), port: 1433 }, 'odbc').port, 1433);
  assert.equal(withType(draftOf(), 'folder').usesSecret, false);
});

test('a draft goes out with one rhythm, and a folder without a query', () => {
  const draft = draftOf({ type: 'folder', path: 'inbox', queries: [{ kind: 'shipments', text: 'left over' }] });
  const payload = payloadOf(draft, 'daily');
  assert.deepEqual([payload.every, payload.daily, payload.queries[0].text, 'id' in payload], [null, '06:30', '', false]);
  assert.deepEqual(payloadOf({ ...draft, queries: [{ kind: '', text: '' }] }, 'every').queries, [], 'any kind of file');
  assert.equal(payloadOf({ ...draft, id: 7, seen: 12 }, 'every').seen, 12);
  assert.deepEqual(payloadOf(draftOf({ type: 'push' }), 'every').queries, []);
});

test('how long ago something was', () => {
  const now = 1_795_000_000_000;
  assert.deepEqual(spanOf(now - 20_000, now), { unit: 'now', count: 0, isAhead: false });
  assert.deepEqual(spanOf(now - 5 * 60_000, now), { unit: 'minutes', count: 5, isAhead: false });
  assert.deepEqual(spanOf(now + 3 * 3_600_000, now), { unit: 'hours', count: 3, isAhead: true });
  assert.deepEqual(spanOf(now - 4 * 86_400_000, now), { unit: 'days', count: 4, isAhead: false });
});
