// SPDX-License-Identifier: Apache-2.0
// A year of a series in little: what came as a line, what was expected dashed, what comes next beyond the bar. Pure SVG.
import { computed } from 'vue';
import { define } from '../kit/template.js';

const W = 180, H = 44, PAD = 5;

export default define('SeriesSpark', {
  props: { history: Array, expected: Array, next: Array, label: String },
  template: `
    <svg class="series-spark" viewBox="0 0 180 44" role="img" :aria-label="label"><title>{{ label }}</title><line :x1="border" :x2="border" y1="2" y2="42" class="spark-border"/><path :d="paths.expected" class="spark-expected"/><path :d="paths.next" class="spark-next"/><path :d="paths.history" class="spark-history"/><circle v-if="dot" :cx="dot[0]" :cy="dot[1]" r="2.8" class="spark-last"/></svg>`,
  setup(props) {
    const scale = computed(() => {
      const all = [...props.history, ...props.expected, ...props.next].filter((one) => one !== null).map(Number);
      // Nought is in sight when it is near: a quiet series must not look wild, a wild one not flat.
      const least = Math.min(...all), high = Math.max(least + 1, ...all), low = Math.min(least, Math.max(0, 2 * least - high)), last = Math.max(1, props.history.length + props.next.length - 1);
      return { x: (index) => PAD + index / last * (W - 2 * PAD), y: (value) => H - PAD - (Number(value) - low) / (high - low) * (H - 2 * PAD) };
    });
    /** A gap where there is no value. */
    function path(values, from = 0) {
      let isOpen = false;
      return values.map((value, index) => {
        if (value === null || value === undefined) { isOpen = false; return ''; }
        const step = `${isOpen ? 'L' : 'M'}${scale.value.x(from + index).toFixed(1)} ${scale.value.y(value).toFixed(1)}`;
        isOpen = true;
        return step;
      }).join('');
    }
    const count = computed(() => props.history.length);
    return {
      border: computed(() => scale.value.x(count.value - 0.5)),
      paths: computed(() => ({ history: path(props.history), expected: path(props.expected), next: path([props.history.at(-1) ?? null, ...props.next], count.value - 1) })),
      dot: computed(() => { const value = props.history.at(-1); return value === null || value === undefined ? null : [scale.value.x(count.value - 1), scale.value.y(value)]; }),
    };
  },
});
