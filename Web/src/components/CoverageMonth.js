// SPDX-License-Identifier: Apache-2.0
// One month of one kind in words: what it holds, against what is usual, and where its rows and batches are.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { can } from '../store/session.js';

export default define('CoverageMonth', {
  props: { kind: Object, month: Object, label: String },
  emits: ['close'],
  template: `
    <section class="coverage-month" :data-month="month.month" aria-live="polite"><h3>{{ text(kind.label) }} · {{ period(month.month) }}<span class="tag" :class="{ gap: 'bad', low: 'warn' }[month.state] ?? ''">{{ label }}</span><button class="icon-btn" :aria-label="t('web.action.close')" @click="$emit('close')"><i class="icon" aria-hidden="true">close</i></button></h3>
      <p v-for="one in findings" :key="one.from">{{ text(one.words) }}</p>
      <dl v-if="month.rows"><div><dt>{{ t('web.import.rows') }}</dt><dd>{{ count(String(month.rows)) }}<small v-if="month.usual !== null"> {{ t('web.coverage.usual', { count: count(String(month.usual)) }) }}</small></dd></div>
        <div><dt>{{ t('web.coverage.days') }}</dt><dd>{{ day(month.firstDay) }} – {{ day(month.lastDay) }}</dd></div>
        <div><dt>{{ t('web.quality.batches') }}</dt><dd>{{ month.batches }}</dd></div>
        <div v-for="sum in month.sums" :key="sum.field + sum.currency"><dt>{{ text(sum.label) }}<template v-if="sum.currency"> {{ sum.currency }}</template></dt><dd>{{ sum.total === null ? t('web.coverage.too-large') : sum.unit === 'money' ? money(sum.total, { fine: true, zero: '0' }) : count(sum.total) }}</dd></div></dl>
      <p class="coverage-links"><a v-if="month.newestBatch" class="btn small" :href="'#/quality?batch=' + month.newestBatch">{{ t('web.coverage.to-batch', { batch: month.newestBatch }) }}</a><a v-if="month.rows && kind.isRestated" class="btn small" :href="'#/restatements?kind=' + kind.kind + '&month=' + month.month">{{ t('web.coverage.to-restatements') }}</a><a v-if="can('importFacts')" class="btn small" href="#/imports">{{ t('web.quality.to-imports') }}</a></p>
    </section>`,
  setup(props) {
    return { can, text, findings: computed(() => props.kind.findings.filter((one) => one.from <= props.month.month && props.month.month <= one.to)) };
  },
});
