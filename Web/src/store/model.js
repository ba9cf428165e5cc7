// SPDX-License-Identifier: Apache-2.0
// The model text being worked on. It outlives its screen, so that a look at the table loses nothing; nothing is stored in the browser.
import { reactive } from 'vue';
import { get, post } from './api.js';

/**
 * base: what the server has {text, revision, changedIn}; text: as typed; checked: the last answer of the check {text, outline, findings, isUsable};
 * preview: {text, revision, answer, milliseconds}; newer: who committed another model meanwhile.
 */
export const model = reactive({ base: null, text: '', outline: null, findings: [], values: {}, checkedText: null, isUsable: true, isChecking: false, checkProblem: null, preview: null, newer: null, guide: null });

export const isDirty = () => model.base !== null && model.text !== model.base.text;

/** Takes the model of the server; what was typed is let go. */
export function takeBase(answer) {
  model.base = { text: answer.text, revision: answer.revision, changedIn: answer.changedIn, isStandard: answer.isStandard };
  Object.assign(model, { text: answer.text, outline: answer.outline, findings: answer.findings, values: answer.values, checkedText: answer.text, isUsable: true, preview: null, newer: null, checkProblem: null });
}

/** Goes on with what was typed, on top of the model of the server. */
export function rebase(answer) {
  model.base = { text: answer.text, revision: answer.revision, changedIn: answer.changedIn, isStandard: answer.isStandard };
  Object.assign(model, { values: answer.values, preview: null, newer: null });
}

export async function loadGuide() {
  model.guide ??= await get('/model/language');
}

let asked = 0;

/** Asks what is wrong with the text; only the answer to the newest question counts. */
export async function check() {
  const mine = ++asked;
  const text = model.text;
  model.isChecking = true;
  try {
    const answer = await post('/model/check', { text });
    if (mine !== asked) return;
    Object.assign(model, { outline: answer.outline, findings: answer.findings, isUsable: answer.isUsable, checkedText: text, checkProblem: null });
  } catch (problem) {
    if (mine === asked) model.checkProblem = problem;
  } finally {
    if (mine === asked) model.isChecking = false;
  }
}

/** Calculates what the text would change. @returns {Promise<any>} the preview; throws a Problem */
export async function preview() {
  const text = model.text;
  const began = performance.now();
  const answer = await post('/model/preview', { text });
  model.preview = { text, answer, milliseconds: performance.now() - began };
  return model.preview;
}

/** A preview of the text as it is now, on the model that is in force. */
export const isPreviewed = () => model.preview !== null && model.preview.text === model.text && !model.newer;
