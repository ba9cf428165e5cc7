// SPDX-License-Identifier: Apache-2.0
// A rule as it is written in the editor: which fields a kind has, what a figure allows, how numbers are shown and sent.
import { parseDecimal, shift } from './decimal.js';

export const KINDS = ['threshold', 'deviation', 'trend', 'lateData', 'missing'];
export const SEVERITIES = ['critical', 'warning', 'info'];

/** Fields that a kind has besides name, severity, sharing and recovery. */
const FIELDS = {
  threshold: ['figure', 'members', 'each', 'window', 'count', 'isWhole', 'side', 'limit', 'share'],
  deviation: ['figure', 'members', 'each', 'window', 'count', 'isWhole', 'base', 'side', 'percent', 'amount'],
  trend: ['figure', 'members', 'each', 'window', 'count', 'side', 'run', 'percent'],
  lateData: ['data', 'days'],
  missing: ['form', 'days'],
};

const EMPTY = {
  id: null, savedIn: null, name: { zh: '', en: '' }, isShared: false, isOn: true, severity: 'warning', recovery: '5', kind: 'threshold', figure: '', members: {}, each: '',
  window: 'months', count: 3, isWhole: false, side: 'below', limit: '', share: '', base: 'budget', percent: '', amount: '', run: 3, data: '', form: '', days: 1,
};

/** A rule to write: empty, or what the server gave of one. @param {object} [given] @param {object|null} [figure] */
export function draftOf(given = {}, figure = null) {
  const draft = { ...EMPTY, ...given, name: { ...EMPTY.name, ...given.name }, members: { ...given.members } };
  for (const field of ['window', 'side', 'base', 'recovery']) if (!draft[field]) draft[field] = EMPTY[field];
  for (const field of ['count', 'run', 'days']) draft[field] = draft[field] ?? EMPTY[field];
  if (figure) for (const field of ['limit', 'amount']) draft[field] = shownNumber(draft[field], figure, draft);
  return draft;
}

const isShare = (draft) => draft.kind === 'threshold' && !!draft.share;

/** Money in 万 or 亿 where that loses nothing, the digits grouped else; what is no plain number stays as it is typed. */
export function shownNumber(text, figure, draft, language = 'zh') {
  if (!text || !figure.isMoney || isShare(draft) || parseDecimal(text) === null) return text;
  const plain = shift(text, 0);
  if (language === 'zh') {
    for (const [places, word] of [[8, '亿'], [4, '万']]) {
      const part = shift(plain, -places);
      if (Math.abs(Number(part)) >= 1 && (part.split('.')[1] ?? '').length <= 2) return part + word;
    }
  }
  const [whole, fraction] = plain.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? '.' + fraction : '');
}

/** What is sent: the fields that its kind has, and no others. */
export function payloadOf(draft) {
  const payload = { name: { zh: draft.name.zh.trim(), en: draft.name.en.trim() }, isShared: draft.isShared, isOn: draft.isOn, severity: draft.severity, recovery: String(draft.recovery ?? ''), kind: draft.kind };
  if (draft.id !== null) Object.assign(payload, { id: draft.id, seen: draft.savedIn });
  for (const field of FIELDS[draft.kind]) {
    const value = draft[field];
    payload[field] = field === 'members' ? Object.fromEntries(Object.entries(value).filter(([, code]) => code)) : ['count', 'run', 'days'].includes(field) ? wholeOf(value) : value;
  }
  return payload;
}

/** A whole number or null: an empty field is not nought. */
export const wholeOf = (value) => (value === '' || value === null || value === undefined || !Number.isInteger(Number(value)) ? null : Number(value));

/** The windows of time that a figure can be looked at over. */
export function windowsOf(figure, kind) {
  if (!figure || figure.axis === 'none') return [];
  const months = ['thisMonth', 'months', 'restOfYear'];
  return figure.axis === 'day' && kind !== 'deviation' ? ['days', ...months] : months;
}

export const sidesOf = (kind) => (kind === 'deviation' ? ['below', 'above', 'either'] : ['below', 'above']);

/** Kinds of conditions that a figure can stand in. */
export const kindsOf = (figure) => KINDS.slice(0, 3).filter((kind) => !figure || kind === 'threshold' || (figure.axis !== 'none' && (kind !== 'deviation' || figure.bases.length > 0)));

/** Puts right what another figure or kind does not allow; what it does allow stays as it was typed. */
export function fitted(draft, figure) {
  const next = { ...draft, members: { ...draft.members } };
  if (!figure) return next;
  for (const dimension of Object.keys(next.members)) if (!figure.dimensions.includes(dimension)) delete next.members[dimension];
  if (next.each && !figure.each.includes(next.each)) next.each = '';
  if (!next.each && figure.needsMembers && !Object.values(next.members).some(Boolean)) next.each = figure.each[0] ?? '';
  const windows = windowsOf(figure, next.kind);
  if (windows.length && !windows.includes(next.window)) Object.assign(next, windows[0] === 'days' ? { window: 'days', count: 56 } : { window: 'months', count: 3 });
  if (!sidesOf(next.kind).includes(next.side)) next.side = 'below';
  if (!figure.bases.includes(next.base)) next.base = figure.bases[0] ?? '';
  if (!figure.addsUp || next.kind === 'trend' || next.share) next.isWhole = false;
  return next;
}

/** Which side is bad for a figure, where it says which is good. */
export const badSide = (figure) => (figure?.good === 'down' ? 'above' : 'below');

/** Figures that another one can be measured against: one unit, the same periods. */
export const sharesOf = (figure, figures) => (figure && !figure.isPercent && figure.axis !== 'none' ? figures.filter((one) => one.id !== figure.id && one.unit === figure.unit && one.axis === figure.axis) : []);

/** Sentences about a field. */
export const problemsOf = (problems, ...fields) => problems.filter((one) => fields.includes(one.field));

const folded = (text) => String(text ?? '').toLowerCase().normalize('NFKC');

/** Entries in whose words or id all typed parts stand, those that begin with it first. */
export function matching(entries, typed, limit = 60) {
  const parts = folded(typed).split(/\s+/).filter(Boolean);
  const found = entries.filter((one) => { const words = folded(`${one.label} ${one.id} ${one.note ?? ''}`); return parts.every((part) => words.includes(part)); });
  if (parts.length) found.sort((left, right) => Number(folded(right.label).startsWith(parts[0])) - Number(folded(left.label).startsWith(parts[0])));
  return found.slice(0, limit);
}
