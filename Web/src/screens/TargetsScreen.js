// SPDX-License-Identifier: Apache-2.0
// 目标: a year's target by place and by period beside the bottom-up plan, what came, and what is still needed a month.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { moment, period, t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { query } from '../store/api.js';
import { send } from '../store/commands.js';
import { route, setQuery } from '../store/router.js';
import { can, isNarrowed, session } from '../store/session.js';
import { useView } from '../store/view.js';
import TargetDialog from '../components/TargetDialog.js';
import TargetSummary from '../components/TargetSummary.js';
import TargetTable from '../components/TargetTable.js';

export default define('TargetsScreen', {
  components: { TargetDialog, TargetSummary, TargetTable },
  template: `
    <section class="screen targets-screen">
      <header class="screen-head">
        <div><h1>{{ t('web.nav.targets') }}</h1><p class="basis">{{ data && isNarrowed() ? text(data.path[0].label) : text(session.workspace.name) }} · <template v-if="data">{{ text(data.label) }} {{ t('web.targets.basis.' + data.measure) }} · </template>{{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools" v-if="data">
          <segment-switch v-if="measures.length > 1" :model-value="data.measure" :options="measures" :label="t('web.targets.measure')" data-act="target-measure" @update:model-value="setQuery({ measure: $event })"/>
          <segment-switch :model-value="data.year" :options="years" :label="t('web.targets.year')" data-act="target-year" @update:model-value="setQuery({ year: $event, span: null })"/>
          <a v-if="can('exportData')" class="btn wide-only" :href="workbook" download data-act="export-xlsx">{{ t('web.action.xlsx') }}</a>
        </div>
      </header>
      <state-box :state="state" :has-data="!!data" :rows="10" :is-empty="isEmpty" empty-key="web.targets.empty" @retry="reload">
        <article v-if="!data.standing && !data.imported" class="card target-lesson">
          <h2>{{ t('web.targets.first', { year: data.year, measure: text(data.label) }) }}</h2>
          <ol><li v-for="step in 3" :key="step">{{ t('web.targets.first.' + step) }}</li></ol>
          <div v-if="data.mayEdit" class="target-starts"><button v-for="one in starts" :key="one.key" class="btn" :class="{ primary: one.key === starts[0].key }" :data-act="'start-' + one.key" @click="begin(data.places[0], one)">{{ t('web.targets.start.' + one.key) }}<small v-if="one.amount">{{ money(one.amount) }}</small></button></div>
          <p v-else class="meta">{{ t('web.targets.first.waits') }}</p>
        </article>
        <target-summary v-else :row="focus" :place="data.path[data.path.length - 1].label" :cutoff="data.cutoff"/>
        <nav class="target-where" :aria-label="t('web.targets.where')">
          <segment-switch :model-value="shape" :options="shapes" :label="t('web.targets.shape')" data-act="target-shape" @update:model-value="setQuery({ shape: $event })"/>
          <span class="crumbs"><template v-for="(one, index) in data.path" :key="one.place"><i v-if="index" aria-hidden="true">›</i><button class="link" :class="{ on: index === data.path.length - 1 }" :aria-current="index === data.path.length - 1 ? 'true' : null" @click="setQuery({ place: one.place })">{{ text(one.label) }}</button></template></span>
          <label v-if="shape === 'places'" class="target-span"><span>{{ t('web.targets.period') }}</span><select class="input" :value="data.span" data-act="target-span" @change="setQuery({ span: $event.target.value })"><option v-for="row in data.periods" :key="row.span" :value="row.span">{{ '　'.repeat(row.level) + period(row.span) }}</option></select></label>
          <span v-if="data.standing" class="meta target-standing">{{ text(data.standing.by) }} · {{ moment(stamp) }}<template v-if="data.standing.reason"> · {{ data.standing.reason }}</template></span>
          <span v-else-if="data.imported" class="meta target-standing" data-imported>{{ t('web.targets.imported', { rows: data.imported.rows, files: data.imported.files.join(t('web.list')) || '–' }) }}<template v-if="data.imported.leftOut"> · {{ t('web.targets.imported.left-out', { rows: data.imported.leftOut }) }}</template></span>
        </nav>
        <target-table :rows="data[shape]" :shape="shape" :has-last-year="data.hasLastYear" @edit="(row, typed) => begin(row, { typed })" @lock="lock" @drill="drill" @up="up"/>
        <p class="meta">{{ t('web.targets.note') }} {{ t('web.targets.keys') }}</p>
      </state-box>
      <target-dialog v-if="ui.row" :row="ui.row" :start="ui.start" :data="data" :parts="ui.parts" @close="ui.row = null"/>
    </section>`,
  setup() {
    const ui = reactive({ row: null, start: null, parts: null });
    const parameters = () => ({ measure: route.query.measure, year: route.query.year, span: route.query.span, place: route.query.place });
    const { data, state, reload } = useView(() => '/targets' + query(parameters()));
    const shape = computed(() => (route.query.shape === 'periods' ? 'periods' : 'places'));

    /** The row's direct parts along both axes, as far as this answer holds them: for weights of one's own. */
    function partsOf(row) {
      const { places, periods, place, span } = data.value;
      const below = row.span === span ? places.filter((one) => one.level === row.level + 1 && one.place.startsWith(row.place ? row.place + '/' : '')) : [];
      const within = row.place === place ? periods.filter((one) => one.level === row.level + 1 && isWithin(one.span, row.span)) : [];
      return { places: shape.value === 'places' && row.hasParts ? below : [], periods: shape.value === 'periods' ? within : [] };
    }
    const isWithin = (month, span) => span.length === 4 || (month.length === 7 && Math.ceil(Number(month.slice(5)) / 3) === Number(span[5]));

    function begin(row, start = {}) {
      if (!row.mayEdit) return;
      Object.assign(ui, { row, start, parts: partsOf(row) });
    }
    const lock = (row) => send('lock-target', { measure: data.value.measure, year: data.value.year, place: row.place, span: row.span, isLocked: !row.isLocked, seen: data.value.standing?.event ?? 0 }).catch(() => {});
    /** A place opens its periods, a period its places. */
    function drill(row) {
      if (shape.value === 'places') setQuery(row.hasParts && row.place !== data.value.place ? { place: row.place } : { place: row.place, shape: 'periods' });
      else setQuery({ span: row.span, shape: 'places' });
    }
    function up() {
      const path = data.value.path;
      if (path.length > 1) setQuery({ place: path[path.length - 2].place });
    }
    const starts = computed(() => {
      const [top] = data.value.places;
      return [
        { key: 'last-year', amount: top.lastYear, basis: 'last-year' }, { key: 'forecast', amount: top.plan, basis: 'forecast' },
        { key: 'blank', amount: null, basis: data.value.hasLastYear ? 'last-year' : 'forecast' },
      ].filter((one) => one.key === 'blank' || (one.amount !== null && Number(one.amount) > 0));
    });
    return {
      isNarrowed,
      ui, data, state, reload, shape, session, can, setQuery, text, period, moment, begin, lock, drill, up, starts, ratio: formatRatio,
      focus: computed(() => (shape.value === 'places' ? data.value.places[0] : data.value.periods.find((row) => row.span === data.value.span) ?? data.value.periods[0])),
      stamp: computed(() => new Date(data.value.standing.at).toISOString()),
      isEmpty: computed(() => !!data.value && !data.value.standing && !Number(data.value.places[0].plan) && !Number(data.value.places[0].lastYear)),
      measures: computed(() => data.value.measures.map((one) => ({ value: one.key, label: text(one.label) }))),
      years: computed(() => data.value.years.map((year) => ({ value: year, label: period(String(year)) }))),
      shapes: computed(() => ['places', 'periods'].map((value) => ({ value, label: t('web.targets.shape.' + value) }))),
      workbook: computed(() => '/api/v1/exports/targets' + query(parameters())),
    };
  },
});
