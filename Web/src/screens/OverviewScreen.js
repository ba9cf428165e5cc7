// SPDX-License-Identifier: Apache-2.0
// 对齐: every forecast and plan side by side, who was right lately, the gap as a bridge, and what must be done.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, period, t, text } from '../kit/i18n.js';
import { preferences } from '../kit/preferences.js';
import { formatRatio } from '../kit/numbers.js';
import { periodOf, shiftPeriod } from '../kit/periods.js';
import { query } from '../store/api.js';
import { explain } from '../store/panel.js';
import { follow, go, openScenario, route, setQuery } from '../store/router.js';
import { can, session } from '../store/session.js';
import { useProbability } from '../store/probability.js';
import { useView } from '../store/view.js';
import { bridgeOption, COLOURS, seriesOption } from '../components/chart-options.js';
import AlertList from '../components/AlertList.js';
import MiniBars from '../components/MiniBars.js';
import SparkLine from '../components/SparkLine.js';
import SyncFeed from '../components/SyncFeed.js';

export default define('OverviewScreen', {
  components: { AlertList, MiniBars, SparkLine, SyncFeed },
  template: `
    <section class="screen overview">
      <header class="screen-head">
        <div><div class="table-title"><h1>{{ t('web.overview.question') }}</h1><scenario-switch/></div><p v-if="data" class="basis">{{ text(data.basis.measure) }} · {{ t('web.tax.' + data.basis.tax) }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools">
          <segment-switch :model-value="grain" :options="grains" :label="t('web.grain.label')" @update:model-value="setGrain"/>
          <div class="stepper"><button class="icon-btn" :aria-label="t('web.action.previous')" @click="step(-1)"><i class="icon" aria-hidden="true">chevron_left</i></button><b>{{ period(id) }}</b><button class="icon-btn" :aria-label="t('web.action.next')" @click="step(1)"><i class="icon" aria-hidden="true">chevron_right</i></button></div>
        </div>
      </header>
      <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="data && !data.lines.some((line) => line.value !== null)" empty-key="web.overview.empty" @retry="reload">
        <template #empty><a class="btn primary" href="#/imports">{{ t('web.nav.imports') }}</a></template>
        <div class="line-cards" :class="{ long: preferences.moneyUnit === 'yuan' }">
          <article v-for="line in data.lines" :key="line.key" class="card line-card" :data-line="line.key">
            <h2><i class="dot" :style="{ background: colours[line.key] }"></i>{{ text(line.label) }}<span v-if="line.key === best" class="best" :title="t('web.overview.best.detail')">{{ t('web.overview.best') }}</span></h2>
            <p class="big"><figure-value :value="line.value" :cell="line.cell" :label="line.label"/></p>
            <p class="meta">{{ metaOf(line) }}</p>
            <template v-if="line.accuracy">
              <p class="accuracy"><span>{{ t('web.overview.accuracy') }}</span><b>{{ ratio(line.accuracy.rate) }}</b><span class="bias" :class="line.accuracy.direction">{{ biasText(line.accuracy) }}</span></p>
              <mini-bars :months="line.accuracy.months"/>
            </template>
            <p v-else class="meta quiet">{{ t(line.key !== 'actual' ? 'web.overview.no-accuracy' : line.value === null ? 'web.overview.no-attainment' : 'web.overview.actual-note') }}</p>
          </article>
        </div>
        <div class="overview-grid">
          <article class="card span-2"><h2>{{ t('web.overview.series') }}</h2><chart-box :option="series" :height="264" :label="t('web.overview.series')"/></article>
          <article class="card"><h2>{{ t('web.overview.bridge') }}<small>{{ lineName(data.bridge?.from) }} → {{ lineName(data.bridge?.to) }}</small></h2>
            <template v-if="data.bridge"><chart-box :option="bridge" :height="234" :label="t('web.overview.bridge')" @pick="pickPart"/><p class="residual">{{ t('web.overview.residual') }} <b>{{ data.bridge.residual }}</b></p></template>
            <p v-else class="quiet">{{ t('web.overview.no-bridge') }}</p></article>
          <article class="card"><h2>{{ t('web.overview.attainment') }}</h2>
            <template v-if="hasProgress">
              <p class="big">{{ ratio(data.attainment.rate) }}<span class="gap" :class="behind >= 0 ? 'favourable' : 'unfavourable'">{{ behind >= 0 ? '▲' : '▼' }} {{ t(behind >= 0 ? 'web.overview.ahead' : 'web.overview.behind', { points: ratio(Math.abs(behind)) }) }}</span></p>
              <div class="progress" :title="ratio(data.attainment.rate)"><i :style="{ width: Math.min(100, Number(data.attainment.rate) * 100) + '%' }"></i><em :style="{ left: Math.min(100, Number(data.attainment.timeProgress) * 100) + '%' }"></em></div>
              <dl class="pairs"><dt>{{ t('web.overview.time-progress') }}</dt><dd>{{ ratio(data.attainment.timeProgress) }}</dd><dt>{{ t('web.line.actual') }}</dt><dd>{{ money(data.attainment.actual, { fine: true }) }}</dd><dt>{{ t('web.overview.target') }}</dt><dd>{{ money(data.attainment.target, { fine: true }) }}</dd></dl>
            </template>
            <p v-else class="quiet">{{ t('web.overview.no-attainment') }}</p></article>
          <article v-if="can('viewCash')" class="card cash-card" :class="{ alarm: data.cash?.firstShortfall }"><h2>{{ t('web.overview.cash') }}</h2>
            <template v-if="data.cash">
              <template v-if="data.cash.firstShortfall"><p class="big"><button class="figure clickable negative" @click="go('cash', { day: data.cash.firstShortfall.day })">{{ money(data.cash.firstShortfall.gap, { fine: true }) }}</button></p><p class="meta">{{ t('web.overview.shortfall', { day: dayWords(data.cash.firstShortfall), balance: money(data.cash.firstShortfall.balance, { fine: true }) }) }}</p></template>
              <p v-else class="big favourable">{{ t('web.overview.no-shortfall') }}</p>
              <p v-if="paths && paths.underWithin !== null" class="meta under" :class="{ dim: isBusy }"><button class="link" data-act="open-probability" @click="go('cash')">{{ t('web.overview.under', { weeks: paths.weeks.length, share: ratio(paths.underWithin, { digits: 0, zero: '0' }) }) }}</button></p>
              <a href="#/cash" class="spark-link"><spark-line :points="data.cash.spark" :minimum="data.cash.minimum" :mark="data.cash.firstShortfall?.day" :label="t('web.cash.balance')"/></a>
              <p class="meta">{{ t('web.overview.cash-note', { opening: money(data.cash.opening, { fine: true }), minimum: money(data.cash.minimum, { fine: true }) }) }}</p>
            </template>
            <p v-else class="quiet">{{ t('web.overview.no-cash') }}</p></article>
          <article class="card" :class="{ 'span-two': !can('viewCash') }"><h2>{{ t('web.overview.todos') }}<span v-if="data.todos.length" class="badge">{{ data.todos.length }}</span></h2>
            <ul v-if="data.todos.length" class="todos"><li v-for="todo in data.todos" :key="todo.id"><button class="link" @click="follow(todo.link)">{{ text(todo.title) }}</button><p>{{ text(todo.detail) }}</p><span class="due" :class="{ overdue: todo.isOverdue }">{{ todo.dueOn ? t(todo.isOverdue ? 'web.overview.overdue' : 'web.overview.due', { day: day(todo.dueOn, true) }) : '' }}</span></li></ul>
            <p v-else class="quiet">{{ t('web.overview.no-todos') }}</p></article>
          <article class="card span-all"><sync-feed :most="5"><h2>{{ t('web.nodes.title') }}</h2></sync-feed></article>
          <article class="card span-all"><h2><a href="#/alerts">{{ t('web.overview.alerts') }}</a><span v-if="data.alerts.length" class="badge">{{ data.alertsTotal }}</span><a class="link small" href="#/rules">{{ t('web.overview.rules') }}</a></h2><alert-list v-if="data.alerts.length" :alerts="data.alerts"/><p v-else class="quiet">{{ t('web.overview.no-alerts') }}</p></article>
        </div>
      </state-box>
    </section>`,
  setup() {
    const grain = computed(() => (['month', 'quarter', 'year'].includes(route.query.grain) ? route.query.grain : 'month'));
    const id = computed(() => route.query.period ?? periodOf(session.workspace.today.slice(0, 7), grain.value));
    const { data, state, reload } = useView(() => '/overview' + query({ grain: grain.value, period: id.value, tax: preferences.tax, scenario: openScenario() }));
    const { data: paths, isBusy } = useProbability(() => !!data.value?.cash);
    const labels = computed(() => Object.fromEntries((data.value?.lines ?? []).map((line) => [line.key, text(line.label)])));
    const lineName = (key) => labels.value[key] ?? (key ? t('web.line.' + key) : '');
    const best = computed(() => data.value?.lines.filter((line) => line.accuracy?.rate).sort((a, b) => Number(b.accuracy.rate) - Number(a.accuracy.rate))[0]?.key);
    function setGrain(next) {
      setQuery({ grain: next, period: periodOf(session.workspace.today.slice(0, 7), next) });
    }
    const metaOf = (line) => [line.owner, line.madeOn ? t('web.overview.made-on', { day: day(line.madeOn, true) }) : ''].filter(Boolean).join(' · ') || '\u00a0';
    const biasText = ({ direction, bias }) => (direction === 'even' ? t('web.bias.even') : t('web.bias.' + direction, { rate: formatRatio(String(Math.abs(Number(bias)))) }));
    function pickPart(event) {
      const part = data.value.bridge.parts[event.dataIndex - 1];
      if (part?.cell) explain(part.cell, part.label);
    }
    return {
      can, data, state, reload, paths, isBusy, grain, id, preferences, colours: COLOURS, best, lineName, metaOf, biasText, setGrain, pickPart, follow, go,
      step: (by) => setQuery({ grain: grain.value, period: shiftPeriod(id.value, by) }),
      grains: computed(() => ['month', 'quarter', 'year'].map((value) => ({ value, label: t('web.grain.' + value) }))),
      series: computed(() => (data.value ? seriesOption(data.value.series, labels.value) : {})),
      bridge: computed(() => (data.value?.bridge ? bridgeOption(data.value.bridge, { from: lineName(data.value.bridge.from), to: lineName(data.value.bridge.to), part: (part) => text(part.label) }) : {})),
      hasProgress: computed(() => !!data.value?.attainment && (Number(data.value.attainment.timeProgress) > 0 || Number(data.value.attainment.actual) !== 0)),
      behind: computed(() => Number(data.value?.attainment?.rate ?? 0) - Number(data.value?.attainment?.timeProgress ?? 0)),
    };
  },
});
