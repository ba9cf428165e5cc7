// SPDX-License-Identifier: Apache-2.0
// Series of the forecast by name: an item, a family or all of them, in a region or in all.
import { t, text } from '../kit/i18n.js';
import { query } from './api.js';
import { isNarrowed, session } from './session.js';

const ALL = 'ALL';
const named = (list, code) => text(list.find((one) => one.code === code)?.name) || code;
const familyOf = (item) => session.workspace.items.find((one) => one.code === item)?.family ?? null;

export function itemName(code) {
  if (code === ALL) return t('web.forecast.all-items');
  return named(code.startsWith('F:') ? session.workspace.families : session.workspace.items, code);
}

export const regionName = (code) => (code === ALL ? t(isNarrowed() ? 'web.table.own-regions' : 'web.table.all-regions') : named(session.workspace.regions, code));

export const seriesTitle = (item, region) => `${itemName(item)} · ${regionName(region)}`;

/** The way down to an item: all, its family, itself. @returns {{code: string, name: string}[]} */
export function pathTo(item) {
  const family = familyOf(item);
  return [...new Set([ALL, ...(family ? [family] : []), item])].map((code) => ({ code, name: itemName(code) }));
}

/** Where a series is looked at. */
export const seriesLink = (item, region, view) => '#/forecast' + query({ view, item, region });
