// SPDX-License-Identifier: Apache-2.0
// One kind of document by month: first known, at the close, now, and the batches that make the difference.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { arrow } from '../kit/numbers.js';

const SHOWN = 14;

export default define('RestatedMonths', {
  props: { figure: Object, chosen: String },
  emits: ['month'],
  template: `
    <article class="card"><h2>{{ text(figure.label) }}<small class="quiet">{{ t('web.restated.months.note') }}</small></h2>
      <div class="scroll-x"><table class="data-table restated-months"><thead><tr><th>{{ t('web.restated.month') }}</th><th class="num wide-only">{{ t('web.restated.first') }}</th><th class="num">{{ t('web.restated.close') }}</th><th class="num">{{ t('web.restated.now') }}</th><th class="num">{{ t('web.restated.change') }}</th></tr></thead>
        <tbody v-for="one in shown" :key="one.month" :data-month="one.month"><tr :class="{ step: one.parts.length, on: one.month === chosen }" @click="one.parts.length && $emit('month', one.month)">
          <td class="nowrap"><button v-if="one.parts.length" class="link" :aria-expanded="one.month === chosen" @click.stop="$emit('month', one.month)">{{ period(one.month) }}</button><template v-else>{{ period(one.month) }}</template><small class="quiet">{{ one.closedOn ? t('web.restated.closed-on', { day: day(one.closedOn) }) : t('web.restated.open') }}</small></td>
          <td class="num wide-only">{{ money(one.first, { fine: true, zero: '0.00' }) }}<small class="quiet">{{ day(one.firstOn, true) }}</small></td><td class="num">{{ one.atClose === null ? '·' : money(one.atClose, { fine: true, zero: '0.00' }) }}</td><td class="num">{{ money(one.now, { fine: true, zero: '0.00' }) }}</td>
          <td class="num" :class="{ restated: Number(one.change) }">{{ Number(one.change) ? money(one.change, { exact: true, sign: true }) + ' ' + arrow(one.change) : '·' }}</td></tr>
          <template v-if="one.month === chosen"><tr v-for="part in one.parts" :key="part.batch" class="restated-part" :data-batch="part.batch"><td colspan="3">{{ t('web.restated.batch', { batch: part.batch }) }}<small class="quiet">{{ said(part) }}</small></td><td class="wide-only"></td><td class="num">{{ money(part.change, { exact: true, sign: true, zero: '0.00' }) }}</td></tr></template>
        </tbody></table></div>
      <button v-if="figure.months.length > shown.length" class="link small-text" @click="isAll = true">{{ t('web.restated.all-months', { count: figure.months.length }) }}</button>
    </article>`,
  setup(props) {
    const isAll = ref(false);
    return { isAll, arrow, shown: computed(() => (isAll.value ? props.figure.months : props.figure.months.slice(0, SHOWN))) };
  },
  methods: {
    said(part) {
      return [part.addedRows && this.t('web.restated.late', { count: part.addedRows }), part.correctedRows && this.t('web.restated.corrected', { count: part.correctedRows }), part.replacedRows > part.correctedRows && this.t('web.restated.left', { count: part.replacedRows - part.correctedRows })].filter(Boolean).join(this.t('web.list'));
    },
  },
});
