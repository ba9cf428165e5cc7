// SPDX-License-Identifier: Apache-2.0
// From the server's line and column to positions of the text, and from the cursor to the measure it stands in.

const WORD = /[\p{L}\p{N}_.]/u;

/** Lines and columns count characters from 1; a column of the server may count one sign of two code units as one. */
function unitsOf(line, column) {
  return [...line].slice(0, column - 1).join('').length;
}

/**
 * Where a finding is underlined: its subject if it stands there, else the word, else the rest of the line.
 * @param {{line: number, column: number, subject: string}} finding
 * @param {{from: number, text: string}} line
 * @returns {{from: number, to: number}} never empty unless the line is
 */
export function rangeOf({ column, subject }, line) {
  const start = Math.min(unitsOf(line.text, column), line.text.length);
  const rest = line.text.slice(start);
  let length = subject && rest.startsWith(subject) ? subject.length : 0;
  if (!length) while (length < rest.length && WORD.test(rest[length])) length += 1;
  if (!length) length = rest.trimEnd().length;
  if (!length && line.text.length) return { from: line.from + Math.max(0, line.text.trimEnd().length - 1), to: line.from + line.text.length };
  return { from: line.from + start, to: line.from + start + length };
}

/** The next finding after a place, round the end. */
export function nextFinding(findings, line, column, step = 1) {
  if (!findings.length) return -1;
  const after = (one) => one.line > line || (one.line === line && one.column > column);
  if (step > 0) {
    const found = findings.findIndex(after);
    return found >= 0 ? found : 0;
  }
  const before = findings.filter((one) => one.line < line || (one.line === line && one.column < column)).length;
  return before > 0 ? before - 1 : findings.length - 1;
}

/** The measure that a word names, or in whose declaration a line lies. */
export function measureAt(outline, word, line) {
  const measures = outline?.measures ?? [];
  if (word) {
    const named = measures.find((one) => one.id === word) ?? measures.find((one) => one.aliases.includes(word));
    if (named) return named;
  }
  const heads = [...(outline?.sections ?? []), ...(outline?.dimensions ?? [])].map((one) => one.line);
  const own = measures.filter((one) => one.line <= line).at(-1);
  return own && !heads.some((head) => head > own.line && head <= line) ? own : null;
}
