// SPDX-License-Identifier: Apache-2.0
// 影响: what a change would move, department by department, before it is made.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, period, t, text } from '../kit/i18n.js';
import { subtract } from '../kit/decimal.js';
import { arrow, favour } from '../kit/numbers.js';
import { impact, letGo, loadImpact, makeChange } from '../store/impact.js';
import ShortfallChange from './ShortfallChange.js';

const MONTHS = 4;

export default define('ImpactDialog', {
  components: { ShortfallChange },
  template: `
    <q-dialog :model-value="!!impact.asked" @update:model-value="letGo">
      <div v-if="impact.asked" class="dialog wide impact-dialog" @keydown.ctrl.enter.prevent="ready && makeChange()" @keydown.meta.enter.prevent="ready && makeChange()"><h2>{{ t('web.impact.title') }}<small v-if="impact.data" class="quiet">{{ text(impact.data.label) }}</small></h2>
        <state-box :state="{ isLoading: !impact.data && !impact.problem, problem: impact.problem }" :has-data="!!impact.data" :is-empty="impact.data && !impact.data.departments.length" :rows="6" empty-key="web.impact.empty" @retry="loadImpact">
          <p v-for="name in impact.data.failing" :key="name.zh" class="form-problem">{{ t('web.impact.failing', { name: text(name) }) }}</p>
          <shortfall-change v-if="isCashMoved"  words="web.impact.side." :shortfall="{ plan: impact.data.shortfall.old, scenario: impact.data.shortfall.new }"/>
          <div class="impact-grid">
            <section v-for="one in impact.data.departments" :key="one.department" :data-department="one.department"><h3>{{ t('web.impact.department.' + one.department) }}</h3>
              <ul><li v-for="figure in one.figures" :key="figure.measure" :data-measure="figure.measure"><span>{{ text(figure.label) }}<small class="quiet">{{ months(figure) }}</small></span><b :class="favour(figure.change, figure.good)">{{ valueText(figure.change, figure.unit, { fine: true, sign: true }) || '0' }}<small aria-hidden="true">{{ arrow(figure.change) }}</small></b></li></ul>
              <ul v-if="one.parts.length" class="impact-parts"><li v-for="part in one.parts" :key="part.measure + part.code"><span class="quiet">{{ text(part.name) }}</span><span>{{ valueText(part.change, part.unit, { fine: true, sign: true }) }}</span></li></ul>
            </section>
            <section v-if="impact.data.weeks.length" data-department="weeks"><h3>{{ t('web.impact.weeks') }}</h3><ul><li v-for="week in impact.data.weeks" :key="week.first"><span>{{ day(week.first, true) }}<small class="quiet">{{ money(week.new, { fine: true }) }}</small></span><b :class="favour(change(week), 'up')">{{ money(change(week), { fine: true, sign: true }) }}</b></li></ul></section>
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
    const same = (a, b) => a?.day === b?.day && a?.gap === b?.gap;
    return {
      impact, letGo, loadImpact, makeChange, months, day, text, favour, arrow, change: (week) => subtract(week.new, week.old),
      ready: computed(() => !!impact.data), isCashMoved: computed(() => !same(impact.data.shortfall.old, impact.data.shortfall.new)),
    };
  },
});
