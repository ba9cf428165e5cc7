// SPDX-License-Identifier: Apache-2.0
// 税费: what each return of the months to come says, and on which day which tax is paid; every figure is the plan's own and opens its explanation.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { unitWords } from '../kit/units.js';
import { query } from '../store/api.js';
import { openScenario, route, setQuery } from '../store/router.js';
import { useView } from '../store/view.js';

const TOPICS = ['vat', 'income', 'settlement', 'wages'];

export default define('TaxScreen', {
  template: `
    <section class="screen tax-screen">
      <header class="screen-head">
        <div><div class="table-title"><h1>{{ t('web.nav.taxes') }}</h1><scenario-switch/></div><p class="basis">{{ t('web.taxes.basis') }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools">
          <segment-switch :model-value="topic" :options="topics" :label="t('web.taxes.topic')" data-act="tax-topic" @update:model-value="setQuery({ topic: $event })"/>
          <a class="btn wide-only" :href="workbook()" download data-act="export-xlsx">{{ t('web.action.xlsx') }}</a>
        </div>
      </header>
      <state-box :state="state" :has-data="!!data" :rows="10" :is-empty="isEmpty" empty-key="web.taxes.empty" @retry="reload">
        <ul class="statement-checks" :aria-label="t('web.statements.checks')"><li v-for="one in data.checks" :key="one.key" :class="one.holds ? 'favourable' : 'unfavourable'"><i class="icon" aria-hidden="true">{{ one.holds ? 'check_circle' : 'error' }}</i>{{ text(one.label) }}<b>{{ one.difference }}</b></li></ul>
        <div class="tax-layout">
          <article class="card tax-return"><h2>{{ text(section.label) }}</h2>
            <div class="scroll-x"><table class="data-table statement-table">
              <thead><tr><th class="pinned">{{ t('web.statements.line') }}</th><th v-for="column in section.columns" :key="column.key" class="num" :data-column="column.key">{{ text(column.label) }}<small v-if="column.payBy">{{ t('web.taxes.pay-by', { day: day(column.payBy, true) }) }}<i v-if="column.isPresumed" class="tag" :title="t('web.taxes.presumed.why')">{{ t('web.taxes.presumed') }}</i></small></th></tr></thead>
              <tbody><tr v-for="line in section.lines" :key="line.key" :class="line.rank" :data-line="line.key">
                <td class="pinned">{{ text(line.label) }}<small v-if="unit(line)" class="quiet">{{ unit(line) }}</small></td>
                <td v-for="(figure, index) in line.figures" :key="section.columns[index].key" class="num"><figure-value v-if="figure.value !== null" :value="figure.value" :unit="line.unit" :cell="figure.cell" :label="line.label"/><span v-else class="quiet">–</span></td>
              </tr></tbody>
            </table></div>
            <p class="meta">{{ t('web.taxes.note.' + topic) }}</p>
          </article>
          <article class="card tax-calendar"><h2>{{ t('web.taxes.calendar') }}</h2>
            <table class="data-table"><thead><tr><th>{{ t('web.taxes.day') }}</th><th>{{ t('web.taxes.tax') }}</th><th class="num">{{ t('web.taxes.amount') }}</th></tr></thead>
              <tbody><tr v-for="(payment, index) in data.payments" :key="index" :data-payment="payment.day"><td class="day">{{ day(payment.day) }}<i v-if="payment.isPresumed" class="tag" :title="t('web.taxes.presumed.why')">{{ t('web.taxes.presumed') }}</i></td><td>{{ text(payment.label) }}</td><td class="num"><figure-value :value="payment.amount" :cell="payment.cell" :label="payment.label"/></td></tr></tbody>
            </table>
          </article>
        </div>
      </state-box>
    </section>`,
  setup() {
    const topic = computed(() => (TOPICS.includes(route.query.topic) ? route.query.topic : 'vat'));
    const { data, state, reload } = useView(() => '/taxes' + query({ scenario: openScenario() }));
    return {
      unit: (line) => (line.unit === '元' ? '' : unitWords(line.unit)), text, setQuery, data, state, reload, topic,
      section: computed(() => data.value.sections.find((one) => one.topic === topic.value)),
      isEmpty: computed(() => !!data.value && !data.value.payments.length && !data.value.sections.some((section) => section.lines.some((line) => line.figures.some((figure) => Number(figure.value))))),
      topics: computed(() => TOPICS.map((value) => ({ value, label: t('web.taxes.topic.' + value) }))),
      workbook: () => '/api/v1/exports/taxes' + query({ scenario: openScenario() }),
    };
  },
});
