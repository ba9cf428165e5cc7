// SPDX-License-Identifier: Apache-2.0
// 数据覆盖: kinds by month as a map that shows gaps and falls at once; one month in words; the same as a table behind it.
import { computed, nextTick, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { period, t, text } from '../kit/i18n.js';
import { monthsShown, shadeOf, stepOf, yearsOf } from '../kit/coverage.js';
import { formatCount } from '../kit/numbers.js';
import { route, setQuery } from '../store/router.js';
import { useView } from '../store/view.js';
import CoverageMonth from './CoverageMonth.js';
import CoverageTable from './CoverageTable.js';

const MOST_FINDINGS = 6;
const MARKS = { gap: '×', low: '!' };

export default define('DataCoverage', {
  components: { CoverageMonth, CoverageTable },
  template: `
    <article ref="card" class="card coverage" data-part="coverage"><h2>{{ t('web.coverage') }}<span v-if="findings.length" class="badge">{{ findings.length }}</span></h2>
      <p class="quiet">{{ t('web.coverage.note') }}</p>
      <state-box :state="state" :has-data="!!data" :rows="5" :is-empty="data && !data.kinds.length" empty-key="web.coverage.empty" @retry="reload">
        <template #empty><a class="btn primary" href="#/imports">{{ t('web.quality.empty.import') }}</a></template>
        <ul v-if="findings.length" class="coverage-findings"><li v-for="one in shown" :key="one.kind.kind + one.from"><span class="tag" :class="one.state === 'gap' ? 'bad' : 'warn'">{{ stateName(one.state) }}</span><button class="link" :data-finding="one.kind.kind + ' ' + one.from" @click="choose(one.kind.kind, one.to)">{{ one.state === 'gap' ? text(one.words) : text(one.kind.label) + ' · ' + text(one.words) }}</button></li></ul>
        <p v-else class="quiet">{{ t('web.coverage.none') }}</p>
        <button v-if="findings.length > shown.length" class="link small-text" @click="isAll = true">{{ t('web.quality.more', { count: findings.length - shown.length }) }}</button>
        <div class="scroll-x coverage-scroll"><table class="coverage-map" role="grid" :aria-label="t('web.coverage')"><thead><tr><th rowspan="2" scope="col">{{ t('web.import.kind') }}</th><th v-for="year in years" :key="year.year" :colspan="year.count" scope="colgroup">{{ year.year }}</th><th rowspan="2" class="num" scope="col">{{ t('web.import.rows') }}</th><th rowspan="2" class="wide-only" scope="col">{{ t('web.coverage.newest') }}</th></tr>
          <tr><th v-for="month in months" :key="month" class="coverage-month-head" scope="col" :aria-label="period(month)">{{ Number(month.slice(5)) }}</th></tr></thead>
          <tbody @keydown="onKey"><tr v-for="(kind, row) in data.kinds" :key="kind.kind" :data-kind="kind.kind" :class="{ on: kind.kind === chosen?.kind }"><th scope="row"><button class="link" @click="choose(kind.kind, null)">{{ text(kind.label) }}</button></th>
            <td v-for="(month, column) in months" :key="month"><button class="coverage-cell" :class="[cell(kind, month)?.state ?? 'none', { on: kind.kind === chosen?.kind && month === chosenMonth }]" :style="{ '--shade': shade(kind, month) }" :tabindex="focus.row === row && focus.column === column ? 0 : -1" :data-place="row + ':' + column" :title="words(kind, month)" :aria-label="words(kind, month)" @focus="focus = { row, column }" @click="choose(kind.kind, month)">{{ marks[cell(kind, month)?.state] ?? '' }}</button></td>
            <td class="num">{{ count(String(kind.rows)) }}</td><td class="nowrap wide-only">{{ day(kind.newestDay) }}</td></tr></tbody></table></div>
        <p class="meta coverage-legend"><span v-for="one in legend" :key="one.key"><i class="coverage-cell" :class="one.key" :style="{ '--shade': 0.6 }" aria-hidden="true">{{ marks[one.key] ?? '' }}</i>{{ text(one.label) }}</span></p>
        <coverage-month v-if="chosen && chosenCell" :kind="chosen" :month="chosenCell" :label="stateName(chosenCell.state)" @close="choose(chosen.kind, null)"/>
        <coverage-table v-if="chosen" :kind="chosen" :state-name="stateName" :month="chosenMonth" @month="choose(chosen.kind, $event)"/>
        <p v-if="data.absent.length" class="meta">{{ t('web.coverage.absent', { kinds: data.absent.map((one) => text(one.label)).join(t('web.list')) }) }}</p>
      </state-box>
    </article>`,
  setup() {
    const { data, state, reload } = useView(() => '/facts/coverage');
    // The map takes one sum a month; the month that is looked at, all of them.
    const detail = useView(() => (data.value?.kinds.some((kind) => kind.kind === route.query.coverage) ? '/facts/coverage?kind=' + route.query.coverage : null));
    const isAll = ref(false), focus = ref({ row: 0, column: 0 }), card = ref(null);
    const months = computed(() => monthsShown(data.value));
    // The last month is the one that people look at: the keyboard begins there.
    watch(months, (list) => { focus.value = { row: 0, column: Math.max(0, list.length - 1) }; });
    const byMonth = computed(() => new Map((data.value?.kinds ?? []).map((kind) => [kind.kind, new Map(kind.months.map((one) => [one.month, one]))])));
    const cell = (kind, month) => byMonth.value.get(kind.kind)?.get(month);
    const most = computed(() => new Map((data.value?.kinds ?? []).map((kind) => [kind.kind, Math.max(1, ...kind.months.map((one) => one.rows))])));
    const findings = computed(() => (data.value?.kinds ?? []).flatMap((kind) => kind.findings.map((one) => ({ ...one, kind }))).sort((a, b) => (a.to < b.to ? 1 : a.to > b.to ? -1 : 0)));
    const chosen = computed(() => data.value?.kinds.find((kind) => kind.kind === route.query.coverage) ?? null);
    const chosenMonth = computed(() => route.query.month ?? null);
    const stateName = (key) => text(data.value?.states.find((one) => one.key === key)?.label);
    const words = (kind, month) => {
      const one = cell(kind, month);
      return [text(kind.label), period(month), stateName(one?.state ?? 'none'), one?.rows ? t('web.coverage.rows', { count: formatCount(String(one.rows)) }) : ''].filter(Boolean).join(' · ');
    };
    function choose(kind, month) { setQuery({ coverage: kind, month }); }
    function onKey(event) {
      const place = stepOf(event.key, focus.value, { rows: data.value.kinds.length, columns: months.value.length });
      if (!place) return;
      event.preventDefault();
      focus.value = place;
      nextTick(() => card.value?.querySelector(`[data-place="${place.row}:${place.column}"]`)?.focus());
    }
    // A link from elsewhere leads to the card, not to the top of its screen; and the newest months are in sight first.
    watch(data, (now, before) => {
      if (!now || before) return;
      nextTick(() => {
        const scroll = card.value?.querySelector('.coverage-scroll');
        if (scroll) scroll.scrollLeft = scroll.scrollWidth;
        if (route.query.coverage) card.value?.scrollIntoView({ block: 'start' });
      });
    });
    return {
      t, text, period, data, state, reload, isAll, focus, card, months, cell, findings, chosen, chosenMonth, stateName, words, choose, onKey, marks: MARKS,
      years: computed(() => yearsOf(months.value)), shade: (kind, month) => shadeOf(cell(kind, month)?.rows, most.value.get(kind.kind)),
      shown: computed(() => (isAll.value ? findings.value : findings.value.slice(0, MOST_FINDINGS))),
      legend: computed(() => (data.value?.states ?? []).filter((one) => ['rows', 'low', 'gap', 'running'].includes(one.key))),
      chosenCell: computed(() => {
        if (!chosen.value || !chosenMonth.value) return null;
        const known = detail.data.value?.kinds.find((kind) => kind.kind === chosen.value.kind)?.months.find((one) => one.month === chosenMonth.value);
        return known ?? cell(chosen.value, chosenMonth.value) ?? null;
      }),
    };
  },
});
