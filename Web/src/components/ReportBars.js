// SPDX-License-Identifier: Apache-2.0
// Bars that print in black and white: what is solid came, what is outlined was budgeted, what is hatched is foreseen or lies under the line.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { axisMoney } from './chart-options.js';

const WIDTH = 360, HEIGHT = 150, LEFT = 44, BOTTOM = 18, TOP = 8, RIGHT = 12;

export default define('ReportBars', {
  props: { bars: Array, line: { default: null }, label: String, legend: Array },
  template: `
    <figure class="report-bars"><svg :viewBox="'0 0 ' + box.width + ' ' + box.height" role="img" :aria-label="label">
      <defs><pattern id="report-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="#fff"/><path d="M0 0V4" stroke="#1f2937" stroke-width="1.6"/></pattern></defs>
      <g v-for="tick in ticks" :key="tick.y"><path :d="'M' + box.left + ' ' + tick.y + 'H' + box.width" stroke="#d5dbe5" stroke-width=".6"/><text :x="box.left - 4" :y="tick.y + 3" text-anchor="end">{{ tick.words }}</text></g>
      <g v-for="(bar, index) in drawn" :key="index">
        <rect v-if="bar.beside" :x="bar.x - 1.5" :y="bar.beside.y" :width="bar.width + 3" :height="bar.beside.height" fill="none" stroke="#1f2937" stroke-width=".9" stroke-dasharray="2 1.5"/>
        <rect :x="bar.x" :y="bar.y" :width="bar.width" :height="bar.height" :fill="bar.isHatched ? 'url(#report-hatch)' : '#44597a'" :stroke="bar.isHatched ? '#1f2937' : 'none'" stroke-width=".6"/>
        <text v-if="bar.isLabelled" :x="bar.x + bar.width / 2" :y="box.height - 5" text-anchor="middle">{{ bar.label }}</text>
      </g>
      <path v-if="level !== null" :d="'M' + box.left + ' ' + level + 'H' + box.width" stroke="#1f2937" stroke-width="1.1" stroke-dasharray="6 3"/>
    </svg><figcaption><span v-if="legend[0]"><i class="solid"></i>{{ legend[0] }}</span><span v-if="legend[1]"><i class="outline"></i>{{ legend[1] }}</span><span v-if="legend[2]"><i class="dashes"></i>{{ legend[2] }}</span><span v-if="hatched"><i class="hatch"></i>{{ t(line === null ? 'web.report.legend.foreseen' : 'web.report.legend.under') }}</span></figcaption></figure>`,
  setup(props) {
    const all = computed(() => [0, ...props.bars.flatMap((bar) => [bar.value, bar.beside]), props.line].filter((one) => one !== null).map(Number));
    const top = computed(() => Math.max(...all.value, 1)), low = computed(() => Math.min(...all.value, 0));
    const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (Number(value) - low.value) / (top.value - low.value));
    const span = (value) => ({ y: Math.min(y(value), y(0)), height: Math.abs(y(value) - y(0)) });
    const step = computed(() => (WIDTH - LEFT - RIGHT) / Math.max(1, props.bars.length));
    return {
      box: { width: WIDTH, height: HEIGHT, left: LEFT },
      ticks: computed(() => [0, 0.5, 1].map((share) => low.value + (top.value - low.value) * share).map((value) => ({ y: y(value), words: axisMoney(Math.round(value)) }))),
      drawn: computed(() => props.bars.map((bar, index) => ({
        ...(bar.value === null ? { y: 0, height: 0 } : span(bar.value)), beside: bar.beside === null ? null : span(bar.beside), x: LEFT + step.value * (index + 0.2), width: step.value * 0.6,
        label: bar.label, isLabelled: index % 2 === 0, isHatched: !!(bar.isMarked || bar.isForecast),
      }))),
      level: computed(() => (props.line === null ? null : y(props.line))),
      hatched: computed(() => props.bars.some((bar) => bar.isMarked || bar.isForecast)),
    };
  },
});
