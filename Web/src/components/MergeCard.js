// SPDX-License-Identifier: Apache-2.0
// Records that may be one, side by side: which stays, which go into it, from when and why; or that they are not one.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { notify, sentenceOf } from '../store/notices.js';
import { can } from '../store/session.js';

export default define('MergeCard', {
  props: { kind: String, members: Array, links: { default: () => [] }, isCertain: Boolean, isOwn: Boolean },
  emits: ['done'],
  template: `
    <article class="card merge-card" :data-proposal="members[0].code">
      <h2><span class="tag" :class="isCertain ? 'good' : 'warn'">{{ t(isOwn ? 'web.identities.own' : isCertain ? 'web.identities.certain' : 'web.identities.ask') }}</span>{{ title }}<small class="quiet">{{ moves }}</small></h2>
      <div class="scroll-x"><table class="data-table merge-table"><thead><tr><th>{{ t('web.identities.stays') }}</th><th>{{ t('web.identities.goes') }}</th><th>{{ t('web.identities.code') }}</th><th>{{ t('web.identities.name') }}</th><th v-if="kind !== 'items'">{{ t('web.identities.tax') }}</th><th v-else>{{ t('web.identities.specification') }}</th><th class="wide-only">{{ t(kind === 'items' ? 'web.identities.family' : 'web.identities.territory') }}</th><th v-if="kind !== 'items'" class="wide-only">{{ t('web.identities.contact') }}</th><th class="num">{{ t('web.identities.rows') }}</th><th class="num">{{ t(kind === 'suppliers' ? 'web.identities.purchased' : 'web.identities.ordered') }}</th><th v-if="kind === 'customers'" class="num">{{ t('web.identities.receivable') }}</th><th v-if="kind === 'items'" class="num">{{ t('web.identities.series') }}</th><th class="wide-only">{{ t('web.identities.last') }}</th></tr></thead>
        <tbody><tr v-for="one in members" :key="one.code" :class="{ on: one.code === ui.into }" :data-member="one.code">
          <td><input lang="" type="radio" :name="'stays-' + members[0].code" :value="one.code" v-model="ui.into" :disabled="!mayEdit" :aria-label="t('web.identities.stays') + ' ' + one.code"></td>
          <td><input lang="" type="checkbox" :value="one.code" v-model="ui.codes" :disabled="!mayEdit || one.code === ui.into" :aria-label="t('web.identities.goes') + ' ' + one.code"></td>
          <td class="merge-code" lang="">{{ one.code }}<span v-if="!one.isMaster" class="tag" :title="t('web.identities.facts-only.why')">{{ t('web.identities.facts-only') }}</span></td>
          <td>{{ one.name ? text(one.name) : '–' }}</td>
          <td v-if="kind !== 'items'" class="nowrap" lang="">{{ one.taxNumber ?? '–' }}<i v-if="one.taxNumber" class="icon" :class="one.isTaxNumberValid ? 'good' : 'bad'" :title="t(one.isTaxNumberValid ? 'web.identities.tax.valid' : 'web.identities.tax.invalid')">{{ one.isTaxNumberValid ? 'verified' : 'error' }}</i></td>
          <td v-else lang="">{{ [one.specification, one.unit].filter(Boolean).join(' · ') || '–' }}</td>
          <td class="wide-only" lang="">{{ one.group ?? '–' }}</td>
          <td v-if="kind !== 'items'" class="wide-only" lang="">{{ [one.phone, one.bankAccount].filter(Boolean).join(' · ') || '–' }}</td>
          <td class="num">{{ count(String(one.use.rows), { zero: '0' }) }}</td><td class="num">{{ money(kind === 'suppliers' ? one.use.purchased : one.use.ordered, { zero: '–' }) }}</td>
          <td v-if="kind === 'customers'" class="num">{{ money(one.use.receivable, { zero: '–' }) }}</td><td v-if="kind === 'items'" class="num">{{ one.use.series || '–' }}</td>
          <td class="wide-only nowrap">{{ one.use.last ? day(one.use.last) : '–' }}</td></tr></tbody></table></div>
      <ul v-if="links.length" class="merge-reasons"><li v-for="one in shown" :key="one.first + one.second"><span class="merge-pair" lang="">{{ one.first }} ↔ {{ one.second }}</span><span class="tag" :class="one.band === 'same' ? 'good' : 'warn'">{{ one.score }}</span>
        <span class="merge-why"><span v-for="why in one.reasons" :key="why.kind" lang="" :class="why.speaksFor ? 'for' : 'against'"><i class="icon" aria-hidden="true">{{ why.speaksFor ? 'check' : 'priority_high' }}</i>{{ text(why.words) }}</span></span>
        <button v-if="mayEdit" class="link" :disabled="ui.isBusy" data-act="keep-apart" @click="keepApart(one)">{{ t('web.identities.apart') }}</button></li>
        <li v-if="links.length > shown.length"><button class="link" @click="ui.isOpen = true">{{ t('web.identities.more', { count: links.length - shown.length }) }}</button></li></ul>
      <form v-if="mayEdit" class="merge-form" @submit.prevent="merge">
        <label class="field"><span>{{ t('web.identities.since') }}</span><select v-model="ui.from" class="input" name="from"><option value="">{{ t('web.identities.since.always') }}</option><option value="day">{{ t('web.identities.since.day') }}</option></select></label>
        <label v-if="ui.from" class="field"><span>{{ t('web.identities.day') }}</span><input v-model="ui.since" class="input" type="date" required name="since"></label>
        <label class="field merge-reason"><span>{{ t('web.identities.reason') }}</span><input v-model="ui.reason" class="input" required maxlength="500" name="reason" :placeholder="t('web.identities.reason.hint')"></label>
        <button class="btn primary" :disabled="ui.isBusy || !goes.length" data-act="merge">{{ t('web.identities.merge', { count: goes.length, into: ui.into }) }}</button></form>
      <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p></article>`,
  setup(props, { emit }) {
    const ui = reactive({ into: props.members[0].code, codes: props.members.slice(1).map((one) => one.code), from: '', since: '', reason: props.isCertain ? suggestion() : '', isBusy: false, problem: '', isOpen: false });
    /** What is certain says its own reason. */
    function suggestion() {
      const why = props.links[0]?.reasons.find((one) => one.speaksFor);
      return why ? text(why.words) : '';
    }
    const goes = computed(() => ui.codes.filter((code) => code !== ui.into));
    async function command(kind, payload, options, done) {
      Object.assign(ui, { isBusy: true, problem: '' });
      try {
        const answer = await send(kind, payload, { ...options, isQuiet: true, opensPanel: false, isSilent: true });
        notify({ kind: 'done', text: done });
        emit('done', answer.revision);
      } catch (failure) {
        ui.problem = sentenceOf(failure, ' ');
      } finally {
        ui.isBusy = false;
      }
    }
    return {
      ui, goes, day, text,
      mayEdit: computed(() => can('importFacts')),
      title: computed(() => text(props.members.find((one) => one.name)?.name) || props.members[0].code),
      shown: computed(() => (ui.isOpen ? props.links : props.links.slice(0, 3))),
      moves: computed(() => {
        const moving = props.members.filter((one) => goes.value.includes(one.code));
        return t('web.identities.moves', { rows: moving.reduce((sum, one) => sum + one.use.rows, 0), lines: moving.reduce((sum, one) => sum + one.use.orderLines, 0), series: moving.reduce((sum, one) => sum + one.use.series, 0) });
      }),
      merge: () => command('merge-members', { kind: props.kind, codes: goes.value, into: ui.into, ...(ui.from ? { since: ui.since } : {}) }, { reason: ui.reason }, t('web.identities.merged', { into: ui.into })),
      keepApart: (one) => command('keep-members-apart', { kind: props.kind, codes: [one.first, one.second] }, { reason: ui.reason }, t('web.identities.kept-apart')),
    };
  },
});
