// SPDX-License-Identifier: Apache-2.0
// Bias of the last months as small bars: above the line too high, below it too low; the accuracy is in the tooltip.
import { define } from '../kit/template.js';
import { period, t } from '../kit/i18n.js';
import { formatMoney, formatRatio } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';

export default define('MiniBars', {
  props: { months: Array },
  template: `
    <div class="mini-bars" role="img" :aria-label="months.map(words).join('; ')"><i v-for="one in months" :key="one.month" :title="words(one)" :class="Number(one.bias) > 0 ? 'high' : 'low'"><span :style="{ height: heightOf(one) }"></span><small>{{ period(one.month, true) }}</small></i></div>`,
  setup(props) {
    /** Full height is a bias of 10 %, or the largest one when that is more. */
    const heightOf = (one) => Math.max(1, Math.abs(Number(one.bias ?? 0)) / Math.max(0.1, ...props.months.map((m) => Math.abs(Number(m.bias ?? 0)))) * 15) + 'px';
    const show = (value) => formatMoney(value, preferences.moneyUnit, { fine: true });
    const words = (one) => t('web.overview.month-accuracy', { month: period(one.month), rate: formatRatio(one.rate), bias: formatRatio(one.bias, { sign: true }), forecast: show(one.forecast), actual: show(one.actual) });
    return { words, heightOf };
  },
});
