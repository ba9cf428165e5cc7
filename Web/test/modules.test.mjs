// SPDX-License-Identifier: Apache-2.0
// Every module of the page can be read, and what the navigation offers is a screen that the shell can open.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'src');
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');

test('every module can be read by the browser', () => {
  const script = `const { SourceTextModule } = require('node:vm'), fs = require('node:fs');
    for (const name of JSON.parse(fs.readFileSync(0, 'utf8'))) { try { new SourceTextModule(fs.readFileSync(name, 'utf8')); } catch (problem) { console.log(name + ': ' + problem.message); } }`;
  const names = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js')).map((name) => path.join(folder, name));
  assert.ok(names.length > 100);
  const options = { input: JSON.stringify(names), encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] };
  assert.equal(execFileSync(process.execPath, ['--experimental-vm-modules', '-e', script], options), '');
});

test('what the navigation offers can be opened', () => {
  const names = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);
  const offered = names(read('components/NavBar.js'), /\{ name: '(\w+)'/g);
  const known = names(read('store/router.js').match(/SCREENS = \[(.*)\]/)[1], /'(\w+)'/g);
  const opened = names(read('components/AppShell.js'), /^ {2}(\w+): defineAsyncComponent/gm);
  assert.ok(offered.length > 20);
  assert.deepEqual([...offered, ...known].filter((name) => !known.includes(name) || !opened.includes(name)), []);
});
