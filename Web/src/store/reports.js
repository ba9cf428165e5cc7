// SPDX-License-Identifier: Apache-2.0
// Forecast reports that the program wrote of itself: where they stand, which changes concern them, and that one was read.
import { send } from './commands.js';
import { session } from './session.js';

export const concernsReports = (change) => /^forecast\.report/.test(change.kind ?? '');

/** @param {{id: number, span: string}} report */
export const linkTo = (report) => `#/forecast?view=report&span=${report.span}&report=${report.id}`;

/** As it was known when it was written; `isOfThen` false: of the same days, from what is known now. */
export const addressOf = (id, isOfThen) => ({ report: id, ...(isOfThen ? { knownOn: 'event-' + id } : {}) });

const told = new Set();

/** Takes a report that was shown out of the reader's inbox. Whoever only looks on takes nothing. */
export function noteRead(report) {
  if (!report?.isUnread || session.isReader || told.has(report.id)) return;
  told.add(report.id);
  send('acknowledge-report', { report: report.id }, { opensPanel: false, isQuiet: true, isSilent: true }).catch(() => { /* another window was first, or the next look tries again */ told.delete(report.id); });
}
