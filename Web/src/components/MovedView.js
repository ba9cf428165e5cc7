// SPDX-License-Identifier: Apache-2.0
// 动了什么: which totals the change moved, in money, largest first; how it spread; and the way back.
import { computed, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { arrow, favour } from '../kit/numbers.js';
import { undo } from '../store/commands.js';
import { explainChange, panel } from '../store/panel.js';
import { follow, openScenario } from '../store/router.js';

/** Lines at first; the rest on demand, so that a large change paints as fast as a small one. */
const SHOWN = 40;
/** Parts of a spread at first. */
const PARTS = 12;

export default define('MovedView', {
  template: `
    <div class="moved" v-if="change">
      <header class="moved-head">
        <h2>{{ text(change.label) }}</h2>
        <p><span>{{ who(change.by) }}</span> · {{ moment(change.at) }}</p>
        <p v-if="change.reason" class="reason">{{ t('web.moved.reason', { reason: change.reason }) }}</p>
        <div class="moved-tools">
          <button v-if="isNewestOfMine && (change.scenario ?? null) === openScenario()" class="btn small" data-act="undo-change" @click="undo"><i class="icon" aria-hidden="true">undo</i>{{ t('web.action.undo') }}</button>
          <span class="spacer"></span>
          <button class="icon-btn" :disabled="panel.shown >= panel.changes.length - 1" :aria-label="t('web.moved.earlier')" :title="t('web.moved.earlier')" @click="panel.shown += 1"><i class="icon" aria-hidden="true">chevron_left</i></button>
          <small>{{ panel.changes.length - panel.shown }} / {{ panel.changes.length }}</small>
          <button class="icon-btn" :disabled="panel.shown <= 0" :aria-label="t('web.moved.later')" :title="t('web.moved.later')" @click="panel.shown -= 1"><i class="icon" aria-hidden="true">chevron_right</i></button>
        </div>
      </header>
      <p v-if="change.scenario" class="in-scenario"><i class="icon" aria-hidden="true">call_split</i>{{ t('web.scenario.in-moved') }}</p>
      <div v-for="alert in change.alerts ?? []" :key="alert.id" class="alert-line" :class="alert.severity"><i class="icon" aria-hidden="true">warning</i><button class="link" @click="follow(alert.link)">{{ text(alert.title) }}</button></div>
      <button v-if="change.firstShortfall" class="moved-cash" @click="follow('#/cash?day=' + change.firstShortfall.day)"><i class="icon" aria-hidden="true">account_balance</i><span>{{ t('web.overview.cash') }}<small>{{ day(change.firstShortfall.day) }}</small></span><b class="negative">{{ money(change.firstShortfall.gap, { fine: true }) }}</b></button>
      <p v-if="!change.moved.length" class="quiet">{{ t('web.moved.nothing') }}</p>
      <ol class="moved-list">
        <li v-for="line in lines" :key="line.cell" class="moved-line" :class="{ more: line.isMore }" :data-cell="line.cell">
          <button @click="explainChange(line.cell, line.label, Math.max(1, change.revision - 1), change.scenario ?? null)">
            <span class="moved-name"><b v-if="!line.isMore">{{ text(line.label) }}</b><small>{{ text(line.period?.label) }}</small></span>
            <span class="moved-change" :class="favour(line.change, line.good)">{{ valueText(line.change, line.unit, { fine: true, sign: true }) }}<small aria-hidden="true">{{ arrow(line.change) }}</small></span>
            <span class="moved-values">{{ valueText(line.old, line.unit, { fine: true }) || '·' }} → {{ valueText(line.new, line.unit, { fine: true }) || '·' }}</span>
          </button>
          <button v-if="line.others" class="moved-others link" :aria-expanded="opened.has(line.key)" @click="toggle(line.key)">{{ t(opened.has(line.key) ? 'web.action.less' : 'web.moved.others', { count: line.others }) }}</button>
        </li>
      </ol>
      <button v-if="groups.length > shownGroups.length" class="link small-text" @click="isAll = true">{{ t('web.moved.all', { count: groups.length }) }}</button>
      <section v-if="change.spread?.length" class="spread">
        <button class="link" :aria-expanded="isSpreadOpen" @click="isSpreadOpen = !isSpreadOpen"><i class="icon" aria-hidden="true">{{ isSpreadOpen ? 'expand_more' : 'chevron_right' }}</i>{{ t('web.moved.spread', { count: change.spread.length }) }}</button>
        <table v-if="isSpreadOpen"><tbody><tr v-for="(part, index) in parts" :key="index"><td>{{ text(part.label) }}</td><td>{{ count(part.old) }}</td><td aria-hidden="true">→</td><td>{{ count(part.new) }}</td></tr></tbody></table>
        <button v-if="isSpreadOpen && change.spread.length > parts.length" class="link small-text" data-act="all-parts" @click="isSpreadAll = true">{{ t('web.moved.all-parts', { count: change.spread.length }) }}</button>
      </section>
    </div>
    <div v-else class="state-box"><i class="icon" aria-hidden="true">history</i><b>{{ t('web.moved.none') }}</b><p>{{ t('web.moved.none.hint') }}</p></div>`,
  setup() {
    const isSpreadOpen = ref(true), isSpreadAll = ref(false), isAll = ref(false);
    const change = computed(() => panel.changes[panel.shown] ?? null);
    // What others or the program did after it is none of one's own to undo.
    const isNewestOfMine = computed(() => !!change.value?.isMine && !panel.changes.slice(0, panel.shown).some((one) => one.isMine));
    const opened = reactive(new Set());
    watch(() => change.value?.revision, () => { isAll.value = false; isSpreadAll.value = false; opened.clear(); });
    const parts = computed(() => (isSpreadAll.value ? change.value.spread : change.value.spread.slice(0, PARTS)));
    /** One entry a measure: its largest change, and the other periods behind it. */
    const groups = computed(() => {
      const byMeasure = new Map();
      for (const line of change.value?.moved ?? []) {
        const key = line.cell.split('@')[0];
        byMeasure.set(key, [...(byMeasure.get(key) ?? []), line]);
      }
      return [...byMeasure].map(([key, members]) => ({ key, members }));
    });
    const shownGroups = computed(() => (isAll.value ? groups.value : groups.value.slice(0, SHOWN)));
    const lines = computed(() => shownGroups.value.flatMap(({ key, members: [head, ...rest] }) => [
      { ...head, key, others: rest.length },
      ...(opened.has(key) ? [...rest].sort((a, b) => (a.period.id < b.period.id ? -1 : 1)).map((line) => ({ ...line, key, isMore: true })) : []),
    ]));
    const toggle = (key) => (opened.has(key) ? opened.delete(key) : opened.add(key));
    return { panel, isSpreadOpen, isSpreadAll, parts, isAll, change, isNewestOfMine, groups, shownGroups, lines, opened, toggle, explainChange, follow, openScenario, undo, arrow, favour };
  },
});
