// SPDX-License-Identifier: Apache-2.0
// Server-sent events. One stream per browser: the tab that holds the lock listens and tells the others.
import { reactive } from 'vue';

const CHANNEL = 'tongpin-live';
const RETRY_MS = [1000, 2000, 5000, 10000];

/** state: off · connecting · live · lost. `revision` is the newest one this browser has heard of. */
export const live = reactive({ state: 'off', revision: 0 });

/** Who hears of changes of the plan, of what people say about it, of where they are, and of saved views: none calls for new data of another. */
const handlers = { plan: new Set(), talk: new Set(), presence: new Set(), views: new Set() };
let source = null, channel = null, releaseLock = null, isRunning = false, attempts = 0, retry = 0;

/** @param {(message: {type: 'change'|'presence'|'resync', data?: any}) => void} handler @param {'plan'|'talk'|'presence'|'views'} [about] @returns {() => void} stops listening */
export function onLive(handler, about = 'plan') {
  handlers[about].add(handler);
  return () => handlers[about].delete(handler);
}

const kindOf = (kind) => (kind?.startsWith('thread.') ? 'talk' : kind?.startsWith('saved-view.') ? 'views' : 'plan');
const aboutOf = (message) => (message.type === 'resync' ? Object.keys(handlers) : [message.type === 'presence' ? 'presence' : kindOf(message.data?.kind)]);

function deliver(message) {
  if (message.data?.revision) live.revision = Math.max(live.revision, message.data.revision);
  for (const about of aboutOf(message)) for (const handler of [...handlers[about]]) handler(message);
}

function announce(message) {
  channel?.postMessage(message);
}

function setState(state) {
  live.state = state;
  announce({ type: 'state', state });
}

function listen() {
  const after = live.revision ? `?after=${live.revision}` : '';
  source = new EventSource('/api/v1/events' + after);
  source.addEventListener('open', () => { attempts = 0; setState('live'); });
  for (const type of ['change', 'presence', 'resync']) {
    source.addEventListener(type, (event) => {
      const message = { type, data: event.data ? JSON.parse(event.data) : null };
      deliver(message);
      announce(message);
    });
  }
  source.addEventListener('error', () => {
    setState('lost');
    if (source?.readyState !== EventSource.CLOSED || !isRunning) return; // the browser reconnects by itself
    clearTimeout(retry);
    retry = setTimeout(() => isRunning && listen(), RETRY_MS[Math.min(attempts++, RETRY_MS.length - 1)]);
  });
}

function lead() {
  listen();
  return new Promise((resolve) => { releaseLock = resolve; });
}

/** @param {number} revision what the first view showed; later changes are sent again if they were missed */
export function startLive(revision) {
  if (isRunning) return;
  isRunning = true;
  live.revision = Math.max(live.revision, revision ?? 0);
  live.state = 'connecting';
  channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(CHANNEL) : null;
  channel?.addEventListener('message', ({ data }) => {
    if (data.type === 'hello') { if (source) announce({ type: 'state', state: live.state }); }
    else if (data.type === 'state') live.state = data.state;
    else deliver(data);
  });
  announce({ type: 'hello' });
  if (navigator.locks && channel) navigator.locks.request(CHANNEL, lead).catch(() => listen());
  else listen();
}

export function stopLive() {
  isRunning = false;
  clearTimeout(retry);
  source?.close();
  source = null;
  releaseLock?.();
  channel?.close();
  channel = null;
  live.state = 'off';
  live.revision = 0;
}
