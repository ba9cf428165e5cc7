// SPDX-License-Identifier: Apache-2.0
// Short messages at the edge of the screen. Kept as data so that screens and tests can read them.
import { reactive } from 'vue';
import { t, text } from '../kit/i18n.js';
import { asSentence, begun } from '../kit/sentence.js';

const SHOWN_MS = { done: 3500, info: 5000, change: 6000, problem: 12000 };

/** Lines at once; the others are a count until they are asked for. */
export const SHOWN = 2;
const KEPT = 8;

export const notices = reactive([]);
let last = 0;

/** @param {{kind: 'done'|'info'|'change'|'problem', text: string, detail?: string, action?: {label: string, run: () => void}}} notice */
export function notify(notice) {
  const id = ++last;
  notices.push({ ...notice, id });
  if (notices.length > KEPT) notices.shift();
  setTimeout(() => dismiss(id), SHOWN_MS[notice.kind] ?? SHOWN_MS.info);
  return id;
}

export function dismiss(id) {
  const at = notices.findIndex((notice) => notice.id === id);
  if (at >= 0) notices.splice(at, 1);
}

export function dismissAll() {
  notices.splice(0);
}

/** What, where and what to do, from a problem document. */
export function wordsOf(problem) {
  if (problem?.title) return { title: begun(text(problem.title)), detail: asSentence(text(problem.detail)), hint: asSentence(text(problem.hint)) };
  const known = { 0: 'no-connection', 401: 'signed-out', 403: 'forbidden', 404: 'not-found', 413: 'too-large', 429: 'too-many', 503: 'unknown' };
  const key = problem?.code === 'outcome-unknown' ? 'unknown' : known[problem?.status] ?? 'other';
  return { title: t(`web.problem.${key}`), detail: '', hint: t(`web.problem.${key}.hint`) };
}

/** The same in one line, for where the problem stands beside what it is about. */
export function sentenceOf(problem, between = ' · ') {
  const { title, detail, hint } = wordsOf(problem);
  return [title, [detail, hint].filter(Boolean).join(' ')].filter(Boolean).join(between);
}

export function notifyProblem(problem) {
  const { title, detail, hint } = wordsOf(problem);
  notify({ kind: 'problem', text: title, detail: [detail, hint].filter(Boolean).join(' ') });
}
