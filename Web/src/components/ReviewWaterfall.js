// SPDX-License-Identifier: Apache-2.0
// From what was expected to what came, a step a factor; steps print in black and white: solid adds, hatched takes away.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { formatMoney } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';

const WIDTH = 720, LEFT = 150, RIGHT = 96, ROW = 23, BAR = 13;

export default define('ReviewWaterfall', {
  props: { start: Object, end: Object, steps: Array, label: String },
  template: `
    <figure class="report-bars review-waterfall"><svg :viewBox="'0 0 720 ' + height" role="img" :aria-label="label">
      <defs><pattern id="review-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="#fff"/><path d="M0 0V4" stroke="#b8332e" stroke-width="2"/></pattern></defs>
      <g v-for="row in rows" :key="row.key" :data-step="row.key">
        <text :x="LEFT - 10" :y="row.middle" text-anchor="end" class="review-label">{{ row.label }}</text>
        <rect :x="row.x" :y="row.y" :width="row.width" :height="BAR" :class="row.kind"/>
        <path v-if="row.link !== null" :d="'M' + row.link + ' ' + (row.y + BAR) + 'v' + (ROW - BAR)" class="review-link"/>
        <text :x="WIDTH - 4" :y="row.middle" text-anchor="end" :class="['review-value', row.kind]">{{ row.words }}</text>
      </g></svg><figcaption v-if="isCut">{{ t('web.reviews.cut-axis') }}</figcaption></figure>`,
  setup(props) {
    const points = computed(() => {
      let at = Number(props.start.value);
      const steps = props.steps.map((step) => { const from = at; at += Number(step.value); return { ...step, from, to: at }; });
      return [{ ...props.start, from: 0, to: Number(props.start.value), isWhole: true }, ...steps, { ...props.end, from: 0, to: Number(props.end.value), isWhole: true }];
    });
    // Small steps beside large totals: the axis begins just below the lowest step.
    const scale = computed(() => {
      const ends = points.value.flatMap((one) => (one.isWhole ? [one.to] : [one.from, one.to]));
      const top = Math.max(...ends, 0), lowest = Math.min(...ends), spread = top - lowest || Math.abs(top) || 1;
      const low = lowest > 0 ? Math.max(0, lowest - spread * 0.6) : lowest;
      return { low, unit: (WIDTH - LEFT - RIGHT) / (top - low || 1) };
    });
    const x = (value) => LEFT + (Math.max(value, scale.value.low) - scale.value.low) * scale.value.unit;
    const words = (one) => formatMoney(one.value, preferences.moneyUnit, { fine: true, sign: !one.isWhole });
    // A step that rounds to nothing is drawn without the colour of a gain or a loss.
    const kind = (one) => (one.isWhole ? 'whole' : words(one) === words({ ...one, value: '0' }) ? 'none' : Number(one.value) < 0 ? 'down' : 'up');
    return {
      LEFT, WIDTH, ROW, BAR, t,
      isCut: computed(() => scale.value.low > 0),
      height: computed(() => points.value.length * ROW + 2),
      rows: computed(() => points.value.map((one, index) => {
        const left = Math.min(x(one.from), x(one.to)), width = Math.max(1, Math.abs(x(one.to) - x(one.from)));
        return { key: one.key, label: one.label, y: index * ROW + 5, middle: index * ROW + 15, x: left, width, kind: kind(one), link: index < points.value.length - 1 ? x(one.to) : null, words: words(one) };
      })),
    };
  },
});
