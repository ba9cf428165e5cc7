// SPDX-License-Identifier: Apache-2.0
// 资金: the balance by day, week or month against the minimum, money in and out, and the documents behind each figure.
import { computed, nextTick, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { period, t, text } from '../kit/i18n.js';
import { signOf } from '../kit/decimal.js';
import { preferences } from '../kit/preferences.js';
import { query } from '../store/api.js';
import { openScenario, route, setQuery } from '../store/router.js';
import { useView } from '../store/view.js';
import { cashOption } from '../components/chart-options.js';
import CashDocuments from '../components/CashDocuments.js';

export default define('CashScreen', {
  components: { CashDocuments },
  template: `
    <section class="screen cash-screen">
      <header class="screen-head">
        <div><div class="table-title"><h1>{{ t('web.nav.cash') }}</h1><scenario-switch/></div><p class="basis">{{ t('web.cash.basis') }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools"><segment-switch :model-value="grain" :options="grains" :label="t('web.grain.label')" @update:model-value="setQuery({ grain: $event, day: null })"/></div>
      </header>
      <state-box :state="state" :has-data="!!data" :is-empty="data && !data.periods.length" :rows="8" empty-key="web.cash.empty" @retry="reload">
        <div class="cash-facts">
          <article class="card"><h2>{{ t('web.cash.now') }}</h2><p class="big"><figure-value :value="data.opening"/></p></article>
          <article class="card"><h2>{{ t('web.cash.minimum') }}</h2><p class="big">{{ money(data.minimum, { fine: true }) || '·' }}</p></article>
          <article class="card" :class="{ alarm: data.firstShortfall }"><h2>{{ t('web.overview.cash') }}</h2><template v-if="data.firstShortfall"><p class="big negative">{{ money(data.firstShortfall.gap, { fine: true }) }}</p><p class="meta">{{ t('web.overview.shortfall', { day: dayWords(data.firstShortfall), balance: money(data.firstShortfall.balance, { fine: true }) }) }}</p></template><p v-else class="big favourable">{{ t('web.overview.no-shortfall') }}</p></article>
        </div>
        <article class="card"><chart-box :option="chart" :height="430" :label="t('web.cash.balance')" @pick="pick"/></article>
        <div class="card scroll-x cash-table-box wide-table" ref="box"><table class="data-table cash-table">
          <thead><tr><th class="pinned">{{ t('web.cash.line') }}</th><th v-for="one in data.periods" :key="one.id" class="num" :class="{ below: one.isBelowMinimum, first: one.id === firstId }" :data-period="one.id">{{ text(one.label) }}</th></tr></thead>
          <tbody>
            <tr class="total"><td class="pinned">{{ t('web.cash.opening') }}</td><td v-for="one in data.periods" :key="one.id" class="num">{{ money(one.opening) }}</td></tr>
            <tr v-for="line in data.lines" :key="line.key"><td class="pinned"><span class="sign" :class="line.sign > 0 ? 'favourable' : 'unfavourable'">{{ line.sign > 0 ? '+' : '−' }}</span>{{ text(line.label) }}</td><td v-for="one in data.periods" :key="one.id" class="num"><button v-if="signOf(one.amounts[line.key])" class="cash-amount" :data-cell="line.key + '@' + one.id" @click="opened = { period: one, line }">{{ money(one.amounts[line.key]) }}</button><span v-else class="quiet">–</span></td></tr>
            <tr class="total"><td class="pinned">{{ t('web.cash.closing') }}</td><td v-for="one in data.periods" :key="one.id" class="num" :class="{ below: one.isBelowMinimum }"><figure-value :value="one.closing" :fine="false"/><span v-if="one.isBelowMinimum" class="below-mark" :title="t('web.cash.below')" aria-hidden="true">▼</span></td></tr>
          </tbody>
        </table></div>
        <div class="cash-cards">
          <article v-for="one in data.periods" :key="one.id" class="card cash-period" :class="{ alarm: one.isBelowMinimum }"><h2>{{ text(one.label) }}<span class="spacer"></span><b :class="{ negative: one.isBelowMinimum }">{{ money(one.closing) }}</b></h2><p v-if="one.isBelowMinimum" class="meta unfavourable">▼ {{ t('web.cash.below') }}</p><dl class="pairs"><template v-for="line in data.lines" :key="line.key"><template v-if="signOf(one.amounts[line.key])"><dt>{{ text(line.label) }}</dt><dd><button class="link" @click="opened = { period: one, line }">{{ line.sign > 0 ? '+' : '−' }}{{ money(one.amounts[line.key]) }}</button></dd></template></template></dl></article>
        </div>
      </state-box>
      <cash-documents v-if="opened" :period="opened.period" :line="opened.line" @close="opened = null"/>
    </section>`,
  setup() {
    const opened = ref(null), box = ref();
    const grain = computed(() => (['day', 'week', 'month'].includes(route.query.grain) ? route.query.grain : 'week'));
    const { data, state, reload } = useView(() => '/cash' + query({ grain: grain.value, scenario: openScenario() }));
    const firstId = computed(() => data.value?.periods.find((one) => one.isBelowMinimum)?.id);
    const chart = computed(() => (data.value ? cashOption({ ...data.value, periods: data.value.periods.map((one) => ({ ...one, name: text(one.label) })), lines: data.value.lines.map((line) => ({ ...line, name: text(line.label) })) }) : {}));
    function pick(event) {
      const one = data.value.periods[event.dataIndex];
      const line = data.value.lines.find((known) => text(known.label) === event.seriesName);
      if (one && line) opened.value = { period: one, line };
    }
    watch([data, box], () => nextTick(() => {
      const wanted = route.query.day && firstId.value;
      const head = wanted && box.value?.querySelector(`th[data-period="${CSS.escape(firstId.value)}"]`);
      if (head) box.value.scrollLeft = Math.max(0, head.offsetLeft - 260);
    }));
    return { data, state, reload, grain, opened, box, firstId, chart, pick, preferences, period, setQuery, signOf, grains: computed(() => ['day', 'week', 'month'].map((value) => ({ value, label: t('web.grain.' + value) }))) };
  },
});
