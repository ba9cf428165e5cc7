// SPDX-License-Identifier: Apache-2.0
// The side panel: 为什么 (explain a figure), 动了什么 (what the last changes moved), or what the open scenario changes.
import { reactive } from 'vue';
import { get, post, query } from './api.js';
import { afterFigures } from './figures.js';
import { onLive } from './live.js';
import { openScenario } from './router.js';
import { session } from './session.js';

const KEPT = 30;

/**
 * `trail` is the breadcrumb of explained cells, the last one is shown.
 * `changes` are the newest changes first, each {key, label, by, at, moved, spread, reason, isMine, revision, alerts, scenario}.
 */
export const panel = reactive({ mode: null, trail: [], changes: [], shown: 0 });

/** Who made the newest change that this browser heard of; known before the panel shows it. */
export const newest = { revision: 0, by: '' };

/** One's own is known by the answer, which may come before the stream says it. */
export function noteNewest(revision, by) {
  if (revision >= newest.revision) Object.assign(newest, { revision, by });
}

export function explain(cell, label) {
  if (!cell) return;
  panel.mode = 'explain';
  panel.trail = [{ cell, label, after: null, from: null, scenario: openScenario() }];
}

/** One step deeper, from a figure inside the panel; `book` is whatever else holds a trail. */
export function explainDeeper(cell, label, book = panel) {
  const at = book.trail.findIndex((step) => step.cell === cell);
  const { from = null, scenario = null, draft = null } = here(book) ?? {};
  book.trail = at >= 0 ? book.trail.slice(0, at + 1) : [...book.trail, { cell, label, after: null, from, scenario, draft }];
}

const here = (book) => book.trail[book.trail.length - 1];

/** What the shown figure is made of (null), or what makes it differ from another period: `previous` 环比, `year-before` 同比. */
export function compareWith(from) {
  panel.trail = [...panel.trail.slice(0, -1), { ...here(panel), from }];
}

/** Why a figure moved since a revision; of a scenario: since it left the plan. */
export function explainChange(cell, label, after, scenario = null) {
  panel.mode = 'explain';
  panel.trail = [{ cell, label, after, from: null, scenario }];
}

export function backTo(index, book = panel) {
  book.trail = book.trail.slice(0, index + 1);
}

export function close() {
  panel.mode = null;
}

/** Whether a step of a trail asks why a figure differs, from before or from another period. */
export const isOfChange = (step) => !!(step.after || step.from || step.draft);

/** `draft` is a command that nobody made yet, {kind, payload}: what it would move. */
export function loadExplanation({ cell, after, from, scenario, draft }, options) {
  if (draft) return post('/preview/explain', { kind: draft.kind, payload: draft.payload, cell }, options);
  return get((after || from ? '/explain-change' : '/explain') + query({ cell, from, after: scenario ? null : after, scenario }), options);
}

/** Keeps a change; the same revision is kept once, and an own answer (with its spread) wins over the event. */
export function keepChange(change) {
  const at = panel.changes.findIndex((known) => known.revision === change.revision);
  if (at >= 0) panel.changes[at] = { ...panel.changes[at], ...change };
  else panel.changes = [change, ...panel.changes].sort((a, b) => b.revision - a.revision).slice(0, KEPT);
}

/** Opens 动了什么 at a revision. */
export function showMoved(revision) {
  panel.mode = 'moved';
  panel.shown = Math.max(0, panel.changes.findIndex((change) => change.revision === revision));
}

/** Something about a scenario, which moves nothing in the plan. */
export const isAside = (data) => !!data?.scenario && data.kind !== 'scenario.merged';

onLive(({ type, data }) => {
  if (type !== 'change' || !data) return;
  if (!isAside(data)) noteNewest(data.revision, data.by?.login ?? '');
  if (/^(alerts?\..*|forecast\.report.*|rule\..*|budget\.proposed|approval\..*|flow\..*)$/.test(data.kind) || isAside(data)) return;
  afterFigures(() => hear(data));
});

function hear(data) {
  const isMine = data.by?.login === session.person?.login;
  const before = panel.changes[panel.shown];
  const change = { revision: data.revision, label: data.label, by: data.by, at: data.at, moved: data.moved ?? [], reason: data.reason, alerts: data.alerts ?? [], firstShortfall: data.firstShortfall ?? null, isMine };
  const known = panel.changes.find((one) => one.revision === data.revision);
  keepChange(known ? { ...change, moved: known.moved, label: known.label } : change);
  if (before) panel.shown = Math.max(0, panel.changes.findIndex((one) => one.revision === before.revision));
}
