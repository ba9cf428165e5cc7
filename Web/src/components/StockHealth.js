// SPDX-License-Identifier: Apache-2.0
// 库存健康: families and items with money, days, age and what nobody needs; the worst first, one click to the item.
import { computed, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { sum } from '../kit/decimal.js';
import { formatCount, formatMoney } from '../kit/numbers.js';
import { download } from '../kit/download.js';
import { preferences } from '../kit/preferences.js';
import { query } from '../store/api.js';
import { openScenario, route, setQuery } from '../store/router.js';
import { useView } from '../store/view.js';
import AgeBar from './AgeBar.js';
import SparkLine from './SparkLine.js';

const SHOWN = 100;
/** Bands from here on are old: more than half a year. */
const OLD = 4;
const old = (one) => (one.ages ?? one.ageMoney ?? []).slice(OLD).reduce((total, part) => total + Number(part), 0);
const FILTERS = {
  all: () => true,
  short: (one) => (one.shortCount === undefined ? !!one.shortOn : one.shortCount > 0),
  excess: (one) => Number(one.excess ?? one.excessMoney) > 0,
  slow: (one) => Number(one.slow ?? one.slowMoney) > 0,
  old: (one) => old(one) > 0,
};
/** What nobody needs first; of those with none, the most stock. */
const worth = (one) => Number(one.slowMoney ?? one.slow ?? 0) + Number(one.excessMoney ?? one.excess ?? 0) + 1e-6 * Number(one.stockMoney ?? one.stock ?? 0);
const COLUMNS = {
  name: null, stock: (one) => Number(one.stockMoney ?? one.stock ?? 0), days: (one) => Number(one.days ?? (Number(one.stockMoney ?? one.stock ?? 0) > 0 ? Infinity : -1)), turnover: (one) => Number(one.turnover ?? -1), age: old,
  slow: (one) => Number(one.slowMoney ?? one.slow ?? 0), excess: (one) => Number(one.excessMoney ?? one.excess ?? 0), short: (one) => (one.shortCount ?? (one.shortOn ? 1e9 - Date.parse(one.shortOn) / 864e5 : 0)), trend: null,
};

export default define('StockHealth', {
  components: { AgeBar, SparkLine },
  template: `
    <state-box :state="state" :has-data="!!data" :is-empty="data && !data.items.length" :rows="8" :empty-key="data && data.grain === 'none' ? 'web.supply.no-stock' : 'web.supply.empty'" @retry="reload">
      <div class="cash-facts health-facts">
        <article class="card" v-if="hasMoney"><h2>{{ t('web.health.fact.stock') }}</h2><p class="big">{{ money(data.total.stockMoney, { fine: true }) }}<small class="quiet"> {{ moneyUnit() }}</small></p></article>
        <article class="card" v-if="hasMoney"><h2>{{ t('web.health.fact.days') }}</h2><p class="big">{{ count(data.total.days) }}<small class="quiet"> {{ t('web.unit.day') }} · {{ t('web.health.turns', { times: count(data.total.turnover, { digits: 1 }) }) }}</small></p></article>
        <article class="card" v-if="hasMoney"><h2>{{ t('web.health.fact.slow') }}</h2><p class="big">{{ money(data.total.slowMoney, { fine: true }) }}<small class="quiet"> {{ moneyUnit() }}</small></p></article>
        <article class="card" v-if="hasMoney"><h2>{{ t('web.health.fact.excess') }}</h2><p class="big" :class="{ negative: Number(data.total.excessMoney) > 0 }">{{ money(data.total.excessMoney, { fine: true }) }}<small class="quiet"> {{ moneyUnit() }}</small></p></article>
        <article class="card"><h2>{{ t('web.health.fact.short') }}</h2><p class="big" :class="{ negative: shortItems }">{{ shortItems }}</p></article>
      </div>
      <div class="health-tools"><segment-switch v-if="hasMoney" :model-value="level" :options="levels" :label="t('web.health.level')" data-act="health-level" @update:model-value="setQuery({ level: $event, family: null })"/><segment-switch :model-value="only" :options="filters" :label="t('web.supply.filter')" @update:model-value="setQuery({ risk: $event })"/><button v-if="family" class="tag" data-act="any-family" @click="setQuery({ family: null })">{{ text(family.name) }} ×</button><input v-if="level === 'item'" class="input wide-search" type="search" v-model="typed" :placeholder="t('web.supply.search')" :aria-label="t('web.supply.search')"><span class="spring"></span><a class="btn wide-only" :href="'/api/v1/exports/stock-health' + query({ scenario: openScenario() })" download data-act="export-xlsx">{{ t('web.action.xlsx') }}</a><button class="btn" data-act="health-csv" @click="save">{{ t('web.action.csv') }}</button></div>
      <div class="card scroll-x supply-table-box"><table class="data-table supply-table health-table">
        <thead><tr><th v-for="(key, column) in columns" :key="column" :class="{ num: isNumber(column), 'wide-only': !NARROW.includes(column) }" :aria-sort="ui.by === column ? (ui.isDown ? 'descending' : 'ascending') : null"><button v-if="key" @click="sortBy(column)">{{ title(column) }}<span aria-hidden="true">{{ ui.by === column ? (ui.isDown ? '▼' : '▲') : '' }}</span></button><template v-else>{{ title(column) }}</template></th></tr></thead>
        <tbody>
          <tr v-for="one in rows.slice(0, limit)" :key="one.code" :class="{ clickable: opens }" :data-row="one.code" @click="opens && openRow(one)"><td><button v-if="opens" class="link">{{ text(one.name) }}</button><template v-else>{{ text(one.name) }}</template><small v-if="one.itemCount" class="quiet">{{ t('web.health.items', { count: one.itemCount }) }}</small></td>
            <td class="num">{{ show(one, 'stock') }}</td><td class="num wide-only">{{ one.days === null ? (Number(one.stock ?? one.stockMoney) > 0 ? t('web.health.no-demand') : '–') : count(one.days) }}</td><td class="num wide-only">{{ count(one.turnover, { digits: 1 }) }}</td>
            <td class="wide-only"><age-bar :parts="one.ages ?? one.ageMoney" :bands="data.bands" :show="ageText(one)"/></td><td class="num wide-only">{{ show(one, 'slow') }}</td><td class="num">{{ show(one, 'excess') }}</td>
            <td class="num wide-only" :class="{ negative: one.shortOn || one.shortCount }">{{ one.shortCount ?? (one.shortOn ? day(one.shortOn, true) + ' · ' + count(one.short) : '') }}</td>
            <td class="wide-only"><spark-line class="health-spark" :points="trend(one)" :label="t('web.health.column.trend')"/></td></tr>
          <tr v-if="hasMoney && rows.length" class="total"><td>{{ t('web.health.total') }}</td><td class="num">{{ money(sum(rows.map((one) => one.stockMoney))) }}</td><td class="wide-only" colspan="3"></td><td class="num wide-only">{{ money(sum(rows.map((one) => one.slowMoney))) }}</td><td class="num">{{ money(sum(rows.map((one) => one.excessMoney))) }}</td><td class="wide-only" colspan="2"></td></tr>
        </tbody>
      </table><p v-if="rows.length > limit" class="pad"><button class="btn" data-act="more-items" @click="limit += SHOWN">{{ t('web.supply.more', { left: rows.length - limit }) }}</button></p><p v-if="!rows.length" class="quiet pad">{{ t('web.supply.none') }}</p></div>
      <p class="meta">{{ t('web.health.as-of', { day: day(data.asOf) }) }} · {{ t('web.health.note') }}</p>
    </state-box>`,
  setup() {
    const { data, state, reload } = useView(() => '/supply/health' + query({ scenario: openScenario() }));
    const typed = ref(''), limit = ref(SHOWN), ui = reactive({ by: '', isDown: true });
    const hasMoney = computed(() => data.value?.total.stockMoney !== null);
    const level = computed(() => (!hasMoney.value || route.query.level === 'item' || route.query.family ? 'item' : 'family'));
    const only = computed(() => (route.query.risk in FILTERS ? route.query.risk : 'all'));
    const family = computed(() => data.value?.families.find((one) => one.code === route.query.family));
    const found = (one) => !typed.value.trim() || level.value === 'family' || [one.code, one.name.zh, one.name.en].some((words) => words?.toLowerCase().includes(typed.value.trim().toLowerCase()));
    const rows = computed(() => {
      const all = level.value === 'family' ? data.value.families : data.value.items.filter((one) => !family.value || one.family === family.value.code);
      const value = COLUMNS[ui.by] ?? worth;
      const sign = ui.by && !ui.isDown ? -1 : 1;
      return all.filter(FILTERS[only.value]).filter(found).map((one) => [value(one), one]).sort((a, b) => (a[0] === b[0] ? 0 : sign * (b[0] > a[0] ? 1 : -1))).map(([, one]) => one);
    });
    watch([typed, only, level], () => { limit.value = SHOWN; });

    const title = (column) => t(`web.health.column.${column === 'short' && level.value === 'family' ? 'short-count' : column}`);
    const amount = (one, key) => (hasMoney.value ? one[key + 'Money'] : one[key]);
    const show = (one, key) => (hasMoney.value ? formatMoney(amount(one, key), preferences.moneyUnit) : formatCount(amount(one, key)));
    const ageText = (one) => (part) => (one.ages ? formatCount(part) : formatMoney(part, preferences.moneyUnit, { fine: true }));
    const trend = (one) => (one.trendMoney ?? one.trend).map((balance, index) => ({ day: data.value.months[index], balance }));

    function sortBy(column) {
      ui.isDown = ui.by === column ? !ui.isDown : true;
      ui.by = column;
    }

    function save() {
      const { bands, months, asOf } = data.value;
      const isFamily = level.value === 'family';
      const ages = [...bands.map((last, index) => t('web.health.band', { from: index ? bands[index - 1] + 1 : 0, through: last })), t('web.health.band-older', { days: bands.at(-1) })];
      const head = [t('web.health.code'), title('name'), ...(isFamily ? [] : [t('web.health.units')]), title('stock'), title('days'), title('turnover'), ...ages, title('slow'), title('excess'), title('short'), ...months];
      const lines = rows.value.map((one) => [one.code, text(one.name), ...(isFamily ? [] : [one.stock]), amount(one, 'stock') ?? '', one.days ?? '', one.turnover ?? '', ...((hasMoney.value ? one.ageMoney : one.ages) ?? ages.map(() => '')), amount(one, 'slow') ?? '', amount(one, 'excess') ?? '', one.shortCount ?? one.shortOn ?? '', ...(one.trendMoney ?? one.trend)]);
      download(`${t('web.supply.view.health')}-${asOf}.csv`, [head, ...lines]);
    }

    return { query, openScenario,
      data, state, reload, typed, limit, ui, SHOWN, hasMoney, level, only, family, rows, sum, day, title, show, ageText, trend, sortBy, save, setQuery,
      columns: COLUMNS, NARROW: ['name', 'stock', 'excess'], isNumber: (column) => !['name', 'age', 'trend'].includes(column),
      shortItems: computed(() => data.value.items.filter(FILTERS.short).length),
      opens: computed(() => level.value === 'family' || data.value.grain === 'day'),
      openRow: (one) => setQuery(level.value === 'family' ? { family: one.code, level: 'item' } : { item: one.code }),
      levels: computed(() => ['family', 'item'].map((value) => ({ value, label: t('web.health.level.' + value) }))),
      filters: computed(() => Object.keys(FILTERS).map((value) => ({ value, label: t('web.health.only.' + value) }))),
    };
  },
});
