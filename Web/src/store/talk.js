// SPDX-License-Identifier: Apache-2.0
// 讨论: where something is talked about, what names the reader, and what the panel shows of it.
import { reactive, shallowRef } from 'vue';
import { get, query } from './api.js';
import { send } from './commands.js';
import { onLive } from './live.js';
import { notify } from './notices.js';
import { panel } from './panel.js';
import { can } from './session.js';
import { t, text } from '../kit/i18n.js';
import { piecesOf } from '../kit/mentions.js';

/** Marks by subject, `cell:revenue@2026-12` → {open, total}: replaced as a whole, so that the table sees it. */
export const marks = shallowRef(new Map());
/** `mentions`: threads in which something waits for the reader. */
export const talk = reactive({ open: 0, mentions: [] });
/** What the panel shows: all that is said here, or one thread, or a list. `drafts` are unsent words by place. */
export const book = reactive({ subject: null, thread: null, lane: 'here', words: '', drafts: {} });

export const openHere = (key) => marks.value.get(key)?.open ?? 0;

/** Opens the panel at what is said about something. @param {{key: string, label: string|object}} subject */
export function openTalk(subject) {
  Object.assign(book, { subject, thread: null, lane: 'here' });
  panel.mode = 'talk';
}

/** Opens the panel at one thread. */
export function openThread(id) {
  book.thread = id;
  panel.mode = 'talk';
}

/** Opens the panel at a list. */
export function openLane(lane) {
  Object.assign(book, { thread: null, lane });
  panel.mode = 'talk';
}

export const threadsAbout = (subject) => '/threads' + query({ lane: 'all', subject });
export const threadsIn = (lane, words, limit) => '/threads' + query({ lane, q: words, limit });

/** Each resolves with the command's answer and throws a Problem that was shown; the author is told who will not hear of it. */
const said = (kind, payload) => send(kind, payload, { isSilent: true }).then((answer) => {
  if (/[；;]/.test(answer.label?.zh ?? '')) notify({ kind: 'info', text: text(answer.label) });
  load();
  return answer;
});
export const start = (subject, words) => said('start-thread', { subject, text: words });
export const reply = (thread, words) => said('reply-to-thread', { thread, text: words });
export const edit = (thread, comment, words) => said('edit-comment', { thread, comment, text: words });
export const settle = (thread, isResolved) => said('settle-thread', { thread, isResolved });
export const takeNote = (thread) => said('acknowledge-mention', { thread });

/** Who can be named here. */
export const audience = (subject) => get('/thread-audience' + query({ subject }), { quiet: true });

const COALESCE_MS = 150;
let asked = 0, timer = 0, isKnown = false;
/** Up to which revision the marks are known; null: they are asked for anew. */
let known = null;

async function load() {
  if (!can('viewPlan')) return;
  const mine = ++asked;
  try {
    const answer = await get('/thread-marks' + query({ since: known }), { quiet: true });
    if (mine !== asked) return;
    const before = new Set(talk.mentions.map(stand));
    marks.value = new Map([...(answer.since === null ? [] : marks.value), ...answer.marks.map((one) => [one.subject, one])]);
    known = answer.revision;
    Object.assign(talk, { open: [...marks.value.values()].reduce((sum, one) => sum + one.open, 0), mentions: answer.mentions });
    const fresh = answer.mentions.filter((one) => !before.has(stand(one)));
    if (isKnown && fresh.length) announce(fresh[0]);
    isKnown = true;
  } catch { /* the next word asks again */ }
}

/** The same thread with another word is something new. */
const stand = (one) => `${one.id}:${one.newest}`;

/** The comment that waits: the last of somebody else. */
export const lastWord = (thread) => [...thread.comments].reverse().find((one) => !one.isOwn) ?? thread.comments.at(-1);

function announce(thread) {
  const comment = lastWord(thread);
  notify({ kind: 'change', text: t('web.talk.named-you', { name: text(comment.by.name) }), detail: [text(thread.subject.label), plain(comment)].join(' · '), action: { label: t('web.talk.open'), run: () => openThread(thread.id) } });
}

/** A comment in pieces: words, and people by their names. */
export const pieces = (comment) => piecesOf(comment.text, comment.mentions, text);

export const plain = (comment) => pieces(comment).map((one) => one.text).join('');

/** Called once for each person who signs in. */
export function startTalk() {
  isKnown = false;
  known = null;
  marks.value = new Map();
  Object.assign(talk, { open: 0, mentions: [] });
  Object.assign(book, { subject: null, thread: null, lane: 'open', words: '', drafts: {} });
  load();
  // Several words at once are asked for once; rights and names that changed are another list as well.
  const later = () => { clearTimeout(timer); timer = setTimeout(load, COALESCE_MS); };
  const anew = ({ type, data }) => {
    if (type !== 'resync' && !/^(person|model|scenario|deals|facts)\./.test(data?.kind ?? '')) return;
    known = null;
    later();
  };
  const stops = [onLive(later, 'talk'), onLive(anew)];
  return () => { clearTimeout(timer); for (const stop of stops) stop(); };
}
