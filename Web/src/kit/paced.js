// SPDX-License-Identifier: Apache-2.0
/**
 * Work after somebody's change, once for several of them. Where many screens are open each does it at a moment of its own within the pace that the
 * change names, so that they do not all ask at once.
 * @param {() => any} work @param {number} [least] milliseconds that are waited in any case
 */
export function paced(work, least = 0) {
  let timer = 0;
  const soon = (pace = 0) => {
    if (timer) return undefined;
    if (!pace && !least) return work();
    timer = setTimeout(() => { timer = 0; work(); }, least + Math.random() * pace);
    return undefined;
  };
  soon.stop = () => { clearTimeout(timer); timer = 0; };
  return soon;
}
