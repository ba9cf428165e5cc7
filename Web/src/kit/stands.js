// SPDX-License-Identifier: Apache-2.0
// Whose number stands where a scenario and the plan changed the same cell. Pure.

/** @typedef {{conflicts: 'plan'|'scenario'|null, choices: Record<string, 'plan'|'scenario'>}} Stands one side for all cells that were not decided by themselves */

/** @type {Stands} */
export const UNDECIDED = { conflicts: null, choices: {} };

/** Conflicts that nobody decided yet. @param {Stands} stands @param {{cell: string}[]} listed @param {number} total listed and others */
export function undecided(stands, listed, total) {
  return stands.conflicts ? 0 : total - listed.filter((one) => stands.choices[one.cell]).length;
}

/** Conflicts that keep the plan's number. @param {Stands} stands @param {{cell: string}[]} listed @param {number} total */
export function keptByPlan(stands, listed, total) {
  const own = listed.filter((one) => stands.choices[one.cell] === 'plan').length;
  return own + (stands.conflicts === 'plan' ? total - listed.filter((one) => stands.choices[one.cell]).length : 0);
}

/** What a command says of it. @param {Stands} stands */
export function said(stands) {
  return { conflicts: stands.conflicts ?? 'refuse', ...(Object.keys(stands.choices).length ? { choices: stands.choices } : {}) };
}
