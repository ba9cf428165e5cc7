// SPDX-License-Identifier: Apache-2.0
// 资金日历: each day with what it moves and how it ends; days that end under the minimum line stand out.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { period as periodWords, t } from '../kit/i18n.js';
import { signOf, subtract } from '../kit/decimal.js';

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const weekday = (id) => (new Date(id + 'T00:00:00Z').getUTCDay() + 6) % 7;

export default define('CashCalendar', {
  props: { periods: Array, first: { default: null } },
  emits: ['pick'],
  template: `
    <div class="cash-calendar">
      <section v-for="month in months" :key="month.id"><h3>{{ periodWords(month.id) }}</h3>
        <div class="calendar-grid" role="grid" :aria-label="periodWords(month.id)"><b v-for="one in WEEK" :key="one" class="quiet">{{ t('web.weekday.' + one) }}</b>
          <i v-for="blank in month.blanks" :key="'b' + blank"></i>
          <button v-for="one in month.days" :key="one.id" class="calendar-day" :class="{ below: one.isBelowMinimum, first: one.id === first, idle: !signOf(one.net) }" :data-day="one.id" @click="$emit('pick', one)"><small>{{ Number(one.id.slice(8)) }}</small><span v-if="signOf(one.net)" :class="signOf(one.net) > 0 ? 'favourable' : 'unfavourable'">{{ money(one.net, { sign: true }) }}</span><strong>{{ money(one.closing) }}</strong></button>
        </div></section>
    </div>`,
  setup(props) {
    const months = computed(() => {
      const result = [];
      for (const one of props.periods) {
        const id = one.id.slice(0, 7);
        if (result.at(-1)?.id !== id) result.push({ id, days: [], blanks: weekday(one.id) });
        result.at(-1).days.push({ ...one, net: subtract(one.closing, one.opening) });
      }
      return result;
    });
    return { WEEK, months, signOf, periodWords };
  },
});
