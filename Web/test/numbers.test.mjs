// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrow, editableText, favour, formatCount, formatMoney, formatRatio, formatValue, parseEntry } from '../src/kit/numbers.js';
import { compare, multiply, ratio, round, shift, subtract, sum } from '../src/kit/decimal.js';

test('money shows in 元, 万元 and 亿 with separators, and zero as a dash', () => {
  assert.equal(formatMoney('1234567.89', 'yuan', { fine: true }), '1,234,567.89');
  assert.equal(formatMoney('1234567.89', 'yuan'), '1,234,568');
  assert.equal(formatMoney('1234567.89', 'wan'), '123.5');
  assert.equal(formatMoney('1130.00', 'wan', { exact: true, sign: true }), '+0.113');
  assert.equal(formatMoney('-20000', 'wan', { exact: true }), '-2.00');
  assert.equal(formatMoney('113045.67', 'yuan', { exact: true }), '113,045.67');
  assert.equal(formatMoney('1234567.89', 'wan', { fine: true }), '123.46');
  assert.equal(formatMoney('612345678.00', 'yi'), '6.123');
  assert.equal(formatMoney('0.00', 'wan'), '–');
  assert.equal(formatMoney('49.99', 'wan'), '–');
  assert.equal(formatMoney(null, 'wan'), '');
  assert.equal(formatMoney('-500.00', 'yuan', { fine: true }), '-500.00');
  assert.equal(formatMoney('500.00', 'yuan', { fine: true, sign: true }), '+500.00');
});

test('halves round away from zero, on both sides', () => {
  assert.equal(formatMoney('1500', 'wan'), '0.2');
  assert.equal(formatMoney('-1500', 'wan'), '-0.2');
  assert.equal(round('0.125', 2), '0.13');
  assert.equal(round('-0.125', 2), '-0.13');
});

test('a large balance keeps every cent', () => {
  assert.equal(formatMoney('90071992547409931.27', 'yuan', { fine: true }), '90,071,992,547,409,931.27');
  assert.equal(subtract('90071992547409931.27', '0.01'), '90071992547409931.26');
});

test('pieces, ratios and prices follow the unit of their row', () => {
  assert.equal(formatValue('12345', '件', 'wan'), '12,345');
  assert.equal(formatCount('2.5'), '2.5');
  assert.equal(formatValue('0.2261', '%', 'wan'), '22.6%');
  assert.equal(formatRatio('0.05', { sign: true }), '+5.0%');
  assert.equal(formatRatio('0'), '0.0%');
  assert.equal(formatRatio(1e-9), '0.0%');
  assert.equal(formatValue('3180.5', '元/件', 'yi'), '3,180.50');
});

const money = { unit: '元', moneyUnit: 'yuan' };
const cases = [
  ['1,234.5', '1234.5'], ['１２３４', '1234'], ['(500)', '-500'], ['（500）', '-500'], ['1.2万', '12000'], ['3亿', '300000000'], ['-3.5万元', '-35000'],
  ['¥ 1,000', '1000'], ['￥88.8元', '88.8'], ['−12', '-12'], ['+7', '7'], ['12k', '12000'], ['', null], ['-', '0'], ['.5', '0.5'],
];
for (const [typed, value] of cases) test(`"${typed}" is read as ${value}`, () => assert.deepEqual(parseEntry(typed, money), { value }));

test('a bare number is in the unit on the screen, a suffix overrules it', () => {
  assert.deepEqual(parseEntry('12.5', { unit: '元', moneyUnit: 'wan' }), { value: '125000' });
  assert.deepEqual(parseEntry('12.5元', { unit: '元', moneyUnit: 'wan' }), { value: '12.5' });
  assert.deepEqual(parseEntry('12.5', { unit: '件', moneyUnit: 'wan' }), { value: '12.5' });
});

test('per cent means a fraction on ratio rows and a relative change elsewhere', () => {
  assert.deepEqual(parseEntry('15%', { unit: '%', moneyUnit: 'wan' }), { value: '0.15' });
  assert.deepEqual(parseEntry('15', { unit: '%', moneyUnit: 'wan' }), { value: '0.15' });
  assert.deepEqual(parseEntry('-2%', { unit: '%', moneyUnit: 'wan' }), { value: '-0.02' });
  assert.deepEqual(parseEntry('+10%', { ...money, current: '200' }), { value: '220.00' });
  assert.deepEqual(parseEntry('-10%', { ...money, current: '200' }), { value: '180.00' });
  assert.deepEqual(parseEntry('*1.05', { ...money, current: '100' }), { value: '105.00' });
  assert.deepEqual(parseEntry('+10%', money), { error: 'no-base' });
});

test('what is not a number says so', () => {
  for (const typed of ['abc', '1.2.3', '12个', '--5', '15%%', '1e5']) assert.deepEqual(parseEntry(typed, money), { error: 'not-a-number' }, typed);
  assert.deepEqual(parseEntry('15%', money), { error: 'not-a-number' });
});

test('what is edited reads back as the same value in every unit', () => {
  for (const value of ['1234567.89', '-0.01', '0.00', '600000000.00']) {
    for (const moneyUnit of ['yuan', 'wan', 'yi']) assert.equal(compare(parseEntry(editableText(value, '元', moneyUnit), { unit: '元', moneyUnit }).value, value), 0);
  }
  assert.equal(editableText('0.2261', '%', 'wan'), '22.61%');
});

test('sums of a selection are exact', () => {
  assert.equal(sum(['0.1', '0.2', null, '-0.3']), '0.0');
  assert.equal(ratio('1', '0'), null);
  assert.equal(shift('12.5', 4), '125000');
  assert.equal(shift('125000', -4), '12.5');
  assert.equal(multiply('3', '0.335'), '1.01');
});

test('favourable depends on the sense of the row, and an arrow goes with it', () => {
  assert.equal(favour('5', 'up'), 'favourable');
  assert.equal(favour('5', 'down'), 'unfavourable');
  assert.equal(favour('0', 'up'), 'neutral');
  assert.equal(favour('5', null), 'neutral');
  assert.equal(arrow('-1'), '▼');
});
