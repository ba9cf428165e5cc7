// SPDX-License-Identifier: Apache-2.0
// Who is signed in, and the company they look at.
import { reactive } from 'vue';
import { live, startLive, stopLive } from './live.js';
import { get, onSignedOut, post, request } from './api.js';
import { preferences } from '../kit/preferences.js';
import { setLanguage } from '../kit/i18n.js';
import { money } from '../kit/units.js';
import { knownOn, leaveRefused } from './past.js';

const HINT = 'tongpin.signed-in';

/** `viewer` is who looks as `person`; null for the person themselves. Whoever looks as somebody else, or at a past day, is a reader: nothing that changes anything is offered. */
export const session = reactive({ state: 'starting', person: null, viewer: null, hasPassword: true, workspace: null, problem: null, get isReader() { return !!this.viewer || !!knownOn; } });

function remember(isSignedIn) {
  try {
    if (isSignedIn) localStorage.setItem(HINT, '1');
    else localStorage.removeItem(HINT);
  } catch { /* then the next start simply shows the login */ }
}

function isRemembered() {
  try {
    return localStorage.getItem(HINT) === '1';
  } catch {
    return true;
  }
}

export async function loadWorkspace() {
  try {
    session.workspace = await get('/workspace');
  } catch (problem) {
    if (knownOn && problem.code?.startsWith('as-of.')) leaveRefused(problem);
    throw problem;
  }
  money.currency = session.workspace.currency;
  return session.workspace;
}

async function enter({ person, viewer = null, needsSecondFactor = false, hasPassword = true }) {
  session.person = person;
  session.hasPassword = hasPassword;
  session.viewer = viewer;
  if (!preferences.language && person.language) setLanguage(person.language);
  if (needsSecondFactor) {
    session.state = 'factor';
    remember(true);
    return;
  }
  await loadWorkspace();
  session.state = 'in';
  remember(true);
}

/** On start: a remembered session is resumed, otherwise the login shows without asking the server in vain. */
export async function resume() {
  if (!isRemembered()) {
    session.state = 'out';
    return;
  }
  try {
    const answer = await get('/session', { quiet: true });
    if (answer?.person) await enter(answer);
    else session.state = 'out';
  } catch (problem) {
    session.state = 'out';
    session.problem = problem.status === 401 ? null : problem;
    if (problem.status === 401) remember(false);
  }
}

/** @param {string} [code] of the second factor, where it is asked for. */
export async function signIn(login, password, code) {
  const answer = await post('/session', { login, password, ...(code ? { code } : {}) }, { quiet: true });
  session.problem = null;
  await enter(answer);
}

/** The code of who came back from the sign-in provider and has a second factor here. */
export async function confirmCode(code) {
  const answer = await post('/session/provider/code', { code }, { quiet: true });
  location.hash = location.hash.replace(/[?&]signin=code/, '');
  await enter(answer);
}

/** The browser leaves for the sign-in provider: when it comes back, the server is asked who it is. */
export const awaitReturn = () => remember(true);

/** Adds the login that an invitation is good for. */
export async function join(answer) {
  const entered = await post('/invitations/accept', answer, { quiet: true });
  location.hash = '#/overview';
  await enter(entered);
}

/** Looks as somebody else: everything is read again as they see it. */
export async function viewAs(whom) {
  // What is open here is not asked for again with the other's rights.
  const { revision } = live;
  stopLive();
  try {
    await post('/session/view-as', whom);
  } catch (problem) {
    startLive(revision);
    throw problem;
  }
  location.hash = '#/overview';
  location.reload();
}

export async function endViewAs() {
  await request('DELETE', '/session/view-as');
  location.hash = '#/access';
  location.reload();
}

export async function signOut() {
  try {
    await request('DELETE', '/session', { quiet: true });
  } catch { /* the server forgets an abandoned session by itself */ }
  remember(false);
  session.state = 'out';
  session.person = null;
}

/** Narrowed to some rows: totals are those of the rows one sees. */
export const isNarrowed = () => Object.values(session.person?.scope ?? {}).some((members) => members !== null);

/** Forms of the company, or of the departments somebody is narrowed to. */
export function seesBudgets() {
  const scope = session.person?.scope ?? {};
  return can('viewCompany') || Object.entries(scope).every(([name, members]) => (name === 'departments') === (members !== null));
}

const READING = /^(view|read|export|verify)/;

export function can(permission) {
  if (knownOn && !READING.test(permission)) return false;
  const permissions = session.person?.permissions;
  return !permissions || permissions.includes(permission);
}

onSignedOut(() => {
  if (session.state !== 'in') return;
  remember(false);
  session.state = 'out';
  session.person = null;
});
