// SPDX-License-Identifier: Apache-2.0
// How one signs in here besides a password, and what the sign-in provider's answer came to.
import { reactive } from 'vue';
import { get, post, query } from './api.js';
import { language, t, text } from '../kit/i18n.js';
import { notify } from './notices.js';
import { route, setQuery } from './router.js';
import { awaitReturn } from './session.js';

/** `provider` has the label of the button; null where only passwords are taken, and while nobody asked. */
export const ways = reactive({ provider: null, isOnlyWay: false, isKnown: false });

/** Asks the server; with the reason in the address, also what it means. @returns {Promise<object|null>} the refusal */
export async function readWays(refused) {
  const answer = await get('/session/ways' + query({ refused }), { quiet: true });
  Object.assign(ways, { provider: answer.provider, isOnlyWay: answer.isOnlyWay, isKnown: true });
  return answer.refusal;
}

/** This page without what the provider's answer added to it. */
function page() {
  const [path, search = ''] = location.hash.split('?');
  const kept = [...new URLSearchParams(search)].filter(([name]) => !['refused', 'signin'].includes(name));
  return (path || '#/overview') + (kept.length ? '?' + new URLSearchParams(kept) : '');
}

/** Leaves for the provider: to sign in, to accept an invitation, or (with the password) to link one's own login. */
export async function leaveForProvider(body = {}, path = '/session/provider') {
  const { address } = await post(path, { ...body, language: language.value === 'en' ? 'en' : 'zh-Hans', page: page() }, { quiet: true });
  awaitReturn();
  location.assign(address);
}

/** Says once what came of a link that was begun while signed in. */
export async function tellReturn() {
  const { refused, signin } = route.query;
  if (!refused && !signin) return;
  setQuery({ refused: null, signin: null });
  if (signin === 'linked') notify({ kind: 'done', text: t('web.signin.linked') });
  if (!refused) return;
  const refusal = await readWays(refused).catch(() => null);
  if (refusal) notify({ kind: 'problem', text: text(refusal.detail), detail: text(refusal.hint) });
}
