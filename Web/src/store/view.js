// SPDX-License-Identifier: Apache-2.0
// A screen's data: fetched when its address changes, fetched again after every change, old answers dropped.
import { nextTick, onScopeDispose, reactive, shallowRef, watch } from 'vue';
import { get } from './api.js';
import { idle, painted, whileLoading } from './figures.js';
import { onLive } from './live.js';
import { isAside } from './panel.js';
import { openScenario } from './router.js';
import { paced } from '../kit/paced.js';

/** True while data of a live change is being put in place: figures that differ then flash. */
export const flashing = { isActive: false };

/** What is out of sight may lag behind a row of changes for so long; and is asked for again after so long when it did not come. */
const LONGEST_BEHIND_MS = 2000, RETRY_MS = 2000;
/** Characters of a list of rows in an address. */
const LONGEST_LIST = 6000;

function sinceAddress(address, revision, rows) {
  const list = rows?.length ? JSON.stringify(rows) : '';
  return `${address}&since=${revision}&figures=packed${list && list.length <= LONGEST_LIST ? '&rows=' + encodeURIComponent(list) : ''}`;
}

/**
 * @param {() => string|null} path address below /api/v1; null = nothing to show yet
 * @param {{isLive?: boolean, about?: 'plan'|'talk'|'views', mayLag?: boolean, merge?: (before: any, answer: any, shown?: any) => any, first?: () => string[], concerns?: (data: any) => boolean, onData?: (data: any, cause: 'opened'|'live', before: any) => void}} [options]
 * `merge` puts an answer with the rows that moved into the one before; `first` names the rows in sight: they come before the others;
 * `about` and `concerns` say which changes call for new data; an answer that `mayLag` may be of a moment before the change, and is asked for again.
 */
export function useView(path, { isLive = true, about = 'plan', mayLag = false, merge, first, concerns = (change) => !isAside(change) || change.scenario === openScenario(), onData } = {}) {
  const data = shallowRef(null);
  const state = reactive({ isLoading: false, problem: null, revision: 0 });
  let controller = null, isStale = false, current = null, wanted = 0, running = null, isForced = false;
  // The newest answer that holds all rows, and the request for those that a part left out. Parts are put into the former, never into each other:
  // what moved there and back again comes with none of them.
  let whole = null, rest = null, behindSince = 0;

  async function put(answer, cause) {
    const before = data.value;
    flashing.isActive = cause === 'live';
    data.value = answer;
    state.revision = Math.max(state.revision, answer?.revision ?? 0);
    onData?.(answer, cause, before);
    await nextTick();
    flashing.isActive = false;
  }

  /** One at a time: what is asked for meanwhile comes with the next one, and both callers wait for it. */
  function load(cause) {
    if (controller && cause === 'live') { isStale = true; return running; }
    running = whileLoading(fetchOnce(cause));
    return running;
  }

  /** Loads again unless a change is here already: one's own is heard of twice, by the answer and by the stream. */
  function catchUp(revision) {
    wanted = Math.max(wanted, revision);
    return state.revision >= wanted ? undefined : load('live');
  }

  async function fetchOnce(cause) {
    const address = path();
    if (!address) { data.value = null; return; }
    controller?.abort();
    rest?.abort();
    const mine = controller = new AbortController();
    state.isLoading = true;
    try {
      // What stands here already need not come again.
      const known = merge && cause === 'live' && current === address ? whole : null;
      const isFarBehind = behindSince > 0 && Date.now() - behindSince > LONGEST_BEHIND_MS;
      let answer = await get(known ? sinceAddress(address, known.revision, isFarBehind ? null : first?.()) : address, { signal: mine.signal });
      if (mine !== controller) return;
      const isPart = !!answer?.isPart;
      if (known && answer.since !== null) answer = merge(known, answer);
      state.problem = null;
      current = address;
      if (!isPart) settle(answer);
      await put(answer, cause);
      if (isPart) loadRest(address);
      if (mayLag && state.revision < wanted) later();
    } catch (problem) {
      if (mine !== controller || problem.name === 'AbortError') return;
      if (cause === 'opened' || !data.value) { state.problem = problem; if (current !== address) data.value = null; }
    } finally {
      if (mine === controller) {
        controller = null;
        state.isLoading = false;
      }
    }
    if (mine.signal.aborted || controller || !isStale) return;
    isStale = false;
    // A view without revisions cannot tell.
    if (!state.revision || state.revision < wanted || isForced) { isForced = false; await load('live'); }
  }

  function settle(answer) {
    whole = answer;
    behindSince = 0;
  }

  /** What is out of sight, once what is in sight was painted; the next change takes its place. */
  async function loadRest(address) {
    behindSince ||= Date.now();
    const mine = rest = new AbortController();
    await painted();
    await idle();
    if (mine.signal.aborted || current !== address) return;
    try {
      const answer = await get(sinceAddress(address, whole.revision), { signal: mine.signal });
      if (mine.signal.aborted || current !== address) return;
      settle(answer.since === null ? answer : merge(whole, answer, data.value));
      await put(whole, 'live');
    } catch {
      setTimeout(() => { if (!mine.signal.aborted) loadRest(address); }, RETRY_MS);
    }
  }

  const follow = paced(() => catchUp(wanted));
  const later = paced(() => catchUp(wanted), RETRY_MS);

  function refresh() {
    isForced = !!controller;
    return load('live');
  }

  watch(path, () => load('opened'), { immediate: true });
  if (isLive) {
    onScopeDispose(onLive((message) => {
      if (message.type === 'change' && message.data && !concerns(message.data)) return;
      if (message.type === 'resync' || !message.data?.revision) refresh();
      else {
        wanted = Math.max(wanted, message.data.revision);
        follow(message.data.pace);
      }
    }, about));
  }
  onScopeDispose(() => { follow.stop(); later.stop(); controller?.abort(); rest?.abort(); controller = null; });
  return { data, state, reload: () => load('opened'), refresh, catchUp };
}
