// SPDX-License-Identifier: Apache-2.0
// The ways a total reaches its parts.

export const SPREADS = ['reconciled', 'proportional', 'even', 'lastYear'];

/** Pieces of the forecast: how sure each of them is, is known. */
const isForecast = (cell) => /^(agreed|units|override)[|@]/.test(cell);

/** The ways that a cell of the table can take. @param {string} cell */
export const spreadsOf = (cell) => (isForecast(cell) ? SPREADS : SPREADS.filter((one) => one !== 'reconciled'));

/** The way that was chosen, where the cell can take it. @param {string} cell @param {string} spread */
export const spreadFor = (cell, spread) => (spreadsOf(cell).includes(spread) ? spread : 'proportional');
