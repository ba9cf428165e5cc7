// SPDX-License-Identifier: Apache-2.0
// Who would get it: the steps of a flow for one document, in their order, and why it would stop.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';

export default define('ForeseenSteps', {
  props: { preview: Object },
  template: `
    <div class="foreseen"><p class="meta">{{ t('web.inbox.foreseen', { name: text(preview.flow) }) }}</p>
      <ol><li v-for="(one, index) in steps" :key="index" :class="one.act"><b>{{ text(one.person) || '–' }}</b><span>{{ text(one.step) }}</span><small>{{ t('web.inbox.foreseen.' + one.act) }}</small></li></ol>
      <p v-for="(block, index) in preview.blocks" :key="'b' + index" class="approval-note bad"><i class="icon" aria-hidden="true">block</i>{{ t('web.inbox.blocked', { step: text(block.step) }) }} {{ t('web.inbox.block.' + block.reason, { subject: text(block.subject) }) }}</p>
    </div>`,
  setup: (props) => ({ text, steps: computed(() => props.preview.steps.filter((one) => one.act !== 'blocked')) }),
});
