// SPDX-License-Identifier: Apache-2.0
// One rule being written: examples to begin with, the sentence, and beside it what it would say now and would have said before.
import { computed, onBeforeUnmount, reactive, shallowRef, watch } from 'vue';
import { define } from '../kit/template.js';
import { language, period, t, text } from '../kit/i18n.js';
import { draftOf, payloadOf, SEVERITIES, shownNumber } from '../kit/rules.js';
import { post } from '../store/api.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import RuleSentence from './RuleSentence.js';

const WAIT_MS = 350;

export default define('RuleEditor', {
  components: { RuleSentence },
  props: { choices: Object, given: { default: null }, mayShare: Boolean },
  emits: ['close', 'saved'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('close')"><form class="dialog wide rule-editor" @submit.prevent="save">
      <h2>{{ t(draft.id === null ? 'web.rules.new' : 'web.rules.edit') }}</h2>
      <section v-if="draft.id === null && choices.templates.length" class="rule-templates" :aria-label="t('web.rules.templates')"><span class="meta">{{ t('web.rules.templates') }}</span><div class="chips"><button v-for="one in choices.templates" :key="one.id" type="button" class="chip" :class="{ on: ui.template === one.id }" :title="text(one.sentence)" :data-template="one.id" @click="begin(one)">{{ text(one.label) }}</button></div></section>
      <segment-switch class="rule-subjects" :model-value="subject" :options="subjects" :label="t('web.rules.about')" data-act="rule-subject" @update:model-value="about"/>
      <rule-sentence v-model="state.draft" :choices="choices" :problems="problems"/>
      <ul v-if="problems.length" class="rule-problems" role="alert"><li v-for="one in problems" :key="one.field + text(one.words)" :data-field="one.field"><i class="icon" aria-hidden="true">error_outline</i>{{ text(one.words) }}<a v-if="one.bridge" class="btn small" :href="one.bridge" data-act="open-bridge"><i class="icon" aria-hidden="true">swap_horiz</i>{{ t('web.figures.open-bridge') }}</a></li></ul>
      <section class="rule-preview" aria-live="polite" :aria-busy="ui.isAsking">
        <template v-if="preview?.sentence">
          <p class="rule-says"><i class="icon" aria-hidden="true">notifications_active</i><b>{{ text(preview.sentence) }}</b></p>
          <p :class="preview.hitCount ? 'rule-now on' : 'rule-now'" data-preview="now">{{ preview.hitCount ? t('web.rules.would', { count: preview.hitCount }) : t('web.rules.would.none') }}</p>
          <ul v-if="preview.hits.length" class="rule-hits"><li v-for="hit in preview.hits.slice(0, 4)" :key="hit.id"><b>{{ text(hit.title) }}</b><span>{{ text(hit.detail) }}</span></li><li v-if="preview.hitCount > 4" class="quiet">{{ t('web.rules.more', { count: preview.hitCount - 4 }) }}</li></ul>
          <div v-if="preview.history" class="rule-past" data-preview="past"><p v-if="preview.history.reason" class="meta">{{ t('web.rules.past.none') }}{{ text(preview.history.reason) }}</p>
            <template v-else><p>{{ t('web.rules.past', { count: preview.history.count, all: preview.history.months.length }) }}<small class="meta"> {{ t('web.rules.past.' + preview.history.basis) }}</small></p><ol class="rule-months" :aria-label="t('web.rules.past.label')"><li v-for="one in preview.history.months" :key="one.month" :class="{ hit: one.hits }" :title="period(one.month) + ' · ' + one.hits"><span>{{ one.month.slice(5) }}</span></li></ol></template></div>
        </template>
        <p v-else class="quiet">{{ t(problems.length ? 'web.rules.mend' : ui.isAsking ? 'web.rules.asking' : 'web.rules.fill') }}</p>
      </section>
      <div class="rule-names"><label class="field"><span>{{ t('web.rules.name') }}</span><input v-model="state.draft.name.zh" name="rule-name" class="input" maxlength="60" :placeholder="preview?.sentence?.zh ?? ''"></label>
        <label class="field"><span>{{ t('web.rules.name-en') }}</span><input v-model="state.draft.name.en" name="rule-name-en" class="input" maxlength="60" :placeholder="preview?.sentence?.en ?? ''"></label>
        <label class="field"><span>{{ t('web.rules.severity') }}</span><select v-model="state.draft.severity" name="severity" class="input"><option v-for="one in severities" :key="one" :value="one">{{ t('web.alert.' + one) }}</option></select></label>
        <label v-if="subject === 'figure' && draft.kind !== 'trend'" class="field"><span>{{ t('web.rules.recovery') }}</span><span class="rule-recovery"><input v-model="state.draft.recovery" name="recovery" class="input rule-count" inputmode="numeric" :aria-describedby="'recovery-note'"><span>%</span><small id="recovery-note" class="meta">{{ t('web.rules.recovery.note') }}</small></span></label></div>
      <label class="check"><input v-model="state.draft.isShared" type="checkbox" name="shared" :disabled="!mayShare"><span>{{ t('web.rules.shared') }} <small class="meta">{{ t(mayShare ? 'web.rules.shared.note' : 'web.rules.shared.not') }}</small></span></label>
      <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('close')">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" :disabled="ui.isBusy || problems.length > 0 || !preview" data-act="rule-save">{{ t('web.rules.save') }}</button></div>
    </form></q-dialog>`,
  setup(props, { emit }) {
    const figureOf = (id) => props.choices.figures.find((one) => one.id === id) ?? null;
    function opened(given) {
      const figure = figureOf(given?.figure), draft = draftOf(given ?? {}, figure);
      if (figure) for (const field of ['limit', 'amount']) draft[field] = shownNumber((given ?? {})[field] ?? '', figure, draft, language.value);
      return draft;
    }
    const state = reactive({ draft: opened(props.given) });
    const ui = reactive({ template: '', isAsking: false, isBusy: false, problem: '' });
    const preview = shallowRef(null);
    const draft = computed(() => state.draft);
    const subject = computed(() => (['lateData', 'missing'].includes(draft.value.kind) ? draft.value.kind : 'figure'));
    const isBegun = computed(() => (subject.value === 'figure' ? !!draft.value.figure && (draft.value.kind !== 'threshold' || !!String(draft.value.limit).trim()) && (draft.value.kind !== 'deviation' || !!draft.value.percent || !!draft.value.amount) : subject.value === 'lateData' ? !!draft.value.data : !!draft.value.form));
    let timer = 0, controller = null;
    async function ask() {
      controller?.abort();
      const mine = controller = new AbortController();
      ui.isAsking = true;
      try {
        const answer = await post('/alert-rules/preview', payloadOf(draft.value), { signal: mine.signal });
        if (mine === controller) Object.assign(ui, { problem: '' }), preview.value = answer;
      } catch (problem) {
        if (problem.name !== 'AbortError' && mine === controller) { preview.value = null; ui.problem = sentenceOf(problem); }
      } finally {
        if (mine === controller) ui.isAsking = false;
      }
    }
    const condition = computed(() => { const { name, severity, isShared, ...rest } = payloadOf(draft.value); return JSON.stringify(rest) + isShared; });
    watch(condition, () => {
      clearTimeout(timer);
      if (!isBegun.value) { controller?.abort(); preview.value = null; ui.isAsking = false; return; }
      timer = setTimeout(ask, WAIT_MS);
    }, { immediate: true });
    onBeforeUnmount(() => { clearTimeout(timer); controller?.abort(); });
    /** A rule without a name is called by its sentence. */
    const named = (payload) => (payload.name.zh || payload.name.en || !preview.value?.sentence ? payload : { ...payload, name: { zh: preview.value.sentence.zh.slice(0, 60), en: preview.value.sentence.en.slice(0, 60) } });
    async function save() {
      Object.assign(ui, { isBusy: true, problem: '' });
      try {
        await send('save-alert-rule', named(payloadOf(draft.value)), { opensPanel: false, isQuiet: true, isAskedHere: true });
        emit('saved');
      } catch (problem) {
        ui.problem = sentenceOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    return {
      t, text, period, state, draft, ui, preview, subject, save, severities: SEVERITIES,
      problems: computed(() => preview.value?.problems ?? []),
      subjects: computed(() => ['figure', 'lateData', 'missing'].filter((one) => one !== 'lateData' || props.choices.data.length).map((value) => ({ value, label: t('web.rules.about.' + value) }))),
      begin: (one) => { ui.template = one.id; state.draft = opened(one.draft); },
      about: (kind) => { ui.template = ''; state.draft = { ...draft.value, kind: kind === 'figure' ? 'threshold' : kind, days: kind === 'missing' ? 0 : 3 }; },
    };
  },
});
