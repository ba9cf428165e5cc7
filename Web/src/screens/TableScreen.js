// SPDX-License-Identifier: Apache-2.0
// 一张表: products and finance lines by month; edit anywhere, see what moved.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { define } from '../kit/template.js';
import { period, t, text } from '../kit/i18n.js';
import { download, saveFile } from '../kit/download.js';
import { parseEntry } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { spreadFor } from '../kit/spreads.js';
import { postForFile, query } from '../store/api.js';
import { send } from '../store/commands.js';
import { live } from '../store/live.js';
import { notify, notifyProblem, sentenceOf, wordsOf } from '../store/notices.js';
import { explain, newest, panel } from '../store/panel.js';
import { askImpact, takeWanted } from '../store/impact.js';
import { cursors, presence } from '../store/presence.js';
import { openScenario, route, setQuery } from '../store/router.js';
import { current } from '../store/scenarios.js';
import { can, session, isNarrowed } from '../store/session.js';
import { marks as talks, openTalk } from '../store/talk.js';
import { useView } from '../store/view.js';
import { Marks } from '../grid/marks.js';
import { cellId, COMPARES, mergeRows, sectionKey } from '../grid/models.js';
import PlanGrid from '../grid/PlanGrid.js';
import PlanCards from '../components/PlanCards.js';
import SheetUpload from '../components/SheetUpload.js';
import SpreadPopover from '../components/SpreadPopover.js';
import TableStatus from '../components/TableStatus.js';

