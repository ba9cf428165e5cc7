// SPDX-License-Identifier: Apache-2.0
// What spreadsheets put on the clipboard: tab separated, cells with tabs, breaks or quotes wrapped in quotes.

/** @param {string} text @returns {string[][]} rows of cells; one trailing line break is not a row */
export function parseTsv(text) {
  const rows = [];
  let row = [], cell = '', quoted = false, fresh = true;
  const source = text.replace(/\r\n?/g, '\n');
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (quoted) {
      if (c === '"' && source[i + 1] === '"') { cell += '"'; i++; }
      else if (c === '"') quoted = false;
      else cell += c;
      continue;
    }
    if (c === '"' && fresh) { quoted = true; fresh = false; continue; }
    if (c === '\t') { row.push(cell); cell = ''; fresh = true; continue; }
    if (c === '\n') { row.push(cell); rows.push(row); row = []; cell = ''; fresh = true; continue; }
    cell += c;
    fresh = false;
  }
  if (cell !== '' || row.length) { row.push(cell); rows.push(row); }
  return rows;
}

/** @param {string[][]} rows */
export function printTsv(rows) {
  return rows.map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join('\t')).join('\n');
}

/**
 * Lays a pasted block over a target: one cell fills the whole range, a block that fits exactly several times is repeated.
 * @param {string[][]} block @param {number} height rows of the selected range @param {number} width
 */
export function tile(block, height, width) {
  const rows = block.length, columns = Math.max(...block.map((r) => r.length), 0);
  if (!rows || !columns) return [];
  const h = height > rows && height % rows === 0 ? height : rows;
  const w = width > columns && width % columns === 0 ? width : columns;
  return Array.from({ length: h }, (_, y) => Array.from({ length: w }, (_, x) => block[y % rows][x % columns] ?? ''));
}
