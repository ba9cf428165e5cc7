// SPDX-License-Identifier: Apache-2.0
// The keys of a spreadsheet that the grid itself does not know.

const PAGE = 18;

/**
 * What a key means on a focused cell, or null when the grid should handle it.
 * @param {KeyboardEvent} event
 * @param {{x: number, y: number, lastX: number, lastY: number}} at the focused cell and the last ones
 * @returns {{move?: {x: number, y: number}, act?: 'edit'|'comment'|'explain'|'fold'|'unfold'|'fill-down'|'fill-right'}|null}
 */
export function meaningOf(event, { x, y, lastX, lastY }) {
  const isCommand = event.ctrlKey || event.metaKey;
  const to = (nx, ny) => ({ move: { x: Math.min(Math.max(nx, 0), lastX), y: Math.min(Math.max(ny, 0), lastY) } });
  if (event.altKey && !isCommand) {
    if (event.key === 'ArrowLeft') return { act: 'fold' };
    if (event.key === 'ArrowRight') return { act: 'unfold' };
    return null;
  }
  if (isCommand) {
    switch (event.key) {
      case 'Home': return to(0, 0);
      case 'End': return to(lastX, lastY);
      case 'd': case 'D': return { act: 'fill-down' };
      case 'r': case 'R': return { act: 'fill-right' };
      case 'i': case 'I': return { act: 'explain' };
      default: return null;
    }
  }
  switch (event.key) {
    case 'F2': return { act: event.shiftKey ? 'comment' : 'edit' };
    case 'Home': return to(0, y);
    case 'End': return to(lastX, y);
    case 'PageUp': return to(x, y - PAGE);
    case 'PageDown': return to(x, y + PAGE);
    case 'Enter': return to(x, event.shiftKey ? y - 1 : y + 1);
    case 'Tab': return to(event.shiftKey ? x - 1 : x + 1, y);
    default: return null;
  }
}
