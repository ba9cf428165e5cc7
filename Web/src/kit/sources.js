// SPDX-License-Identifier: Apache-2.0
// 数据源: what a new one begins with, what the address asks for, and how far back something lies.

export const TYPES = ['postgres', 'odbc', 'rest', 'folder', 'push'];
export const DATABASES = ['postgres', 'odbc'];
export const PROTECTIONS = ['verified', 'encrypted', 'none'];
export const PAGINGS = ['none', 'page', 'cursor', 'link'];
export const MARKS = ['timestamp', 'integer', 'day'];
const PORTS = { postgres: 5432, odbc: 3306 };
/** What most sources need: a quarter of an hour, a week of days. */
const OVERLAPS = { timestamp: 900, day: 7, integer: 0 };

/** @param {string} [kind] */
export const emptyQuery = (kind = 'sales-order-lines') => ({ kind, text: '', markColumn: '', markKind: '', overlap: null, columns: {} });

/** A draft as the form holds it: every field is there. @param {object} [given] of the server */
export function draftOf(given = {}) {
  return {
    id: null, seen: null, name: { zh: '', en: '' }, owner: '', type: 'postgres', host: '', port: 5432, database: '', user: '', protection: 'verified', zone: 480, driver: 'MariaDB Unicode', options: {},
    url: '', rowsPath: '', paging: 'none', pageParameter: '', firstPage: 1, sizeParameter: '', pageSize: 0, pagePath: '', sinceParameter: '', isInOrderOfMark: false, secretHeader: '', path: '', usesSecret: true,
    every: 15, daily: '06:30', isWorkdaysOnly: false, ...given, queries: (given.queries?.length ? given.queries : [emptyQuery()]).map((one) => ({ ...emptyQuery(), ...one, columns: { ...one.columns } })),
  };
}

/** Another type begins with its own usual port. @param {object} draft @param {string} type */
export function withType(draft, type) {
  const wasUsual = Object.values(PORTS).includes(Number(draft.port)) || !draft.port;
  return { ...draft, type, port: wasUsual ? PORTS[type] ?? draft.port : draft.port, usesSecret: DATABASES.includes(type) || (type === 'rest' && !!draft.secretHeader) };
}

/** As the server takes it. @param {object} draft @param {'every'|'daily'} rhythm */
export function payloadOf(draft, rhythm) {
  const isFolder = draft.type === 'folder', number = (value) => (value === '' || value === null || value === undefined ? null : Number(value));
  const queries = draft.type === 'push' ? [] : draft.queries.filter((one) => !isFolder || one.kind).slice(0, isFolder ? 1 : undefined).map((one) => ({ ...one, text: isFolder ? '' : one.text, markKind: one.markColumn ? one.markKind : '', overlap: one.markColumn ? number(one.overlap) : null }));
  const { id, seen, ...rest } = draft;
  return { ...rest, ...(id ? { id, seen } : {}), port: number(draft.port), pageSize: Number(draft.pageSize) || 0, firstPage: Number(draft.firstPage) || 0, usesSecret: draft.type === 'rest' ? !!draft.secretHeader : DATABASES.includes(draft.type) && draft.usesSecret, queries, every: rhythm === 'every' ? number(draft.every) : null, daily: rhythm === 'daily' ? draft.daily : '' };
}

/** How another program sends rows. @param {number|string|null} id @param {string} [kind] */
export const pushLines = (id, kind = 'sales-order-lines') => [`POST /api/v1/facts/${kind}`, `{"id": "…", "source": ${id ?? 'ID'}, "rows": [{…}]}`];

/** Where a source is, in one line. @param {object|null} draft */
export function placeOf(draft) {
  if (!draft) return '';
  if (DATABASES.includes(draft.type)) return `${draft.host}:${draft.port}/${draft.database}`;
  return draft.type === 'rest' ? draft.url : draft.type === 'folder' ? draft.path : '';
}

export const usualOverlap = (kind) => OVERLAPS[kind] ?? null;

/** The column that serves best as a watermark: a time of change first, then a number that grows, then a day. @param {{name: string, mark: string|null}[]} types */
export function likelyMark(types) {
  const able = types.filter((one) => one.mark), named = (one) => /updat|modif|chang|mtime|更新|修改|变更|ufts|timestamp/i.test(one.name);
  const ranked = [...able].sort((a, b) => Number(named(b)) - Number(named(a)) || MARKS.indexOf(a.mark) - MARKS.indexOf(b.mark));
  return ranked.find((one) => one.mark === 'timestamp' || named(one)) ?? ranked.find((one) => one.mark === 'integer' && /(^|_)id$|编号|序号/i.test(one.name)) ?? null;
}

/** How long ago or ahead something is, in its largest unit. @returns {{unit: 'now'|'minutes'|'hours'|'days', count: number, isAhead: boolean}} */
export function spanOf(at, now) {
  const minutes = Math.round(Math.abs(at - now) / 60000), isAhead = at > now;
  if (minutes < 1) return { unit: 'now', count: 0, isAhead };
  if (minutes < 90) return { unit: 'minutes', count: minutes, isAhead };
  return minutes < 36 * 60 ? { unit: 'hours', count: Math.round(minutes / 60), isAhead } : { unit: 'days', count: Math.round(minutes / 1440), isAhead };
}
