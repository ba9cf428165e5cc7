// SPDX-License-Identifier: Apache-2.0
// Saved views live on the server and follow a person to every machine. What this browser kept before is brought there once.
import { computed } from 'vue';
import { freshId, post } from './api.js';
import { send } from './commands.js';
import { notify, wordsOf } from './notices.js';
import { go, route } from './router.js';
import { session } from './session.js';
import { useView } from './view.js';
import { t } from '../kit/i18n.js';
import { keptViews, questionOf, shifted } from '../kit/views.js';

const KEPT = 'tongpin.sales-views';
let isBringing = false;

/** The views of the screen that is open: one's own in one's own order, and those of colleagues. */
export function useSavedViews() {
  const { data, refresh } = useView(() => '/saved-views', { about: 'views', concerns: () => true, onData: (answer) => { bringOver(answer, refresh); } });
  const here = computed(() => (data.value?.views ?? []).filter((one) => one.screen === route.name));
  const mine = computed(() => here.value.filter((one) => one.isMine));
  const change = (kind, payload) => send(kind, payload, { opensPanel: false }).finally(refresh);
  const draftOf = (view) => ({ id: view.id, seen: view.savedIn, screen: view.screen, name: view.name, query: view.query, isShared: view.isShared });
  return {
    mine, shared: computed(() => here.value.filter((one) => !one.isMine)),
    /** What the address says now, under a name; one's own view of that name asks so from now on. */
    save(name, isShared) {
      const known = mine.value.find((one) => one.name === name);
      return change('save-view', { ...(known ? draftOf(known) : {}), screen: route.name, name, query: questionOf(route.query), isShared });
    },
    rename: (view, name) => change('save-view', { ...draftOf(view), name }),
    share: (view, isShared) => change('save-view', { ...draftOf(view), isShared }),
    remove: (view) => change('remove-view', { id: view.id }),
    move: (view, by) => change('order-views', { screen: view.screen, views: shifted(mine.value.map((one) => one.id), view.id, by) }),
    open: (view) => go(view.screen, view.query),
  };
}

const read = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };
const drop = () => { try { localStorage.removeItem(KEPT); } catch { /* then there was nothing in it */ } };

/** Once, by whoever is signed in and may change something; what was not answered for stays for the next time. */
async function bringOver({ views }, refresh) {
  const text = read();
  if (text === null || session.isReader || isBringing) return;
  isBringing = true;
  const refused = [];
  let count = 0;
  try {
    for (const view of keptViews(text)) {
      // Brought by another tab, or kept on another machine as well.
      if (views.some((one) => one.isMine && one.screen === view.screen && one.name === view.name)) continue;
      try {
        await post('/commands', { id: freshId(), kind: 'save-view', payload: { ...view, isShared: false } });
        count += 1;
      } catch (problem) {
        if (problem.status !== 400 && problem.status !== 422) return;
        refused.push(`${view.name}: ${wordsOf(problem).detail}`);
      }
    }
    drop();
    if (refused.length) notify({ kind: 'problem', text: t('web.sales.views.not-brought', { count: refused.length }), detail: refused.join(' ') });
  } finally {
    isBringing = false;
    if (count) {
      notify({ kind: 'done', text: t('web.sales.views.brought', { count }) });
      refresh();
    }
  }
}
