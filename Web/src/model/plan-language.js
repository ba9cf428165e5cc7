// SPDX-License-Identifier: Apache-2.0
// The planning language for the eye: a stream parser in the form CodeMirror's StreamLanguage takes. It colours; the server judges.

export const STATEMENTS = ['model', 'dimension', 'unit', 'section', 'input', 'measure', 'assert'];
export const PARTS = ['hierarchy', 'property'];
export const WORDS = ['if', 'then', 'else', 'and', 'or', 'not', 'over', 'by'];
export const ATTRIBUTES = ['total', 'time', 'blank', 'good', 'edit', 'basis', 'note', 'hidden', 'was', 'of'];
const AXES = ['month', 'day'];

const WORD = /^[\p{L}_][\p{L}\p{N}_]*/u;
const OPEN = /^[(（]/, SIGN = /^(?:<>|<=|>=|\.\.|[-+*/=<>×÷＝＋－])/;

/** A word of the language: what an id or an alias in a formula may look like. */
export const isWord = (text) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text);

function startState() {
  return { statement: null, isFormula: false, names: 0, brackets: 0 };
}

/** The statement word that a line begins with, if it begins one. */
export const statementOf = (line) => (/^\s/.test(line) ? null : WORD.exec(line)?.[0] ?? null);

function readWord(stream, state, word) {
  const isHead = stream.start === 0;
  const next = stream.string.slice(stream.pos);
  if (isHead && STATEMENTS.includes(word)) {
    Object.assign(state, { statement: word, isFormula: false, names: 1, brackets: 0 });
    return 'keyword';
  }
  if (state.statement === 'dimension' && PARTS.includes(word)) { state.names = 1; return 'keyword'; }
  if (state.names > 0 && !state.isFormula && state.brackets === 0) {
    if (ATTRIBUTES.includes(word) && /^\s*[:：]/.test(next) && state.statement !== 'dimension') { state.names = 0; return 'propertyName.definition'; }
    state.names += 1;
    return state.names === 2 ? 'variableName.definition' : 'meta';
  }
  if (!state.isFormula && ATTRIBUTES.includes(word) && /^\s*[:：]/.test(next)) return 'propertyName.definition';
  if (WORDS.includes(word)) return 'keyword';
  if (AXES.includes(word) && (state.brackets > 0 || next.startsWith('.'))) return 'typeName';
  if (OPEN.test(next)) return 'macroName';
  if (/^\s*[:：]/.test(next) && state.isFormula) return 'propertyName.definition';
  if (state.brackets > 0 || /^\.[\p{L}_]/u.test(next)) return 'typeName';
  return state.isFormula ? 'variableName' : 'atom';
}

/** @param {{sol: Function, eatSpace: Function, match: Function, next: Function, skipToEnd: Function, start: number, pos: number, string: string}} stream */
function token(stream, state) {
  if (stream.sol() && !/^\s/.test(stream.string)) Object.assign(state, { statement: null, isFormula: false, names: 0, brackets: 0 });
  if (stream.eatSpace()) return null;
  if (stream.match(/^\/\/.*/)) return 'comment';
  if (stream.match(/^["“][^"”]*["”]?/)) return state.names > 0 && !state.isFormula ? 'meta' : 'string';
  if (stream.match(/^\d+(?:\.\d+)?%?/)) return 'number';
  const word = stream.match(WORD);
  if (word) return readWord(stream, state, word[0]);
  if (stream.match(/^[[［]/)) { state.brackets += 1; state.names = 0; return 'bracket'; }
  if (stream.match(/^[\]］]/)) { state.brackets = Math.max(0, state.brackets - 1); return 'bracket'; }
  if (stream.match(/^[:：]/)) { if (state.statement === 'dimension') state.names = 1; return 'punctuation'; }
  if (stream.match(SIGN)) {
    if (/[=＝]/.test(stream.string[stream.start]) && !state.isFormula) { state.isFormula = true; state.names = 0; }
    return 'operator';
  }
  stream.next();
  return null;
}

export const planParser = {
  name: 'plan',
  startState,
  copyState: (state) => ({ ...state }),
  token,
  languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', '"'] } },
};
