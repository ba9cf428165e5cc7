// SPDX-License-Identifier: Apache-2.0
// 资金缺口: what leads there, and the ways out with effect, price and last day; what is ticked is calculated together and made a scenario.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { day, dayWords, t, text } from '../kit/i18n.js';
import { sum } from '../kit/decimal.js';
import { formatMoney } from '../kit/numbers.js';
import { query } from '../store/api.js';
import { send } from '../store/commands.js';
import { notifyProblem } from '../store/notices.js';
import { explain } from '../store/panel.js';
import { go, setQuery } from '../store/router.js';
import { loadScenarios, scenarios } from '../store/scenarios.js';
import { useView } from '../store/view.js';

const KINDS = ['endorse', 'delay', 'move-purchase', 'collect-early', 'discount', 'draw'];
/** A line may be drawn for less than is offered: `draw:BANK=12300000.00`. */
const stem = (id) => id.split('=')[0];

export default define('CashGap', {
  props: { lines: Array },
  template: `
    <article class="card gap-card"><h2>{{ t('web.gap.title') }}<small v-if="data?.shortfall" class="quiet">{{ dayWords(data.shortfall) }}</small></h2>
      <state-box :state="state" :has-data="!!data" :is-empty="data && !data.shortfall" :rows="4" empty-key="web.gap.empty" @retry="reload">
        <div class="gap-lead"><section><h3>{{ t('web.gap.lead', { day: day(data.lead.from, true) }) }}</h3>
            <dl class="pairs"><dt>{{ t('web.cash.opening') }}</dt><dd>{{ money(data.lead.opening, { fine: true }) }}</dd><template v-for="one in data.lead.lines.filter((line) => Math.abs(Number(line.amount)) >= 1)" :key="one.key"><dt>{{ lineName(one.key) }}</dt><dd :class="Number(one.amount) < 0 ? 'unfavourable' : 'favourable'">{{ money(one.amount, { fine: true, sign: true }) }}</dd></template><dt>{{ t('web.gap.then', { day: day(data.shortfall.day, true) }) }}</dt><dd class="negative">{{ money(data.lead.closing, { fine: true }) }}</dd></dl></section>
          <section><h3>{{ t('web.gap.payments') }}</h3><ul class="gap-payments"><li v-for="(one, place) in data.lead.payments" :key="place"><span class="quiet nowrap">{{ day(one.day, true) }}</span><span><button v-if="one.document" class="link" @click="go('chain', { document: one.document })">{{ text(one.label) }}</button><template v-else>{{ text(one.label) }}</template> <small class="quiet">{{ text(one.counterparty) }}</small></span><figure-value :value="one.amount" :cell="one.cell" :label="one.label"/></li></ul></section></div>
        <p v-if="!data.measures.length" class="quiet">{{ t('web.gap.none') }}</p>
        <template v-else>
          <h3>{{ t('web.gap.measures') }}</h3>
          <div class="scroll-x gap-box"><table class="data-table gap-table"><thead><tr><th></th><th>{{ t('web.gap.measure') }}</th><th class="wide-only">{{ t('web.gap.terms') }}</th><th>{{ t('web.gap.act-by') }}</th><th class="num">{{ t('web.gap.effect', { day: day(data.shortfall.day, true) }) }}</th><th class="num wide-only">{{ t('web.gap.effect', { day: day(data.lowest.day, true) }) }}</th><th class="num">{{ t('web.gap.cost') }}</th></tr></thead>
            <tbody v-for="group in groups" :key="group.kind">
              <tr class="total" :data-kind="group.kind"><td><input type="checkbox" :checked="group.rows.every(isChosen)" :indeterminate.prop="group.rows.some(isChosen) && !group.rows.every(isChosen)" :aria-label="t('web.gap.kind.' + group.kind)" @change="toggleAll(group.rows, $event.target.checked)"></td><td colspan="2">{{ t('web.gap.kind.' + group.kind) }} <small class="quiet">{{ group.rows.length }}</small></td><td></td><td class="num">{{ money(sum(group.rows.map((one) => one.effect))) }}</td><td class="num wide-only">{{ money(sum(group.rows.map((one) => one.effectAtLowest))) }}</td><td class="num">{{ yuan(sum(group.rows.map((one) => one.cost))) }}</td></tr>
              <tr v-for="one in group.rows" :key="one.id" :data-measure="one.id" :class="{ on: isChosen(one) }"><td><input type="checkbox" :checked="isChosen(one)" :aria-label="text(one.label)" @change="toggle(one)"></td><td>{{ text(one.label) }}<small class="quiet narrow-terms">{{ text(one.terms) }}</small></td><td class="wide-only quiet">{{ text(one.terms) }}</td><td class="nowrap">{{ day(one.actBy, true) }}</td><td class="num">{{ money(one.effect, { fine: true }) }}</td><td class="num wide-only">{{ money(one.effectAtLowest, { fine: true }) }}</td><td class="num">{{ yuan(one.cost) }}</td></tr>
            </tbody>
          </table></div>
          <div class="gap-result" role="status"><div><b>{{ t('web.gap.chosen', { count: ids.length }) }}</b><span>{{ t('web.gap.cost') }} {{ yuan(result.cost) }}</span><span :class="Number(result.lowest.gap) > 0 ? 'negative' : 'favourable'">{{ t(Number(result.lowest.gap) > 0 ? 'web.gap.left' : 'web.gap.closed', { money: money(result.lowest.gap, { fine: true }), low: money(result.lowest.balance, { fine: true }), day: day(result.lowest.day, true) }) }}</span><span v-if="result.shortfall && Number(result.lowest.gap) <= 0" class="quiet">{{ t('web.gap.later', { day: dayWords(result.shortfall), money: money(result.shortfall.gap, { fine: true }) }) }}</span></div>
            <button class="btn small" data-act="suggested" :disabled="!chosen" @click="chosen = null">{{ t('web.gap.suggested') }}</button><button class="btn small primary" data-act="apply-measures" :disabled="!ids.length || isBusy || state.isLoading || !scenarios.mayCreate" @click="apply"><i class="icon" aria-hidden="true">call_split</i>{{ t('web.gap.apply') }}</button></div>
        </template>
      </state-box>
    </article>`,
  setup(props) {
    /** null: what is suggested. */
    const chosen = ref(null), isBusy = ref(false);
    const { data, state, reload } = useView(() => '/cash/shortfall' + query({ measures: chosen.value?.join(',') }));
    if (!scenarios.list) loadScenarios();
    const ids = computed(() => chosen.value ?? data.value?.suggested.measures ?? []);
    const isChosen = (one) => ids.value.some((id) => stem(id) === stem(one.id));
    const groups = computed(() => KINDS.map((kind) => ({ kind, rows: (data.value?.measures ?? []).filter((one) => one.kind === kind) })).filter(({ rows }) => rows.length));
    const nothing = computed(() => ({ cost: '0', shortfall: data.value.shortfall, lowest: data.value.lowest }));
    const result = computed(() => (chosen.value ? data.value.chosen ?? nothing.value : data.value.suggested));

    /** A bill is discounted or endorsed, not both: ticking one takes the other away. */
    function withMeasure(known, one) {
      const rivals = new Set(data.value.measures.filter((other) => other !== one && other.excludes.some((use) => one.excludes.includes(use))).map((other) => stem(other.id)));
      return [...known.filter((id) => !rivals.has(stem(id)) && stem(id) !== stem(one.id)), one.id];
    }
    function toggle(one) {
      chosen.value = isChosen(one) ? ids.value.filter((id) => stem(id) !== stem(one.id)) : withMeasure(ids.value, one);
    }
    function toggleAll(rows, isOn) {
      chosen.value = isOn ? rows.reduce(withMeasure, ids.value) : ids.value.filter((id) => !rows.some((one) => stem(one.id) === stem(id)));
    }
    async function apply() {
      isBusy.value = true;
      try {
        const answer = await send('apply-measures', { measures: ids.value, name: freeName() }, { isQuiet: true });
        await loadScenarios();
        setQuery({ scenario: answer.event, day: null });
      } catch (problem) {
        notifyProblem(problem);
        chosen.value = null;
        reload();
      } finally {
        isBusy.value = false;
      }
    }
    function freeName() {
      const name = t('web.gap.scenario', { day: day(data.value.shortfall.day) });
      const taken = new Set((scenarios.list ?? []).map((one) => one.name));
      let number = 1;
      while (taken.has(number > 1 ? `${name} ${number}` : name)) number += 1;
      return number > 1 ? `${name} ${number}` : name;
    }
    const lineName = (key) => text(props.lines.find((one) => one.key === key)?.label);
    /** Prices are small beside balances: always in whole yuan. */
    const yuan = (value) => formatMoney(value, 'yuan', { zero: '0' });
    return { data, state, reload, chosen, ids, groups, result, isBusy, isChosen, toggle, toggleAll, apply, explain, go, day, dayWords, sum, scenarios, lineName, yuan };
  },
});
