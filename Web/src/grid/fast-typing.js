// SPDX-License-Identifier: Apache-2.0
// The grid opens its editor a moment after the first key. Enter or Tab that comes sooner would be lost, and the next
// number would run into the one before; so they wait for the editor, and what follows waits for them.

const LONGEST_WAIT_MS = 1500;
const frame = () => new Promise((done) => requestAnimationFrame(done));
const isPrintable = (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
const copyOf = ({ key, code, shiftKey, ctrlKey, altKey, metaKey }) => new KeyboardEvent('keydown', { key, code, shiftKey, ctrlKey, altKey, metaKey, bubbles: true, cancelable: true });

/**
 * @param {() => HTMLElement} host the element around the grid
 * @param {() => boolean} canEdit whether the focused cell may be edited
 */
export function fastTyping(host, canEdit) {
  let began = 0, isCommitting = false, waiting = [];

  const editor = () => host().querySelector('revogr-edit input');

  async function commit(event) {
    isCommitting = true;
    const until = performance.now() + LONGEST_WAIT_MS;
    while (!(editor() && document.activeElement === editor()) && performance.now() < until) await frame();
    await frame();
    editor()?.dispatchEvent(copyOf(event));
    while (editor() && performance.now() < until) await frame();
    await frame();
    await frame();
    began = 0;
    isCommitting = false;
    const later = waiting;
    waiting = [];
    for (const one of later) document.body.dispatchEvent(one);
  }

  return {
    /** The edit is over (kept or cancelled). */
    ended() { if (!isCommitting) began = 0; },
    /** @param {KeyboardEvent} event @returns {boolean} true when the key was taken and nobody else may have it */
    takes(event) {
      if (isCommitting) {
        if (event.isTrusted) { waiting.push(copyOf(event)); return true; }
        return false;
      }
      if (event.target === editor()) { began = 0; return false; }
      const isEditing = began && (performance.now() - began < LONGEST_WAIT_MS || editor());
      if (isEditing && (event.key === 'Enter' || event.key === 'Tab')) { commit(event); return true; }
      if (!isEditing && isPrintable(event) && canEdit()) began = performance.now();
      return false;
    },
  };
}
