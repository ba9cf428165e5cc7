// SPDX-License-Identifier: Apache-2.0
// ABC: what carries most of the whole, as a curve; XYZ beside it: what is asked for steadily.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { figure, keyWords, unitOf } from '../kit/sales.js';
import { formatCount, formatRatio } from '../kit/numbers.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { dictionary, useSpan } from '../store/sales.js';
import { useView } from '../store/view.js';
import { paretoOption } from './sales-charts.js';
import SalesQuestion from './SalesQuestion.js';

const ABC = ['A', 'B', 'C'], XYZ = ['X', 'Y', 'Z', '–'];
const SHOWN = 100;

export default define('SalesClasses', {
  components: { SalesQuestion },
  template: `
    <sales-question usual="twelve">
      <label class="sales-ask"><span>{{ t('web.sales.classes.of') }}</span><select class="select" :value="of" data-act="class-of" @change="setQuery({ of: $event.target.value, cell: null })"><option v-for="one in dimensions" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></label>
      <label class="sales-ask"><span>{{ t('web.sales.classes.measure') }}</span><select class="select" :value="measure" data-act="class-measure" @change="setQuery({ rank: $event.target.value, cell: null })"><option v-for="one in measures" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></label>
    </sales-question>
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!!data && !data.rowCount" empty-key="web.sales.empty" @retry="reload">
      <div class="classes-pair">
        <article class="card"><h2>{{ t('web.sales.pareto') }}<small>{{ t('web.sales.pareto.about') }}</small></h2><chart-box :option="chart" :height="280" :label="t('web.sales.pareto')"/>
          <ul class="class-facts"><li v-for="one in classes" :key="one.abc" :class="'grade-' + one.abc"><b class="grade">{{ one.abc }}</b><span>{{ t('web.sales.classes.members', { count: formatCount(String(one.members), { zero: '0' }) }) }}</span><strong>{{ share(one.value) }}</strong></li></ul></article>
        <article class="card"><h2>{{ t('web.sales.cross') }}<small>{{ t('web.sales.cross.about') }}</small></h2>
          <table class="cross-table"><thead><tr><td></td><th v-for="xyz in columns" :key="xyz" scope="col" :title="t('web.sales.xyz.' + names[xyz])">{{ xyz }}<small>{{ t('web.sales.xyz.' + names[xyz] + '.short') }}</small></th></tr></thead>
            <tbody><tr v-for="abc in ABC" :key="abc"><th scope="row">{{ abc }}</th><td v-for="xyz in columns" :key="xyz"><button :class="{ on: cell === abc + xyz }" :style="{ background: tint(abc, xyz) }" :disabled="!pair(abc, xyz).members" :data-cell="abc + xyz" :aria-pressed="cell === abc + xyz" @click="setQuery({ cell: cell === abc + xyz ? null : abc + xyz })"><b>{{ formatCount(String(pair(abc, xyz).members), { zero: '0' }) }}</b><small>{{ share(pair(abc, xyz).value) }}</small></button></td></tr></tbody></table>
          <p class="meta">{{ t('web.sales.xyz.about', { measure: text(data.steadiness.label) }) }}</p></article>
      </div>
      <div class="card scroll-x"><p v-if="cell" class="meta"><button class="chip" @click="setQuery({ cell: null })">{{ cell }}<i class="icon" aria-hidden="true">close</i></button></p><table class="data-table class-table"><thead><tr><th class="num">{{ t('web.sales.rank') }}</th><th>{{ text(data.by.label) }}</th><th>{{ t('web.sales.class') }}</th><th class="num">{{ text(data.measure.label) }} <small>{{ unitOf(data.measure) }}</small></th><th class="num">{{ t('web.sales.share') }}</th><th class="num">{{ t('web.sales.cumulative') }}</th><th class="num wide-only">{{ t('web.sales.variation') }}</th></tr></thead>
        <tbody><tr v-for="one in rows.slice(0, SHOWN)" :key="one.member.code" :data-member="one.member.code"><td class="num quiet">{{ one.rank }}</td><td>{{ keyWords({ kind: 'member', label: one.member.label }) }}<small v-if="one.member.code && text(one.member.label) !== one.member.code" class="code wide-only">{{ one.member.code }}</small></td><td><b class="grade" :class="'grade-' + one.abc">{{ one.abc }}</b><b class="grade steady">{{ one.xyz }}</b></td><td class="num">{{ figure(one.value, data.measure) }}</td><td class="num bar-cell"><i class="cell-bar" aria-hidden="true" :style="{ width: Number(one.share) / Number(data.rows[0].share || 1) * 100 + '%' }"></i><span>{{ formatRatio(one.share) }}</span></td><td class="num">{{ formatRatio(one.cumulative) }}</td><td class="num wide-only">{{ one.variation ?? '–' }}</td></tr></tbody></table><p v-if="rows.length > SHOWN" class="meta">{{ t('web.sales.classes.first', { shown: SHOWN, of: formatCount(String(rows.length)) }) }}</p></div>
    </state-box>`,
  setup() {
    const { days } = useSpan('twelve');
    const dimensions = computed(() => (dictionary.value?.dimensions ?? []).filter((one) => !one.isTime));
    const measures = computed(() => (dictionary.value?.measures ?? []).filter((one) => one.isAdditive && one.day !== 'asOf'));
    const of = computed(() => (dimensions.value.some((one) => one.key === route.query.of) ? route.query.of : 'item'));
    const measure = computed(() => (measures.value.some((one) => one.key === route.query.rank) ? route.query.rank : 'orderedExclTax'));
    const { data, state, reload } = useView(() => (dictionary.value ? '/sales-classes' + query({ by: of.value, measure: measure.value, first: days.value[0], last: days.value[1], asOf: route.query.asOf, filter: route.query.filter }) : null));
    const pair = (abc, xyz) => data.value.pairs.find((one) => one.abc === abc && one.xyz === xyz) ?? { members: 0, value: '0' };
    const part = (value) => (Number(data.value.whole) > 0 ? Number(value) / Number(data.value.whole) : 0);
    const cell = computed(() => (/^[ABC][XYZ–]$/.test(route.query.cell ?? '') ? route.query.cell : ''));
    return {
      data, state, reload, dimensions, measures, of, measure, setQuery, figure, unitOf, keyWords, formatCount, formatRatio, pair, cell, ABC, SHOWN, columns: computed(() => XYZ.filter((xyz) => xyz !== '–' || data.value.pairs.some((one) => one.xyz === xyz && ABC.includes(one.abc) && one.members))),
      names: { X: 'x', Y: 'y', Z: 'z', '–': 'none' }, share: (value) => formatRatio(String(part(value))),
      tint: (abc, xyz) => `rgba(29, 95, 191, ${(Math.sqrt(Math.max(0, part(pair(abc, xyz).value))) * 0.45).toFixed(3)})`,
      classes: computed(() => data.value.classes.filter((one) => ABC.includes(one.abc))), chart: computed(() => paretoOption(data.value)),
      rows: computed(() => data.value.rows.map((one, index) => ({ ...one, rank: index + 1 })).filter((one) => !cell.value || one.abc + one.xyz === cell.value)),
    };
  },
});
