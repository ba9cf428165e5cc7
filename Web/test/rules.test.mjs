// SPDX-License-Identifier: Apache-2.0
// A rule in the editor: only what its kind has is sent, another figure puts right what it does not allow, numbers keep their value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badSide, draftOf, fitted, kindsOf, matching, payloadOf, sharesOf, shownNumber, wholeOf, windowsOf } from '../src/kit/rules.js';

const cash = { id: 'cash_balance', unit: '元', isMoney: true, isPercent: false, axis: 'day', dimensions: [], each: [], bases: [], addsUp: false, needsMembers: false, good: 'up' };
const orders = { id: 'orders', unit: '元', isMoney: true, isPercent: false, axis: 'month', dimensions: ['Item', 'Region'], each: ['Item', 'Family', 'Region'], bases: ['budget', 'lastYear'], addsUp: true, needsMembers: false, good: 'up' };
const price = { ...orders, id: 'price', unit: '元/件', isMoney: false, each: ['Item', 'Region'], bases: ['lastYear'], addsUp: false, needsMembers: true };
const cover = { ...price, id: 'stock_cover_days', unit: '天', axis: 'none', dimensions: ['Item'], each: ['Item'], bases: [] };

test('a new rule is a threshold of the months ahead; what the server gave stays', () => {
  const fresh = draftOf();
  assert.equal(fresh.kind, 'threshold');
  assert.equal(fresh.window, 'months');
  const kept = draftOf({ kind: 'deviation', base: 'lastYear', side: 'either', percent: '10%', window: 'restOfYear', count: null, members: { Region: 'EAST' } });
  assert.deepEqual([kept.base, kept.side, kept.window, kept.members.Region], ['lastYear', 'either', 'restOfYear', 'EAST']);
});

test('only the fields of the kind are sent, empty numbers as nothing, members without a code left out', () => {
  const draft = { ...draftOf({ name: { zh: ' 资金 ', en: '' } }), figure: 'cash_balance', limit: '500万', members: { Region: '' }, count: '' };
  const payload = payloadOf(draft);
  assert.deepEqual(payload.members, {});
  assert.equal(payload.count, null);
  assert.equal(payload.name.zh, '资金');
  assert.ok(!('percent' in payload) && !('data' in payload) && !('id' in payload));
  const late = payloadOf({ ...draft, kind: 'lateData', data: 'bank-balances', days: '3', id: 7, savedIn: 90 });
  assert.deepEqual([late.data, late.days, late.id, late.seen], ['bank-balances', 3, 7, 90]);
  assert.ok(!('figure' in late));
  assert.deepEqual(['', null, '1.5', '0', 4].map(wholeOf), [null, null, null, 0, 4]);
});

test('another figure keeps what it allows and puts right the rest', () => {
  const before = { ...draftOf(), figure: 'orders', members: { Item: 'F:A', Region: 'EAST' }, each: 'Family', isWhole: true, window: 'months' };
  const there = fitted(before, cash);
  assert.deepEqual([there.members, there.each, there.isWhole, there.window], [{}, '', false, 'months']);
  assert.deepEqual([fitted({ ...before, window: 'days', count: 56 }, orders).window, fitted({ ...before, members: {}, each: '' }, price).each], ['months', 'Item']);
  assert.equal(fitted({ ...before, kind: 'threshold', side: 'either' }, orders).side, 'below');
  assert.equal(fitted({ ...before, base: 'lastForecast' }, orders).base, 'budget');
  assert.deepEqual(before.members, { Item: 'F:A', Region: 'EAST' }, 'what was given is left alone');
});

test('windows and kinds follow the axis of the figure', () => {
  assert.deepEqual(windowsOf(cash, 'threshold')[0], 'days');
  assert.ok(!windowsOf(cash, 'deviation').includes('days') && !windowsOf(orders, 'threshold').includes('days'));
  assert.deepEqual(windowsOf(cover, 'threshold'), []);
  assert.deepEqual(kindsOf(cover), ['threshold']);
  assert.deepEqual(kindsOf(cash), ['threshold', 'trend']);
  assert.deepEqual([badSide(cash), badSide({ good: 'down' }), badSide(null)], ['below', 'above', 'below']);
  assert.deepEqual(sharesOf(orders, [cash, orders, price, { ...orders, id: 'revenue' }]).map((one) => one.id), ['revenue']);
});

test('money is shown in large units where nothing is lost', () => {
  const draft = { kind: 'threshold', share: '' };
  assert.deepEqual(['5000000', '123456789', '250000000', '1234.5', '10%', ''].map((one) => shownNumber(one, orders, draft)), ['500万', '123,456,789', '2.5亿', '1,234.5', '10%', '']);
  assert.equal(shownNumber('5000000', orders, draft, 'en'), '5,000,000');
  assert.equal(shownNumber('5000000', orders, { kind: 'threshold', share: 'revenue' }), '5000000');
  assert.equal(shownNumber('20', cover, draft), '20');
});

test('a list is searched by all typed parts, what begins with them first', () => {
  const entries = [{ id: 'a', label: '月回款' }, { id: 'b', label: '回款', note: '资金' }, { id: 'orders', label: 'Orders' }];
  assert.deepEqual(matching(entries, '回款').map((one) => one.id), ['b', 'a']);
  assert.deepEqual(matching(entries, 'ORD').map((one) => one.id), ['orders']);
  assert.deepEqual(matching(entries, '回 资').map((one) => one.id), ['b']);
  assert.equal(matching(entries, '').length, 3);
});
