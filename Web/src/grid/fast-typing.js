// SPDX-License-Identifier: Apache-2.0
// The grid opens and closes its editor a moment after the key. Without this, Enter that comes sooner would be lost and
// the next number would run into the one before: so Enter and Tab wait for the editor, and later keys wait for them.

const EDITOR_WAIT_MS = 1500;
const MOVE_WAIT_MS = 300;
const FRAME_WAIT_MS = 100;
// A window that is covered or in the background draws no frames; what was typed there still counts.
const frame = () => new Promise((done) => {
  requestAnimationFrame(done);
  setTimeout(done, FRAME_WAIT_MS);
});
const isPrintable = (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
const copyOf = ({ key, code, shiftKey, ctrlKey, altKey, metaKey }) => new KeyboardEvent('keydown', { key, code, shiftKey, ctrlKey, altKey, metaKey, bubbles: true, cancelable: true });

/**
 * @param {() => HTMLElement} host the element around the grid
 * @param {() => boolean} canEdit whether the focused cell may be edited
 */
export function fastTyping(host, canEdit) {
  let began = 0, isCommitting = false, hasMoved = false, waiting = [], own = null;

  const editor = () => host()?.querySelector('revogr-edit input') ?? null;
  const isEditing = () => !!editor() || (began > 0 && performance.now() - began < EDITOR_WAIT_MS);

  async function until(isTrue, longest) {
    const end = performance.now() + longest;
    while (!isTrue() && performance.now() < end) await frame();
  }

  async function commit(event) {
    isCommitting = true;
    hasMoved = false;
    await until(() => editor() && document.activeElement === editor(), EDITOR_WAIT_MS);
    await frame(); // letters typed before the editor had the focus are in it by now
    own = copyOf(event);
    editor()?.dispatchEvent(own);
    await until(() => !editor(), EDITOR_WAIT_MS);
    await until(() => hasMoved, MOVE_WAIT_MS);
    began = 0;
    isCommitting = false;
    const later = waiting;
    waiting = [];
    for (const one of later) (document.activeElement ?? document.body).dispatchEvent(one);
  }

  return {
    /** The focus went to another cell. */
    moved() {
      hasMoved = true;
      if (!isCommitting) began = 0;
    },
    /** @param {KeyboardEvent} event @returns {boolean} true when the key was taken and nobody else may have it */
    takes(event) {
      if (event === own) return false;
      if (isCommitting) {
        waiting.push(copyOf(event));
        return true;
      }
      if (event.key === 'Escape') began = 0;
      if ((event.key === 'Enter' || event.key === 'Tab') && isEditing() && !event.isComposing) {
        commit(event);
        return true;
      }
      if (!isEditing() && isPrintable(event) && canEdit()) began = performance.now();
      return false;
    },
  };
}
