// SPDX-License-Identifier: Apache-2.0
// 情景: what-ifs on top of the plan. Which one is open stands in the address: #/table?scenario=12.
import { reactive } from 'vue';
import { t } from '../kit/i18n.js';
import { get } from './api.js';
import { send } from './commands.js';
import { onLive } from './live.js';
import { notify } from './notices.js';
import { panel } from './panel.js';
import { who } from './people.js';
import { carriedScenario, openScenario, route, setQuery } from './router.js';
import { session } from './session.js';

/** list: open ones this person may see; comparison: of the one that is open; dialog: what is asked: {kind: 'name'|'merge'|'discard'|'rebase', …}. */
export const scenarios = reactive({ list: null, mayCreate: false, limit: 0, nameLimit: 60, problem: null, dialog: null, isBusy: false });

export async function loadScenarios() {
  try {
    const answer = await get('/scenarios');
    Object.assign(scenarios, { list: answer.scenarios, mayCreate: answer.mayCreate, limit: answer.limit, nameLimit: answer.nameLimit, problem: null });
    // One that was merged or discarded, or is no longer shared: back to the plan, with the reason.
    if (openScenario() && !current()) { open(null); notify({ kind: 'problem', text: t('web.scenario.closed'), detail: t('web.scenario.closed.hint') }); }
  } catch (problem) {
    scenarios.problem = problem;
  }
}

/** The scenario that is switched on, as it is listed; null for the plan. */
export const current = () => scenarios.list?.find((one) => one.id === carriedScenario()) ?? null;

/** Switches a scenario on; null goes back to the plan. */
export function open(id) {
  if (panel.mode === 'explain' || (panel.mode === 'scenario' && !id)) panel.mode = null;
  route.scenario = id;
  setQuery({ scenario: id });
}

/** Makes one from the plan of now and opens it. */
export async function create(name, isShared) {
  const answer = await send('create-scenario', { name, isShared }, { isQuiet: true });
  await loadScenarios();
  open(answer.event);
}

export async function rename(id, name, isShared) {
  const known = scenarios.list?.find((one) => one.id === id);
  await send('rename-scenario', { scenario: id, ...(name === known?.name ? {} : { name }), isShared }, { isQuiet: true });
  await loadScenarios();
}

export async function discard(id) {
  const known = scenarios.list?.find((one) => one.id === id);
  await send('discard-scenario', { scenario: id }, { isSilent: true });
  open(null);
  await loadScenarios();
  notify({ kind: 'done', text: t('web.scenario.discarded', { name: known?.name ?? '' }), detail: t('web.scenario.discarded.hint') });
}

/** @param {{conflicts?: 'refuse'|'scenario'|'plan', choices?: Record<string, 'scenario'|'plan'>}} stands whose number stands where both changed a cell */
export async function rebase(id, stands) {
  const answer = await send('rebase-scenario', { scenario: id, ...stands }, { isQuiet: true, isAskedHere: true });
  await loadScenarios();
  return answer;
}

/** Merges what was compared; throws a Problem, 409 when something changed since. */
export async function merge(comparison, stands) {
  const answer = await send('merge-scenario', { scenario: comparison.scenario.id, content: comparison.content, ...stands }, { isQuiet: true, isAskedHere: true, expectedRevision: comparison.revision });
  open(null);
  await loadScenarios();
  return answer;
}

const CLOSING = ['scenario.merged', 'scenario.discarded'];

onLive(({ type, data }) => {
  // A change of the plan leaves the scenario that is switched on behind; without one it says nothing about scenarios.
  if (!scenarios.list || (type === 'change' && !data?.scenario && !CLOSING.includes(data?.kind) && !carriedScenario())) return;
  const known = scenarios.list.find((one) => one.id === data?.scenario);
  if (known && data.scenario === openScenario() && CLOSING.includes(data.kind)) {
    open(null);
    if (data.by?.login !== session.person?.login) notify({ kind: 'info', text: t(data.kind === 'scenario.merged' ? 'web.scenario.was-merged' : 'web.scenario.was-discarded', { name: known.name, by: who(data.by) }) });
  }
  loadScenarios();
});
