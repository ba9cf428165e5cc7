// SPDX-License-Identifier: Apache-2.0
// Why one figure of an impact would move: its months (or weeks) with before and after, and the chosen one explained on the branch with the change.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, period, text } from '../kit/i18n.js';
import { arrow, favour } from '../kit/numbers.js';
import { closeWhy, explainCell, impact } from '../store/impact.js';
import ExplainView from './ExplainView.js';

export default define('ImpactReason', {
  components: { ExplainView },
  template: `
    <div class="impact-reason">
      <button class="link" data-act="why-back" @click="closeWhy"><i class="icon" aria-hidden="true">arrow_back</i>{{ t('web.impact.back') }}</button>
      <div class="reason-columns">
        <section><h3>{{ text(why.label) }}</h3>
          <ul class="reason-months" :aria-label="text(why.label)"><li v-for="one in why.cells" :key="one.cell"><button :class="{ on: one.cell === chosen }" :aria-pressed="one.cell === chosen" :data-cell="one.cell" @click="explainCell(one)"><span>{{ one.period.day ? day(one.period.day, true) : period(one.period.id) }}</span><small class="quiet">{{ show(one.old) }} → {{ show(one.new) }}</small><b :class="favour(one.change, why.good)">{{ show(one.change, true) }}<small aria-hidden="true">{{ arrow(one.change) }}</small></b></button></li></ul></section>
        <explain-view :book="why"/>
      </div>
    </div>`,
  setup() {
    return { why: computed(() => impact.why), chosen: computed(() => impact.why.trail[0]?.cell), closeWhy, explainCell, text, day, period, arrow, favour };
  },
  methods: {
    show(value, isChange) { return this.valueText(value, this.why.unit, { fine: true, sign: isChange }) || '0'; },
  },
});
