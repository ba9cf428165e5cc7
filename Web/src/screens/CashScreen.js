// SPDX-License-Identifier: Apache-2.0
// 资金: the balance by day, week or month against the minimum, by kind and by account, and every piece of money behind each figure.
import { computed, nextTick, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { signOf, subtract, sum } from '../kit/decimal.js';
import { download } from '../kit/download.js';
import { query } from '../store/api.js';
import { openScenario, route, setQuery } from '../store/router.js';
import { useView } from '../store/view.js';
import { bridgeOption, cashOption } from '../components/chart-options.js';
import BillTable from '../components/BillTable.js';
import CashAccounts from '../components/CashAccounts.js';
import CashCalendar from '../components/CashCalendar.js';
import CashEntries from '../components/CashEntries.js';
import CashGap from '../components/CashGap.js';
import CashProbability from '../components/CashProbability.js';
import LoanTable from '../components/LoanTable.js';
import OwnTransfers from '../components/OwnTransfers.js';
import PartnerPayments from '../components/PartnerPayments.js';

const GRAINS = ['day', 'week', 'month'], SHAPES = ['kind', 'account', 'bills', 'loans'], VIEWS = ['plan', 'partners'];

export default define('CashScreen', {
  components: { BillTable, CashAccounts, CashCalendar, CashEntries, CashGap, CashProbability, LoanTable, OwnTransfers, PartnerPayments },
  template: `
    <section class="screen cash-screen">
      <header class="screen-head">
        <div><div class="table-title"><h1>{{ t('web.nav.cash') }}</h1><scenario-switch/></div><p class="basis">{{ t(view === 'partners' ? 'web.partners.basis' : 'web.cash.basis') }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools"><segment-switch :model-value="view" :options="views" :label="t('web.cash.view')" data-act="cash-view" @update:model-value="setQuery({ view: $event })"/><template v-if="view === 'plan'"><segment-switch :model-value="shape" :options="shapes" :label="t('web.cash.shape')" data-act="cash-shape" @update:model-value="setQuery({ shape: $event })"/><segment-switch v-if="isCalendar" :model-value="grain" :options="grains" :label="t('web.grain.label')" @update:model-value="setQuery({ grain: $event, day: null, period: null })"/><button v-if="isCalendar" class="btn small" data-act="export-cash" :disabled="!data" @click="save"><i class="icon" aria-hidden="true">download</i>{{ t('web.cash.csv') }}</button></template></div>
      </header>
      <partner-payments v-if="view === 'partners'"/>
      <bill-table v-else-if="shape === 'bills'"/>
      <loan-table v-else-if="shape === 'loans'"/>
      <state-box v-else :state="state" :has-data="!!data" :is-empty="data && !data.periods.length" :rows="8" empty-key="web.cash.empty" @retry="reload">
        <div class="cash-facts">
          <article class="card"><h2>{{ t('web.cash.now') }}</h2><p class="big"><figure-value :value="data.opening"/></p></article>
          <article class="card"><h2>{{ t('web.cash.minimum') }}</h2><p class="big">{{ money(data.minimum, { fine: true }) || '·' }}</p></article>
          <article class="card" :class="{ alarm: data.firstShortfall }"><h2>{{ t('web.overview.cash') }}</h2><template v-if="data.firstShortfall"><p class="big negative">{{ money(data.firstShortfall.gap, { fine: true }) }}</p><p class="meta">{{ t('web.overview.shortfall', { day: dayWords(data.firstShortfall), balance: money(data.firstShortfall.balance, { fine: true }) }) }}</p></template><p v-else class="big favourable">{{ t('web.overview.no-shortfall') }}</p></article>
        </div>
        <cash-gap v-if="data.firstShortfall && !openScenario()" :lines="data.lines"/>
        <article class="card"><chart-box :option="chart" :height="430" :label="t('web.cash.balance')" @pick="pick"/></article>
        <article class="card" v-if="grain === 'day'"><h2>{{ t('web.cash.calendar') }}</h2><cash-calendar :periods="data.periods" :first="firstId" @pick="opened = { period: $event }"/></article>
        <cash-probability/>
        <div v-if="shape === 'kind'" class="card scroll-x cash-table-box wide-table" ref="box"><table class="data-table cash-table">
          <thead><tr><th class="pinned">{{ t('web.cash.line') }}</th><th v-for="one in data.periods" :key="one.id" class="num" :class="{ below: one.isBelowMinimum, first: one.id === firstId, on: one.id === bridged?.id }" :data-period="one.id"><button class="cash-amount" :title="t('web.cash.bridge.open')" @click="setQuery({ period: one.id })">{{ text(one.label) }}</button></th></tr></thead>
          <tbody>
            <tr class="total"><td class="pinned">{{ t('web.cash.opening') }}</td><td v-for="one in data.periods" :key="one.id" class="num">{{ money(one.opening) }}</td></tr>
            <tr v-for="line in data.lines" :key="line.key"><td class="pinned"><span class="sign" :class="line.sign > 0 ? 'favourable' : 'unfavourable'">{{ line.sign > 0 ? '+' : '−' }}</span>{{ text(line.label) }}</td><td v-for="one in data.periods" :key="one.id" class="num"><button v-if="signOf(one.amounts[line.key])" class="cash-amount" :data-cell="line.key + '@' + one.id" @click="opened = { period: one, line }">{{ money(one.amounts[line.key]) }}</button><span v-else class="quiet">–</span></td></tr>
            <tr class="total"><td class="pinned">{{ t('web.cash.closing') }}</td><td v-for="one in data.periods" :key="one.id" class="num" :class="{ below: one.isBelowMinimum }"><button class="cash-amount" :data-cell="'closing@' + one.id" @click="opened = { period: one }">{{ money(one.closing) }}</button><span v-if="one.isBelowMinimum" class="below-mark" :title="t('web.cash.below')" aria-hidden="true">▼</span></td></tr>
            <tr v-if="hasRestricted" class="quiet" data-row="restricted"><td class="pinned" :title="t('web.cash.restricted.about')">{{ t('web.cash.restricted.row') }}</td><td v-for="one in data.periods" :key="one.id" class="num">{{ money(one.restricted) }}</td></tr>
          </tbody>
        </table></div>
        <own-transfers v-if="shape === 'account'" @moved="reload"/>
        <div v-if="shape === 'account'" class="card scroll-x cash-table-box account-box" ref="box"><cash-accounts :data="data" @pick="opened = $event"/></div>
        <article class="card" v-if="bridged"><h2>{{ t('web.cash.bridge', { period: text(bridged.label) }) }}</h2><chart-box :option="bridge" :height="60 + 27 * (bridgeParts.length + 2)" :label="t('web.cash.bridge', { period: text(bridged.label) })" @pick="pickPart"/></article>
        <div class="cash-cards" v-if="shape === 'kind'">
          <article v-for="one in data.periods" :key="one.id" class="card cash-period" :class="{ alarm: one.isBelowMinimum }"><h2>{{ text(one.label) }}<span class="spacer"></span><b :class="{ negative: one.isBelowMinimum }">{{ money(one.closing) }}</b></h2><p v-if="one.isBelowMinimum" class="meta unfavourable">▼ {{ t('web.cash.below') }}</p><dl class="pairs"><template v-for="line in data.lines" :key="line.key"><template v-if="signOf(one.amounts[line.key])"><dt>{{ text(line.label) }}</dt><dd><button class="link" @click="opened = { period: one, line }">{{ line.sign > 0 ? '+' : '−' }}{{ money(one.amounts[line.key]) }}</button></dd></template></template></dl></article>
        </div>
      </state-box>
      <cash-entries v-if="opened" :key="opened.period.id + opened.line?.key + opened.account?.code" :period="opened.period" :line="opened.line" :account="opened.account" :grain="grain" :accounts="data.accounts" @close="opened = null"/>
    </section>`,
  setup() {
    const opened = ref(null), box = ref();
    const grain = computed(() => (GRAINS.includes(route.query.grain) ? route.query.grain : 'week'));
    const shape = computed(() => (SHAPES.includes(route.query.shape) ? route.query.shape : 'kind'));
    const isCalendar = computed(() => shape.value === 'kind' || shape.value === 'account');
    const view = computed(() => (VIEWS.includes(route.query.view) ? route.query.view : 'plan'));
    const { data, state, reload } = useView(() => (view.value === 'plan' ? '/cash' + query({ grain: grain.value, scenario: openScenario() }) : null));
    const firstId = computed(() => data.value?.periods.find((one) => one.isBelowMinimum)?.id);
    const chart = computed(() => (data.value ? cashOption({ ...data.value, periods: data.value.periods.map((one) => ({ ...one, name: text(one.label) })), lines: data.value.lines.map((line) => ({ ...line, name: text(line.label) })) }) : {}));

    /** One period, or all of them together until somebody asks for one. Single 分 of rounding are no bar of the bridge. */
    const bridged = computed(() => {
      const periods = data.value?.periods ?? [];
      if (!periods.length) return null;
      const one = periods.find(({ id }) => id === route.query.period);
      if (one) return one;
      const amounts = Object.fromEntries(data.value.lines.map(({ key }) => [key, sum(periods.map((period) => period.amounts[key]))]));
      return { id: null, label: t('web.cash.all-periods', { from: text(periods[0].label), to: text(periods.at(-1).label) }), opening: periods[0].opening, closing: periods.at(-1).closing, amounts };
    });
    const hasRestricted = computed(() => (data.value?.periods ?? []).some((one) => signOf(one.restricted)));
    const bridgeParts = computed(() => (data.value?.lines ?? []).filter(({ key }) => Math.abs(Number(bridged.value?.amounts[key])) >= 1).map((line) => ({ line, value: line.sign > 0 ? bridged.value.amounts[line.key] : subtract('0', bridged.value.amounts[line.key]) })));
    const bridge = computed(() => (bridged.value ? bridgeOption({ fromValue: bridged.value.opening, toValue: bridged.value.closing, parts: bridgeParts.value }, { from: t('web.cash.opening'), to: t('web.cash.closing'), part: (part) => text(part.line.label) }) : {}));

    function pick(event) {
      const one = data.value.periods[event.dataIndex];
      const line = data.value.lines.find((known) => text(known.label) === event.seriesName);
      if (one) opened.value = { period: one, line };
    }
    function pickPart(event) {
      const part = bridgeParts.value[event.dataIndex - 1];
      if (part && bridged.value.id) opened.value = { period: bridged.value, line: part.line };
    }
    function save() {
      const { periods, lines, accounts } = data.value;
      const rows = shape.value === 'kind'
        ? [[t('web.cash.opening'), ...periods.map((one) => one.opening)], ...lines.map((line) => [text(line.label), ...periods.map((one) => (line.sign > 0 ? one.amounts[line.key] : subtract('0', one.amounts[line.key])))])]
        : accounts.map((account, place) => [`${text(account.name)} ${account.code}`, ...periods.map((one) => one.accounts[place].closing)]);
      download(`${t('web.nav.cash')}-${grain.value}-${periods[0].id}.csv`, [[t('web.cash.line'), ...periods.map((one) => one.id)], ...rows, [t('web.cash.closing'), ...periods.map((one) => one.closing)]]);
    }
    watch([data, box], () => nextTick(() => {
      const wanted = route.query.day && firstId.value;
      const head = wanted && box.value?.querySelector(`th[data-period="${CSS.escape(firstId.value)}"]`);
      if (head) box.value.scrollLeft = Math.max(0, head.offsetLeft - 260);
    }));
    const options = (values, prefix) => computed(() => values.map((value) => ({ value, label: t(prefix + value) })));
    return { data, state, reload, openScenario, view, grain, shape, isCalendar, opened, box, firstId, chart, bridged, bridge, bridgeParts, hasRestricted, pick, pickPart, save, setQuery, signOf, views: options(VIEWS, 'web.cash.view.'), grains: options(GRAINS, 'web.grain.'), shapes: options(SHAPES, 'web.cash.shape.') };
  },
});
