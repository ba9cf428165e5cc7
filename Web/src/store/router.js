// SPDX-License-Identifier: Apache-2.0
// Hash routes: #/table?region=EAST. Links from the server use the same names.
import { reactive } from 'vue';
import { knownOn } from './past.js';

export const SCREENS = ['overview', 'table', 'deals', 'forecast', 'supply', 'budgets', 'statements', 'taxes', 'cash', 'targets', 'calendar', 'meeting', 'reconcile', 'reviews', 'report', 'chain', 'imports', 'model', 'access', 'audit', 'inbox', 'alerts', 'rules', 'flows', 'figures', 'identities', 'join', 'sales', 'customers', 'restatements', 'sources', 'quality'];
const ALIASES = { '': 'overview', import: 'imports', forecasts: 'forecast', documents: 'chain', deal: 'deals', statement: 'statements', tax: 'taxes', budget: 'budgets', target: 'targets', review: 'reviews', 'plan-calendar': 'calendar', 'sync-meeting': 'meeting', reconciliation: 'reconcile', 'monthly-report': 'report', rights: 'access', log: 'audit', todo: 'inbox', approvals: 'inbox', alert: 'alerts', customer: 'customers', 'sales-analysis': 'sales', 'alert-rules': 'rules', measures: 'figures', members: 'identities', merges: 'identities', source: 'sources', 'data-sources': 'sources', 'data-quality': 'quality', coverage: 'quality', 'data-coverage': 'quality' };

const PARTS = ['channels', 'outbox'];

function parse(hash) {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?');
  const head = path.split('/')[0];
  const query = Object.fromEntries(new URLSearchParams(search));
  // A part of a screen that has an address of its own.
  if (PARTS.includes(head)) return { name: 'access', query: { ...query, shape: head } };
  const name = ALIASES[head] ?? head;
  return { name: SCREENS.includes(name) ? name : 'missing', query };
}

export const route = reactive({ ...parse(location.hash), scenario: null });

/** Screens that show the scenario that is switched on; the others show the plan. */
const FOLLOWING = ['overview', 'table', 'supply', 'statements', 'taxes', 'cash', 'chain'];

/** The scenario that is switched on, also while a screen shows the plan. */
export const carriedScenario = () => Number(route.scenario) || null;

function take(hash) {
  Object.assign(route, parse(hash));
  route.scenario = FOLLOWING.includes(route.name) ? route.query.scenario ?? null : route.scenario;
}

/** A link names a screen, not the scenario: it stays switched on from screen to screen. */
function onHashChange() {
  const carried = carriedScenario(), next = parse(location.hash);
  if (knownOn && !next.query.knownOn) history.replaceState(null, '', hashOf(next.name, next.query));
  if (carried && FOLLOWING.includes(next.name) && !next.query.scenario) history.replaceState(null, '', hashOf(next.name, { ...next.query, scenario: carried }));
  take(location.hash);
}

addEventListener('hashchange', onHashChange);

take(location.hash);

/** The day that is looked at stays from screen to screen. */
function hashOf(name, parameters) {
  const set = Object.entries({ ...(knownOn ? { knownOn } : {}), ...parameters }).filter(([, value]) => value !== null && value !== undefined && value !== '');
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
  take(location.hash);
}

/** The scenario that this screen shows; null for the plan. */
export const openScenario = () => (FOLLOWING.includes(route.name) && carriedScenario()) || null;

/** Follows a link that the server gave; only routes of this page are followed. */
export function follow(link) {
  if (typeof link === 'string' && link.startsWith('#/')) location.hash = link;
}
