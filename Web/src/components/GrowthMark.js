// SPDX-License-Identifier: Apache-2.0
// How a figure stands to an earlier one: sign, arrow and colour; where there is no rate, why.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { growthWords, isBurden } from '../kit/sales.js';

export default define('GrowthMark', {
  props: { growth: Object, measure: Object },
  template: `<span class="growth-mark" :class="tone" :title="shown.hint || null">{{ shown.words }}</span>`,
  setup(props) {
    const shown = computed(() => growthWords(props.growth, props.measure));
    const tone = computed(() => (shown.value.tone === 'none' ? 'quiet' : (shown.value.tone === 'up') !== isBurden(props.measure) ? 'favourable' : 'unfavourable'));
    return { shown, tone };
  },
});
