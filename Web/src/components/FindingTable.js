// SPDX-License-Identifier: Apache-2.0
// What is wrong in a file: where, which value, why, and what to do; in a preview the cell itself can be mended.
import { define } from '../kit/template.js';

export default define('FindingTable', {
  props: { findings: Array, total: Number, mends: Object },
  template: `
    <div class="scroll-x findings"><table class="data-table"><thead><tr><th></th><th class="num">{{ t('web.import.line') }}</th><th>{{ t('web.import.column') }}</th><th>{{ t('web.import.value') }}</th><th v-if="mends">{{ t('web.import.instead') }}</th><th>{{ t('web.import.message') }}</th><th>{{ t('web.import.hint') }}</th></tr></thead>
      <tbody><tr v-for="(one, index) in findings" :key="index" :class="one.severity"><td><span class="tag" :class="{ rejected: 'bad', warning: 'warn' }[one.severity] ?? ''">{{ t('web.import.severity.' + one.severity) }}</span></td><td class="num">{{ one.line }}</td><td class="finding-place" lang="">{{ one.header || one.column }}</td><td lang=""><code v-if="one.value">{{ one.value }}</code></td>
        <td v-if="mends"><input v-if="canMend(one)" class="input mend" :value="mends[place(one)] ?? ''" :placeholder="one.value" :aria-label="t('web.import.mend', { line: one.line, column: one.header || one.column })" maxlength="1000" @input="mend(one, $event.target.value)"></td>
        <td>{{ text(one.message) }}</td><td>{{ text(one.hint) }}</td></tr></tbody></table>
      <p v-if="total > findings.length" class="quiet pad">{{ t('web.import.more-findings', { shown: findings.length, total }) }}</p></div>`,
  setup(props) {
    const place = (one) => `${one.line}:${one.column}`;
    return {
      place,
      // A finding of the whole row, or of the file, has no cell to mend.
      canMend: (one) => one.line > 0 && !!one.column && one.severity !== 'info',
      mend(one, value) {
        if (value) props.mends[place(one)] = value;
        else delete props.mends[place(one)];
      },
    };
  },
});
