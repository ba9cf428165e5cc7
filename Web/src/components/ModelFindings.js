// SPDX-License-Identifier: Apache-2.0
// Everything that is wrong with the text, by line; a click goes to the place.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { findingWords } from '../model/words.js';

export default define('ModelFindings', {
  props: { findings: Array, isChecking: Boolean, isUsable: Boolean, problem: Object },
  emits: ['go'],
  template: `
    <section class="model-findings" aria-live="polite">
      <header><h3>{{ t('web.model.findings') }}</h3>
        <span v-if="problem" class="finding-state error"><i class="icon" aria-hidden="true">cloud_off</i>{{ t('web.model.not-checked') }}</span>
        <span v-else-if="errors" class="finding-state error"><i class="icon" aria-hidden="true">error</i>{{ t('web.model.errors', { count: errors }) }}</span>
        <span v-else-if="!findings.length" class="finding-state fine"><i class="icon" aria-hidden="true">check_circle</i>{{ t('web.model.no-findings') }}</span>
        <span v-if="findings.length - errors" class="finding-state warning"><i class="icon" aria-hidden="true">warning</i>{{ t('web.model.warnings', { count: findings.length - errors }) }}</span>
        <span class="spacer"></span><small v-if="isChecking">{{ t('web.model.checking') }}</small><small v-else-if="findings.length"><kbd>F8</kbd> {{ t('web.model.next') }}</small></header>
      <ul v-if="findings.length"><li v-for="(one, index) in findings" :key="index"><button :class="one.severity" data-act="finding" @click="$emit('go', one.line, one.column)"><i class="icon" aria-hidden="true">{{ one.severity === 'error' ? 'error' : 'warning' }}</i><b>{{ one.line }}:{{ one.column }}</b><span>{{ words(one).title }}<small v-if="words(one).detail">{{ words(one).detail }}</small></span></button></li></ul>
    </section>`,
  setup: (props) => ({ words: findingWords, errors: computed(() => props.findings.filter((one) => one.severity === 'error').length) }),
});
