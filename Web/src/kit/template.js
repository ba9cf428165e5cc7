// SPDX-License-Identifier: Apache-2.0
// Links a component with its compiled template. Without compiled templates (a bare checkout) Vue compiles in the browser.
import * as Vue from 'vue';

/**
 * @template T
 * @param {string} name unique; the precompiler stores the template under it
 * @param {T & {template: string}} component
 * @returns {T}
 */
export function define(name, component) {
  component.name = name;
  const compiled = globalThis.tongpinTemplates?.[name];
  if (compiled) {
    const render = compiled(Vue);
    render._rc = true;
    component.render = render;
    delete component.template;
  }
  return component;
}
