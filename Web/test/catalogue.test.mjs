// SPDX-License-Identifier: Apache-2.0
// Both languages have the same keys and parameters, the browser asks for no key that is missing, and no template holds words.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const read = (name) => JSON.parse(fs.readFileSync(path.join(root, 'Locales', name), 'utf8'));
const zh = read('zh-Hans.json'), en = read('en.json');
const folder = path.join(root, 'Web/src');
const sources = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js')).map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') }));
const parameters = (pattern) => [...pattern.matchAll(/\{(\w+)[:}]/g)].map((match) => match[1]).sort();

test('both catalogues have the same keys', () => assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort()));

test('each text has the same parameters in both languages', () => {
  for (const key of Object.keys(zh)) assert.deepEqual([...new Set(parameters(zh[key]))], [...new Set(parameters(en[key] ?? ''))], key);
});

test('every empty state says what to do', () => {
  const keys = sources.flatMap(({ text }) => [...text.matchAll(/\bempty-key="([^"]+)"/g)].flatMap(([, key]) => (key.startsWith('web.') ? [key] : [...key.matchAll(/'(web\.[^']+)'/g)].map((match) => match[1]))));
  assert.ok(keys.length > 5);
  for (const key of keys) assert.ok(key in zh && `${key}.hint` in zh, `${key}.hint`);
});

test('every note of a planning model has an English one', () => {
  const english = read('notes.en.json'), models = path.join(root, 'Models');
  for (const name of fs.readdirSync(models).filter((one) => one.endsWith('.plan'))) {
    for (const [, note] of fs.readFileSync(path.join(models, name), 'utf8').matchAll(/\bnote: "([^"]*)"/g)) assert.ok(english[note] && !/[\u4e00-\u9fff]/.test(english[note]), `${name}: ${note}`);
  }
});

test('no text is empty, and Chinese texts of the browser are not left in English', () => {
  const alike = new Set(['web.language.other', 'web.title', 'web.table.mark', 'web.in-week', 'web.list', 'web.unit.yuan']);
  for (const key of Object.keys(zh)) {
    assert.ok(zh[key].trim() && en[key].trim(), key);
    if (key.startsWith('web.') && !alike.has(key)) assert.ok(/[\u4e00-\u9fff]/.test(zh[key]), `${key}: ${zh[key]}`);
    if (key.startsWith('web.') && !alike.has(key)) assert.ok(!/[\u4e00-\u9fff]/.test(en[key]), `${key}: ${en[key]}`);
  }
});

test('every key the browser asks for exists', () => {
  for (const { name, text } of sources) {
    for (const [, key] of text.matchAll(/['"`](web\.[\w.-]*[\w])['"`]/g)) {
      const isPrefixed = new RegExp(`'${key.replaceAll('.', '\\.')}'\\s*\\+`).test(text);
      if (!isPrefixed) assert.ok(key in zh, `${name} asks for ${key}`);
    }
    for (const [, prefix] of text.matchAll(/['"`](web\.[\w.-]*\.)['"`]\s*\+/g)) assert.ok(Object.keys(zh).some((key) => key.startsWith(prefix)), `${name} builds keys from ${prefix}`);
  }
});

test('no template holds words of its own', () => {
  for (const { name, text } of sources) {
    for (const [, template] of text.matchAll(/\btemplate: `([\s\S]*?)`/g)) {
      const words = template.replace(/<i [^>]*class="icon[^>]*>[^<]*<\/i>/g, '').replace(/\{\{[\s\S]*?\}\}/g, '').match(/>[^<>]*[A-Za-z\u4e00-\u9fff]{3,}[^<>]*</g) ?? [];
      assert.deepEqual(words.filter((one) => !/>MASE</.test(one)), [], name);
      assert.ok(!/[\u4e00-\u9fff]/.test(template), name);
    }
  }
});

test('files stay small', () => {
  for (const { name, text } of sources) assert.ok(text.split('\n').length <= 500, name);
});
