// SPDX-License-Identifier: Apache-2.0
// 数据源: what comes in by itself, from where, how well, and who answers for it.
import { computed, nextTick, onScopeDispose, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { route, setQuery } from '../store/router.js';
import { session } from '../store/session.js';
import { useView } from '../store/view.js';
import SourceDetail from '../components/SourceDetail.js';
import SourceEditor from '../components/SourceEditor.js';
import SourceStart from '../components/SourceStart.js';
import SourceTable from '../components/SourceTable.js';

/** Health changes without a change of the plan: time alone makes a source late. */
const REFRESH_MS = 10000;

export default define('SourcesScreen', {
  components: { SourceDetail, SourceEditor, SourceStart, SourceTable },
  template: `
    <section class="screen sources-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.sources') }}</h1><p class="basis">{{ basis }}</p></div>
        <div class="screen-tools"><a class="btn" href="#/imports">{{ t('web.sources.to-import') }}</a><button v-if="mayEdit" class="btn primary" data-act="source-new" @click="open({})"><i class="icon" aria-hidden="true">add</i> {{ t('web.sources.new') }}</button></div></header>
      <state-box :state="state" :has-data="!!data" :rows="6" @retry="reload">
        <source-start v-if="!data.sources.length" :may-edit="mayEdit" @start="open"/>
        <source-table v-else :sources="data.sources" :now="now" :may-edit="mayEdit" :busy="ui.busy" @pick="pick" @run="(one) => act(one, 'run-source', {})" @pause="(one) => act(one, 'pause-source', { isPaused: !one.isPaused })"/>
      </state-box>
      <source-detail v-if="route.query.source" :key="route.query.source" :id="route.query.source" :now="now" :tick="ui.tick" :busy="ui.busy" @close="close" @edit="open" @act="act" @removed="close"/>
      <source-editor v-if="ui.draft" :given="ui.draft" :owners="data?.owners ?? []" @close="ui.draft = null" @saved="saved"/>
    </section>`,
  setup() {
    const ui = reactive({ busy: 0, draft: null, tick: 0, ahead: 0 });
    const { data, state, reload, refresh } = useView(() => '/sources', { concerns: (change) => /^(source|facts|alerts|person)\./.test(change.kind ?? '') });
    const now = computed(() => (ui.tick, Date.now() - ui.ahead));
    watch(data, (known) => { if (known) ui.ahead = Date.now() - known.now; });
    const timer = setInterval(() => { if (!document.hidden) { ui.tick += 1; refresh(); } }, REFRESH_MS);
    onScopeDispose(() => clearInterval(timer));
    let opener = null;
    const pick = (one) => { opener = document.activeElement; setQuery({ source: one.id }); };
    const close = () => { setQuery({ source: null }); nextTick(() => opener?.focus?.()); };
    async function act(one, kind, payload) {
      ui.busy = one.id;
      try {
        await send(kind, { id: one.id, ...payload }, { opensPanel: false });
        if (kind === 'remove-source') close();
        ui.tick += 1;
        await refresh();
      } catch { /* said already */ } finally {
        ui.busy = 0;
      }
    }
    const counts = computed(() => Object.entries(Object.groupBy(data.value?.sources ?? [], (one) => one.health.state)).map(([key, list]) => t('web.sources.count.' + key, { count: list.length })));
    return {
      ui, data, state, reload, route, now, pick, close, act, t,
      mayEdit: computed(() => !!data.value?.mayEdit && !session.isReader),
      basis: computed(() => [t('web.sources.basis'), ...counts.value].join(' · ')),
      open: (draft) => { ui.draft = draft; },
      saved: (id) => { ui.draft = null; ui.tick += 1; refresh(); if (id) setQuery({ source: id }); },
    };
  },
});
