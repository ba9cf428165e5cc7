// SPDX-License-Identifier: Apache-2.0
// Hash routes: #/table?region=EAST. Links from the server use the same names.
import { reactive } from 'vue';

export const SCREENS = ['overview', 'table', 'deals', 'forecast', 'supply', 'budgets', 'statements', 'cash', 'chain', 'imports', 'model'];
const ALIASES = { '': 'overview', import: 'imports', forecasts: 'forecast', documents: 'chain', deal: 'deals', statement: 'statements', budget: 'budgets' };

function parse(hash) {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?');
  const head = path.split('/')[0];
  const name = ALIASES[head] ?? head;
  return { name: SCREENS.includes(name) ? name : 'missing', query: Object.fromEntries(new URLSearchParams(search)) };
}

export const route = reactive(parse(location.hash));

addEventListener('hashchange', () => Object.assign(route, parse(location.hash)));

function hashOf(name, parameters) {
  const set = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return `#/${name}${set.length ? '?' + new URLSearchParams(set) : ''}`;
}

/** Opens a screen. */
export function go(name, parameters = {}) {
  location.hash = hashOf(name, parameters);
}

/** Changes parameters of this screen without a new step in the history. */
export function setQuery(changes) {
  const parameters = { ...route.query, ...changes };
  history.replaceState(null, '', hashOf(route.name, parameters));
  Object.assign(route, parse(location.hash));
}

/** The scenario that the table or the cash plan shows; null for the plan, and on every other screen. */
export const openScenario = () => (['table', 'cash'].includes(route.name) && Number(route.query.scenario)) || null;

/** Follows a link that the server gave; only routes of this page are followed. */
export function follow(link) {
  if (typeof link === 'string' && link.startsWith('#/')) location.hash = link;
}
