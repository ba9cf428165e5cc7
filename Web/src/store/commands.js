// SPDX-License-Identifier: Apache-2.0
// Every change goes through here: sent once, asked after when the answer got lost, conflicts put before the person.
import { reactive } from 'vue';
import { freshId, get, post, Problem } from './api.js';
import { afterFigures } from './figures.js';
import { live } from './live.js';
import { keepChange, noteNewest, panel, showMoved } from './panel.js';
import { openScenario } from './router.js';
import { session } from './session.js';
import { notify, notifyProblem } from './notices.js';
import { text, t } from '../kit/i18n.js';
import { formatCount } from '../kit/numbers.js';

/** pending: commands under way; conflict: what the dialog shows. */
export const commands = reactive({ pending: 0, conflict: null, savedAt: 0 });

const ASK_AGAIN_MS = [300, 1000, 3000];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function outcomeOf(id, problem) {
  for (const ms of ASK_AGAIN_MS) {
    await pause(ms);
    try {
      const answer = await get(`/commands/${id}`);
      if (answer?.outcome === 'applied') return answer;
    } catch (later) {
      if (later.status === 404) throw problem;
    }
  }
  throw new Problem({ ...problem, status: 503, code: 'outcome-unknown' });
}

async function deliver(command) {
  try {
    return await post('/commands', command);
  } catch (problem) {
    if (problem.status === 503 || problem.status === 0) return outcomeOf(command.id, problem);
    throw problem;
  }
}

/**
 * @param {string} kind @param {object} payload
 * @param {{reason?: string, expectedRevision?: number, opensPanel?: boolean, isQuiet?: boolean, isAskedHere?: boolean, isSilent?: boolean}} [options]
 *   isQuiet: the caller shows the problem itself (a cell's own mark); isAskedHere: and a conflict too; isSilent: the caller says that it is done
 * @returns {Promise<any>} the answer; throws a Problem. A conflict answered with 用我的 resolves with the second answer.
 */
export async function send(kind, payload, { reason, expectedRevision, opensPanel = true, isQuiet = false, isAskedHere = false, isSilent = false } = {}) {
  commands.pending += 1;
  try {
    const answer = await deliver({ id: freshId(), kind, payload, ...(reason ? { reason } : {}), ...(expectedRevision ? { expectedRevision } : {}) });
    return accept(answer, opensPanel, kind, payload, isSilent);
  } catch (problem) {
    if (problem.status === 409 && !isAskedHere) return settle(problem, kind, payload, { reason, opensPanel });
    if (!isQuiet) notifyProblem(problem);
    throw problem;
  } finally {
    commands.pending -= 1;
  }
}

/** Commands that move no total of the plan and are not taken back by 撤销: they leave no entry among the changes. */
const UNLISTED = ['acknowledge-alert', 'apply-measures', 'create-scenario', 'rename-scenario', 'rebase-scenario', 'discard-scenario', 'submit-budget', 'submit-change', 'submit-release', 'submit-transfer', 'submit-forecast', 'take-approval-step', 'bind-flow', 'save-flow', 'start-thread', 'reply-to-thread', 'edit-comment', 'settle-thread', 'acknowledge-mention', 'acknowledge-report'];

/** A held total once more: its leaves are shared out anew, and it stays the one's who typed it. */
export const shareAgain = ({ item, region, month, value }) => send('override-forecast', { item, region, month, value }, { reason: t('web.held.again-reason') });

function accept(answer, opensPanel, kind, payload, isSilent) {
  commands.savedAt = Date.now();
  live.revision = Math.max(live.revision, answer.revision ?? 0);
  noteNewest(answer.revision ?? 0, session.person?.login ?? '');
  if (UNLISTED.includes(kind)) {
    if (kind !== 'acknowledge-alert' && !isSilent && answer.label) notify({ kind: 'done', text: text(answer.label) });
    return answer;
  }
  for (const one of answer.missed ?? []) {
    notify({ kind: 'problem', text: t('web.held.missed', { label: text(one.label), value: formatCount(one.value), sum: formatCount(one.sum) }), action: { label: t('web.held.again'), run: () => shareAgain(one).catch(() => {}) } });
  }
  const scenario = kind === 'merge-scenario' ? null : payload.scenario ?? null;
  const person = session.person;
  // Its own event: alerts that it brought stand after it, and `revision` is theirs.
  const change = { revision: answer.event ?? answer.revision, label: answer.label, by: { login: person?.login, name: text(person?.label) }, at: new Date().toISOString(), moved: answer.moved ?? [], spread: answer.spread ?? [], isMine: true, scenario };
  afterFigures(() => {
    keepChange(change);
    if (panel.mode === 'moved' || (opensPanel && (change.moved.length || change.spread.length))) showMoved(change.revision);
    else if (change.label) notify({ kind: 'done', text: text(change.label) });
  });
  return answer;
}

/** Shows theirs and yours; resolves when the person decided. */
function settle(problem, kind, payload, options) {
  return new Promise((resolve, reject) => {
    commands.conflict = {
      problem,
      keepTheirs() { commands.conflict = null; reject(problem); },
      keepMine() {
        commands.conflict = null;
        const fresh = { ...payload };
        if ('version' in fresh) fresh.version = problem.parameters?.version ?? problem.theirs?.version ?? fresh.version + 1;
        send(kind, fresh, options).then(resolve, reject);
      },
    };
  });
}

async function stepBack(kind) {
  try {
    const scenario = openScenario();
    const answer = await send(kind, scenario ? { scenario } : {}, { opensPanel: panel.mode !== null });
    if (panel.mode !== null) notify({ kind: 'done', text: text(answer.label) });
    return answer;
  } catch (problem) {
    return null;
  }
}

export const undo = () => stepBack('undo');
export const redo = () => stepBack('redo');

/** "已保存" for a moment after each accepted change. */
export const savedText = () => (commands.pending ? t('web.state.saving') : t('web.state.saved'));
