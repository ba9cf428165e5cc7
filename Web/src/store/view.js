// SPDX-License-Identifier: Apache-2.0
// A screen's data: fetched when its address changes, fetched again after every change, old answers dropped.
import { nextTick, onScopeDispose, reactive, shallowRef, watch } from 'vue';
import { get } from './api.js';
import { onLive } from './live.js';
import { isAside } from './panel.js';

/** True while data of a live change is being put in place: figures that differ then flash. */
export const flashing = { isActive: false };

/**
 * @param {() => string|null} path address below /api/v1; null = nothing to show yet
 * @param {{isLive?: boolean, merge?: (before: any, answer: any) => any, concerns?: (data: any) => boolean, onData?: (data: any, cause: 'opened'|'live', before: any) => void}} [options]
 * `merge` puts an answer with the rows that moved into the one before; `concerns` says which changes call for new data.
 */
export function useView(path, { isLive = true, merge, concerns = (change) => !isAside(change), onData } = {}) {
  const data = shallowRef(null);
  const state = reactive({ isLoading: false, problem: null, revision: 0 });
  let controller = null, isStale = false, current = null, wanted = 0, running = null, isForced = false;

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
    running = fetchOnce(cause);
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
    const mine = controller = new AbortController();
    state.isLoading = true;
    try {
      // What stands here already need not come again.
      const known = merge && cause === 'live' && current === address ? data.value : null;
      let answer = await get(known ? `${address}&since=${known.revision}` : address, { signal: mine.signal });
      if (mine !== controller) return;
      if (known && answer.since !== null) answer = merge(known, answer);
      state.problem = null;
      current = address;
      await put(answer, cause);
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

  function refresh() {
    isForced = !!controller;
    return load('live');
  }

  watch(path, () => load('opened'), { immediate: true });
  if (isLive) {
    onScopeDispose(onLive((message) => {
      if (message.type === 'change' && message.data && !concerns(message.data)) return;
      if (message.type === 'resync' || !message.data?.revision) refresh();
      else catchUp(message.data.revision);
    }));
  }
  onScopeDispose(() => { controller?.abort(); controller = null; });
  return { data, state, reload: () => load('opened'), refresh, catchUp };
}
