// SPDX-License-Identifier: Apache-2.0
// Names in a comment: `@{login}` on the way, a name on the screen. Nothing in it is ever markup.

/** A comment in pieces: words, and people by their names. @param {string} text @param {{login: string, name: any}[]} mentions @param {(name: any) => string} show */
export function piecesOf(text, mentions, show) {
  const known = new Map(mentions.map((one) => [one.login, one]));
  return text.split(/(@\{[^}]+\})/).filter(Boolean).map((part) => {
    const person = known.get(/^@\{([^}]+)\}$/.exec(part)?.[1]);
    return person ? { text: '@' + show(person.name), person } : { text: part };
  });
}

/** Every name somebody goes by. */
export const namesOf = ({ name, login }) => [...new Set([name.zh, name.en, login])];

/**
 * Words as they travel: `@name` of somebody who can be named becomes `@{login}`. Longer names first: one may begin another.
 * @param {string} words @param {{login: string, name: {zh: string, en: string}}[]} people
 * @returns {{text: string, named: any[]}}
 */
export function wireOf(words, people) {
  const known = people.flatMap((one) => namesOf(one).map((name) => ({ name, one }))).sort((a, b) => b.name.length - a.name.length);
  const named = new Set();
  let text = '', rest = words;
  for (let at = rest.indexOf('@'); at >= 0; at = rest.indexOf('@')) {
    const after = rest.slice(at + 1);
    const hit = known.find(({ name }) => after.startsWith(name));
    text += rest.slice(0, at) + (hit ? `@{${hit.one.login}}` : '@');
    rest = after.slice(hit ? hit.name.length : 0);
    if (hit) named.add(hit.one);
  }
  return { text: text + rest, named: [...named] };
}

/** The name that is being typed before the caret; null when none is. */
export const partialName = (before) => /@([^\s@{}]{0,30})$/.exec(before)?.[1] ?? null;