export default define('TableScreen', {
  components: { PlanGrid, PlanCards, SheetUpload, SpreadPopover, TableStatus },
  template: `
    <section class="screen table-screen">
      <header class="screen-head">
        <div><div class="table-title"><h1>{{ t('web.nav.table') }}</h1><scenario-switch/></div><p v-if="data" class="basis">{{ text(data.basis.note) }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools">
          <segment-switch v-model="preferences.tableGrain" :options="grains" :label="t('web.grain.label')"/>
          <select class="select" :aria-label="t('web.table.region')" :value="route.query.region ?? ''" @change="setQuery({ region: $event.target.value })"><option value="">{{ t(isNarrowed() ? 'web.table.own-regions' : 'web.table.all-regions') }}</option><option v-for="region in session.workspace.regions" :key="region.code" :value="region.code">{{ text(region.name) }}</option></select>
          <div class="toggles wide-only" role="group" :aria-label="t('web.compare.label')"><button v-for="kind in shownCompares" :key="kind" type="button" class="toggle" :class="{ on: preferences.compare.includes(kind) }" :aria-pressed="preferences.compare.includes(kind)" :data-compare="kind" @click="toggleCompare(kind)">{{ t('web.compare.' + kind) }}</button></div>
          <select class="select wide-only" :aria-label="t('web.table.jump')" value="" @change="jump"><option value="" disabled>{{ t('web.table.jump') }}</option><option v-for="[key, section] in sections" :key="key" :value="key">{{ sectionName(section) }}</option></select>
          <div class="levels wide-only" role="group" :aria-label="t('web.table.levels')"><button v-for="level in [0, 1, 2]" :key="level" type="button" class="icon-btn" :title="t('web.table.level', { level: level + 1 })" :aria-label="t('web.table.level', { level: level + 1 })" @click="grid?.foldTo(level)">{{ level + 1 }}</button></div>
          <button v-if="mayExport" class="btn wide-only" :disabled="isDownloading" :title="t('web.sheet.download.hint')" data-act="download-view" @click="downloadView">{{ t(isDownloading ? 'web.sheet.downloading' : 'web.sheet.download') }}</button>
          <label v-if="isAllowed" class="btn wide-only" :title="t('web.sheet.upload.hint')" data-act="upload-view"><input type="file" accept=".xlsx" class="visually-hidden" @change="pickView">{{ t('web.sheet.upload') }}</label>
          <button class="icon-btn wide-only" :title="t('web.table.export')" :aria-label="t('web.table.export')" @click="exportCsv"><i class="icon" aria-hidden="true">file_download</i></button>
        </div>
      </header>
      <ul v-if="alerts.length && !openScenario()" class="table-alerts"><li v-for="alert in alerts.slice(0, 4)" :key="alert.id" :class="alert.severity"><i class="icon" aria-hidden="true">warning</i><button class="link" @click="alert.cell && explain(alert.cell, alert.title)">{{ text(alert.title) }}</button></li><li v-if="alerts.length > 4"><a class="link" href="#/alerts">{{ t('web.table.alerts.more', { count: alerts.length - 4 }) }}</a></li></ul>
      <state-box :state="state" :has-data="!!data" :is-empty="data && !data.rows.length" :rows="10" empty-key="web.table.empty" @retry="reload">
        <plan-cards v-if="isNarrow" :answer="data" :marks="marks" :talks="talks" :pending="pending" :can-edit="isAllowed" @edit="onEdit"/>
        <template v-else>
          <plan-grid ref="grid" :answer="data" :compare="comparing" :money-unit="preferences.moneyUnit" :marks="marks" :problems="problems" :pending="pending" :talks="talks" :cursors="cursors" :can-edit="isAllowed" :wanted="wanted" @edit="onEdit" @comment="comment" @select="selected = $event" @focus="onFocus" @explain="explain($event.cell, $event.label)"/>
          <table-status :cells="selected" :focused="focused" :failed="problems" :marked="marks.size" :can-edit="isAllowed" @comment="comment({ ...focused, label: focused.row.label })" @clear="clearMarks" @explain="explain(focused.cell, focused.row.label)" @retry="retry"/>
        </template>
      </state-box>
      <sheet-upload v-if="returned" :file="returned" @applied="view.catchUp($event.revision)" @close="returned = null"/>
      <spread-popover v-if="asking" :anchor="asking.anchor" :label="asking.label" :cell="asking.cells[0].cell" @choose="onSpread" @cancel="asking = null"/>
    </section>`,
  setup() {
    const grid = ref(), asking = ref(null), selected = shallowRef([]), focused = shallowRef(null);
    const marks = shallowRef(new Marks()), problems = shallowRef(new Map()), pending = shallowRef(new Map());
    const isDownloading = ref(false), returned = shallowRef(null);
    const isNarrow = ref(innerWidth < 700);
    const measure = () => { isNarrow.value = innerWidth < 700; };
    addEventListener('resize', measure);
    onScopeDispose(() => { removeEventListener('resize', measure); presence.cursor = null; });
    const workspace = session.workspace;
    const year = Number(workspace.today.slice(0, 4));
    const range = { from: workspace.firstMonth > `${year}-01` ? workspace.firstMonth : `${year}-01`, to: workspace.lastMonth < `${year + 1}-12` ? workspace.lastMonth : `${year + 1}-12` };
    const asked = computed(() => {
      const wanted = preferences.compare;
      const base = ['budget', 'lastYear'].filter((kind) => wanted.includes(kind));
      if (openScenario()) return ['plan', ...base].join(','); // what differs from the plan is always marked
      if (!base.includes('budget') && (wanted.includes('difference') || wanted.includes('attainment')) && !base.includes('lastYear')) base.unshift('budget');
      return base.join(',');
    });
    const view = useView(() => '/table' + query({ view: 'main', ...range, grain: preferences.tableGrain, compare: asked.value, tax: preferences.tax, region: route.query.region, scenario: openScenario() }), { merge: mergeRows, first: inSight, onData: landed });
    const { data, state, reload } = view;

    const comparing = computed(() => preferences.compare.filter((kind) => kind !== 'plan' || openScenario()));
    watch(openScenario, () => { for (const kept of [problems, pending]) kept.value = new Map(); marks.value = new Marks(); selected.value = []; });

    /** New data after a change: pending cells settle, differences flash and stay marked. */
    function landed(answer, cause, before) {
      if (cause !== 'live') { marks.value = new Marks(); return; }
      const moved = new Marks().with(before, answer);
      if (!moved.size) return;
      marks.value = marks.value.with(before, answer, newest.by);
      grid.value?.flash(moved);
    }

    /** Rows whose figures are wanted first: those in sight, and those that wait for an answer. */
    function inSight() {
      const waiting = [...pending.value.keys()].map((cell) => cell.slice(0, cell.lastIndexOf('@')));
      return [...new Set([...(grid.value?.rowsInSight() ?? []), ...waiting])];
    }

    /** Typed or pasted text → values; unreadable ones are marked, the rest goes as one command. */
    function onEdit({ entries, anchor }) {
      const cells = [], bad = new Map(problems.value), looksFirst = takeWanted();
      for (const { row, column, typed, current } of entries) {
        const id = cellId(row, column);
        const parsed = parseEntry(typed, { unit: row.unit, moneyUnit: preferences.moneyUnit, current });
        if (parsed.error) bad.set(id, { words: t('web.table.' + parsed.error, { text: typed }), entry: { row, column, typed, current } });
        else { bad.delete(id); if (parsed.value !== current) cells.push({ cell: id, value: parsed.value ?? '0', isTotal: row.hasChildren || column.length !== 7 }); }
      }
      problems.value = bad;
      if (bad.size && entries.length > cells.length && entries.length > 1) notify({ kind: 'info', text: t('web.table.some-unread', { count: entries.length - cells.length }) });
      else if (!cells.length && entries.length === 1 && bad.size) notify({ kind: 'problem', text: [...bad.values()].pop().words });
      if (!cells.length) return;
      if (cells.length === 1 && cells[0].isTotal && anchor) asking.value = { cells, anchor, label: entries[0].row.label, looksFirst };
      else submit(cells, preferences.spread, looksFirst);
    }

    function onSpread(spread) {
      preferences.spread = spread;
      const { cells, looksFirst } = asking.value;
      asking.value = null;
      submit(cells, spread, looksFirst);
    }

    const without = (map, cells) => { const next = new Map(map); for (const { cell } of cells) next.delete(cell); return next; };

    async function submit(cells, spread, looksFirst = false) {
      const payload = { cells: cells.map(({ cell, value, isTotal }) => ({ cell, value, ...(isTotal ? { spread: spreadFor(cell, spread) } : {}) })), holds: [], ...(openScenario() ? { scenario: openScenario() } : {}) };
      if (looksFirst) { askImpact('edit-cells', payload, () => submit(cells, spread)); return; }
      pending.value = new Map([...pending.value, ...cells.map(({ cell, value }) => [cell, value])]);
      problems.value = without(problems.value, cells);
      try {
        const answer = await send('edit-cells', payload, { isQuiet: true, expectedRevision: Math.max(state.revision, live.revision) || undefined });
        await view.catchUp(answer.revision);
      } catch (problem) {
        const words = wordsOf(problem);
        const sentence = sentenceOf(problem, ' ');
        if (problem.status !== 409) {
          problems.value = new Map([...problems.value, ...cells.map((one) => [one.cell, { words: sentence, cells: [one], spread }])]);
          notify({ kind: 'problem', text: words.title, detail: [words.detail, words.hint].filter(Boolean).join(' '), action: { label: t('web.action.retry'), run: () => submit(cells, spread) } });
        } else await view.refresh();
      } finally {
        pending.value = without(pending.value, cells);
      }
    }

    function retry() {
      const again = [...problems.value.values()].filter((one) => one.cells).flatMap((one) => one.cells);
      if (again.length) submit(again, preferences.spread);
      problems.value = new Map([...problems.value].filter(([, one]) => !one.entry));
    }

    function onFocus(cell) {
      focused.value = cell;
      presence.cursor = cell?.cell ?? null;
      if (cell && panel.mode === 'explain') explain(cell.cell, cell.row.label);
      if (cell && marks.value.rows.has(cell.row.id)) marks.value = marks.value.without(cell.row.id, cell.column);
    }

    /** What is said is about the plan, also while a scenario is looked at. */
    const comment = ({ cell, label, column }) => openTalk({ key: 'cell:' + cell, label: [text(label), column && period(column)].filter(Boolean).join(' · ') });

    /** What is unfolded, as a workbook that calculates by itself; quarters and years come with their months. */
    async function downloadView() {
      isDownloading.value = true;
      try {
        const { name, blob } = await postForFile('/table/download', { ...range, grain: preferences.tableGrain, region: route.query.region || null, scenario: openScenario() ?? null, compare: comparing.value, rows: await grid.value.rowsUnfolded(), unit: preferences.moneyUnit, months: preferences.tableGrain !== 'month' });
        saveFile(name, blob);
      } catch (problem) {
        notifyProblem(problem);
      } finally {
        isDownloading.value = false;
      }
    }

    function pickView(event) {
      returned.value = event.target.files[0] ?? null;
      event.target.value = '';
    }

    async function exportCsv() {
      const rows = await grid.value.visibleTable();
      const name = openScenario() ? `-${current()?.name ?? ''}` : '';
      download(`${text(workspace.name)}-${t('web.nav.table')}${name}-${workspace.today}.csv`, rows);
    }

    function toggleCompare(kind) {
      preferences.compare = preferences.compare.includes(kind) ? preferences.compare.filter((one) => one !== kind) : [...preferences.compare, kind];
    }

    /** A link may name a cell, an item or a check: its row is shown. */
    const wanted = computed(() => {
      const { item, check, cell } = route.query;
      const rows = data.value?.rows ?? [];
      if (cell && rows.some((row) => row.id === cell.split('@')[0])) return cell;
      return (item ? rows.find((row) => row.members?.Item === item || row.id.includes(item)) : check ? rows.find((row) => row.measure === check) : null)?.id ?? null;
    });
    const alerts = computed(() => panel.changes.find((change) => !change.scenario)?.alerts ?? []);
    watch(() => preferences.tableGrain, () => { selected.value = []; });
    return {
      grid, view, isDownloading, returned, downloadView, pickView, asking, selected, focused, marks, problems, pending, wanted, isNarrow, isNarrowed, session, route, preferences, data, state, reload, alerts, comparing, openScenario, shownCompares: computed(() => COMPARES.filter((kind) => kind !== 'plan' || openScenario())), onEdit, onSpread, onFocus, retry, explain, comment, talks, cursors, setQuery, toggleCompare, exportCsv,
      mayExport: can('exportData'), isAllowed: ['editForecast', 'editDriver', 'editBudget', 'editSupply', 'editCash', 'editPlan'].some(can),
      clearMarks: () => { marks.value = new Marks(); },
      jump: (event) => { grid.value?.goTo(event.target.value); event.target.value = ''; },
      sections: computed(() => [...new Map((data.value?.rows ?? []).map((row) => [sectionKey(row.section), row.section]))]),
      grains: computed(() => ['month', 'quarter', 'year'].map((value) => ({ value, label: t('web.grain.' + value) }))),
    };
  },
});
