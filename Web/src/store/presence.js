// SPDX-License-Identifier: Apache-2.0
// Who else looks at the same screen, and at which cell. Nothing of it is kept; whoever does not want to be seen says so, and then sees nobody.
import { computed, reactive, watch } from 'vue';
import { freshId, post } from './api.js';
import { onLive } from './live.js';
import { who } from './people.js';
import { carriedScenario, openScenario, route } from './router.js';
import { session } from './session.js';
import { preferences } from '../kit/preferences.js';

/** A cursor that wanders is told of when it rests, and not more often than this; a page that stays says so from time to time. */
const REST_MS = 400, BEAT_MS = 20000;
const tab = freshId().replace(/[^A-Za-z0-9-]/g, '').slice(0, 40);

/** Pages of others by their name: {tab, login, screen, place, cell}. `cursor` is the cell this page stands on. */
export const presence = reactive({ others: new Map(), cursor: null });

/** Which form of a screen, or which scenario of it: figures of another are another place. */
const placeOf = () => (route.name === 'budgets' ? route.query.form ?? '' : openScenario() ? `scenario:${carriedScenario()}` : '') || null;

/** One line a person, whose newest page counts. */
export const here = computed(() => {
  const place = placeOf();
  return [...new Map([...presence.others.values()].filter((one) => one.screen === route.name && one.place === place).map((one) => [one.login, one])).values()];
});

/** Those at a cell, by cell. */
export const cursors = computed(() => {
  const found = new Map();
  for (const one of here.value) if (one.cell) found.set(one.cell, [...(found.get(one.cell) ?? []), one]);
  return found;
});

/** Two characters of a name: the last of a Chinese one, the first letters of others. */
export function initials(name) {
  return /[\u3400-\u9fff]/.test(name) ? name.slice(-2) : name.split(/\s+/).map((word) => word[0] ?? '').join('').slice(0, 2).toUpperCase();
}
export const initialsOf = (login) => initials(who(login));

/** The same person has the same colour on every screen. */
export const tint = (login) => [...login].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 6, 7) % 6;

const isSeen = () => !preferences.isUnseen && !session.viewer && session.state === 'in' && !document.hidden;
let timer = 0, beat = 0, said = '';

async function report(isBeat = false) {
  if (!isSeen()) return;
  const place = { tab, screen: route.name, place: placeOf(), cell: route.name === 'table' ? presence.cursor : null };
  const words = JSON.stringify(place);
  if (!isBeat && words === said) return;
  said = words;
  try {
    const { people } = await post('/presence', place, { quiet: true });
    if (isSeen()) presence.others = new Map(people.map((one) => [one.tab, one]));
  } catch { /* the next beat says it again */ }
}

function leave() {
  if (!said) return;
  said = '';
  presence.others = new Map();
  fetch('/api/v1/presence', { method: 'POST', keepalive: true, credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ tab, isLeaving: true }) }).catch(() => { /* silence tells it as well */ });
}

function hear({ type, data }) {
  if (type === 'resync') { report(true); return; }
  if (!data || !isSeen()) return;
  const others = new Map(presence.others);
  for (const one of data.moved) if (one.login !== session.person?.login) others.set(one.tab, one);
  for (const gone of data.gone) others.delete(gone);
  presence.others = others;
}

/** Called once for each person who signs in. */
export function startPresence() {
  const later = () => { clearTimeout(timer); timer = setTimeout(report, REST_MS); };
  const turn = () => (isSeen() ? report(true) : leave());
  const stops = [
    onLive(hear, 'presence'),
    watch(() => [route.name, placeOf(), presence.cursor], later, { immediate: true }),
    watch(() => preferences.isUnseen, turn),
  ];
  beat = setInterval(() => report(true), BEAT_MS);
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', turn);
  return () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
    clearInterval(beat);
    removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', turn);
    leave();
  };
}
