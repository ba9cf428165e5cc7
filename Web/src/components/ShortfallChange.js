// SPDX-License-Identifier: Apache-2.0
// The first shortfall of the plan and of a scenario, or before and after a change, side by side.
import { computed } from 'vue';
import { define } from '../kit/template.js';

export default define('ShortfallChange', {
  props: { shortfall: Object, words: { default: 'web.scenario.side.' } },
  template: `
    <section class="shortfall-change" :class="turn"><h3><i class="icon" aria-hidden="true">account_balance</i>{{ t('web.scenario.shortfall') }}</h3>
      <dl><div v-for="side in ['plan', 'scenario']" :key="side"><dt>{{ t(words + side) }}</dt><dd v-if="shortfall[side]"><b>{{ dayWords(shortfall[side]) }}</b><span class="negative">{{ t('web.scenario.gap', { gap: money(shortfall[side].gap, { fine: true }) }) }}</span></dd><dd v-else class="favourable">{{ t('web.scenario.no-shortfall') }}</dd></div></dl>
    </section>`,
  setup: (props) => ({
    /** Better, worse or neither, for the colour of the edge. */
    turn: computed(() => {
      const { plan, scenario } = props.shortfall;
      if (!plan && !scenario) return 'same';
      if (!scenario) return 'better';
      if (!plan || scenario.day < plan.day) return 'worse';
      return scenario.day > plan.day ? 'better' : 'same';
    }),
  }),
});
