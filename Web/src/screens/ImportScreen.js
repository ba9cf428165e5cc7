// SPDX-License-Identifier: Apache-2.0
// 导入: drop a file, see how it would be read, correct the mapping, import, see the result.
import { computed, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { get, post, query, request } from '../store/api.js';
import { wordsOf } from '../store/notices.js';
import { can, session, loadWorkspace } from '../store/session.js';
import { route, setQuery } from '../store/router.js';
import { useView } from '../store/view.js';
import DataReleases from '../components/DataReleases.js';
import FindingTable from '../components/FindingTable.js';
import ImportPreview from '../components/ImportPreview.js';
import QualityCard from '../components/QualityCard.js';

const LIMIT = 100 * 1024 * 1024;

export default define('ImportScreen', {
  components: { DataReleases, FindingTable, ImportPreview, QualityCard },
  template: `
    <section class="screen import-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.imports') }}</h1><p class="basis">{{ t('web.import.lead') }}</p></div><div class="screen-tools"><a v-if="can('viewCompany')" class="btn" href="#/coverage?coverage=all">{{ t('web.coverage') }}</a></div></header>
      <p v-if="!isAllowed && !session.isReader" class="card quiet">{{ t('web.import.not-permitted') }}</p>
      <label v-else-if="isAllowed" class="drop" :class="{ over: ui.isOver, busy: ui.isBusy }" @dragover.prevent="ui.isOver = true" @dragleave="ui.isOver = false" @drop.prevent="onDrop"><input type="file" accept=".csv,.txt,.tsv,.xlsx,.xls,.htm,.html" class="visually-hidden" :disabled="ui.isBusy" @change="onPick"><i class="icon" aria-hidden="true">upload_file</i><b>{{ ui.isBusy ? t('web.import.reading', { file: ui.file?.name ?? '' }) : t('web.import.drop') }}</b><span>{{ t('web.import.formats') }}</span></label>
      <p v-if="route.query.replaces && isAllowed && !ui.result" class="figure-note" role="status"><i class="icon" aria-hidden="true">swap_horiz</i><span>{{ t('web.import.replaces', { batch: route.query.replaces }) }} <button class="link" @click="setQuery({ replaces: null, kind: null })">{{ t('web.import.replaces.not') }}</button></span></p>
      <p v-if="problem" class="form-problem" role="alert"><b>{{ problem.title }}</b><span>{{ problem.detail }} {{ problem.hint }}</span></p>
      <article v-if="ui.result" class="card result" :class="{ held: ui.result.isHeld }"><h2 lang=""><i class="icon" :class="outcome.tone" aria-hidden="true">{{ outcome.icon }}</i>{{ t('web.import.' + outcome.key, { file: ui.file?.name ?? '' }) }}</h2>
        <quality-card :card="ui.result.card" :moved="ui.result.moved"><p v-if="ui.result.isHeld" class="quality-actions"><a class="btn primary" :href="'#/quality?batch=' + ui.result.batch">{{ t('web.import.to-quality') }}</a></p></quality-card>
        <finding-table v-if="ui.result.findings.length" :findings="ui.result.findings" :total="ui.result.findingsTotal"/><p v-else class="quiet">{{ t('web.import.no-findings') }}</p></article>
      <import-preview v-else-if="ui.preview" :key="ui.looks" :preview="ui.preview" :kinds="kinds" :is-busy="ui.isBusy" :mends="ui.mends" :chosen="ui.chosen" @kind="again({ kind: $event })" @answer="again($event)" @cancel="ui.preview = null" @submit="confirm"/>
      <data-releases/>
      <article class="card"><h2>{{ t('web.import.batches') }}</h2>
        <state-box :state="batches.state" :has-data="!!batches.data.value" :is-empty="batches.data.value && !batches.data.value.batches.length" :rows="3" empty-key="web.import.none" @retry="batches.reload">
          <div class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.import.batch') }}</th><th>{{ t('web.import.kind') }}</th><th>{{ t('web.source.file') }}</th><th class="num">{{ t('web.import.rows') }}</th><th class="num">{{ t('web.quality.score') }}</th><th>{{ t('web.source.by') }}</th><th>{{ t('web.source.at') }}</th></tr></thead><tbody><tr v-for="one in batches.data.value.batches" :key="one.batch"><td>{{ one.batch }}</td><td>{{ kindName(one.kind) }}</td><td><span lang="">{{ one.file }}</span> <span v-if="one.state !== 'kept'" class="tag" :class="{ held: 'bad', released: 'warn' }[one.state] ?? ''">{{ t('web.quality.state.' + one.state) }}</span></td><td class="num">{{ count(String(one.rows)) }}</td><td class="num"><a v-if="can('viewCompany')" class="link" :href="'#/quality?batch=' + one.batch" :title="t('web.quality.card')">{{ one.score ?? '–' }}</a></td><td>{{ who(one.by) }}</td><td>{{ moment(one.at) }}</td></tr></tbody></table></div>
        </state-box></article>
    </section>`,
  setup() {
    const ui = reactive({ isOver: false, isBusy: false, file: null, preview: null, result: null, looks: 0, year: undefined, mends: {}, chosen: null });
    const problem = ref(null), kinds = ref([]);
    const batches = useView(() => '/imports');
    get('/kinds').then((answer) => { kinds.value = answer.kinds; }, () => {});
    const kindName = (kind) => text((kinds.value.find((one) => one.kind === kind) ?? session.workspace.kinds.find((one) => one.kind === kind))?.label) || kind;

    async function attempt(work) {
      ui.isBusy = true;
      problem.value = null;
      try {
        await work();
      } catch (thrown) {
        problem.value = wordsOf(thrown);
      } finally {
        ui.isBusy = false;
      }
    }
    const upload = (kind) => attempt(async () => {
      ui.result = null;
      ui.preview = await request('POST', '/imports/preview' + query({ filename: ui.file.name, kind }), { raw: ui.file });
      ui.looks += 1;
    });
    // The server still has the file: what was said of it goes along, not the file again.
    const again = (said) => attempt(async () => {
      if (said.year) ui.year = said.year;
      const mends = Object.entries(ui.mends).map(([place, text]) => ({ line: Number(place.split(':')[0]), column: place.split(':')[1], text }));
      ui.preview = await post('/imports/preview/again', { upload: ui.preview.upload, kind: said.kind ?? ui.preview.kind, year: ui.year, mends });
      ui.chosen = said.fields ?? null;
      ui.looks += 1;
    });
    const confirm = ({ kind, columns, reason }) => attempt(async () => {
      const replaces = Number(route.query.replaces) || undefined;
      ui.result = await post('/imports', { upload: ui.preview.upload, kind, columns, replaces, ...(reason ? { reason } : {}) });
      ui.preview = null;
      if (replaces) setQuery({ replaces: null, kind: null });
      batches.refresh();
      loadWorkspace().catch(() => {});
    });
    function take(file) {
      ui.isOver = false;
      if (!file) return;
      Object.assign(ui, { file, preview: null, result: null, year: undefined, mends: {}, chosen: null });
      if (file.size > LIMIT) problem.value = wordsOf({ status: 413 });
      else upload(route.query.kind && route.query.replaces ? route.query.kind : null);
    }
    const outcome = computed(() => (ui.result.isHeld ? { key: 'held', icon: 'front_hand', tone: 'unfavourable' } : ui.result.accepted ? { key: 'done', icon: 'check_circle', tone: 'favourable' } : { key: 'nothing', icon: 'error_outline', tone: 'unfavourable' }));
    return { outcome, route, setQuery, can, session, isAllowed: can('importFacts'), ui, problem, kinds, batches, kindName, again, confirm, onDrop: (event) => take(event.dataTransfer.files[0]), onPick: (event) => { take(event.target.files[0]); event.target.value = ''; } };
  },
});
