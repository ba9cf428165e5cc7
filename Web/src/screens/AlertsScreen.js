// SPDX-License-Identifier: Apache-2.0
// 提醒: what should be looked at, by money and urgency; what was put aside; what became of all of it.
import { computed, nextTick, onBeforeUnmount, onMounted, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { explain } from '../store/panel.js';
import { follow, route, setQuery } from '../store/router.js';
import { can, session } from '../store/session.js';
import { useView } from '../store/view.js';
import AlertBudget from '../components/AlertBudget.js';
import AlertLog from '../components/AlertLog.js';
import AlertRow from '../components/AlertRow.js';

const isAside = (one) => one.isAcknowledged || !!one.snoozedUntil;
const LANES = { now: (one) => !isAside(one), aside: isAside, log: () => false };
/** Rows at first, and with each wish for more. */
const STEP = 60;

export default define('AlertsScreen', {
  components: { AlertBudget, AlertLog, AlertRow },
  template: `
    <section class="screen alerts-screen">
      <header class="screen-head">
        <div><h1>{{ t('web.nav.alerts') }}</h1><p class="basis">{{ t('web.alerts.basis') }}</p></div>
        <div class="screen-tools"><a class="btn" href="#/rules">{{ t('web.overview.rules') }}</a><segment-switch :model-value="lane" :options="lanes" :label="t('web.alerts.lanes')" data-act="alert-lane" @update:model-value="setQuery({ lane: $event })"/><a v-if="can('exportData')" class="btn wide-only" href="/api/v1/exports/alerts" download data-act="export-xlsx">{{ t('web.action.xlsx') }}</a></div>
      </header>
      <alert-budget v-if="data?.budget" :budget="data.budget"/>
      <alert-log v-if="lane === 'log'"/>
      <state-box v-else :state="state" :has-data="!!data" :rows="8" :is-empty="!mine.length" :empty-key="lane === 'now' ? 'web.alerts.empty.now' : 'web.alerts.empty.aside'" @retry="reload">
        <ul class="card alert-rows"><alert-row v-for="(one, at) in shown" :key="one.id" :ref="(row) => keep(one.id, row)" :alert="one" :today="data.today" :is-on="at === ui.at" :is-asking="ui.asking === one.id" @choose="ui.at = at" @ask="ask(one.id)"/></ul>
        <button v-if="mine.length > shown.length" class="btn" data-act="alerts-more" @click="ui.count += step">{{ t('web.alerts.rest', { count: mine.length - shown.length }) }}</button>
      </state-box>
    </section>`,
  setup() {
    const { data, state, reload } = useView(() => '/alerts');
    const ui = reactive({ at: 0, asking: null, count: STEP });
    const rows = new Map();
    const lane = computed(() => (LANES[route.query.lane] ? route.query.lane : 'now'));
    const all = computed(() => data.value?.alerts ?? []);
    const mine = computed(() => all.value.filter(LANES[lane.value]));
    const shown = computed(() => mine.value.slice(0, ui.count));
    const ask = (id) => { ui.asking = ui.asking === id ? null : id; };
    watch(lane, () => Object.assign(ui, { at: 0, asking: null, count: STEP }));
    watch(() => shown.value.length, (count) => { ui.at = Math.max(0, Math.min(ui.at, count - 1)); });

    function onKey(event) {
      const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey || lane.value === 'log' || document.querySelector('.q-dialog')) return;
      const one = shown.value[ui.at], step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (!one) return;
      if (step) {
        ui.at = Math.min(shown.value.length - 1, Math.max(0, ui.at + step));
        nextTick(() => document.querySelector('.alert-row.on')?.scrollIntoView({ block: 'nearest' }));
      } else if (event.key === 'a' && !session.isReader) rows.get(one.id)?.note(!isAside(one));
      else if (event.key === 's' && !session.isReader && lane.value === 'now') ask(one.id);
      else if (event.key === 'w' && one.cell) explain(one.cell, one.title);
      else if (event.key === 'o') follow(one.link);
      else return;
      event.preventDefault();
    }
    onMounted(() => addEventListener('keydown', onKey));
    onBeforeUnmount(() => removeEventListener('keydown', onKey));
    const count = (name) => all.value.filter(LANES[name]).length;
    return {
      can, setQuery, data, state, reload, ui, lane, mine, shown, ask, step: STEP,
      keep: (id, row) => (row ? rows.set(id, row) : rows.delete(id)),
      lanes: computed(() => Object.keys(LANES).map((value) => ({ value, label: t('web.alerts.lane.' + value) + (value !== 'log' && count(value) ? ` ${count(value)}` : '') }))),
    };
  },
});
