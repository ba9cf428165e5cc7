// SPDX-License-Identifier: Apache-2.0
// Turns the templates in Web/src into render functions (Web/templates.gen.js), so that the page needs no 'unsafe-eval'.
// Uses the very Vue file that the browser loads. Usage: node Scripts/precompile.mjs
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const vuePath = path.join(root, 'Web/vendor/vue/vue.esm-browser.prod.js');
const target = path.join(root, 'Web/templates.gen.js');

function stop(message) {
  console.error('precompile: ' + message);
  process.exit(1);
}
if (!fs.existsSync(vuePath)) stop('Web/vendor holds no Vue. Run Scripts/fetch-vendor.py first.');

// Vue's compiler asks the page to decode HTML entities; this stands in for the page.
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const decode = (text) => text.replace(/&(#x?[0-9a-f]+|amp|lt|gt|quot|apos|nbsp);/gi, (_, entity) =>
  entity[0] === '#' ? String.fromCodePoint(entity[1] === 'x' ? parseInt(entity.slice(2), 16) : Number(entity.slice(1))) : NAMED[entity.toLowerCase()]);
globalThis.document ??= {
  createElement: () => ({
    set innerHTML(html) {
      const attribute = /^<div foo="([\s\S]*)">$/.exec(html);
      this.textContent = decode(html);
      this.children = [{ getAttribute: () => decode(attribute ? attribute[1] : '') }];
    },
  }),
};

// The compiler hands its code to `new Function`; we keep the text instead of only the function.
let captured = null;
globalThis.Function = new Proxy(globalThis.Function, {
  construct(Real, args) { captured = args; return new Real(...args); },
  apply(Real, self, args) { captured = args; return Real(...args); },
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tongpin-'));
const copy = path.join(folder, 'vue.mjs');
fs.copyFileSync(vuePath, copy);
const Vue = await import(pathToFileURL(copy).href);
fs.rmSync(folder, { recursive: true });

const files = fs.readdirSync(path.join(root, 'Web/src'), { recursive: true }).filter((name) => name.endsWith('.js')).sort();
const out = ['// Made by Scripts/precompile.mjs. Do not edit.', '(function () { var T = globalThis.tongpinTemplates = {};'];
const names = new Set();
for (const file of files) {
  const source = fs.readFileSync(path.join(root, 'Web/src', file), 'utf8');
  for (const match of source.matchAll(/define\('(\w+)', \{[\s\S]*?\btemplate: `([\s\S]*?)`/g)) {
    const [, name, template] = match;
    if (names.has(name)) stop(`two components are called ${name} (${file})`);
    if (template.includes('${')) stop(`the template of ${name} (${file}) holds a \${…}; it must be plain`);
    captured = null;
    Vue.compile(template.trim(), { onError: (error) => stop(`${file}, ${name}: ${error.message} (line ${error.loc?.start.line} of the template)`) });
    if (!captured) stop(`no code for ${name} (${file})`);
    names.add(name);
    out.push(`T[${JSON.stringify(name)}] = function (${captured.slice(0, -1).join(', ')}) {${captured.at(-1)}\n};`);
  }
}
out.push('})();', '');
const text = out.join('\n');
if (!fs.existsSync(target) || fs.readFileSync(target, 'utf8') !== text) fs.writeFileSync(target, text);
console.log(`precompile: ${names.size} templates, ${(text.length / 1024).toFixed(0)} KiB`);
