// SPDX-License-Identifier: Apache-2.0
// The figures an approval signs: what stood there, what would, and the difference; month by month where single months move.
import { computed, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { period as periodWords, text } from '../kit/i18n.js';
import { unitWords } from '../kit/units.js';

const FIRST = 8;

export default define('ApprovalFigures', {
  props: { figures: Array, isChange: Boolean },
  template: `
    <div class="scroll-x"><table class="data-table approval-figures">
      <thead><tr><th>{{ t('web.statements.line') }}<small v-if="isMoney"> {{ t('web.unit.in', { unit: moneyUnit() }) }}</small></th><th class="num">{{ t(isChange ? 'web.budgets.proposal.approved' : 'web.inbox.before') }}</th><th class="num">{{ t(isChange ? 'web.inbox.becomes' : 'web.inbox.handed-in') }}</th><th class="num">{{ t('web.inbox.change') }}</th></tr></thead>
      <tbody><template v-for="(one, index) in shown" :key="index">
        <tr :data-figure="index"><td><button v-if="moving(one).length" class="icon-btn tiny" :aria-expanded="!!opened[index]" :aria-label="t(opened[index] ? 'web.action.less' : 'web.action.more')" @click="opened[index] = !opened[index]"><i class="icon" aria-hidden="true">{{ opened[index] ? 'expand_more' : 'chevron_right' }}</i></button>{{ text(one.label) }}<small v-if="unit(one)" class="quiet"> {{ unit(one) }}</small></td>
          <td class="num"><figure-value v-if="one.before !== null" :value="one.before" :unit="one.unit"/><span v-else class="quiet">–</span></td><td class="num"><figure-value :value="one.after" :unit="one.unit" :cell="one.cell" :label="one.label"/></td>
          <td class="num"><figure-value v-if="one.change !== null" :value="one.change" :unit="one.unit" :good="one.good" :is-change="true"/><span v-else class="quiet">–</span></td></tr>
        <template v-if="opened[index]"><tr v-for="month in moving(one)" :key="index + month.month" class="approval-month"><td>{{ periodWords(month.month) }}</td><td class="num"><figure-value v-if="month.before !== null" :value="month.before" :unit="one.unit"/><span v-else class="quiet">–</span></td><td class="num"><figure-value :value="month.after" :unit="one.unit"/></td><td></td></tr></template>
      </template></tbody>
    </table></div>
    <button v-if="figures.length > first" class="link small-text" data-act="all-figures" @click="isAll = !isAll">{{ isAll ? t('web.action.less') : t('web.inbox.all-lines', { count: figures.length }) }}</button>`,
  setup(props) {
    const opened = reactive({}), isAll = ref(false);
    return { isMoney: computed(() => props.figures.some((one) => one.unit.startsWith('元'))), text, periodWords, opened, unit: (one) => (one.unit === '元' ? '' : unitWords(one.unit)), isAll, first: FIRST, moving: (one) => one.months.filter((month) => month.before !== month.after), shown: computed(() => (isAll.value ? props.figures : props.figures.slice(0, FIRST))) };
  },
});
