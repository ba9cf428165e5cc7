// SPDX-License-Identifier: Apache-2.0
// What changes moved while the table stood open. A change of the whole company moves a hundred thousand cells: so the rows of before are kept,
// and whether a cell moved is worked out when it comes into sight.

/** Rows that moved, each as it stood before the first change that has not been looked at. */
export class Marks {
  /** @param {Map<string, {row: any, by: string|undefined, seen: Set<string>|null}>} rows by id */
  constructor(rows = new Map()) {
    this.rows = rows;
  }

  /** Rows, not cells. */
  get size() {
    return this.rows.size;
  }

  /** These and the rows that another answer with the same rows brought. @param {any} before @param {any} after @param {string} [by] who moved them */
  with(before, after, by) {
    if (before?.rows.length !== after.rows.length || before.columns.length !== after.columns.length) return new Marks();
    const rows = new Map(this.rows);
    after.rows.forEach((row, index) => {
      const old = before.rows[index];
      if (old === row || old.id !== row.id) return;
      const known = rows.get(row.id);
      rows.set(row.id, { row: known?.row ?? old, by, seen: null, ...(known && { seen: known.seen }) });
    });
    return new Marks(rows);
  }

  /** What a cell was and is; null when it did not move. @param {any} row as it is now @param {number} index of the column @param {string} column */
  of(row, index, column) {
    const known = this.rows.get(row.id);
    if (!known || known.seen?.has(column)) return null;
    const [old, now] = [known.row.values[index] ?? null, row.values[index] ?? null];
    return old === now ? null : { old, new: now, by: known.by };
  }

  /** Without one cell that somebody looked at. */
  without(id, column) {
    const known = this.rows.get(id);
    return known ? new Marks(new Map(this.rows).set(id, { ...known, seen: new Set([...(known.seen ?? []), column]) })) : this;
  }
}
