// SPDX-License-Identifier: Apache-2.0
// One budget form: 预算, 滚动预测, 差额, 差异率, 实际, 完成率 of a period, or budget and forecast month by month; for one department or all.
import { computed, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { period as periodWords, t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { download } from '../kit/download.js';
import { unitWords } from '../kit/units.js';
import { query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { can, session } from '../store/session.js';
import { useView } from '../store/view.js';
import ApproveBudget from './ApproveBudget.js';
import BudgetProposals from './BudgetProposals.js';
import DepartmentParts from './DepartmentParts.js';
import FlexedTable from './FlexedTable.js';
import TalkButton from './TalkButton.js';
import TypedFigure from './TypedFigure.js';

const COLUMNS = ['budget', 'forecast', 'difference', 'differenceRate', 'actual', 'attainment'];
const RATIOS = ['differenceRate', 'attainment'];

export default define('BudgetTable', {
  components: { ApproveBudget, BudgetProposals, DepartmentParts, FlexedTable, TalkButton, TypedFigure },
  props: { form: String, period: String },
  template: `
    <section class="card budget-form">
      <header class="budget-head">
        <div><h2>{{ data ? text(data.label) : '' }}</h2><p v-if="data" class="meta">{{ t('web.budgets.closed', { closed: data.closedMonths, months: data.months.length }) }}</p></div>
        <div class="screen-tools" v-if="data">
          <label v-if="data.departments.length && shape !== 'flexed'" class="budget-department"><span>{{ t('web.budgets.department') }}</span><select class="input" :value="data.department ?? ''" data-act="budget-department" @change="setQuery({ department: $event.target.value })"><option value="">{{ t('web.budgets.all-departments') }}</option><option v-for="one in data.departments" :key="one.code" :value="one.code">{{ text(one.name) }}</option></select></label>
          <segment-switch v-if="shapes.length > 1" v-model="shape" :options="shapes" :label="t('web.budgets.shape')" data-act="budget-shape"/>
          <talk-button :subject="'budget:' + data.key + '/' + data.period.slice(0, 4)" :label="data.label"/>
          <button class="icon-btn wide-only" :title="t('web.table.export')" :aria-label="t('web.table.export')" data-act="export-budget" :disabled="shape === 'flexed'" @click="save"><i class="icon" aria-hidden="true">file_download</i></button>
          <button class="icon-btn wide-only" :title="t('web.statements.print')" :aria-label="t('web.statements.print')" @click="print"><i class="icon" aria-hidden="true">print</i></button>
        </div>
      </header>
      <flexed-table v-if="data && shape === 'flexed'" :form="data.key" :period="data.period"/>
      <state-box v-else :state="state" :has-data="!!data" :rows="8" :is-empty="isEmpty" empty-key="web.budgets.form-empty" @retry="reload">
        <approve-budget v-if="isWholeYear" :form="data"/>
        <budget-proposals v-if="isWholeYear && data.approval" :form="data.key" :year="Number(data.period)"/>
        <department-parts v-if="data.parts.length && !data.approval" :form="data"/>
        <ul v-if="data.checks.length" class="statement-checks" :aria-label="t('web.statements.checks')"><li v-for="(one, index) in data.checks" :key="index" :class="one.holds ? 'favourable' : 'unfavourable'"><i class="icon" aria-hidden="true">{{ one.holds ? 'check_circle' : 'error' }}</i>{{ text(one.label) }}<b v-if="!one.holds">{{ money(one.difference, { fine: true }) }}</b></li></ul>
        <div class="scroll-x budget-box"><table class="data-table statement-table budget-table">
          <thead><tr><th class="pinned">{{ t('web.statements.line') }}</th><th v-for="column in columns" :key="column.key" class="num" :data-column="column.key">{{ column.label }}<small v-if="column.note">{{ column.note }}</small></th></tr></thead>
          <tbody><tr v-for="line in lines" :key="line.key" :class="line.rank" :data-line="line.key">
            <td class="pinned"><button v-if="hasParts(line)" class="icon-btn tiny" :aria-expanded="!closed[line.key]" :aria-label="t(closed[line.key] ? 'web.action.more' : 'web.action.less')" @click="closed[line.key] = !closed[line.key]"><i class="icon" aria-hidden="true">{{ closed[line.key] ? 'chevron_right' : 'expand_more' }}</i></button><span>{{ text(line.label) }}</span><small v-if="unit(line)" class="quiet">{{ unit(line) }}</small><i v-if="line.isForecastOnly && shape === 'whole' && !isMember(line)" class="tag" :title="t('web.budgets.forecast-only.why')">{{ t('web.budgets.forecast-only') }}</i></td>
            <td v-for="column in columns" :key="column.key" class="num" :class="{ moving: column.kind === 'budget' && line.source === 'current', outside: column.kind === 'inForce' && line.band?.isOutside }">
              <template v-if="line.rank !== 'heading'">
                <figure-value v-if="column.kind === 'difference'" :value="pick(line, column)" :unit="line.unit" :good="line.good" :is-change="true"/>
                <span v-else-if="column.isRatio" :class="{ quiet: pick(line, column) === null }">{{ ratio(pick(line, column), column) }}</span>
                <typed-figure v-else-if="isTyped(line, column)" :value="pick(line, column)" :unit="line.unit" :cell="cellOf(line, column)" :label="line.label"/>
                <figure-value v-else-if="pick(line, column) !== null" :value="pick(line, column)" :unit="line.unit" :cell="column.kind === 'forecast' ? cellOf(line, column) : null" :label="line.label"/>
                <span v-else class="quiet">–</span>
              </template>
            </td>
          </tr></tbody>
        </table></div>
        <p v-if="shape === 'months' && lines.some((line) => line.isInput)" class="meta">{{ t('web.budgets.note.inputs') }}</p>
        <p class="meta">{{ t(isMoving ? 'web.budgets.note.moving' : 'web.budgets.note') }}</p>
      </state-box>
    </section>`,
  setup(props) {
    const shape = ref('whole');
    const closed = reactive({});
    const { data, state, reload } = useView(() => (props.form ? '/budgets/' + props.form + query({ period: props.period, department: route.query.department ?? null }) : null));
    const parentOf = (line) => (line.key.includes('/') ? line.key.split('/')[0] : null);
    const isMember = (line) => parentOf(line) !== null;
    const hasParts = (line) => data.value.lines.some((one) => parentOf(one) === line.key);
    /** In sum, a member that nobody has typed anything for is not shown. */
    const isBlank = (line) => shape.value === 'whole' && line.isInput && isMember(line) && !Number(line.figures.forecast) && !Number(line.figures.budget);
    const lines = computed(() => data.value.lines.filter((line) => !closed[parentOf(line)] && !isBlank(line)));
    const isEmpty = computed(() => !!data.value && !data.value.lines.some((line) => line.figures.forecast !== null || line.figures.budget !== null));
    /** 执行数 only where somebody approved. */
    const shown = computed(() => (data.value.approval && data.value.period.length === 4 ? ['budget', 'inForce', ...COLUMNS.slice(1)] : COLUMNS));
    const isMovingOnly = computed(() => data.value.lines.every((line) => line.rank === 'heading' || line.source === 'current'));
    const columns = computed(() => {
      if (shape.value === 'whole') return shown.value.map((kind) => ({ key: kind, kind, label: t('web.budgets.column.' + kind), isRatio: RATIOS.includes(kind), note: kind === 'forecast' && data.value.closedMonths ? t('web.budgets.with-actual') : null }));
      // Where no line has a budget of its own, budget and forecast are the same.
      const kinds = isMovingOnly.value ? ['forecast'] : ['budget', 'forecast'];
      return data.value.months.flatMap((month, index) => kinds.map((kind) => ({ key: `${kind}:${month}`, kind, index, month, label: periodWords(month, true), note: t(kind === 'forecast' && index < data.value.closedMonths ? 'web.budgets.column.actual' : 'web.budgets.column.' + kind) })));
    });
    const pick = (line, column) => (column.kind === 'inForce' ? line.band?.inForce ?? null : (column.index === undefined ? line.figures : line.months[column.index])[column.kind]);
    const cellOf = (line, column) => (line.cell && column.month ? line.cell.replace(/@.*$/, '@' + column.month) : line.cell);
    const isTyped = (line, column) => line.isInput && column.kind === 'forecast' && column.index >= data.value.closedMonths && can('editDriver');
    const ratio = (value, column) => (value === null ? '–' : formatRatio(value, { sign: column.kind === 'differenceRate' }));
    const unit = (line) => (line.unit && line.unit !== '元' && line.rank !== 'part' && line.rank !== 'heading' ? unitWords(line.unit) : '');

    function save() {
      const at = data.value.department ? text(data.value.departments.find((one) => one.code === data.value.department)?.name) : '';
      const head = [text(session.workspace.name), text(data.value.label), props.period, at];
      const rows = [head, [t('web.statements.line'), t('web.budgets.unit'), ...columns.value.map((column) => (column.month ? `${column.label} ${column.note}` : column.label))],
        ...lines.value.map((line) => [text(line.label), line.unit, ...columns.value.map((column) => (line.rank === 'heading' ? '' : pick(line, column) ?? ''))])];
      download(`${text(session.workspace.name)}-${text(data.value.label)}-${props.period}.csv`, rows);
    }

    return {
      text, setQuery, data, state, reload, shape, closed, isMember, hasParts, lines, isEmpty, columns, pick, cellOf, isTyped, ratio, unit, save, print: () => window.print(),
      isWholeYear: computed(() => data.value.period.length === 4 && !data.value.department),
      isMoving: computed(() => data.value.lines.some((line) => line.rank !== 'heading' && line.source === 'current')),
      shapes: computed(() => ['whole', 'months', 'flexed'].filter((value) => (value === 'months' ? data.value?.months.length > 1 : value === 'whole' || data.value?.hasFlexed)).map((value) => ({ value, label: t('web.budgets.shape.' + value) }))),
    };
  },
});
