// SPDX-License-Identifier: Apache-2.0
// Figures first: what a change moved is on the screen before the words about it are made.

const LONGEST_MS = 400;
const HIDDEN_MS = 200;
const loads = new Set();
let waiting = [];

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** After the next frame was painted; soon, on a page that nobody sees. */
export function painted() {
  const frame = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return Promise.race([frame, pause(HIDDEN_MS)]);
}

/** When nothing else is to be done; soon in any case. */
export function idle() {
  return new Promise((done) => (globalThis.requestIdleCallback ? requestIdleCallback(() => done(), { timeout: HIDDEN_MS }) : setTimeout(done)));
}

/** Figures in sight are being fetched. @template T @param {Promise<T>} load @returns {Promise<T>} */
export function whileLoading(load) {
  loads.add(load);
  const done = () => loads.delete(load);
  load.then(done, done);
  return load;
}

/** Does something when the figures of a change stand on the screen, in the order in which it was asked for. @param {() => void} work */
export function afterFigures(work) {
  waiting.push(work);
  if (waiting.length === 1) run();
}

async function run() {
  await pause(0); // whoever heard of the change begins to fetch
  await Promise.race([Promise.allSettled([...loads]), pause(LONGEST_MS)]);
  await painted();
  const now = waiting;
  waiting = [];
  for (const work of now) work();
}
