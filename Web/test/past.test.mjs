// SPDX-License-Identifier: Apache-2.0
// The day that the page looks at goes with every request but those about now.
import assert from 'node:assert/strict';
import test from 'node:test';

async function open(hash) {
  const calls = { reloads: 0, replaced: null };
  globalThis.location = { hash, reload: () => { calls.reloads += 1; } };
  globalThis.history = { replaceState: (state, title, address) => { calls.replaced = address; } };
  globalThis.addEventListener = () => {};
  const past = await import('../src/store/past.js?' + encodeURIComponent(hash));
  return { ...past, calls };
}

test('a day in the address goes with every read and every change', async () => {
  const { asKnown, knownOn } = await open('#/table?region=EAST&knownOn=2026-08-31');
  assert.equal(knownOn, '2026-08-31');
  assert.equal(asKnown('/cash?grain=week'), '/cash?grain=week&knownOn=2026-08-31');
  assert.equal(asKnown('/deals'), '/deals?knownOn=2026-08-31');
  assert.equal(asKnown('/commands'), '/commands?knownOn=2026-08-31', 'the server refuses a change of the past');
});

test('what is about now stays about now', async () => {
  const { asKnown } = await open('#/table?knownOn=event-12');
  for (const path of ['/session', '/session/confirm', '/people', '/people/li', '/tokens', '/audit?cursor=1', '/sign-in', '/exports/audit?format=csv', '/events?after=3']) assert.equal(asKnown(path), path);
  assert.equal(asKnown('/auditors'), '/auditors?knownOn=event-12', 'another word with the same beginning');
});

test('without a day, or with one that is none, nothing is added', async () => {
  for (const hash of ['', '#/table', '#/table?knownOn=yesterday', '#/table?knownOn=event-0', '#/table?knownOn=']) {
    const { asKnown, knownOn } = await open(hash);
    assert.equal(knownOn, null);
    assert.equal(asKnown('/deals'), '/deals');
  }
});

test('going to a day and back keeps the screen and what it shows', async () => {
  const there = await open('#/table?region=EAST');
  there.openPast('2026-08-31');
  assert.equal(there.calls.replaced, '#/table?region=EAST&knownOn=2026-08-31');
  assert.equal(there.calls.reloads, 1, 'everything is read again');
  const back = await open('#/table?region=EAST&knownOn=2026-08-31');
  back.openPast(null);
  assert.equal(back.calls.replaced, '#/table?region=EAST');
  assert.equal(back.knownEvent(), null);
  assert.equal((await open('#/table?knownOn=event-12')).knownEvent(), 12);
});

test('an answer about the past permits nothing', async () => {
  const { asRead, isOfPast } = await open('#/table?knownOn=2026-08-31');
  assert.deepEqual(
    asRead({ mayEdit: true, maySee: true, rows: [{ isEditable: true, values: ['1', null] }], held: [{ actions: ['release', 'assign'] }], actions: [{ id: 1, mayMark: true }], approval: { acts: ['approve'] } }),
    { mayEdit: false, maySee: true, rows: [{ isEditable: false, values: ['1', null] }], held: [{ actions: [] }], actions: [{ id: 1, mayMark: false }], approval: { acts: [] } });
  assert.ok(isOfPast('/table') && !isOfPast('/people'));
});
