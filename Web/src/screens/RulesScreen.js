// SPDX-License-Identifier: Apache-2.0
// 提醒规则: what one wants to be told of, in one's own words; each with what it says now.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { draftOf, payloadOf } from '../kit/rules.js';
import { shiftDay } from '../kit/periods.js';
import { send, undo } from '../store/commands.js';
import { notify } from '../store/notices.js';
import { route, setQuery } from '../store/router.js';
import { session } from '../store/session.js';
import { useView } from '../store/view.js';
import RuleCard from '../components/RuleCard.js';
import RuleEditor from '../components/RuleEditor.js';

export default define('RulesScreen', {
  components: { RuleCard, RuleEditor },
  template: `
    <section class="screen rules-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.rules') }}</h1><p class="basis">{{ t('web.rules.basis') }}<template v-if="data"> · {{ t('web.rules.counts', { own: data.ownCount, limit: data.limits.person }) }}</template></p></div>
        <div class="screen-tools"><a class="btn" href="#/alerts">{{ t('web.rules.to-alerts') }}</a><button v-if="mayEdit && data?.rules.length" class="btn primary" data-act="rule-new" :disabled="!choices" @click="open(null)"><i class="icon" aria-hidden="true">add</i> {{ t('web.rules.new') }}</button></div></header>
      <state-box :state="state" :has-data="!!data" :rows="5" :is-empty="!data?.rules.length" empty-key="web.rules.empty" @retry="reload">
        <template #empty><div v-if="choices && mayEdit" class="rule-starts"><button v-for="one in choices.templates" :key="one.id" class="card rule-start" :data-start="one.id" @click="open(one.draft)"><b>{{ text(one.label) }}</b><span>{{ text(one.sentence) }}</span></button></div><button v-if="mayEdit" class="btn primary" data-act="rule-new" :disabled="!choices" @click="open(null)">{{ t('web.rules.new') }}</button></template>
        <template v-for="group in groups" :key="group.key"><h2 v-if="group.rules.length && groups.length > 1" class="rounds-group">{{ t('web.rules.group.' + group.key) }}</h2><rule-card v-for="one in group.rules" :key="one.id" :rule="one" :today="data.today" :is-open="String(one.id) === route.query.rule" :is-busy="ui.busy === one.id" :may-edit="mayEdit" @edit="open({ ...one.draft, id: one.id, savedIn: one.savedIn })" @copy="copy(one)" @toggle="toggle(one)" @pause="(days) => pause(one, days)" @remove="remove(one)"/></template>
      </state-box>
      <template v-if="data?.builtIn?.length"><h2 class="rounds-group">{{ t('web.rules.group.built-in') }}</h2><p class="basis">{{ t('web.rules.built-in') }}</p><rule-card v-for="one in data.builtIn" :key="one.id" :rule="one" :today="data.today" :is-open="String(one.id) === route.query.rule" :is-busy="ui.busy === one.id" :may-edit="mayEdit" @edit="open({ ...one.draft, id: one.id, savedIn: one.savedIn })" @copy="copy(one)" @toggle="toggle(one)" @pause="(days) => pause(one, days)" @remove="remove(one)"/></template>
      <rule-editor v-if="ui.draft && choices" :choices="choices" :given="ui.draft" :may-share="!!data?.mayShare" @close="close" @saved="close(); refresh()"/>
    </section>`,
  setup() {
    const ui = reactive({ draft: null, busy: 0 });
    const { data, state, reload, refresh } = useView(() => '/alert-rules');
    const { data: choices } = useView(() => '/alert-rules/choices', { concerns: (change) => /^(facts|model|rule)\./.test(change.kind ?? '') });
    async function run(rule, kind, payload) {
      ui.busy = rule.id;
      try {
        await send(kind, payload, { opensPanel: false, isSilent: true });
        refresh();
        return true;
      } catch {
        return false;
      } finally {
        ui.busy = 0;
      }
    }
    const groups = computed(() => {
      const rules = data.value?.rules ?? [], own = rules.filter((one) => one.isMine), shared = rules.filter((one) => !one.isMine);
      return [{ key: 'own', rules: own }, { key: 'shared', rules: shared }].filter((group) => group.rules.length);
    });
    return {
      t, text, ui, data, state, reload, refresh, choices, groups, route, mayEdit: computed(() => !session.isReader),
      open: (draft) => { ui.draft = draft ?? {}; },
      close: () => { ui.draft = null; if (route.query.new) setQuery({ new: null }); },
      copy: (rule) => { const { id, savedIn, ...rest } = rule.draft; ui.draft = { ...rest, isShared: false, name: { zh: rest.name.zh + t('web.rules.copied'), en: rest.name.en + t('web.rules.copied') } }; },
      toggle: (rule) => run(rule, 'save-alert-rule', payloadOf(draftOf({ ...rule.draft, id: rule.id, savedIn: rule.savedIn, isOn: !rule.isOn }))),
      pause: (rule, days) => (days === 0 ? null : run(rule, 'pause-alert-rule', { id: rule.id, until: days ? shiftDay(data.value.today, days) : null })),
      remove: async (rule) => {
        if (await run(rule, 'remove-alert-rule', { id: rule.id })) notify({ kind: 'done', text: t(rule.id < 0 ? 'web.rules.restored' : 'web.rules.removed', { name: text(rule.name) }), action: { label: t('web.action.undo'), run: undo } });
      },
    };
  },
});
