// SPDX-License-Identifier: Apache-2.0
// What money comes and goes in a period, piece by piece: where each comes from, how sure it is, and the way to its document or to 为什么.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { sum } from '../kit/decimal.js';
import { download } from '../kit/download.js';
import { query } from '../store/api.js';
import { explain } from '../store/panel.js';
import { go, openScenario } from '../store/router.js';
import { useView } from '../store/view.js';

const CERTAINTIES = ['all', 'known', 'contracted', 'forecast'];

export default define('CashEntries', {
  props: { period: Object, line: { default: null }, account: { default: null }, grain: String, accounts: Array },
  emits: ['close'],
  template: `
    <div class="drawer-veil" @mousedown.self="$emit('close')" @keydown.esc.stop="$emit('close')">
      <aside class="drawer supply-drawer cash-entries" role="dialog" :aria-label="title">
        <header><div><h2>{{ title }}</h2><p v-if="data" class="big"><figure-value :value="net" :fine="true"/> <small class="quiet">{{ t('web.cash.entries.count', { count: shown.length }) }}</small></p></div>
          <button class="btn small" data-act="export-entries" :disabled="!data" @click="save"><i class="icon" aria-hidden="true">download</i>{{ t('web.cash.csv') }}</button>
          <button class="icon-btn" :aria-label="t('web.action.close')" @click="$emit('close')"><i class="icon" aria-hidden="true">close</i></button></header>
        <div class="drawer-body">
          <div class="entry-filters"><segment-switch v-model="certainty" :options="certainties" :label="t('web.cash.certainty')"/><label v-if="hasOverdue" class="check"><input type="checkbox" v-model="onlyOverdue"> {{ t('web.cash.overdue.only') }}</label></div>
          <state-box :state="state" :has-data="!!data" :is-empty="data && !data.entries.length" :rows="6" empty-key="web.cash.entries.empty" @retry="reload">
            <table class="data-table entry-table"><thead><tr><th v-if="isLong">{{ t('web.chain.on') }}</th><th>{{ t('web.cash.entry') }}</th><th>{{ t('web.chain.counterparty') }}</th><th class="wide-only">{{ t('web.cash.account') }}</th><th>{{ t('web.cash.certainty') }}</th><th class="num">{{ t('web.chain.amount') }}</th></tr></thead>
              <tbody><tr v-for="(one, place) in shown" :key="place"><td v-if="isLong" class="nowrap">{{ day(one.day, true) }}</td>
                <td><button v-if="one.document" class="link" @click="go('chain', { document: one.document })">{{ text(one.label) }}</button><span v-else>{{ text(one.label) }}</span><span v-if="one.isOverdue" class="tag bad">{{ t('web.cash.overdue', { day: day(one.dueOn) }) }}</span><small v-else-if="one.dueOn && one.dueOn !== one.day" class="quiet due">{{ t('web.cash.due') }} {{ day(one.dueOn, true) }}</small><span v-if="one.timing && one.timing !== 'document'" class="tag timing" :data-timing="one.timing" :title="one.timing === 'learnt' || one.timing === 'mixed' ? t('web.cash.timing.about') : t('web.cash.timing')">{{ t('web.cash.timing.' + one.timing) }}</span></td>
                <td>{{ text(one.counterparty) }}</td><td class="wide-only quiet">{{ accountName(one.account) }}</td><td><span class="tag" :class="'sure-' + one.certainty">{{ t('web.cash.certainty.' + one.certainty) }}</span></td>
                <td class="num"><figure-value :value="one.amount" :cell="one.cell" :label="one.label"/></td></tr>
                <tr v-if="Number(data.unlisted)" class="quiet"><td :colspan="isLong ? 5 : 4">{{ t('web.cash.entries.unlisted', { count: data.total - data.entries.length }) }}</td><td class="num">{{ money(data.unlisted, { fine: true }) }}</td></tr></tbody>
            </table>
          </state-box></div>
      </aside>
    </div>`,
  setup(props) {
    const { data, state, reload } = useView(() => '/cash/entries' + query({ grain: props.grain, period: props.period.id, line: props.line?.key, account: props.account?.code, scenario: openScenario() }));
    const certainty = ref('all'), onlyOverdue = ref(false);
    /** By day, the largest first. */
    const sorted = computed(() => [...(data.value?.entries ?? [])].sort((a, b) => (a.day === b.day ? Math.abs(Number(b.amount)) - Math.abs(Number(a.amount)) : a.day < b.day ? -1 : 1)));
    const shown = computed(() => sorted.value.filter((one) => (certainty.value === 'all' || one.certainty === certainty.value) && (!onlyOverdue.value || one.isOverdue)));
    const isWhole = computed(() => certainty.value === 'all' && !onlyOverdue.value);
    const title = computed(() => [text(props.line?.label ?? props.account?.name) || t('web.cash.all-lines'), text(props.period.label)].join(' · '));
    const accountName = (code) => text(props.accounts.find((one) => one.code === code)?.name);

    function save() {
      const head = [t('web.chain.on'), t('web.cash.entry'), t('web.chain.counterparty'), t('web.cash.account'), t('web.cash.certainty'), t('web.cash.timing'), t('web.cash.due'), t('web.chain.amount')];
      const rows = shown.value.map((one) => [one.day, text(one.label), text(one.counterparty), one.account, t('web.cash.certainty.' + one.certainty), one.timing ? t('web.cash.timing.' + one.timing) : '', one.dueOn, one.amount]);
      download(`${t('web.nav.cash')}-${props.period.id}.csv`, [head, ...rows]);
    }
    return {
      data, state, reload, certainty, onlyOverdue, shown, title, accountName, save, go, explain, day,
      isLong: computed(() => props.grain !== 'day'), hasOverdue: computed(() => (data.value?.entries ?? []).some((one) => one.isOverdue)),
      net: computed(() => (isWhole.value ? data.value.net : sum(shown.value.map((one) => one.amount)))),
      certainties: computed(() => CERTAINTIES.map((value) => ({ value, label: t('web.cash.certainty.' + value) }))),
    };
  },
});
