// SPDX-License-Identifier: Apache-2.0
// 地区对账: a closed month of every region from budget to receipts, what lies between the figures of one region, and the signatures of its pair.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { day, language, moment, period, t, text } from '../kit/i18n.js';
import { query } from '../store/api.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { route, setQuery } from '../store/router.js';
import { can, session } from '../store/session.js';
import { useView } from '../store/view.js';

export default define('ReconcileScreen', {
  template: `
    <section class="screen report-screen reconcile-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.reconcile') }}</h1><p class="basis" v-if="data">{{ t('web.reconcile.basis', { month: period(data.month) }) }}<template v-if="data.due"> · {{ t('web.reconcile.due', { day: day(data.due) }) }}</template> · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools" v-if="data"><select class="input" :value="data.month" name="month" :aria-label="t('web.reconcile.month')" @change="setQuery({ month: $event.target.value })"><option v-for="one in data.months" :key="one" :value="one">{{ period(one) }}</option></select><a v-if="can('exportData')" class="btn" :href="workbook" data-act="export"><i class="icon" aria-hidden="true">download</i> {{ t('web.reconcile.export') }}</a><button class="btn" data-act="print" @click="print"><i class="icon" aria-hidden="true">print</i> {{ t('web.meeting.print') }}</button></div></header>
      <state-box :state="state" :has-data="!!data" :rows="12" :is-empty="!data?.regions.length" empty-key="web.reconcile.empty" @retry="reload">
        <article class="report" :lang="language === 'zh' ? 'zh-CN' : 'en'">
          <section data-section="regions"><div class="review-box"><table class="data-table report-table reconcile-all"><thead><tr><th>{{ t('web.reconcile.figure') }}</th><th v-for="one in data.regions" :key="one.region" class="num"><button class="link" :class="{ on: one.region === chosen.region }" :data-region="one.region" @click="setQuery({ region: one.region })">{{ text(one.label) }}</button></th></tr></thead>
            <tbody><tr v-for="row in rows" :key="row.key" :data-station="row.key"><td>{{ text(row.label) }}</td><td v-for="one in row.cells" :key="one.region" class="num" :class="{ on: one.region === chosen.region }"><figure-value v-if="one.amount !== null" :value="one.amount" :fine="false"/><span v-else class="quiet">–</span></td></tr>
              <tr class="first"><td>{{ t('web.reconcile.residual') }}</td><td v-for="one in data.regions" :key="one.region" class="num" data-residual>{{ one.residual }}</td></tr>
              <tr><td>{{ t('web.reconcile.signed') }}</td><td v-for="one in data.regions" :key="one.region" class="num"><em class="badge" :class="one.isFrozen ? 'ok' : 'draft'">{{ t('web.reconcile.signed.count', { count: one.signatures.filter((sign) => sign.isValid).length }) }}</em></td></tr></tbody></table></div></section>

          <section data-section="region" :data-shown="chosen.region"><div class="review-head"><h3>{{ text(chosen.label) }} · {{ period(data.month) }} <a class="link" data-act="figures" :href="'#/figures?from=order&to=collection&first=' + data.month + '&last=' + data.month + '&territory=' + encodeURIComponent(chosen.region)"><small>{{ t('web.figures.view.bridge') }}</small></a></h3><p class="meta review-hash" :title="chosen.content">{{ t('web.reviews.hash') }} <code>{{ chosen.content.slice(0, 16) }}</code><em v-if="chosen.isFrozen" class="badge closed">{{ t('web.reconcile.frozen') }}</em></p></div>
            <p v-if="chosen.hasMovedSince" class="review-warning" role="status">{{ t('web.reconcile.moved-since') }}</p>
            <div class="reconcile-pair"><table class="data-table report-table reconcile-steps"><tbody><template v-for="one in ladder" :key="one.key"><tr v-for="item in one.items" :key="one.key + item.key" class="item" :data-item="item.key"><td>{{ text(item.label) }}<small v-if="item.count"> {{ t('web.reconcile.documents', { count: item.count }) }}</small></td><td class="num"><figure-value :value="item.amount" :is-change="true" :fine="false"/></td></tr>
              <tr v-if="one.items" class="item rest"><td>{{ t('web.reconcile.residual') }}</td><td class="num" data-rest>{{ one.residual }}</td></tr>
              <tr class="station" :data-line="one.key"><td><b>{{ text(one.label) }}</b></td><td class="num"><b><figure-value :value="one.amount" :fine="false"/></b></td></tr></template></tbody></table>
              <div class="reconcile-signing" data-section="signing"><h3>{{ t('web.reconcile.pair') }}</h3><div v-for="one in chosen.signatures" :key="one.side" class="review-side" :data-side="one.side"><span class="quiet">{{ t('web.reviews.side.' + one.side) }}</span>
                <select v-if="mayPair" class="input" :value="one.isNamed ? one.login : ''" :aria-label="t('web.reviews.side.' + one.side)" :name="'pair-' + one.side" @change="pair(one.side, $event.target.value)"><option value="">{{ one.name && !one.isNamed ? t('web.calendar.by-role', { name: text(one.name) }) : t('web.reconcile.by-role') }}</option><option v-for="person in data.people" :key="person.login" :value="person.login">{{ text(person.name) }} · {{ text(person.role) }}</option></select><b v-else>{{ one.name ? text(one.name) : t('web.reviews.nobody') }}</b>
                <p v-if="one.isValid" class="favourable" data-signed>✓ {{ text(one.by) }} {{ t('web.reviews.signed', { at: moment(new Date(one.at).toISOString()) }) }}</p><p v-else-if="one.at" class="unfavourable">{{ t('web.reviews.stale') }}</p><p v-else class="quiet">{{ t('web.reviews.unsigned') }}</p>
                <button v-if="one.isMine && !one.isValid && !session.isReader" class="btn small primary" :data-act="'sign-' + one.side" :disabled="ui.isBusy" @click="sign(one.side)">{{ t('web.reviews.sign') }}</button><u class="review-line" aria-hidden="true"></u></div>
                <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p><p class="meta">{{ t('web.reconcile.note') }}</p></div></div></section>
        </article>
      </state-box>
    </section>`,
  setup() {
    const { data, state, reload } = useView(() => '/reconciliations' + query({ month: route.query.month ?? null }), { concerns: (change) => /^(reconciliation|facts|calendar|person|workspace)\./.test(change.kind ?? '') });
    const ui = reactive({ isBusy: false, problem: '' });
    const chosen = computed(() => data.value.regions.find((one) => one.region === route.query.region) ?? data.value.regions[0]);
    async function act(kind, payload) {
      Object.assign(ui, { isBusy: true, problem: '' });
      try {
        await send(kind, payload, { opensPanel: false, isQuiet: true, isAskedHere: true });
      } catch (problem) {
        ui.problem = sentenceOf(problem);
        reload();
      } finally {
        ui.isBusy = false;
      }
    }
    const pair = (side, login) => act('set-pair', { region: chosen.value.region, ...Object.fromEntries(chosen.value.signatures.map((one) => [one.side, one.side === side ? login : one.isNamed ? one.login : ''])) });
    return {
      data, state, reload, ui, chosen, pair, t, text, day, period, moment, language, can, session, setQuery, print: () => window.print(),
      sign: (side) => act('sign-reconciliation', { region: chosen.value.region, month: data.value.month, side, content: chosen.value.content }),
      mayPair: computed(() => data.value.mayPair && !session.isReader && !chosen.value.isFrozen),
      workbook: computed(() => '/api/v1/exports/reconciliation' + query({ month: data.value.month })),
      rows: computed(() => {
        const order = [...new Map(data.value.regions.flatMap((one) => one.stations).map((one) => [one.key, one.label]))];
        return order.map(([key, label]) => ({ key, label, cells: data.value.regions.map((one) => ({ region: one.region, amount: one.stations.find((station) => station.key === key)?.amount ?? null })) }));
      }),
      ladder: computed(() => chosen.value.stations.map((station) => { const step = chosen.value.steps.find((one) => one.to === station.key); return { ...station, items: step?.items, residual: step?.residual }; })),
    };
  },
});
