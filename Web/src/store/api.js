// SPDX-License-Identifier: Apache-2.0
// Calls to /api/v1. Everything that goes wrong becomes a Problem with a title, a detail and a hint in both languages.
import { asKnown, asRead, isOfPast } from './past.js';

/** @typedef {{zh: string, en: string}} Words */

/** RFC 9457 problem document, or one made here when no answer came at all. */
export class Problem extends Error {
  /** @param {{status: number, code: string, title?: Words, detail?: Words, hint?: Words, parameters?: object, theirs?: object, yours?: object}} document */
  constructor(document) {
    super(document.code);
    Object.assign(this, { title: null, detail: null, hint: null, parameters: {}, theirs: null, yours: null }, document);
  }
}

const listeners = new Set();

/** Called when the server says that nobody is signed in any more. */
export function onSignedOut(handler) {
  listeners.add(handler);
}

let showAgain = null;

/** Asked when the server wants to know once more who is at the screen; the request goes out again when the promise resolves. */
export function onConfirmNeeded(handler) {
  showAgain = handler;
}

async function problemOf(answer) {
  let document = {};
  try {
    document = await answer.json();
  } catch { /* a proxy's page, or nothing */ }
  return new Problem({ ...document, status: answer.status, code: document.code ?? `http-${answer.status}`, retryAfter: answer.headers.get('Retry-After') });
}

/**
 * @param {string} method @param {string} path below /api/v1
 * @param {{body?: any, raw?: Blob, signal?: AbortSignal, quiet?: boolean, isFile?: boolean}} [options]
 */
export async function request(method, path, options = {}) {
  try {
    return await requestOnce(method, path, options);
  } catch (problem) {
    if (problem.code !== 'access.confirm-needed' || !showAgain) throw problem;
    await showAgain(problem);
    return requestOnce(method, path, options);
  }
}

async function requestOnce(method, path, { body, raw, signal, quiet, isFile }) {
  const headers = { Accept: 'application/json' };
  if (raw) headers['Content-Type'] = 'application/octet-stream';
  else if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch('/api/v1' + asKnown(path), { method, headers, body: raw ?? (body === undefined ? undefined : JSON.stringify(body)), signal, credentials: 'same-origin' });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem({ status: 0, code: 'no-connection' });
  }
  if (answer.ok && isFile) return { name: /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? 'tongpin.xlsx', blob: await answer.blob() };
  if (answer.ok) {
    const read = answer.status === 204 ? null : await answer.json().catch(() => null);
    return isOfPast(path) ? asRead(read) : read;
  }
  const problem = await problemOf(answer);
  if (answer.status === 401 && !quiet) for (const handler of listeners) handler(problem);
  throw problem;
}

export const get = (path, options) => request('GET', path, options);
/** A file that is made for a request: its name and its bytes. */
export const postForFile = (path, body) => request('POST', path, { body, isFile: true });
export const post = (path, body, options) => request('POST', path, { ...options, body });

/** Query text of the parameters that are set; the server reads a plus as a plus, so a space travels as %20. */
export function query(parameters) {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return pairs.length ? '?' + new URLSearchParams(pairs).toString().replaceAll('+', '%20') : '';
}

/** A fresh idempotency key. */
export function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}
