// SPDX-License-Identifier: Apache-2.0
// 影响: what a change would move, asked before it is made; then applied or let go.
import { reactive } from 'vue';
import { post } from './api.js';

/** asked: {kind, payload, apply} while the dialog is open. `why`: a figure that is explained, {label, unit, good, cells, trail}. */
export const impact = reactive({ asked: null, data: null, problem: null, why: null });

// Alt+Enter commits an entry like Enter; whoever takes the entry asks here whether its impact is wanted first.
let isWanted = false;
addEventListener('keydown', (event) => { if (event.key === 'Enter') isWanted = event.altKey; }, true);

/** Whether the entry came with Alt+Enter; said once. */
export function takeWanted() {
  const answer = isWanted;
  isWanted = false;
  return answer;
}

/**
 * @param {'edit-cells'|'update-deal'} kind @param {object} payload of the command
 * @param {() => void} apply makes the change
 */
export async function askImpact(kind, payload, apply) {
  const asked = { kind, payload, apply };
  Object.assign(impact, { asked, data: null, problem: null, why: null });
  await loadImpact();
}

export async function loadImpact() {
  const { asked } = impact;
  impact.problem = null;
  try {
    const data = await post('/preview', { kind: asked.kind, payload: asked.payload });
    if (impact.asked === asked) impact.data = data;
  } catch (problem) {
    if (impact.asked === asked) impact.problem = problem;
  }
}

/**
 * Why a figure would move: the cell that moves most is explained first.
 * @param {{label: object, unit: string, good: string|null}} figure @param {{cell: string, period: object, old: string, new: string, change: string}[]} cells
 */
export function askWhy(figure, cells) {
  if (!cells.length) return;
  const largest = cells.reduce((most, one) => (Math.abs(Number(one.change)) > Math.abs(Number(most.change)) ? one : most));
  impact.why = { label: figure.label, unit: figure.unit, good: figure.good ?? null, cells, trail: [] };
  explainCell(largest);
}

/** Another month of the same figure. */
export function explainCell({ cell }) {
  const { kind, payload } = impact.asked;
  impact.why.trail = [{ cell, label: impact.why.label, after: null, from: null, scenario: payload.scenario ?? null, draft: { kind, payload } }];
}

export function closeWhy() {
  impact.why = null;
}

export function letGo() {
  Object.assign(impact, { asked: null, data: null, problem: null, why: null });
}

export function makeChange() {
  const { apply } = impact.asked;
  letGo();
  apply();
}
