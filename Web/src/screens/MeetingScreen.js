// SPDX-License-Identifier: Apache-2.0
// 协同会: what sales and finance look at together each week, since they last met; what was decided, by whom until when.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { day, language, moment, period, t, text } from '../kit/i18n.js';
import { subtract } from '../kit/decimal.js';
import { formatRatio } from '../kit/numbers.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { isNarrowed } from '../store/session.js';
import { useView } from '../store/view.js';
import SyncFeed from '../components/SyncFeed.js';

export default define('MeetingScreen', {
  components: { SyncFeed },
  template: `
    <section class="screen report-screen meeting-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.meeting') }}</h1><p class="basis" v-if="data">{{ t(data.lastAt ? 'web.meeting.since' : 'web.meeting.week', { day: day(data.since) }) }}<template v-if="data.lastAt"> · {{ text(data.lastBy) }} {{ moment(new Date(data.lastAt).toISOString()) }}</template> · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools" v-if="data"><button class="btn" data-act="print" @click="print"><i class="icon" aria-hidden="true">print</i> {{ t('web.meeting.print') }}</button><button v-if="data.mayDecide" class="btn primary" data-act="hold-meeting" :disabled="ui.isBusy" @click="hold">{{ t('web.meeting.hold') }}</button></div></header>
      <state-box :state="state" :has-data="!!data" :rows="12" :is-empty="isEmpty" empty-key="web.meeting.empty" @retry="reload">
        <article class="report" :lang="language === 'zh' ? 'zh-CN' : 'en'">
          <header class="report-head"><div><h2>{{ text(data.company) }} · {{ t('web.nav.meeting') }}</h2><p>{{ day(data.today) }}</p></div></header>

          <section data-section="decisions"><h3>{{ t('web.meeting.decisions') }}</h3>
            <table v-if="data.decisions.length" class="data-table report-table"><tbody><tr v-for="one in data.decisions" :key="one.decision" :data-decision="one.decision" :class="{ done: one.isDone }"><td class="review-words">{{ one.words }}</td><td>{{ text(one.owner) }}</td><td>{{ day(one.due) }}<em v-if="one.isOverdue" class="badge late">{{ t('web.reviews.overdue') }}</em><em v-if="one.isDone" class="badge ok">{{ t('web.reviews.done') }}</em></td><td class="num"><button v-if="one.mayMark" class="btn small" :data-act="'mark-' + one.decision" @click="mark(one)">{{ t(one.isDone ? 'web.reviews.undone' : 'web.reviews.finish') }}</button></td></tr></tbody></table>
            <p v-else class="meta">{{ t('web.meeting.decisions.none') }}</p>
            <form v-if="data.mayDecide" class="meeting-decide" @submit.prevent="decide"><input v-model="ui.words" class="input" name="words" maxlength="500" :placeholder="t('web.meeting.words')" :aria-label="t('web.meeting.words')"><select v-model="ui.owner" class="input" name="owner" :aria-label="t('web.reviews.owner')"><option value="">{{ t('web.reviews.owner') }}</option><option v-for="one in data.people" :key="one.login" :value="one.login">{{ text(one.name) }}</option></select><input v-model="ui.due" class="input" type="date" name="due" :aria-label="t('web.reviews.due')"><button class="btn" data-act="decide" :disabled="ui.isBusy || !ui.words.trim() || !ui.owner || !ui.due">{{ t('web.meeting.decide') }}</button></form>
            <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p></section>

          <section data-section="figures"><h3>{{ t('web.meeting.figures') }}</h3><div class="report-pair">
            <div><table class="data-table report-table"><thead><tr><th>{{ t('web.meeting.what') }}</th><th class="num">{{ t('web.meeting.now') }}</th><th class="num">{{ t('web.meeting.before') }}</th><th class="num">{{ t('web.meeting.moved') }}</th></tr></thead><tbody><tr v-for="one in data.figures" :key="one.key" :data-figure="one.key"><td>{{ one.key.startsWith('orders:') ? t('web.meeting.orders', { month: period(one.key.slice(7)) }) : text(one.label) }}</td><td class="num"><figure-value :value="one.now" :fine="false"/></td><td class="num"><figure-value v-if="one.before !== null" :value="one.before" :fine="false"/><span v-else class="quiet">–</span></td><td class="num"><figure-value v-if="one.before !== null" :value="subtract(one.now, one.before)" :is-change="true" good="up" :fine="false"/><span v-else class="quiet">–</span></td></tr></tbody></table></div>
            <div><table class="data-table report-table"><thead><tr><th>{{ t('web.meeting.where') }}</th><th class="num">{{ t('web.meeting.forecast') }}</th><th class="num">{{ t('web.meeting.budget') }}</th><th class="num">{{ t('web.meeting.difference') }}</th><th class="num">%</th></tr></thead><tbody><tr v-for="one in rows" :key="one.key" :data-row="one.key" :class="{ first: one.isFirst }"><td>{{ one.words }}</td><td class="num"><figure-value :value="one.forecast" :fine="false"/></td><td class="num"><figure-value v-if="one.budget !== null" :value="one.budget" :fine="false"/><span v-else class="quiet">–</span></td><td class="num"><figure-value v-if="one.difference !== null" :value="one.difference" :is-change="true" good="up" :fine="false"/><span v-else class="quiet">–</span></td><td class="num">{{ share(one) }}</td></tr></tbody></table></div></div></section>

          <section><sync-feed :since="data.since"><h3>{{ t('web.nodes.title') }}</h3></sync-feed></section>

          <section data-section="deals"><h3>{{ t('web.meeting.deals') }}<small v-if="data.dealCount > data.deals.length"> {{ t('web.meeting.of', { shown: data.deals.length, all: data.dealCount }) }}</small></h3>
            <table v-if="data.deals.length" class="data-table report-table"><tbody><tr v-for="one in data.deals" :key="one.code" :data-deal="one.code"><td><em class="badge" :class="one.move === 'won' ? 'ok' : one.move === 'lost' ? 'late' : 'draft'">{{ t('web.meeting.move.' + one.move) }}</em></td><td><a :href="'#/deals?deal=' + one.code">{{ text(one.name) }}</a></td><td>{{ text(one.region) }}</td><td>{{ text(one.owner) }}</td><td>{{ one.from && one.move === 'slipped' ? day(one.from) + ' → ' + day(one.to) : day(one.to) }}</td><td class="num"><figure-value :value="one.amountInclTax" :fine="false"/></td></tr></tbody></table><p v-else class="meta">{{ t('web.meeting.deals.none') }}</p></section>

          <section class="report-pair"><div data-section="alerts"><h3>{{ t('web.meeting.alerts') }}</h3><p class="meta" v-if="data.openProposals"><a href="#/budgets">{{ t('web.meeting.proposals', { count: data.openProposals }) }}</a></p><ul class="report-list" v-if="data.alerts.length"><li v-for="one in data.alerts" :key="one.id"><a :href="one.link">{{ text(one.title) }}</a> <figure-value v-if="one.money !== null" :value="one.money" :fine="false"/> <small>{{ text(one.detail) }}</small></li></ul><p v-else class="meta">{{ t('web.meeting.alerts.none') }}</p></div>
            <div data-section="actions"><h3>{{ t('web.meeting.actions') }}</h3><ul class="report-list" v-if="data.actions.length"><li v-for="one in data.actions" :key="one.id"><a :href="one.link">{{ text(one.title) }}</a> <small>{{ text(one.detail) }} · {{ day(one.dueOn) }}</small><em v-if="one.isOverdue" class="badge late">{{ t('web.reviews.overdue') }}</em></li></ul><p v-else class="meta">{{ t('web.meeting.actions.none') }}</p></div></section>

          <section v-if="!isNarrowed()" data-section="changes"><h3>{{ t('web.meeting.changes') }}<small v-if="data.changeCount > data.changes.length"> {{ t('web.meeting.of', { shown: data.changes.length, all: data.changeCount }) }}</small></h3>
            <ul class="report-list" v-if="data.changes.length"><li v-for="one in data.changes" :key="one.event"><span class="quiet">{{ moment(new Date(one.at).toISOString()) }}</span> <b>{{ text(one.by) }}</b> {{ text(one.label) }} <small v-if="one.reason">{{ one.reason }}</small></li></ul><p v-else class="meta">{{ t('web.meeting.changes.none') }}</p></section>
        </article>
      </state-box>
    </section>`,
  setup() {
    const { data, state, reload } = useView(() => '/sync-meeting');
    const ui = reactive({ words: '', owner: '', due: '', isBusy: false, problem: '' });
    async function act(kind, payload) {
      Object.assign(ui, { isBusy: true, problem: '' });
      try {
        await send(kind, payload, { opensPanel: false, isQuiet: true });
        return true;
      } catch (problem) {
        ui.problem = sentenceOf(problem);
        return false;
      } finally {
        ui.isBusy = false;
      }
    }
    async function decide() {
      if (await act('decide-in-meeting', { words: ui.words.trim(), owner: ui.owner, due: ui.due })) Object.assign(ui, { words: '', owner: '', due: '' });
    }
    const share = (one) => (one.budget === null || one.forecast === null || Number(one.budget) === 0 ? '–' : formatRatio(Number(one.forecast) / Number(one.budget) - 1, { sign: true }));
    return {
      data, state, reload, ui, decide, share, subtract, t, text, day, period, moment, language, isNarrowed, print: () => window.print(),
      hold: () => act('hold-meeting', {}), mark: (one) => act('mark-decision', { decision: one.decision, isDone: !one.isDone }),
      isEmpty: computed(() => !!data.value && data.value.months.every((one) => !Number(one.forecast)) && !data.value.changes.length),
      rows: computed(() => [...data.value.months.map((one) => ({ ...one, words: period(one.key) })), ...data.value.regions.map((one, index) => ({ ...one, words: text(one.label), isFirst: index === 0 }))]),
    };
  },
});
