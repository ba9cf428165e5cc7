// SPDX-License-Identifier: Apache-2.0
// Joint paths of the plan, or of the scenario that is switched on: asked for once, and again when the plan has been still after a change.
import { computed, onScopeDispose, ref, watch } from 'vue';
import { query } from './api.js';
import { live, onLive } from './live.js';
import { isAside } from './panel.js';
import { openScenario } from './router.js';
import { useView } from './view.js';

/** What an answer that takes long may meet on its way; it is asked for again, and finds what has been calculated meanwhile. */
const PASSING = ['paths.superseded', 'no-connection', 'server.busy'];
/** The plan has to be still for so long before it is worth asking again. */
const SETTLED_MS = 3000;

/** @param {() => boolean} [isWanted] false as long as nobody may or need see them */
export function useProbability(isWanted = () => true) {
  const { data, state, reload, refresh } = useView(() => (isWanted() ? '/probability' + query({ scenario: openScenario() }) : null), { isLive: false });
  const isStale = ref(false);
  let timer = 0;

  async function settle() {
    if (!isWanted()) return;
    const wanted = live.revision;
    await (data.value ? refresh() : reload());
    if (data.value && (data.value.revision >= wanted || !state.problem)) isStale.value = false;
    if (PASSING.includes(state.problem?.code) || (data.value && data.value.revision < wanted)) wait();
  }
  function wait() {
    isStale.value = true;
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLED_MS);
  }
  const concerns = (change) => !isAside(change) || change.scenario === openScenario();
  onScopeDispose(onLive((message) => { if (message.type === 'resync' || !message.data || concerns(message.data)) wait(); }));
  onScopeDispose(() => clearTimeout(timer));
  watch(() => state.problem, (problem) => { if (PASSING.includes(problem?.code)) wait(); });

  return {
    data, reload, isStale,
    isBusy: computed(() => isStale.value || state.isLoading),
    // What is asked for again by itself is no problem to show.
    state: computed(() => (PASSING.includes(state.problem?.code) ? { ...state, problem: null } : state)),
  };
}
