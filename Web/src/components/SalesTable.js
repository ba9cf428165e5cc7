// SPDX-License-Identifier: Apache-2.0
// Groups and their figures: sorted by any column, a bar behind each figure, a click leads into the member, the total below is of all rows.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { basisOf, figure, keyWords, unitOf } from '../kit/sales.js';
import { formatCount } from '../kit/numbers.js';
import GrowthMark from './GrowthMark.js';

export default define('SalesTable', {
  components: { GrowthMark },
  props: { data: Object, sort: String, page: Number, pageSize: Number, isDim: Boolean },
  emits: ['sort', 'page', 'pick'],
  template: `
    <div class="card sales-table-box">
      <div class="scroll-x" tabindex="0" :aria-label="t('web.sales.table')"><table class="data-table sales-table" :class="{ dim: isDim }">
        <thead><tr>
          <th v-for="(one, place) in data.by" :key="one.key" :class="{ pinned: !place }" :aria-sort="!place && !sort ? 'ascending' : null"><button v-if="!place" @click="$emit('sort', '')">{{ text(one.label) }}<span aria-hidden="true">{{ sort ? '' : '▲' }}</span></button><template v-else>{{ text(one.label) }}</template></th>
          <template v-for="one in data.measures" :key="one.key"><th class="num" :data-measure="one.key" :aria-sort="ariaSort(one.key)"><button :data-act="'sort-' + one.key" @click="$emit('sort', turned(one.key))"><span class="head-words">{{ text(one.label) }}<small>{{ unitOf(one) }}</small><small class="quiet" data-basis>{{ basisOf(one) }}</small></span><span aria-hidden="true">{{ mark(one.key) }}</span></button></th><th v-if="isCompared" class="num growth-head" :aria-sort="ariaSort('growth.' + one.key)"><button :title="t('web.sales.change-of', { measure: text(one.label) })" @click="$emit('sort', turned('growth.' + one.key))">{{ t('web.sales.change') }}<span aria-hidden="true">{{ mark('growth.' + one.key) }}</span></button></th></template>
        </tr></thead>
        <tbody>
          <tr v-for="row in data.rows" :key="row.keys.map((one) => one.kind + one.code).join('|')" :data-row="row.keys.map((one) => one.code).join('|')">
            <td v-for="(key, place) in row.keys" :key="place" :class="{ pinned: !place, 'not-stated': !key.code }"><button v-if="mayPick(key)" class="link" :title="t('web.sales.drill')" @click="$emit('pick', { key: data.by[place].key, code: key.code })">{{ keyWords(key) }}</button><span v-else>{{ keyWords(key) }}</span><small v-if="place === 0 && key.kind === 'member' && key.code && keyWords(key) !== key.code" class="code wide-only">{{ key.code }}</small></td>
            <template v-for="(measure, place) in data.measures" :key="measure.key"><td class="num bar-cell" :class="{ negative: Number(row.figures[place]) < 0, none: row.figures[place] === null }"><i class="cell-bar" aria-hidden="true" :class="{ below: Number(row.figures[place]) < 0 }" :style="{ width: barOf(row, place) }"></i><span :title="isCompared ? t('web.sales.before', { value: figure(row.base[place], measure) }) : null">{{ figure(row.figures[place], measure) }}</span></td><td v-if="isCompared" class="num"><growth-mark :growth="row.growth[place]" :measure="measure"/></td></template>
          </tr>
        </tbody>
        <tfoot><tr class="total"><td :colspan="Math.max(1, data.by.length)" class="pinned">{{ t('web.sales.total') }}<small class="quiet"> {{ t('web.sales.rows', { count: formatCount(String(data.rowCount), { zero: '0' }) }) }}</small></td><template v-for="(measure, place) in data.measures" :key="measure.key"><td class="num">{{ figure(data.total.figures[place], measure) }}</td><td v-if="isCompared" class="num"><growth-mark :growth="data.total.growth[place]" :measure="measure"/></td></template></tr></tfoot>
      </table></div>
      <nav v-if="pages > 1" class="pager" :aria-label="t('web.sales.pages')"><button class="btn small" :disabled="page === 0" data-act="page-before" @click="$emit('page', page - 1)">{{ t('web.action.previous-page') }}</button><span>{{ t('web.sales.page', { from: data.offset + 1, to: data.offset + data.rows.length, of: formatCount(String(data.rowCount)) }) }}</span><button class="btn small" :disabled="page + 1 >= pages" data-act="page-next" @click="$emit('page', page + 1)">{{ t('web.action.next-page') }}</button></nav>
    </div>`,
  setup(props) {
    const isCompared = computed(() => !!props.data.compared);
    const turned = (name) => (props.sort === '-' + name ? name : '-' + name);
    return {
      basisOf, figure, keyWords, unitOf, formatCount, isCompared, turned,
      mark: (name) => (props.sort === '-' + name ? '▼' : props.sort === name ? '▲' : ''),
      ariaSort: (name) => (props.sort === '-' + name ? 'descending' : props.sort === name ? 'ascending' : null),
      mayPick: (key) => (key.kind === 'member' && key.code !== '') || (key.kind === 'period' && !/^\d{4}-\d{2}-\d{2}$|W/.test(key.code)),
      /** Shares of one fill the cell; all else is held against the largest. */
      barOf: (row, place) => {
        const value = Math.abs(Number(row.figures[place] ?? 0)), peak = props.data.measures[place].unit === 'share' ? Math.max(1, Math.abs(Number(props.data.peaks[place] ?? 1))) : Math.abs(Number(props.data.peaks[place] ?? 0));
        return peak > 0 ? (value / peak * 100).toFixed(1) + '%' : '0';
      },
      pages: computed(() => Math.ceil(props.data.rowCount / props.pageSize)),
    };
  },
});
