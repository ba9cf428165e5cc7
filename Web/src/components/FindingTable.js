// SPDX-License-Identifier: Apache-2.0
// What is wrong in a file: where, which value, why, and what to do.
import { define } from '../kit/template.js';

export default define('FindingTable', {
  props: { findings: Array, total: Number },
  template: `
    <div class="scroll-x findings"><table class="data-table"><thead><tr><th></th><th class="num">{{ t('web.import.line') }}</th><th>{{ t('web.import.column') }}</th><th>{{ t('web.import.value') }}</th><th>{{ t('web.import.message') }}</th><th>{{ t('web.import.hint') }}</th></tr></thead>
      <tbody><tr v-for="(one, index) in findings" :key="index" :class="one.severity"><td><span class="tag" :class="{ rejected: 'bad', warning: 'warn' }[one.severity] ?? ''">{{ t('web.import.severity.' + one.severity) }}</span></td><td class="num">{{ one.line }}</td><td>{{ one.header ?? one.column }}</td><td><code>{{ one.value }}</code></td><td>{{ text(one.message) }}</td><td>{{ text(one.hint) }}</td></tr></tbody></table>
      <p v-if="total > findings.length" class="quiet pad">{{ t('web.import.more-findings', { shown: findings.length, total }) }}</p></div>`,
});
