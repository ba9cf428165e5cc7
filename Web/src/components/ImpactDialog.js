// SPDX-License-Identifier: Apache-2.0
// 影响: what a change would move, department by department, before it is made.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, period, t, text } from '../kit/i18n.js';
import { subtract } from '../kit/decimal.js';
import { arrow, favour } from '../kit/numbers.js';
import { askWhy, explainCell, impact, letGo, loadImpact, makeChange } from '../store/impact.js';
import ImpactReason from './ImpactReason.js';
import ShortfallChange from './ShortfallChange.js';

const MONTHS = 4;

export default define('ImpactDialog', {
  components: { ImpactReason, ShortfallChange },
  template: `
    <q-dialog :model-value="!!impact.asked" @update:model-value="letGo">
      <div v-if="impact.asked" class="dialog wide impact-dialog" @keydown.ctrl.enter.prevent="ready && makeChange()" @keydown.meta.enter.prevent="ready && makeChange()"><h2>{{ t('web.impact.title') }}<small v-if="impact.data" class="quiet">{{ text(impact.data.label) }}</small></h2>
        <state-box :state="{ isLoading: !impact.data && !impact.problem, problem: impact.problem }" :has-data="!!impact.data" :is-empty="impact.data && !impact.data.departments.length" :rows="6" empty-key="web.impact.empty" @retry="loadImpact">
          <p v-for="name in impact.data.failing" :key="name.zh" class="form-problem">{{ t('web.impact.failing', { name: text(name) }) }}</p>
          <shortfall-change v-if="isCashMoved && !impact.why" words="web.impact.side." :shortfall="{ plan: impact.data.shortfall.old, scenario: impact.data.shortfall.new }"/>
          <impact-reason v-if="impact.why"/>
          <div v-show="!impact.why" class="impact-grid">
            <section v-for="one in impact.data.departments" :key="one.department" :data-department="one.department"><h3>{{ t('web.impact.department.' + one.department) }}</h3>
              <ul><li v-for="figure in one.figures" :key="figure.measure" :data-measure="figure.measure"><span>{{ text(figure.label) }}<small class="quiet">{{ months(figure) }}</small></span><button class="why" data-act="why" :title="t('web.impact.why')" :class="favour(figure.change, figure.good)" @click="askWhy(figure, figure.months)">{{ valueText(figure.change, figure.unit, { fine: true, sign: true }) || '0' }}<small aria-hidden="true">{{ arrow(figure.change) }}</small></button></li></ul>
              <ul v-if="one.parts.length" class="impact-parts"><li v-for="part in one.parts" :key="part.measure + part.code"><span class="quiet">{{ text(part.name) }}</span><button class="why" data-act="why-part" :title="t('web.impact.why')" @click="askWhy({ label: part.months[0].label, unit: part.unit, good: part.months[0].good }, part.months)">{{ valueText(part.change, part.unit, { fine: true, sign: true }) }}</button></li></ul>
            </section>
            <section v-if="impact.data.weeks.length" data-department="weeks"><h3>{{ t('web.impact.weeks') }}</h3><ul><li v-for="week in impact.data.weeks" :key="week.first"><span>{{ day(week.first, true) }}<small class="quiet">{{ money(week.new, { fine: true }) }}</small></span><button class="why" data-act="why-week" :title="t('web.impact.why')" :class="favour(change(week), 'up')" @click="whyWeek(week)">{{ money(change(week), { fine: true, sign: true }) }}</button></li></ul></section>
            <section v-if="impact.data.raised.length || impact.data.settled.length" data-department="alerts"><h3>{{ t('web.impact.alerts') }}</h3><ul><li v-for="alert in impact.data.raised" :key="'r' + alert.id"><span class="unfavourable">+ {{ text(alert.title) }}</span></li><li v-for="alert in impact.data.settled" :key="'s' + alert.id"><span class="favourable">− {{ text(alert.title) }}</span></li></ul></section>
          </div>
        </state-box>
        <div class="dialog-actions"><button class="btn" data-act="let-go" @click="letGo">{{ t('web.impact.discard') }}</button><button class="btn primary" data-act="make-change" :disabled="!ready" :title="t('web.impact.apply') + ' (Ctrl+Enter)'" @click="makeChange">{{ t('web.impact.apply') }}</button></div>
      </div>
    </q-dialog>`,
  setup() {
    /** The months that move, or from which to which. */
    function months(figure) {
      const ids = figure.months.map((one) => one.period.id);
      return ids.length <= MONTHS ? ids.map((id) => period(id, true)).join(' ') : t('web.impact.months', { from: period(ids[0], true), to: period(ids.at(-1), true), count: ids.length });
    }
    const change = (week) => subtract(week.new, week.old);
    /** The weeks that move are explained as the months of a figure are: the balance at the end of each. */
    const whyWeek = (chosen) => {
      const cells = impact.data.weeks.map((week) => ({ cell: week.cell, period: { day: week.first }, old: week.old, new: week.new, change: change(week) }));
      askWhy({ label: { zh: t('web.impact.balance'), en: t('web.impact.balance') }, unit: '元', good: 'up' }, cells);
      explainCell(chosen);
    };
    const same = (a, b) => a?.day === b?.day && a?.gap === b?.gap;
    return {
      impact, letGo, loadImpact, makeChange, askWhy, whyWeek, months, day, text, favour, arrow, change,
      ready: computed(() => !!impact.data), isCashMoved: computed(() => !same(impact.data.shortfall.old, impact.data.shortfall.new)),
    };
  },
});
