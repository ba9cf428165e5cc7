// SPDX-License-Identifier: Apache-2.0
// 同步节点: large deals won, slipped or lost, customers lost, receipts and supply late, each with what it does to revenue, receipts and the bank.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { day, period, t, text } from '../kit/i18n.js';
import { editableText, parseEntry } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { query } from '../store/api.js';
import { send } from '../store/commands.js';
import { concernsNodes } from '../store/nodes.js';
import { sentenceOf } from '../store/notices.js';
import { session } from '../store/session.js';
import { useView } from '../store/view.js';

const TONES = { won: 'ok', slipped: 'draft', lost: 'late', customerLost: 'late', receiptLate: 'draft', supplyLate: 'draft' };

export default define('SyncFeed', {
  props: { since: { default: null }, most: { default: 20 } },
  template: `
    <div class="sync-feed" data-section="nodes"><div class="sync-head"><slot/><span class="meta" v-if="data">{{ t('web.nodes.large', { amount: money(data.large) + ' ' + moneyUnit() }) }} <button v-if="data.mayEdit && !session.isReader" class="link no-print" data-act="set-large" @click="begin">{{ t('web.nodes.change') }}</button><template v-if="data.count > shown.length"> · {{ t('web.meeting.of', { shown: shown.length, all: data.count }) }}</template></span></div>
      <form v-if="ui.isOpen" class="sync-size" @submit.prevent="save"><label>{{ t('web.nodes.size', { unit: moneyUnit() }) }} <input v-model="ui.amount" class="input" name="large" inputmode="decimal" autocomplete="off"></label><button class="btn small primary" data-act="large-save" :disabled="ui.isBusy">{{ t('web.nodes.save') }}</button><button type="button" class="btn small" @click="ui.isOpen = false">{{ t('web.action.cancel') }}</button><span v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</span></form>
      <ul v-if="shown.length" class="sync-list"><li v-for="one in shown" :key="one.id" :data-node="one.id"><span class="sync-what"><em class="badge" :class="tone(one)">{{ t('web.nodes.kind.' + one.kind) }}</em> <a :href="one.link">{{ text(one.subject) }}</a><small>{{ about(one) }}</small></span>
        <span class="sync-amount"><small>{{ t('web.nodes.amount.' + one.kind) }}</small><figure-value :value="one.amount" :fine="false"/></span>
        <span v-if="one.impact" class="sync-impact"><span v-if="Number(one.impact.revenue) || revenues(one).length"><small>{{ t('web.nodes.revenue') }}</small><figure-value v-if="isMuch(one.impact.revenue)" :value="one.impact.revenue" :is-change="true" good="up" :fine="false"/><small v-for="part in revenues(one)" :key="part.month" class="sync-part">{{ period(part.month, true) }} <figure-value :value="part.revenue" :is-change="true" good="up" :fine="false"/></small><small v-if="rest(one)" class="sync-part">{{ t('web.nodes.more', { count: rest(one) }) }}</small></span><span v-if="receipts(one).length"><small>{{ t('web.nodes.receipts') }}</small><figure-value v-if="isMuch(one.impact.receipts)" :value="one.impact.receipts" :is-change="true" good="up" :fine="false"/><small v-for="part in receipts(one)" :key="part.month" class="sync-part">{{ period(part.month, true) }} <figure-value :value="part.receipts" :is-change="true" good="up" :fine="false"/></small></span><span v-if="one.impact.lowest && isMuch(one.impact.lowest.with - one.impact.lowest.without, 1000)"><small>{{ t('web.nodes.lowest') }}</small><figure-value :value="one.impact.lowest.without" :fine="false"/> → <figure-value :value="one.impact.lowest.with" :fine="false"/></span></span></li></ul>
      <p v-else-if="data" class="meta">{{ t('web.nodes.none', { day: day(data.since) }) }}</p></div>`,
  setup(props) {
    const { data } = useView(() => '/sync-nodes' + query({ since: props.since }), { concerns: concernsNodes, mayLag: true });
    const ui = reactive({ isOpen: false, amount: '', isBusy: false, problem: '' });
    const PARTS = 3;
    const moving = (one, name) => one.impact.months.filter((part) => Number(part[name]));
    const begin = () => Object.assign(ui, { isOpen: true, problem: '', amount: editableText(data.value.large, '元', preferences.moneyUnit) });
    async function save() {
      const parsed = parseEntry(ui.amount, { unit: '元', moneyUnit: preferences.moneyUnit, current: data.value.large });
      if (parsed.error || parsed.value === null) { ui.problem = t('web.table.not-a-number', { text: ui.amount }); return; }
      Object.assign(ui, { isBusy: true, problem: '' });
      try {
        await send('set-large-deal', { amount: parsed.value }, { opensPanel: false, isQuiet: true });
        ui.isOpen = false;
      } catch (problem) { ui.problem = sentenceOf(problem); } finally { ui.isBusy = false; }
    }
    return {
      t, text, day, period, data, ui, begin, save, session,
      /** What only moves to other months adds up to nothing, but for cents. */
      isMuch: (amount, least = 1) => Math.abs(Number(amount)) >= least, tone: (one) => TONES[one.kind],
      shown: computed(() => data.value?.nodes.slice(0, props.most) ?? []),
      revenues: (one) => moving(one, 'revenue').slice(0, PARTS), receipts: (one) => moving(one, 'receipts').slice(0, PARTS), rest: (one) => Math.max(0, moving(one, 'revenue').length - PARTS),
      about: (one) => [text(one.region), text(one.owner), one.from && one.kind === 'slipped' ? `${day(one.from)} → ${day(one.to)}` : one.kind === 'supplyLate' ? '' : day(one.on), text(one.detail)].filter(Boolean).join(' · '),
    };
  },
});
