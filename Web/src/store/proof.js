// SPDX-License-Identifier: Apache-2.0
// Before something is approved or somebody gets rights the person at the screen shows again who they are; then what they did goes on by itself.
import { reactive } from 'vue';
import { onConfirmNeeded, post } from './api.js';

/** `asked`: what the dialog shows; null while nothing is asked. */
export const proof = reactive({ asked: null });

let waiting = null;

/** However many requests wait for it, one dialog asks. */
onConfirmNeeded((problem) => {
  waiting ??= new Promise((resolve, reject) => {
    proof.asked = { by: problem.parameters.by, confirm: resolve, cancel: () => reject(problem) };
  }).finally(() => { waiting = null; proof.asked = null; });
  return waiting;
});

/** @param {'password'|'code'} by @param {string} word */
export async function show(by, word) {
  await post('/session/confirm', { [by]: word }, { quiet: true });
  proof.asked?.confirm();
}
