// SPDX-License-Identifier: Apache-2.0
// Saved views as data: what of an address is a question, and in which order they stand.

/** Of this moment alone: which page of a list, which drawer, which plan. */
const PASSING = ['page', 'customer', 'scenario', 'knownOn'];

/** What a view keeps of the address of its screen. @param {Record<string, any>} query */
export const questionOf = (query) => Object.fromEntries(Object.entries(query).filter(([name, value]) => !PASSING.includes(name) && value !== null && value !== undefined && value !== '').map(([name, value]) => [name, String(value)]));

/** One place up or down. @param {number[]} ids @param {number} id @param {number} by -1 or 1 */
export function shifted(ids, id, by) {
  const from = ids.indexOf(id), to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return ids;
  const moved = [...ids];
  [moved[from], moved[to]] = [moved[to], moved[from]];
  return moved;
}

/** What this browser kept before views lived on the server; nothing of what is no view. @param {string|null} text */
export function keptViews(text) {
  try {
    const list = JSON.parse(text ?? '[]');
    return (Array.isArray(list) ? list : []).filter((one) => typeof one?.name === 'string' && one.name.trim() && ['sales', 'customers'].includes(one.screen)).map((one) => ({ screen: one.screen, name: one.name.trim().slice(0, 40), query: questionOf(one.query ?? {}) }));
  } catch {
    return [];
  }
}
