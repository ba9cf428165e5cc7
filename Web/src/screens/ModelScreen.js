// SPDX-License-Identifier: Apache-2.0
// 模型: the planning model as text. Errors in place, preview in money, commit with a reason; everybody may read it.
import { computed, nextTick, onBeforeUnmount, onMounted, onScopeDispose, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { language, t, text } from '../kit/i18n.js';
import { findingWords, unitName } from '../model/words.js';
import { measureAt } from '../model/places.js';
import { get } from '../store/api.js';
import { send } from '../store/commands.js';
import { onLive } from '../store/live.js';
import { notify, notifyProblem } from '../store/notices.js';
import { route } from '../store/router.js';
import { check, isDirty, isPreviewed, loadGuide, model, preview, rebase, takeBase } from '../store/model.js';
import { who } from '../store/people.js';
import { session } from '../store/session.js';
import CommitModel from '../components/CommitModel.js';
import MeasureCard from '../components/MeasureCard.js';
import ModelChanges from '../components/ModelChanges.js';
import ModelFindings from '../components/ModelFindings.js';
import ModelOutline from '../components/ModelOutline.js';
import ModelPreview from '../components/ModelPreview.js';

const CHECK_MS = 350;
const PHRASES = ['Find', 'Replace', 'next', 'previous', 'all', 'match case', 'by word', 'regexp', 'replace', 'replace all', 'close', 'No diagnostics'];

export default define('ModelScreen', {
  components: { CommitModel, MeasureCard, ModelChanges, ModelFindings, ModelOutline, ModelPreview },
  template: `
    <section class="screen model-screen">
      <header class="screen-head">
        <div><h1>{{ t('web.nav.model') }}</h1><p v-if="model.base" class="basis">{{ t(model.base.changedIn && !model.base.isStandard ? 'web.model.basis.changed' : 'web.model.basis.standard', { count: model.outline?.measures.length ?? 0, event: model.base.changedIn }) }}<template v-if="dirty"> · <b class="unsaved">{{ t('web.model.unsaved') }}</b></template></p></div>
        <div v-if="model.base" class="screen-tools">
          <span v-if="!mayChange" class="read-only"><i class="icon" aria-hidden="true">lock</i>{{ t(isNarrow && can ? 'web.model.read-only.narrow' : 'web.model.read-only') }}</span>
          <template v-else>
            <button v-if="dirty" class="btn" data-act="discard" @click="discard"><i class="icon" aria-hidden="true">undo</i>{{ t('web.model.discard') }}</button>
            <button class="btn" data-act="preview" :disabled="!dirty || !model.isUsable || ui.isPreviewing" :title="t('web.model.preview') + ' (Ctrl+S)'" @click="look"><i class="icon" aria-hidden="true">{{ ui.isPreviewing ? 'hourglass_top' : 'visibility' }}</i>{{ t(ui.isPreviewing ? 'web.model.previewing' : 'web.model.preview') }}</button>
            <button class="btn primary" data-act="commit" :disabled="!isReady" :title="isReady ? t('web.model.commit') + ' (Ctrl+Enter)' : t('web.model.commit.first')" @click="ui.isCommitOpen = true"><i class="icon" aria-hidden="true">check</i>{{ t('web.model.commit') }}</button>
          </template>
        </div>
      </header>
      <div v-if="model.newer" class="model-conflict" role="alert"><i class="icon" aria-hidden="true">call_split</i><div><b>{{ t('web.model.conflict', { name: model.newer.by }) }}</b><p>{{ model.newer.words }}</p></div><button class="btn small" data-act="take-theirs" @click="takeTheirs">{{ t('web.model.conflict.theirs') }}</button><button class="btn small primary" data-act="keep-mine" @click="keepMine">{{ t('web.model.conflict.mine') }}</button></div>
      <state-box :state="ui" :has-data="!!model.base" :is-empty="!!model.base && model.base.text === '' && !can" :rows="10" empty-key="web.model.empty" @retry="load">
        <div class="model-grid">
          <model-outline v-if="!isNarrow" :outline="model.outline" :current="current?.id" :faults="faults" @go="goTo"/>
          <select v-else class="select outline-select" :aria-label="t('web.model.outline')" :value="current?.id ?? ''" @change="jump"><option value="" disabled>{{ t('web.model.outline') }}</option><optgroup v-for="(section, index) in model.outline?.sections ?? []" :key="index" :label="text(section.name)"><option v-for="one in measuresOf(index)" :key="one.id" :value="one.id">{{ text(one.name) }}</option></optgroup></select>
          <div class="model-middle"><div ref="host" class="model-editor" data-editor></div><model-findings v-if="can" :findings="model.findings" :is-checking="model.isChecking" :is-usable="model.isUsable" :problem="model.checkProblem" @go="goTo"/></div>
          <aside class="model-side" :aria-label="t('web.model.side')">
            <div class="side-tabs" role="tablist"><button v-for="tab in tabs" :key="tab" role="tab" :aria-selected="ui.tab === tab" :class="{ on: ui.tab === tab }" :data-tab="tab" @click="ui.tab = tab">{{ t('web.model.tab.' + tab) }}</button></div>
            <div class="side-body"><measure-card v-if="ui.tab === 'measure'" :measure="current" :outline="model.outline" :values="model.values" :year="year" @go="goTo"/>
              <template v-else-if="ui.tab === 'preview'"><div v-if="ui.isPreviewing" class="skeleton" aria-busy="true" :aria-label="t('web.model.previewing')"><div v-for="n in 5" :key="n" class="skeleton-row"></div></div><model-preview v-else-if="model.preview" :preview="model.preview" :is-stale="!previewed" :is-overtaken="!!model.newer"/><div v-else class="state-box"><i class="icon" aria-hidden="true">visibility</i><b>{{ t('web.model.preview.none') }}</b><p>{{ t('web.model.preview.none.hint') }}</p></div></template>
              <model-changes v-else/></div>
          </aside>
        </div>
      </state-box>
      <commit-model v-model="ui.isCommitOpen" :preview="model.preview" :is-sending="ui.isSending" @commit="commit"/>
    </section>`,
  setup() {
    const host = ref();
    const ui = reactive({ problem: null, tab: 'measure', isPreviewing: false, isCommitOpen: false, isSending: false, mayChange: false });
    const place = ref({ word: '', line: 1 }), isNarrow = ref(innerWidth < 700), year = ref(Number(session.workspace.today.slice(0, 4)));
    let editor = null, timer = 0, isGone = false;

    const can = computed(() => ui.mayChange);
    const mayChange = computed(() => ui.mayChange && !isNarrow.value);
    const dirty = computed(isDirty), previewed = computed(isPreviewed);
    const isReady = computed(() => dirty.value && previewed.value && model.isUsable && !ui.isSending);
    const current = computed(() => measureAt(model.outline, place.value.word, place.value.line));
    const faults = computed(() => Object.fromEntries(model.findings.filter((one) => one.severity === 'error').map((one) => [measureAt(model.outline, '', one.line)?.id, true])));

    /** What the pointer rests on: a finding first, then a measure or a function. */
    function hover({ word, line, column }) {
      const fault = model.findings.find((one) => one.line === line && column >= one.column && column <= one.column + Math.max(word.length, one.subject.length));
      if (fault) { const { title, detail } = findingWords(fault); return { kind: fault.severity, title, lines: [detail] }; }
      const measure = word && model.outline?.measures.find((one) => one.id === word || one.aliases.includes(word));
      if (measure) return { kind: 'measure', title: `${text(measure.name)}  ${measure.id}`, lines: [`${measure.shape} ${unitName(measure.unit)}`, measure.formula ? '= ' + text(measure.formula) : t('web.model.is-input')] };
      const known = word && model.guide?.functions.find((one) => one.name === word);
      return known ? { kind: 'function', title: known.signature, lines: [text(known.words), known.example] } : null;
    }

    function mountEditor(library) {
      if (isGone || !host.value || editor) return;
      editor = library.makeEditor(host.value, {
        text: model.text, isReadOnly: !mayChange.value, isStill: isNarrow.value, hover,
        source: () => ({ outline: model.outline, guide: model.guide, language: language.value }),
        phrases: () => Object.fromEntries(PHRASES.map((word) => [word, t('web.editor.' + word.replaceAll(' ', '-').toLowerCase())])),
        onText(next) { model.text = next; clearTimeout(timer); timer = setTimeout(check, CHECK_MS); },
        onCursor(next) { place.value = next; },
        onKey(name) { if (name === 'preview') look(); else if (isReady.value) ui.isCommitOpen = true; else if (dirty.value) look(); },
      });
      editor.setFindings(model.findings);
      const wanted = model.outline?.measures.find((one) => one.id === route.query.measure);
      if (wanted) goTo(wanted.line);
    }

    async function load() {
      ui.problem = null;
      try {
        const [answer, library] = await Promise.all([get('/model'), import('../model/editor.js'), loadGuide()]);
        ui.mayChange = answer.mayChange;
        year.value = answer.year;
        if (!isDirty() || answer.changedIn === model.base.changedIn) { if (isDirty()) Object.assign(model, { values: answer.values }); else takeBase(answer); }
        else model.newer = newerOf(answer.changedIn);
        await nextTick();
        mountEditor(library);
      } catch (problem) {
        if (problem.status === undefined) console.error(problem);
        ui.problem = problem;
      }
    }

    const newerOf = (event, change) => ({ event, by: who(change?.by) || t('web.model.somebody'), words: change ? text(change.label) + (change.reason ? `：${change.reason}` : '') : '' });

    /** The text of the server takes the place of what stands in the editor. */
    async function refresh(take) {
      const answer = await get('/model');
      take(answer);
      if (editor && take === takeBase) editor.setText(answer.text);
      model.text = take === takeBase ? answer.text : model.text;
      await check();
    }

    async function look() {
      if (!mayChange.value || ui.isPreviewing || !dirty.value) return;
      clearTimeout(timer);
      if (model.checkedText !== model.text) await check();
      if (!model.isUsable) { editor?.goToFinding(1); return; }
      ui.isPreviewing = true;
      ui.tab = 'preview';
      try { await preview(); } catch (problem) {
        ui.tab = 'measure';
        if (problem.parameters?.findings) Object.assign(model, { findings: problem.parameters.findings, isUsable: false });
        notifyProblem(problem);
      } finally { ui.isPreviewing = false; }
    }

    async function commit(reason) {
      ui.isSending = true;
      try {
        const sent = model.text;
        await send('change-model', { text: sent }, { reason, expectedRevision: model.base.revision, isQuiet: true, isAskedHere: true, opensPanel: false });
        ui.isCommitOpen = false;
        await refresh(takeBase);
        ui.tab = 'history';
      } catch (problem) {
        if (problem.status === 409) { ui.isCommitOpen = false; model.newer = { event: Number(problem.parameters?.revision ?? 0), by: who(problem.parameters?.by), words: text(problem.detail) }; }
        else if (problem.parameters?.findings) { ui.isCommitOpen = false; Object.assign(model, { findings: problem.parameters.findings, isUsable: false }); }
        if (problem.status !== 409) notifyProblem(problem);
      } finally { ui.isSending = false; }
    }

    const goTo = (line, at) => editor?.goTo(line, typeof at === 'number' ? at : 1);
    const takeTheirs = () => refresh(takeBase).catch(notifyProblem);
    const keepMine = () => refresh(rebase).then(look).catch(notifyProblem);
    function discard() { const lost = model.text; takeTheirs().then(() => notify({ kind: 'info', text: t('web.model.discarded'), action: { label: t('web.action.undo'), run: () => editor?.setText(lost) } })); }

    onScopeDispose(onLive(({ type, data }) => {
      if (type !== 'change' || data?.kind !== 'model.changed' || data.revision <= (model.base?.changedIn ?? 0)) return;
      if (data.by?.login === session.person?.login && (ui.isSending || !isDirty())) { if (!ui.isSending) takeTheirs(); return; }
      if (isDirty()) model.newer = newerOf(data.revision, data);
      else takeTheirs();
    }));
    const onKey = (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.defaultPrevented || !mayChange.value || ui.isCommitOpen) return;
      if (event.key.toLowerCase() === 's') { event.preventDefault(); look(); }
      else if (event.key === 'Enter' && isReady.value) { event.preventDefault(); ui.isCommitOpen = true; }
    };
    const onStep = (event) => { if (event.key === 'F8' && !event.defaultPrevented) { event.preventDefault(); editor?.goToFinding(event.shiftKey ? -1 : 1); } };
    const measure = () => { isNarrow.value = innerWidth < 700; };
    const warn = (event) => { if (isDirty()) event.preventDefault(); };
    onMounted(() => { addEventListener('keydown', onKey); addEventListener('keydown', onStep); addEventListener('resize', measure); addEventListener('beforeunload', warn); load(); });
    onBeforeUnmount(() => { isGone = true; clearTimeout(timer); removeEventListener('keydown', onKey); removeEventListener('keydown', onStep); removeEventListener('resize', measure); removeEventListener('beforeunload', warn); editor?.destroy(); });
    watch(() => model.findings, (list) => editor?.setFindings(list));
    watch(mayChange, (may) => editor?.setReadOnly(!may));
    watch(language, () => editor?.setPhrases());
    return {
      host, ui, model, can, mayChange, dirty, previewed, isReady, current, faults, isNarrow, year, text, load, look, commit, discard, goTo, takeTheirs, keepMine,
      tabs: ['measure', 'preview', 'history'],
      measuresOf: (index) => (model.outline?.measures ?? []).filter((one) => one.section === index),
      jump: (event) => { const one = model.outline?.measures.find((known) => known.id === event.target.value); if (one) { place.value = { word: '', line: one.line }; goTo(one.line); } },
    };
  },
});
