// SPDX-License-Identifier: Apache-2.0
// CSV that Excel opens safely: byte order mark, every text quoted, nothing that a spreadsheet would run as a formula.

const PLAIN_NUMBER = /^-?\d+(\.\d+)?%?$/;

/** One field. Text that begins like a formula gets an apostrophe in front; plain numbers stay numbers. */
export function csvField(value) {
  const text = value === null || value === undefined ? '' : String(value);
  if (PLAIN_NUMBER.test(text)) return text;
  const guarded = /^[=+\-@\t\r＝＋－＠]/.test(text) ? "'" + text : text;
  return `"${guarded.replace(/"/g, '""')}"`;
}

/** @param {(string|null)[][]} rows */
export function printCsv(rows) {
  return '\ufeff' + rows.map((row) => row.map(csvField).join(',')).join('\r\n') + '\r\n';
}
