// SPDX-License-Identifier: Apache-2.0
// 增长: a measure over time with 同比 as the calendar gives it, beside January and February together and the days around the Spring Festival.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, period, t, text } from '../kit/i18n.js';
import { figure, unitOf } from '../kit/sales.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { dictionary, useSpan } from '../store/sales.js';
import { useView } from '../store/view.js';
import { growthOption } from './sales-charts.js';
import GrowthMark from './GrowthMark.js';
import SalesQuestion from './SalesQuestion.js';

const GRAINS = ['month', 'quarter', 'year', 'week'];

export default define('SalesGrowth', {
  components: { GrowthMark, SalesQuestion },
  template: `
    <sales-question usual="two">
      <label class="sales-ask"><span>{{ t('web.sales.measure') }}</span><select class="select" :value="measure" data-act="growth-measure" @change="setQuery({ measure: $event.target.value })"><option v-for="one in measures" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></label>
      <segment-switch :model-value="grain" :options="grains" :label="t('web.sales.grain')" data-act="growth-grain" @update:model-value="setQuery({ grain: $event === 'month' ? null : $event })"/>
      <template #after><label class="sales-ask"><span>{{ t('web.sales.alike') }}</span><select class="select" :value="alike" @change="setQuery({ alike: $event.target.value })"><option value="days">{{ t('web.sales.alike.days') }}</option><option value="workdays">{{ t('web.sales.alike.workdays') }}</option></select></label></template>
    </sales-question>
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!!data && !data.rows.length" empty-key="web.sales.empty" @retry="reload">
      <p v-if="lesson" class="card words"><i class="icon" aria-hidden="true">lightbulb</i><span>{{ lesson }}</span></p>
      <article class="card"><h2>{{ text(data.measure.label) }}<small>{{ unitOf(data.measure) }}</small></h2><chart-box :option="chart" :height="400" :label="t('web.sales.growth.chart')"/></article>
      <div class="growth-pair">
        <article class="card scroll-x"><h2>{{ t('web.sales.growth.periods') }}</h2><table class="data-table growth-table"><thead><tr><th>{{ t('web.sales.growth.period') }}</th><th class="num">{{ text(data.measure.label) }}</th><th class="num">{{ t('web.sales.growth.year') }}</th><th class="num">{{ t('web.sales.growth.previous') }}</th><th class="num wide-only">{{ t('web.sales.growth.workday') }}</th><th v-if="grain === 'month'" class="num">{{ t('web.sales.growth.joined') }}</th><th class="num wide-only">{{ t('web.sales.growth.to-date') }}</th><th class="num">{{ t('web.sales.growth.to-date-rate') }}</th></tr></thead>
          <tbody><tr v-for="one in newest" :key="one.period" :data-period="one.period" :class="{ winter: one.januaryFebruary }"><td>{{ period(one.period) }}<span v-if="!one.isWhole" class="tag warn">{{ t('web.sales.not-whole') }}</span></td><td class="num">{{ figure(one.figure, data.measure) }}</td><td class="num"><growth-mark :growth="one.yearOnYear" :measure="data.measure"/></td><td class="num"><growth-mark :growth="one.previousPeriod" :measure="data.measure"/></td><td class="num wide-only"><growth-mark :growth="one.yearOnYearPerWorkday" :measure="data.measure"/></td><td v-if="grain === 'month'" class="num"><growth-mark v-if="one.januaryFebruary" :growth="one.januaryFebruary" :measure="data.measure"/></td><td class="num wide-only">{{ figure(one.yearToDate, data.measure) }}</td><td class="num"><growth-mark :growth="one.yearToDateGrowth" :measure="data.measure"/></td></tr></tbody></table></article>
        <article v-if="data.festivals.length" class="card"><h2>{{ t('web.sales.festival') }}</h2><p class="meta">{{ t('web.sales.festival.about') }}</p>
          <table class="data-table festival-table"><thead><tr><th>{{ t('web.sales.festival.days') }}</th><th class="num">{{ t('web.sales.festival.now') }}</th><th class="num">{{ t('web.sales.base') }}</th><th class="num">{{ t('web.sales.change') }}</th></tr></thead>
            <tbody v-for="one in festivals" :key="one.year"><tr class="group" :data-festival="one.year"><td><b>{{ period(String(one.year)) }}</b><small> {{ day(one.festival, true) }} · {{ t('web.sales.festival.before', { day: day(one.festivalBefore, true) }) }}</small></td><td class="num"><b>{{ figure(one.current, data.measure) }}</b></td><td class="num">{{ figure(one.base, data.measure) }}</td><td class="num"><b><growth-mark :growth="one.growth" :measure="data.measure"/></b></td></tr>
              <tr v-for="(phase, index) in one.phases" :key="index"><td class="phase">{{ t('web.sales.festival.phase.' + index) }}<small> {{ t('web.sales.festival.offsets', { from: phase.from, to: phase.to }) }}</small></td><td class="num">{{ figure(phase.current, data.measure) }}</td><td class="num">{{ figure(phase.base, data.measure) }}</td><td class="num"><growth-mark :growth="phase.growth" :measure="data.measure"/></td></tr></tbody></table></article>
      </div>
    </state-box>`,
  setup() {
    const { days } = useSpan('two');
    const measures = computed(() => (dictionary.value?.measures ?? []).filter((one) => one.hasGrowth));
    const measure = computed(() => (measures.value.some((one) => one.key === route.query.measure) ? route.query.measure : 'orderedInclTax'));
    const grain = computed(() => (GRAINS.includes(route.query.grain) ? route.query.grain : 'month'));
    const alike = computed(() => (route.query.alike === 'workdays' ? 'workdays' : 'days'));
    const { data, state, reload } = useView(() => (dictionary.value ? '/sales-growth' + query({ measure: measure.value, by: grain.value, first: days.value[0], last: days.value[1], asOf: route.query.asOf, filter: route.query.filter, alike: alike.value }) : null));
    const rate = (growth) => (growth?.kind === 'rate' ? (Number(growth.value) * 100).toFixed(1) + '%' : null);
    /** How far January and February swing on their own, and how calm they are together. */
    const lesson = computed(() => {
      const rows = data.value.rows.filter((one) => one.januaryFebruary);
      const year = rows.at(-1)?.period.slice(0, 4);
      const [one, two] = ['01', '02'].map((month) => rows.find((row) => row.period === `${year}-${month}`));
      const festival = data.value.festivals.find((other) => String(other.year) === year);
      const words = one && two && festival ? [rate(one.yearOnYear), rate(two.yearOnYear), rate(two.januaryFebruary), rate(festival.growth)] : [];
      return words.length && words.every(Boolean) ? t('web.sales.growth.lesson', { year: period(year), january: words[0], february: words[1], joined: words[2], festival: words[3] }) : '';
    });
    return {
      data, state, reload, measures, measure, grain, alike, setQuery, figure, unitOf, day, period, lesson,
      grains: computed(() => GRAINS.map((value) => ({ value, label: t('web.sales.grain.' + value) }))),
      chart: computed(() => growthOption(data.value)), newest: computed(() => [...data.value.rows].reverse()), festivals: computed(() => [...data.value.festivals].reverse()),
    };
  },
});
