// SPDX-License-Identifier: Apache-2.0
// A downloaded view that came back: which of its figures are taken.

/** Cells that file and plan both changed. @param {any} returned */
export const clashes = (returned) => (returned?.changes ?? []).filter((one) => one.isConflict);

/** Whether it is said of each of them whose figure stands. @param {any} returned @param {Record<string, 'plan'|'file'>} stands */
export const isDecided = (returned, stands) => clashes(returned).every((one) => stands[one.cell]);

/** The cells of the command: everything that was typed, but what the plan keeps. Totals are spread as their parts are now. */
export const chosenCells = (returned, stands) => (returned?.changes ?? [])
  .filter((one) => !one.isConflict || stands[one.cell] === 'file')
  .map(({ cell, value, isTotal }) => ({ cell, value, ...(isTotal ? { spread: 'proportional' } : {}) }));
