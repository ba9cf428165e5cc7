// SPDX-License-Identifier: Apache-2.0
// Where a figure came from: file and line, who and when, and the documents behind it.
import { define } from '../kit/template.js';
import { go } from '../store/router.js';
import { can } from '../store/session.js';

export default define('SourceNote', {
  props: { source: Object },
  template: `
    <section class="source">
      <h3><i class="icon" aria-hidden="true">{{ icons[source.kind] ?? 'source' }}</i>{{ t('web.source.' + (icons[source.kind] ? source.kind : 'fact')) }}</h3>
      <p>{{ text(source.words) }}</p>
      <dl>
        <template v-if="source.file"><dt>{{ t('web.source.file') }}</dt><dd>{{ source.file }}<template v-if="source.line"> · {{ t('web.source.line', { line: source.line }) }}</template></dd></template>
        <template v-if="source.batch"><dt>{{ t('web.source.batch') }}</dt><dd><a v-if="can('viewCompany')" class="link" :href="'#/restatements?batch=' + source.batch">{{ source.batch }}</a><template v-else>{{ source.batch }}</template></dd></template>
        <template v-if="source.by"><dt>{{ t('web.source.by') }}</dt><dd>{{ who(source.by) }}</dd></template>
        <template v-if="source.recordedAt"><dt>{{ t('web.source.at') }}</dt><dd>{{ moment(source.recordedAt) }}</dd></template>
      </dl>
      <ul v-if="source.documents?.length" class="source-documents"><li v-for="one in source.documents" :key="one.id"><button class="link" @click="go('chain', { document: one.id })">{{ text(one.label) }}</button><span>{{ money(one.amount, { fine: true }) }}</span></li></ul>
    </section>`,
  setup: () => ({ go, can, icons: { fact: 'receipt_long', forecast: 'insights', person: 'edit', default: 'tune' } }),
});
