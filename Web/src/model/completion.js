// SPDX-License-Identifier: Apache-2.0
// What may stand at the cursor: names from the outline of the text as it is, words of the language from the server's guide.
import { ATTRIBUTES, isWord, PARTS, STATEMENTS, statementOf, WORDS } from './plan-language.js';

const TAIL = /[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * @typedef {{label: string, apply?: string, detail?: string, info?: string, type: string, boost?: number}} Option
 * @typedef {{outline: any, guide: any, language: 'zh'|'en'}} Source
 */

const words = (pair, language) => pair?.[language] ?? '';

/** Ids, and the names of the reader's language where they can stand in a formula. */
function names(entries, source, type, info) {
  return entries.flatMap((entry) => {
    const name = words(entry.name, source.language);
    const options = [{ label: entry.id, detail: name === entry.id ? '' : name, type, info: info?.(entry) }];
    if (name.toLowerCase() !== entry.id.toLowerCase() && isWord(name)) options.push({ label: name, detail: entry.id, type, info: info?.(entry) });
    return options;
  });
}

function measureWords(measure, { language }) {
  const formula = words(measure.formula, language);
  return [[measure.shape, measure.unit].filter(Boolean).join(' '), formula && '= ' + formula, words(measure.note, language)].filter(Boolean).join('\n');
}

function formulaOptions(source) {
  const { outline, guide, language } = source;
  return [
    ...names(outline?.measures ?? [], source, 'variable', (measure) => measureWords(measure, source)),
    ...(guide?.functions ?? []).map((one) => ({ label: one.name, apply: one.name + '(', detail: one.signature.slice(one.name.length), type: 'function', info: `${words(one.words, language)}\n${one.example}` })),
    ...(guide?.operators ?? []).map((one) => ({ label: one.name, apply: one.name + '(', detail: '(' + one.arguments.map((argument) => argument.name + (argument.isRequired ? '' : '?')).join(', ') + ')', type: 'function', info: '→ ' + one.results.join(', ') })),
    ...names(outline?.dimensions ?? [], source, 'type'),
    ...WORDS.map((label) => ({ label, type: 'keyword', boost: -1 })),
  ];
}

function memberOptions(head, source) {
  const { outline, language } = source;
  if (head === 'month') return ['number', 'days', 'year', 'index'].map((label) => ({ label, type: 'property' }));
  if (head === 'day') return ['number', 'weekday', 'index'].map((label) => ({ label, type: 'property' }));
  const dimension = (outline?.dimensions ?? []).find((one) => one.id === head || words(one.name, language) === head || Object.values(one.name).includes(head));
  if (!dimension) return [];
  return [
    ...dimension.properties.flatMap((one) => names([one], source, 'property')),
    ...dimension.levels.map((level) => ({ label: words(level, language), type: 'type' })),
  ];
}

function attributeOptions({ guide, language }, isDimension) {
  if (isDimension) return PARTS.map((label) => ({ label, apply: label + ' ', type: 'keyword' }));
  const known = guide?.attributes ?? ATTRIBUTES.map((key) => ({ key, values: [], words: {} }));
  return known.map((one) => ({ label: one.key, apply: one.key + ': ', detail: one.values.join(' | '), type: 'property', info: words(one.words, language) }));
}

/** The statement that a line belongs to: its first word, and whether a formula has begun in it. */
function contextOf(lines, before) {
  const above = [...lines, before];
  let first = above.length - 1;
  while (first > 0 && (/^\s/.test(above[first]) || above[first] === '')) first -= 1;
  const own = above.slice(first).map((line) => line.replace(/"[^"]*"?|“[^”]*”?/g, '""').replace(/\/\/.*/, ''));
  const statement = statementOf(own[0]);
  const hasFormula = ['input', 'measure', 'assert'].includes(statement) || own[0].startsWith('(');
  return { statement, isFormula: hasFormula && /[=＝]/.test(own.join('\n').replace(/[<>]=/g, '')) };
}

/**
 * @param {string[]} linesAbove @param {string} before the line up to the cursor @param {Source} source
 * @param {boolean} isExplicit asked for with Ctrl+Space: an empty word completes too
 * @returns {{length: number, options: Option[]}|null} length: how much of `before` is replaced
 */
export function completionsAt(linesAbove, before, source, isExplicit = false) {
  if (/\/\//.test(before.replace(/"[^"]*"/g, ''))) return null;
  if ((before.match(/"/g)?.length ?? 0) % 2 === 1) return null;
  const typed = TAIL.exec(before)?.[0] ?? '';
  const head = before.slice(0, before.length - typed.length);
  const answer = (options) => (options.length ? { length: typed.length, options } : null);
  const owner = /([\p{L}_][\p{L}\p{N}_]*)\.$/u.exec(head);
  if (owner) return answer(memberOptions(owner[1], source));
  if (!typed && !isExplicit && !/\[(?:by\s*)?$/.test(head)) return null;
  const { statement, isFormula } = contextOf(linesAbove, before);
  if (head === '') return answer(STATEMENTS.map((label) => ({ label, apply: label + ' ', type: 'keyword' })));
  if (/\[\s*by\s+$/.test(head) || /\b(?:over|by)\s+$/.test(head)) return answer(names(source.outline?.dimensions ?? [], source, 'type'));
  if (/\[[^\]]*$/.test(head) && !isFormula) return answer([...names(source.outline?.dimensions ?? [], source, 'type'), { label: 'month', type: 'type' }, { label: 'day', type: 'type' }]);
  const key = /([a-z]+)\s*[:：]\s*$/.exec(head)?.[1];
  if (!isFormula && key) return answer(valueOptions(key, source));
  if (isFormula) return answer(formulaOptions(source));
  if (/^\s+$/.test(head) || /\]/.test(head) || /^\s/.test(head)) return answer(attributeOptions(source, statement === 'dimension'));
  return null;
}

function valueOptions(key, source) {
  const known = (source.guide?.attributes ?? []).find((one) => one.key === key);
  if (['edit', 'of', 'was'].includes(key)) return names((source.outline?.measures ?? []).filter((one) => key !== 'edit' || one.kind === 'input'), source, 'variable');
  return (known?.values ?? []).map((label) => ({ label, apply: label === 'ratio' ? 'ratio(' : label, type: 'constant' }));
}
