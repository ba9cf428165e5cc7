// SPDX-License-Identifier: Apache-2.0
// From the table's answer to what the grid shows: models per row, compare columns, folding. Pure, no page.
import { ratio, subtract } from '../kit/decimal.js';
import { editableText } from '../kit/numbers.js';

/** Compare columns that can be switched on, in the order they stand beside the value. */
export const COMPARES = ['plan', 'budget', 'lastYear', 'difference', 'attainment'];

/** @param {string} prop "v:2026-11" or "budget:2026-11" */
export function splitProp(prop) {
  const at = String(prop).indexOf(':');
  return at < 0 ? { kind: null, column: null } : { kind: prop.slice(0, at), column: prop.slice(at + 1) };
}

/** Whether a check fails: in one column, or in any. */
export const isUnbalanced = (row, index) => !!row?.checks && (index === undefined ? row.checks.includes(false) : row.checks[index] === false);

/** What tells one section from another, whether it came as a key or as words. */
export const sectionKey = (section) => (typeof section === 'object' && section ? section.zh : section);

/** month, quarter or year of a column. */
export const grainOf = (id) => (id.includes('Q') ? 'quarter' : id.length === 4 ? 'year' : 'month');

export const cellId = (row, column) => `${row.id}@${column}`;

/** What difference and attainment are measured against: the plan beside a scenario, the budget when it is there, else last year. */
export function reference(row) {
  return row.compare?.plan ?? row.compare?.budget ?? row.compare?.lastYear ?? null;
}

/**
 * Raw value of one prop of a row.
 * @param {any} row @param {number} index column index @param {string} kind
 */
export function rawValue(row, index, kind) {
  if (kind === 'v') return row.values[index] ?? null;
  if (kind === 'plan' || kind === 'budget' || kind === 'lastYear') return row.compare?.[kind]?.[index] ?? null;
  const other = reference(row)?.[index] ?? null;
  if (kind === 'difference') return subtract(row.values[index], other);
  const share = row.unit === '%' ? null : ratio(row.values[index] ?? null, other);
  return share === null ? null : share.toFixed(4);
}

/** Unit of one prop: attainment is a ratio whatever the row is. */
export const unitOf = (row, kind) => (kind === 'attainment' ? '%' : row.unit);

/**
 * What all models of a table share: per column and kind the text a person would type there. Read when a cell is, so that a change of
 * ten thousand rows costs nothing until they come into sight.
 */
function textsOf(columns, moneyUnit) {
  const texts = {};
  columns.forEach((column, index) => {
    for (const kind of ['v', ...COMPARES]) {
      const get = function () {
        const raw = this.row && (kind === 'v' || this.row.compare) ? rawValue(this.row, index, kind) : null;
        return raw === null && kind !== 'v' ? '' : editableText(raw, unitOf(this.row, kind), moneyUnit());
      };
      // What is typed goes to the server; the grid may not write it here.
      Object.defineProperty(texts, `${kind}:${column.id}`, { enumerable: true, get, set() {} });
    }
  });
  return texts;
}

/** Rows with a heading before each section. @param {any} answer @param {() => string} moneyUnit */
export function buildModels(answer, moneyUnit) {
  const models = [], texts = textsOf(answer.columns, moneyUnit);
  let section = null;
  for (const row of answer.rows) {
    if (sectionKey(row.section) !== section) {
      section = sectionKey(row.section);
      models.push({ id: `section:${section}`, section, words: row.section, isSection: true, row: null, parent: null });
    }
    models.push(Object.assign(Object.create(texts), { id: row.id, section, isSection: false, row, parent: row.parent }));
  }
  return models;
}

/** Whether two answers have the same rows in the same order, whatever stands in them. */
export function areSameRows(before, rows) {
  return before?.length === rows.length
    && rows.every((row, index) => row === before[index] || (row.id === before[index].id && row.parent === before[index].parent && sectionKey(row.section) === sectionKey(before[index].section)));
}

const takenApart = (text) => text.split(',').map((one) => one || null);

/** A row with figures that moved. They came as one text, which is taken apart when one of them comes into sight. */
class MovedRow {
  #moved; #fixed; #values = null; #compare = null;

  /** @param {any} row as it was @param {any} moved its id, `values` and what it is compared with, each as one text; checks */
  constructor(row, moved) {
    this.#moved = moved;
    this.#fixed = #fixed in row ? row.#fixed : (({ values, compare, ...fixed }) => fixed)(row);
    Object.assign(this, this.#fixed);
    if (moved.checks) Object.assign(this, { checks: moved.checks, failure: moved.failure });
  }

  /** Whether an answer brings the same figures again. */
  says(moved) {
    return this.#moved.values === moved.values && JSON.stringify([this.#moved.compare, this.#moved.checks, this.#moved.failure]) === JSON.stringify([moved.compare, moved.checks, moved.failure]);
  }

  get values() {
    return (this.#values ??= takenApart(this.#moved.values));
  }

  get compare() {
    return (this.#compare ??= Object.fromEntries(Object.entries(this.#moved.compare).map(([kind, figures]) => [kind, takenApart(figures)])));
  }
}

/**
 * An answer that holds only rows that moved, put into the answer before; rows that did not move stay the same objects.
 * @param {any} before @param {any} answer @param {any} [shown] a later state: its rows stay the same objects too when they say the same
 */
export function mergeRows(before, answer, shown) {
  if (!answer.rows.length) return { ...answer, since: null, rows: before.rows };
  const moved = new Map(answer.rows.map((row) => [row.id, row]));
  const now = (row, index) => {
    const one = moved.get(row.id), known = shown?.rows[index];
    if (!one) return row;
    return known instanceof MovedRow && known.id === row.id && known.says(one) ? known : new MovedRow(row, one);
  };
  return { ...answer, since: null, rows: before.rows.map(now) };
}

/** Indexes hidden because an ancestor is folded. */
export function hiddenRows(models, folded) {
  const hidden = {}, gone = new Set();
  models.forEach((model, index) => {
    if (model.parent && (folded.has(model.parent) || gone.has(model.parent))) {
      hidden[index] = true;
      gone.add(model.id);
    }
  });
  return hidden;
}

/** Rows folded at first: everything below the second level. */
export function foldedAtFirst(answer) {
  return new Set(answer.rows.filter((row) => row.hasChildren && row.level >= 1).map((row) => row.id));
}

/** Whether a scenario's figure is another one than the plan's. */
export function differsFromPlan(row, index) {
  const plan = row.compare?.plan;
  return !!plan && (plan[index] ?? null) !== (row.values[index] ?? null);
}
