// SPDX-License-Identifier: Apache-2.0
// A small line with the minimum as a dashed rule and the first shortfall as a dot. Pure SVG.
import { computed } from 'vue';
import { define } from '../kit/template.js';

const W = 280, H = 64, PAD = 4;

export default define('SparkLine', {
  props: { points: Array, minimum: {}, mark: {}, label: String },
  template: `
    <svg class="spark" viewBox="0 0 280 64" preserveAspectRatio="none" role="img" :aria-label="label"><path :d="area" class="spark-area"/><line v-if="level !== null" x1="0" x2="280" :y1="level" :y2="level" class="spark-minimum"/><path :d="line" class="spark-line"/><circle v-if="dot" :cx="dot[0]" :cy="dot[1]" r="3.5" class="spark-dot"/></svg>`,
  setup(props) {
    const scale = computed(() => {
      const values = props.points.map((p) => Number(p.balance));
      const all = props.minimum === null || props.minimum === undefined ? values : [...values, Number(props.minimum)];
      const low = Math.min(...all), high = Math.max(...all);
      const y = (v) => H - PAD - (high === low ? 0.5 : (v - low) / (high - low)) * (H - 2 * PAD);
      return { y, xy: values.map((v, i) => [values.length < 2 ? 0 : i / (values.length - 1) * W, y(v)]) };
    });
    const line = computed(() => 'M' + scale.value.xy.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L'));
    return {
      line,
      area: computed(() => `${line.value}L${W} ${H}L0 ${H}Z`),
      level: computed(() => (props.minimum === null || props.minimum === undefined ? null : scale.value.y(Number(props.minimum)))),
      dot: computed(() => { const at = props.points.findIndex((p) => p.day === props.mark); return at < 0 ? null : scale.value.xy[at]; }),
    };
  },
});
