// SPDX-License-Identifier: Apache-2.0
// 待办: what lies with the reader. Known on every screen, for the count in the bar and for a word when something new arrives.
import { computed, reactive } from 'vue';
import { get } from './api.js';
import { onLive } from './live.js';
import { notify } from './notices.js';
import { go } from './router.js';
import { can } from './session.js';
import { t, text } from '../kit/i18n.js';
import { paced } from '../kit/paced.js';

export const inbox = reactive({ approvals: [], isKnown: false });

/** What the reader has to decide, or to hand in again. */
export const isMine = (one) => one.task !== null || (one.isOwn && one.status === 'returned');
export const waiting = computed(() => inbox.approvals.filter(isMine));

let asked = 0;

async function load() {
  if (!can('viewPlan')) return;
  const mine = ++asked;
  try {
    const { approvals } = await get('/approvals', { quiet: true });
    if (mine !== asked) return;
    const before = new Set(waiting.value.map(stand)), wasKnown = inbox.isKnown;
    Object.assign(inbox, { approvals, isKnown: true });
    const fresh = waiting.value.filter((one) => !before.has(stand(one)));
    if (wasKnown && fresh.length) announce(fresh);
  } catch { /* the next change asks again */ }
}

/** The same approval at another step is something new. */
const stand = (one) => `${one.id}:${one.round}:${one.task?.id ?? one.status}`;

function announce(fresh) {
  const [first] = fresh;
  notify({
    kind: 'change', text: t(first.task ? 'web.inbox.arrived' : 'web.inbox.returned', { name: text(first.submitter) }), detail: text(first.title),
    action: { label: t('web.inbox.open'), run: () => go('inbox', { approval: first.id }) },
  });
}

/** Called once for each person who signs in. */
export function startInbox() {
  Object.assign(inbox, { approvals: [], isKnown: false });
  load();
  const again = paced(load);
  const stop = onLive(({ type, data }) => {
    if (type === 'resync' || concernsInbox(data)) again(data?.pace);
  });
  return () => { stop(); again.stop(); };
}

/** Whether a change may have moved somebody's list: a step, a decision, or the figures of what lies with the reader. */
export const concernsInbox = (data) => /^(approval|flow|budget|person)\./.test(data?.kind ?? '');
