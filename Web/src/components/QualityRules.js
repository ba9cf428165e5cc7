// SPDX-License-Identifier: Apache-2.0
// The rules about what comes in: those that came along and one's own, each as a sentence; switched, changed, put back.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { send, undo } from '../store/commands.js';
import { notify } from '../store/notices.js';
import { can } from '../store/session.js';
import QualityRuleEditor from './QualityRuleEditor.js';

const SHOWN = 40;

export default define('QualityRules', {
  components: { QualityRuleEditor },
  props: { view: Object, kinds: Array },
  emits: ['done'],
  template: `
    <article class="card quality-rule-list"><h2>{{ t('web.quality.rules') }}<button v-if="mayEdit" class="btn" data-act="quality-rule-new" @click="ui.editing = {}"><i class="icon" aria-hidden="true">add</i> {{ t('web.quality.rule.new') }}</button></h2>
      <p class="quiet">{{ t(mayEdit ? 'web.quality.rules.note' : 'web.quality.rules.note.read') }}</p>
      <div class="quality-filter"><label class="field"><span>{{ t('web.import.kind') }}</span><select v-model="ui.kind" class="input" name="quality-kind"><option value="">{{ t('web.quality.all-kinds') }}</option><option v-for="one in kindsWithRules" :key="one.kind" :value="one.kind">{{ text(one.label) }}</option></select></label>
        <segment-switch v-model="ui.severity" :options="severities" :label="t('web.quality.severity')"/><label class="check"><input v-model="ui.own" type="checkbox" name="quality-own"> {{ t('web.quality.only-own') }}</label></div>
      <p v-if="!rules.length" class="quiet">{{ t(ui.own ? 'web.quality.rules.no-own' : 'web.quality.rules.none') }}</p>
      <ul class="quality-rule-rows"><li v-for="one in shown" :key="one.id" :class="[one.severity, { off: !one.isOn }]" :data-rule="one.id"><span class="tag" :class="{ stop: 'bad', warn: 'warn' }[one.severity] ?? ''">{{ t('web.quality.severity.' + one.severity) }}</span>
        <div><p>{{ text(one.words) }}</p><p class="meta"><template v-if="one.name">{{ one.name }} · </template>{{ text(one.formLabel) }}<template v-if="!one.isShipped"> · {{ t('web.quality.rule.own') }}</template><template v-if="one.isChanged && one.by"> · {{ t('web.quality.rule.by', { name: text(one.by) }) }}</template><template v-if="one.owner"> · {{ t('web.quality.rule.owner', { name: text(one.owner) }) }}</template><template v-if="!one.isOn"> · {{ t('web.quality.rule.off') }}</template></p></div>
        <div v-if="mayEdit" class="quality-rule-acts"><button class="btn small" data-act="quality-rule-edit" @click="ui.editing = one">{{ t('web.rules.change') }}</button><button v-if="!one.isShipped || one.isChanged" class="icon-btn" data-act="quality-rule-remove" :title="t(one.isShipped ? 'web.quality.rule.restore' : 'web.quality.rule.remove')" :aria-label="t(one.isShipped ? 'web.quality.rule.restore' : 'web.quality.rule.remove')" @click="remove(one)"><i class="icon" aria-hidden="true">{{ one.isShipped ? 'restart_alt' : 'delete' }}</i></button></div></li></ul>
      <button v-if="rules.length > shown.length" class="btn" @click="ui.limit += 40">{{ t('web.quality.more', { count: rules.length - shown.length }) }}</button>
      <quality-rule-editor v-if="ui.editing" :rule="ui.editing" :kinds="kinds" :owners="view.owners" @close="ui.editing = null" @saved="ui.editing = null; $emit('done')"/>
    </article>`,
  setup(props, { emit }) {
    const ui = reactive({ kind: '', severity: '', own: false, limit: SHOWN, editing: null });
    const rules = computed(() => props.view.rules.filter((one) => (!ui.kind || one.kind === ui.kind) && (!ui.severity || one.severity === ui.severity) && (!ui.own || !one.isShipped || one.isChanged)));
    return {
      t, text, ui, rules, shown: computed(() => rules.value.slice(0, ui.limit)), mayEdit: computed(() => can('releaseData')),
      kindsWithRules: computed(() => props.kinds.filter((one) => props.view.rules.some((rule) => rule.kind === one.kind))),
      severities: computed(() => ['', 'stop', 'warn', 'note'].map((value) => ({ value, label: t('web.quality.severity.' + (value || 'all')) }))),
      remove: async (one) => {
        try {
          await send('remove-quality-rule', { id: one.id }, { opensPanel: false, isSilent: true });
          notify({ kind: 'done', text: t(one.isShipped ? 'web.quality.rule.restored' : 'web.quality.rule.removed'), action: { label: t('web.action.undo'), run: undo } });
          emit('done');
        } catch { /* told already */ }
      },
    };
  },
});
