// SPDX-License-Identifier: Apache-2.0
// One total that a candidate model moves: by year, and by quarter and month when opened.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { arrow, favour } from '../kit/numbers.js';
import { unitWords } from '../kit/units.js';

export default define('PreviewFigure', {
  props: { figure: Object },
  template: `
    <li class="preview-figure" :data-figure="figure.id">
      <div class="figure-head"><button class="twist" :aria-expanded="isOpen" :aria-label="t('web.model.by-month')" @click="isOpen = !isOpen"><i class="icon" aria-hidden="true">{{ isOpen ? 'expand_more' : 'chevron_right' }}</i></button><span>{{ text(figure.name) }}</span><small>{{ unitWords(figure.unit) }}</small></div>
      <table><tbody><tr v-for="step in shown" :key="step.id" :class="{ month: step.id.length > 6, quarter: step.id.length === 6 }"><th>{{ period(step.id) }}</th><td>{{ show(step.old) }}</td><td class="to" aria-hidden="true">→</td><td>{{ show(step.new) }}</td><td :class="favour(step.change, figure.good)"><b>{{ show(step.change, true) }}</b><small aria-hidden="true">{{ arrow(step.change) }}</small></td></tr></tbody></table>
    </li>`,
  setup(props) {
    const isOpen = ref(false);
    return { isOpen, text, unitWords, arrow, favour, shown: computed(() => (isOpen.value ? [...props.figure.years, ...(props.figure.quarters ?? []), ...props.figure.months] : props.figure.years.length ? props.figure.years : props.figure.months.slice(0, 3))) };
  },
  methods: {
    show(value, isChange) { return value === null ? '·' : this.valueText(value, this.figure.unit, { fine: true, sign: isChange }); },
  },
});
