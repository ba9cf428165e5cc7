// SPDX-License-Identifier: Apache-2.0
// 复盘: a closed month against what was expected of it, by factor; why, who does what about it, and what became of that.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { day, language, moment, period, t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';
import { shiftPeriod } from '../kit/periods.js';
import { query } from '../store/api.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { route, setQuery } from '../store/router.js';
import { can, isNarrowed, session } from '../store/session.js';
import { useView } from '../store/view.js';
import ReviewActions from '../components/ReviewActions.js';
import ReviewEntry from '../components/ReviewEntry.js';
import ReviewFactors from '../components/ReviewFactors.js';
import ReviewSigning from '../components/ReviewSigning.js';
import ReviewWaterfall from '../components/ReviewWaterfall.js';
import ScoreTable from '../components/ScoreTable.js';

export default define('ReviewsScreen', {
  components: { ReviewActions, ReviewEntry, ReviewFactors, ReviewSigning, ReviewWaterfall, ScoreTable },
  template: `
    <section class="screen report-screen reviews-screen">
      <header class="screen-head">
        <div><h1><a v-if="month" href="#/reviews" class="review-back" :aria-label="t('web.reviews.all')"><i class="icon" aria-hidden="true">arrow_back</i></a>{{ t('web.nav.reviews') }}</h1><p class="basis">{{ t('web.reviews.basis') }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools" v-if="month && data">
          <div class="stepper"><button class="icon-btn" :disabled="!earlier" :aria-label="t('web.action.previous')" @click="setQuery({ month: earlier })"><i class="icon" aria-hidden="true">chevron_left</i></button><b>{{ period(month) }}</b><button class="icon-btn" :disabled="!later" :aria-label="t('web.action.next')" @click="setQuery({ month: later })"><i class="icon" aria-hidden="true">chevron_right</i></button></div>
          <segment-switch v-if="data.showsMargin && comparison && comparison.areas[0].margin" :model-value="figure" :options="figures" :label="t('web.reviews.figure')" data-act="review-figure" @update:model-value="setQuery({ figure: $event })"/>
          <a v-if="can('exportData')" class="btn wide-only" :href="workbook" download data-act="export-xlsx">{{ t('web.action.xlsx') }}</a>
          <button class="btn" data-act="print" @click="print"><i class="icon" aria-hidden="true">print</i> {{ t('web.reviews.print') }}</button>
        </div>
        <div class="screen-tools" v-if="!month"><segment-switch :model-value="view" :options="views" :label="t('web.reviews.view')" data-act="review-view" @update:model-value="setQuery({ view: $event })"/></div>
      </header>
      <score-table v-if="!month && view === 'scorecard'"/>
      <state-box v-else-if="!month" :state="listing.state" :has-data="!!listing.data" :rows="10" :is-empty="!!listing.data && !listing.data.rows.length" empty-key="web.reviews.empty" @retry="listing.reload">
        <article v-if="listing.data.rows.every((row) => row.state === 'none')" class="card target-lesson"><h2>{{ t('web.reviews.first') }}</h2><ol><li v-for="step in 4" :key="step">{{ t('web.reviews.first.' + step) }}</li></ol></article>
        <div class="card review-box"><table class="data-table review-list"><thead><tr><th>{{ t('web.reviews.month') }}</th><th>{{ t('web.reviews.state') }}</th><th class="num">{{ t('web.reviews.actual') }}</th><th class="num">{{ t('web.reviews.to.budget') }}</th><th class="num">{{ t('web.reviews.to.forecast') }}</th><th class="num">{{ t('web.reviews.to.lastYear') }}</th><th>{{ t('web.reviews.actions') }}</th></tr></thead>
          <tbody><tr v-for="row in listing.data.rows" :key="row.month" :data-review="row.month"><td><a :href="'#/reviews?month=' + row.month">{{ period(row.month) }}</a></td><td><em class="badge" :class="row.state">{{ t('web.reviews.state.' + row.state) }}</em></td><td class="num"><figure-value :value="row.actual" :fine="false"/></td><td v-for="base in bases" :key="base" class="num">{{ growth(row.actual, row[base]) }}</td><td>{{ row.actions ? t('web.reviews.open', { open: row.openActions, all: row.actions }) : '' }}<em v-if="row.overdueActions" class="badge late">{{ t('web.reviews.late', { count: row.overdueActions }) }}</em></td></tr></tbody></table></div>
      </state-box>
      <state-box v-else :state="state" :has-data="!!data" :rows="14" :is-empty="!!data && !comparison" empty-key="web.reviews.nothing" @retry="reload">
        <article class="report" :lang="language === 'zh' ? 'zh-CN' : 'en'">
          <header class="report-head"><div><h2>{{ text(data.company) }} · {{ t('web.reviews.minutes') }}</h2><p>{{ period(data.month) }} · <span data-state>{{ t('web.reviews.state.' + data.state) }}</span><template v-if="data.closedAt"> · {{ text(data.closedBy) }} {{ moment(new Date(data.closedAt).toISOString()) }}</template></p></div><p class="review-hash" :title="data.digest">{{ t('web.reviews.hash') }} <code>{{ data.digest.slice(0, 16) }}</code></p></header>
          <p v-if="data.hasMovedSince" class="review-warning" role="status">{{ t('web.reviews.moved-since') }}</p>

          <section data-section="factors"><div class="review-head"><h3>{{ why }}</h3><segment-switch :model-value="comparison.base" :options="baseOptions" :label="t('web.reviews.against')" data-act="review-base" @update:model-value="setQuery({ base: $event })"/></div>
            <review-waterfall :start="{ key: 'base', label: text(comparison.label), value: whole.base }" :end="{ key: 'actual', label: t('web.reviews.actual'), value: whole.actual }" :steps="steps" :label="why"/>
            <p class="meta">{{ notes }}</p>
            <review-factors :rows="rows" :factors="factors" :base="comparison.label" :selected="ui.entry" :can-pick="canWrite" @pick="(about) => begin('cause', { base: comparison.base, ...about, isNew: true })"/></section>

          <section v-if="comparison.evidence.length" data-section="evidence"><h3>{{ t('web.reviews.evidence') }}</h3>
            <div class="review-evidence"><div v-for="group in evidence" :key="group.factor"><h4>{{ t('web.reviews.evidence.' + group.factor) }}</h4><ul class="report-list"><li v-for="one in group.rows.slice(0, 8)" :key="one.code + one.amount"><a v-if="group.factor === 'timing'" :href="'#/deals?deal=' + one.code">{{ text(one.name) }}</a><span v-else>{{ text(one.name) }}</span> <figure-value :value="one.amount" :is-change="true" good="up" :fine="false"/> <small>{{ evidenceWords(one) }}</small></li><li v-if="group.rows.length > 8" class="quiet">{{ t('web.reviews.more', { count: group.rows.length - 8 }) }}</li></ul></div></div></section>

          <section data-section="causes"><div class="review-head"><h3>{{ t('web.reviews.causes') }}</h3><button v-if="canWrite" class="btn small" data-act="add-cause" @click="begin('cause', { base: comparison.base, isNew: true })">{{ t('web.reviews.cause.add') }}</button></div>
            <div v-if="data.sheet.causes.length" class="report-pair"><div v-for="group in causes" :key="group.key"><h4>{{ t('web.reviews.' + group.key) }}</h4><ul class="report-list"><li v-for="one in group.rows" :key="one.index" :data-cause="one.kind"><b>{{ text(one.label) }}</b> <small>{{ one.about }}</small> <figure-value v-if="one.amount !== null" :value="one.amount" :is-change="true" good="up" :fine="false"/><br v-if="one.words">{{ one.words }}<span v-if="canWrite" class="review-tools"><button class="icon-btn" :aria-label="t('web.reviews.cause.edit')" @click="begin('cause', one)"><i class="icon" aria-hidden="true">edit</i></button><button class="icon-btn" :aria-label="t('web.reviews.remove')" @click="remove('causes', one.index)"><i class="icon" aria-hidden="true">delete_outline</i></button></span></li><li v-if="!group.rows.length" class="quiet">–</li></ul></div></div>
            <p v-else class="meta">{{ t(canWrite ? 'web.reviews.causes.none' : 'web.reviews.none') }}</p></section>

          <section data-section="actions"><div class="review-head"><h3>{{ t('web.reviews.actions') }}</h3><button v-if="canWrite" class="btn small" data-act="add-action" @click="begin('action', { base: comparison.base, isNew: true })">{{ t('web.reviews.action.add') }}</button></div>
            <review-actions v-if="data.actions.length" :actions="data.actions" :data="data" :can-edit="canWrite" @edit="(one) => begin('action', one)" @remove="(one) => remove('actions', data.sheet.actions.findIndex((other) => other.number === one.number))" @mark="mark"/>
            <p v-else class="meta">{{ t(canWrite ? 'web.reviews.actions.none' : 'web.reviews.none') }}</p></section>

          <section data-section="signing"><div class="review-head"><h3>{{ t('web.reviews.signing') }}</h3><button v-if="canWrite && isSigned" class="btn small primary" data-act="close-review" @click="act('close-review', { content: data.content })">{{ t('web.reviews.close') }}</button><button v-if="data.isFrozen && data.mayEdit" class="btn small" data-act="reopen-review" @click="ui.isReopening = true">{{ t('web.reviews.reopen') }}</button></div>
            <review-signing :data="data" :can-edit="canWrite" @name="name" @sign="(side) => act('sign-review', { side, content: data.content })"/>
            <p class="meta">{{ t('web.reviews.signing.note') }}</p></section>
        </article>
        <review-entry v-if="ui.entry" :kind="ui.kind" :entry="ui.entry" :data="data" :comparison="comparison" :problem="ui.problem" :is-busy="ui.isBusy" @close="ui.entry = null" @save="store"/>
        <q-dialog v-if="ui.isReopening" :model-value="true" @update:model-value="ui.isReopening = false"><form class="dialog" @submit.prevent="reopen"><h2>{{ t('web.reviews.reopen') }}</h2><label class="field"><span>{{ t('web.reviews.reason') }}</span><input v-model="ui.reason" name="reason" autocomplete="off"></label><div class="dialog-actions"><button type="button" class="btn" @click="ui.isReopening = false">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="!ui.reason.trim()">{{ t('web.reviews.reopen') }}</button></div></form></q-dialog>
      </state-box>
    </section>`,
  setup() {
    const ui = reactive({ kind: 'cause', entry: null, problem: '', isBusy: false, isReopening: false, reason: '' });
    const month = computed(() => route.query.month ?? null);
    const view = computed(() => (route.query.view === 'scorecard' ? 'scorecard' : 'months'));
    const { data: list, state: listState, reload: reloadList } = useView(() => (month.value || view.value !== 'months' ? null : '/reviews'));
    const { data, state, reload } = useView(() => (month.value ? `/reviews/${month.value}` : null));
    const comparison = computed(() => data.value?.comparisons.find((one) => one.base === route.query.base) ?? data.value?.comparisons[0] ?? null);
    const figure = computed(() => (route.query.figure === 'margin' && data.value?.showsMargin ? 'margin' : 'sales'));
    const of = (area) => (figure.value === 'margin' ? area.margin : area);
    const whole = computed(() => of(comparison.value.areas[0]) ?? comparison.value.areas[0]);
    const factors = computed(() => data.value.factors.filter((factor) => comparison.value.areas.some((area) => Number((of(area) ?? area).parts[factor]))));
    const canWrite = computed(() => !!data.value?.mayEdit && !data.value.isFrozen);
    const growth = (now, before) => (now === null || before === null || Number(before) === 0 ? '–' : formatRatio(Number(now) / Number(before) - 1, { sign: true }));
    const aboutOf = (one) => {
      const against = data.value.comparisons.find((other) => other.base === one.base), area = against?.areas.find((other) => other.key === one.area);
      return { amount: area?.parts[one.factor] ?? null, about: t('web.reviews.about', { area: text(area?.label) || one.area, factor: t('web.reviews.factor.' + one.factor), base: text(against?.label) || one.base }) };
    };
    const kindOf = (key) => data.value.causeKinds.find((one) => one.key === key);

    async function act(kind, more, options = {}) {
      ui.isBusy = true;
      ui.problem = '';
      try {
        await send(kind, { month: data.value.month, ...more }, { opensPanel: false, ...options });
        return true;
      } catch (problem) {
        ui.problem = sentenceOf(problem);
        return false;
      } finally {
        ui.isBusy = false;
      }
    }
    const saveSheet = (sheet, options) => act('save-review', { sheet, seen: data.value.seen }, options);
    function begin(kind, entry) { Object.assign(ui, { kind, entry, problem: '' }); }
    async function store(entry) {
      const sheet = structuredClone(data.value.sheet), { base, area, factor, words } = entry;
      if (ui.kind === 'cause') {
        const made = { base, area, factor, kind: entry.kind, words: words.trim() };
        if (ui.entry.isNew) sheet.causes.push(made); else sheet.causes.splice(ui.entry.index, 1, made);
      } else {
        const made = { base, area, factor, words: words.trim(), owner: entry.owner, due: entry.due, number: entry.number };
        const place = sheet.actions.findIndex((one) => one.number === entry.number);
        if (place < 0) sheet.actions.push(made); else sheet.actions.splice(place, 1, made);
      }
      if (await saveSheet(sheet, { isQuiet: true, isAskedHere: true })) ui.entry = null;
    }
    function remove(list, index) {
      const sheet = structuredClone(data.value.sheet);
      sheet[list].splice(index, 1);
      saveSheet(sheet);
    }
    function name(side, login) {
      const sheet = structuredClone(data.value.sheet);
      sheet.participants[side] = login || null;
      saveSheet(sheet);
    }
    const mark = (one) => act('mark-review-action', { action: one.number, isDone: !one.isDone });
    async function reopen() {
      if (await act('reopen-review', {}, { reason: ui.reason.trim() })) Object.assign(ui, { isReopening: false, reason: '' });
    }
    const within = (id) => (id >= session.workspace.firstMonth && id <= session.workspace.cutoffMonth ? id : null);
    return {
      ui, month, view, views: computed(() => ['months', 'scorecard'].map((value) => ({ value, label: t('web.reviews.view.' + value) }))), data, state, reload, listing: reactive({ data: list, state: listState, reload: reloadList }), comparison, figure, whole, factors, canWrite, growth, act, begin, store, remove, name, mark, reopen,
      setQuery, can, isNarrowed, text, day, period, moment, language, print: () => window.print(), bases: ['budget', 'forecast', 'lastYear'],
      earlier: computed(() => within(shiftPeriod(month.value, -1))), later: computed(() => within(shiftPeriod(month.value, 1))),
      workbook: computed(() => '/api/v1/exports/review' + query({ month: month.value })),
      figures: computed(() => ['sales', 'margin'].map((value) => ({ value, label: t('web.reviews.figure.' + value) }))),
      baseOptions: computed(() => data.value.comparisons.map((one) => ({ value: one.base, label: text(one.label) }))),
      steps: computed(() => factors.value.map((factor) => ({ key: factor, label: t('web.reviews.factor.' + factor), value: whole.value.parts[factor] })).filter((one) => Number(one.value))),
      rows: computed(() => comparison.value.areas.filter((area) => of(area)).map((area) => ({ ...of(area), key: area.key, label: area.label })).map((row, index, all) => ({ ...row, isFirst: index > 0 && row.key.split(':')[0] !== all[index - 1].key.split(':')[0] }))),
      why: computed(() => t('web.reviews.why', { base: language.value === 'en' ? text(comparison.value.label).toLowerCase() : text(comparison.value.label) })),
      isSigned: computed(() => data.value.signatures.every((one) => one.isValid)),
      evidence: computed(() => ['timing', 'newCustomers', 'lostCustomers'].map((factor) => ({ factor, rows: comparison.value.evidence.filter((one) => one.factor === factor) })).filter((group) => group.rows.length)),
      evidenceWords: (one) => (one.factor === 'timing' ? (one.on === null ? t('web.reviews.still-open') : t(Number(one.amount) < 0 ? 'web.reviews.closed-in' : 'web.reviews.expected-in', { month: period(one.on) })) : t(one.factor === 'newCustomers' ? 'web.reviews.since' : 'web.reviews.lost-on', { day: day(one.on) })),
      causes: computed(() => { const rows = data.value.sheet.causes.map((one, index) => ({ ...one, ...aboutOf(one), index, label: kindOf(one.kind)?.label, isControllable: !!kindOf(one.kind)?.isControllable })); return [true, false].map((flag) => ({ key: flag ? 'controllable' : 'uncontrollable', rows: rows.filter((one) => one.isControllable === flag) })); }),
      notes: computed(() => [
        comparison.value.madeOn && t('web.reviews.made-on', { day: day(comparison.value.madeOn) }),
        comparison.value.workdays !== comparison.value.workdaysBase && t('web.reviews.workdays', { now: comparison.value.workdays, before: comparison.value.workdaysBase }),
        comparison.value.base !== 'lastYear' && t('web.reviews.same-calendar'), t('web.reviews.shapley'),
      ].filter(Boolean).join(' ')),
    };
  },
});
