// SPDX-License-Identifier: Apache-2.0

/**
 * A pattern of the catalogue with its values: `{count}` is the value, `{count:workday|workdays}` the word for one or for several.
 * @param {string} pattern @param {Record<string, string|number>} values
 */
export function filled(pattern, values) {
  return pattern.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, name, one, several) => (
    several === undefined ? values[name] ?? whole : Number(values[name]) === 1 ? one : several));
}
