// SPDX-License-Identifier: Apache-2.0
// What went wrong comes in pieces that fit into any sentence; on the screen each is one.

/** With a capital, where it begins with a word and not with a name or a code. @param {string} words */
export const begun = (words) => (/^[a-z]+ /.test(words) && !words.startsWith('tongpin ') ? words[0].toUpperCase() + words.slice(1) : words);

/** With a full stop of its language as well. @param {string} words */
export function asSentence(words) {
  if (!words || /[.。!！?？…:：]$/.test(words)) return begun(words);
  return begun(words) + (/[\u3400-\u9fff]/.test(words) ? '。' : '.');
}
