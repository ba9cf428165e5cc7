// SPDX-License-Identifier: Apache-2.0
// Who changed the model when and why, with the lines.
import { ref } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { useView } from '../store/view.js';

const SIGNS = { added: '+', removed: '−', same: '' };

export default define('ModelChanges', {
  template: `
    <state-box :state="state" :has-data="!!data" :is-empty="data && !data.changes.length" empty-key="web.model.history.empty" :rows="4" @retry="reload">
      <ol class="model-changes"><li v-for="change in data.changes" :key="change.event">
        <button class="change-head" :aria-expanded="open === change.event" @click="open = open === change.event ? null : change.event"><i class="icon" aria-hidden="true">{{ open === change.event ? 'expand_more' : 'chevron_right' }}</i><span><b>{{ text(change.label) }}</b><small>{{ who(change.by) }} · {{ moment(change.at) }}</small></span><em class="plus">+{{ change.added }}</em><em class="minus">−{{ change.removed }}</em></button>
        <p v-if="change.reason" class="change-reason">{{ change.reason }}</p>
        <div v-if="open === change.event" class="diff" role="table" lang="zh"><template v-for="(run, at) in change.runs" :key="at"><div v-if="at" class="gap" aria-hidden="true">⋯</div><div v-for="(line, index) in run" :key="index" class="line" :class="line.mark"><i>{{ line.number }}</i><b>{{ signs[line.mark] }}</b><span>{{ line.text }}</span></div></template><p v-if="change.isCut" class="quiet">{{ t('web.model.history.cut') }}</p></div>
      </li></ol>
    </state-box>`,
  setup() {
    const open = ref(null);
    const { data, state, reload } = useView(() => '/model/history', { onData: (answer, cause) => { if (cause === 'opened') open.value = answer.changes[0]?.event ?? null; } });
    return { data, state, reload, open, text, signs: SIGNS };
  },
});
