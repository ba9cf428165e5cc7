// SPDX-License-Identifier: Apache-2.0
// 审计: who did what, when, from where, before and after, on what evidence; whether the chain holds; what somebody may do.
import { computed, onMounted, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { moment, t, text } from '../kit/i18n.js';
import { get, query } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { can } from '../store/session.js';
import AccessReport from '../components/AccessReport.js';
import AuditTable from '../components/AuditTable.js';
import ChainCheck from '../components/ChainCheck.js';

const FIELDS = ['person', 'group', 'from', 'to', 'words', 'subject'];

export default define('AuditScreen', {
  components: { AccessReport, AuditTable, ChainCheck },
  template: `
    <section class="screen audit-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.audit') }}</h1><p class="basis">{{ t('web.audit.basis') }}</p></div>
        <div class="screen-tools"><button v-if="report" class="btn" data-act="print" @click="print"><i class="icon" aria-hidden="true">print</i> {{ t('web.meeting.print') }}</button><template v-else-if="can('exportData')"><a class="btn" :href="file('xlsx')" data-act="export"><i class="icon" aria-hidden="true">download</i> {{ t('web.audit.export.xlsx') }}</a><a class="btn" :href="file('csv')" data-act="export-csv"><i class="icon" aria-hidden="true">download</i> {{ t('web.audit.export.csv') }}</a></template></div></header>
      <template v-if="report"><p><button class="link" data-act="back" @click="setQuery({ report: null })"><i class="icon review-back" aria-hidden="true">arrow_back</i>{{ t('web.audit.back') }}</button></p><access-report :path="'/audit/people/' + encodeURIComponent(report)" :key="report"/></template>
      <template v-else>
        <chain-check/>
        <form class="audit-filter" role="search" @submit.prevent="setQuery({ words: ui.words.trim() || null })">
          <label class="field"><span>{{ t('web.audit.person') }}</span><select name="person" :value="route.query.person ?? ''" @change="setQuery({ person: $event.target.value })"><option value="">{{ t('web.audit.everybody') }}</option><option v-for="one in ui.people" :key="one.login" :value="one.login">{{ text(one.label) }} · {{ one.login }}</option><option value="system">{{ t('web.audit.system') }}</option></select></label>
          <label class="field"><span>{{ t('web.audit.group') }}</span><select name="group" :value="route.query.group ?? ''" @change="setQuery({ group: $event.target.value })"><option value="">{{ t('web.audit.all-groups') }}</option><option v-for="one in ui.groups" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></label>
          <label class="field"><span>{{ t('web.audit.since') }}</span><input type="date" name="from" :value="route.query.from ?? ''" @change="setQuery({ from: $event.target.value })"></label>
          <label class="field"><span>{{ t('web.audit.until') }}</span><input type="date" name="to" :value="route.query.to ?? ''" @change="setQuery({ to: $event.target.value })"></label>
          <label class="field audit-words"><span>{{ t('web.audit.words') }}</span><input type="search" name="words" v-model="ui.words" maxlength="200" :placeholder="t('web.audit.words.example')" @search="setQuery({ words: ui.words.trim() || null })"></label>
          <button class="btn primary" data-act="search">{{ t('web.audit.search') }}</button>
          <button v-if="isFiltered" type="button" class="btn" data-act="clear" @click="clear">{{ t('web.audit.clear') }}</button>
        </form>
        <p v-if="route.query.subject || route.query.person" class="audit-chips"><span v-if="route.query.subject" class="tag">{{ t('web.audit.subject') }} <code lang="">{{ route.query.subject }}</code> <button class="link" :aria-label="t('web.audit.clear')" @click="setQuery({ subject: null })">×</button></span><button v-if="route.query.person && route.query.person !== 'system'" class="link" data-act="report" @click="setQuery({ report: route.query.person })"><i class="icon" aria-hidden="true">badge</i> {{ t('web.audit.report') }}</button></p>
        <state-box :state="ui" :has-data="ui.rows !== null" :rows="12" :is-empty="!ui.rows?.length && !ui.next" empty-key="web.audit.empty" @retry="load">
          <article class="card audit-card"><audit-table :rows="ui.rows" @about="setQuery({ subject: $event })" @person="setQuery({ person: $event })"/>
            <p class="audit-more"><template v-if="ui.next"><span class="quiet" role="status">{{ t(ui.rows.length ? 'web.audit.shown' : 'web.audit.searched', { count: ui.rows.length, at: at(ui.searchedBackTo) }) }}</span><button class="btn" data-act="more" :disabled="ui.isLoading" @click="more">{{ t('web.audit.more') }}</button></template><span v-else class="quiet" data-end>{{ t('web.audit.end', { count: ui.rows.length }) }}</span></p></article>
        </state-box>
      </template>
    </section>`,
  setup() {
    const ui = reactive({ rows: null, next: null, searchedBackTo: null, people: [], groups: [], words: route.query.words ?? '', isLoading: false, problem: null });
    const asked = () => Object.fromEntries(FIELDS.map((name) => [name, route.query[name] ?? null]));
    let newest = 0;
    async function fetchPage(cursor) {
      const mine = ++newest;
      ui.isLoading = true;
      try {
        const page = await get('/audit' + query({ ...asked(), cursor }));
        if (mine !== newest) return;
        ui.rows = cursor ? [...ui.rows, ...page.rows] : page.rows;
        Object.assign(ui, { next: page.next, searchedBackTo: page.searchedBackTo, groups: page.groups, problem: null });
        if (!cursor) ui.people = page.people;
      } catch (problem) {
        if (mine !== newest) return;
        if (!cursor) ui.rows = null;
        ui.problem = problem;
      } finally {
        if (mine === newest) ui.isLoading = false;
      }
    }
    const load = () => fetchPage(null);
    const report = computed(() => route.query.report ?? null);
    onMounted(load);
    watch(() => JSON.stringify(asked()), () => {
      if (route.name !== 'audit') return;
      ui.words = route.query.words ?? '';
      load();
    });
    return {
      ui, load, report, route, setQuery, can, t, text, more: () => fetchPage(ui.next), print: () => window.print(),
      at: (milliseconds) => (milliseconds ? moment(new Date(milliseconds).toISOString()) : ''),
      file: (format) => '/api/v1/exports/audit' + query({ ...asked(), format }),
      isFiltered: computed(() => FIELDS.some((name) => route.query[name])),
      clear: () => setQuery(Object.fromEntries(FIELDS.map((name) => [name, null]))),
    };
  },
});
