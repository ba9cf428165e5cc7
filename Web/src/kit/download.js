// SPDX-License-Identifier: Apache-2.0
// Hands a table to the browser as a CSV file.
import { printCsv } from './csv.js';

/** @param {string} name of the file @param {(string|number)[][]} rows */
export function download(name, rows) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([printCsv(rows)], { type: 'text/csv' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
