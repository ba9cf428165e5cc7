// SPDX-License-Identifier: Apache-2.0
// Hands a table to the browser as a CSV file, or a text as it is.
import { printCsv } from './csv.js';

/** @param {string} name of the file @param {(string|number)[][]} rows */
export const download = (name, rows) => save(name, printCsv(rows), 'text/csv');

/** @param {string} name of the file @param {string} text */
export const saveText = (name, text) => save(name, text, 'text/plain');

/** @param {string} name of the file @param {Blob} blob what it holds */
export function saveFile(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const save = (name, text, type) => saveFile(name, new Blob([text], { type }));
