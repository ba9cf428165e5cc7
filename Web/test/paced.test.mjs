// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paced } from '../src/kit/paced.js';

test('where few screens are open, work is done at once, every time', () => {
  let done = 0;
  const soon = paced(() => { done += 1; });
  soon(0);
  soon();
  assert.equal(done, 2);
});

test('where many are, several changes are one piece of work within the pace', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  context.mock.method(Math, 'random', () => 0.5);
  let done = 0;
  const soon = paced(() => { done += 1; });
  soon(2400);
  soon(2400);
  context.mock.timers.tick(1199);
  assert.equal(done, 0);
  context.mock.timers.tick(1);
  assert.equal(done, 1);
  soon(900);
  soon.stop();
  context.mock.timers.tick(5000);
  assert.equal(done, 1, 'nothing is done for a screen that was left');
});
