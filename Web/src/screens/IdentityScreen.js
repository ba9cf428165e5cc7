// SPDX-License-Identifier: Apache-2.0
// 主数据归并: records that may be one, side by side with reasons and what would move; where members lie and since when; what was said of them.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { route, setQuery } from '../store/router.js';
import { can } from '../store/session.js';
import { query } from '../store/api.js';
import { useView } from '../store/view.js';
import MemberHistory from '../components/MemberHistory.js';
import MemberPlaces from '../components/MemberPlaces.js';
import MemberSearch from '../components/MemberSearch.js';
import MergeCard from '../components/MergeCard.js';

const KINDS = ['customers', 'items', 'suppliers'];
const PAGE = 20;

export default define('IdentityScreen', {
  components: { MemberHistory, MemberPlaces, MemberSearch, MergeCard },
  template: `
    <section class="screen identity-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.identities') }}</h1><p class="basis">{{ t('web.identities.basis') }} · {{ t('web.unit.in', { unit: moneyUnit() }) }}</p></div>
        <div class="screen-tools"><segment-switch :model-value="view" :options="views" :label="t('web.identities.view')" data-act="identities-view" @update:model-value="setQuery({ view: $event || null, page: null })"/></div></header>
      <member-history v-if="view === 'history'"/>
      <member-places v-else-if="view === 'places'"/>
      <template v-else>
        <div class="identity-kinds"><segment-switch :model-value="kind" :options="kinds" :label="t('web.identities.kind')" data-act="identities-kind" @update:model-value="setQuery({ kind: $event, page: null })"/>
          <span v-if="data" class="quiet" data-counts>{{ t('web.identities.counts', { total: data.total, certain: data.certain, codes: data.codes }) }}</span><span v-if="data?.crowded" class="tag warn" :title="t('web.identities.crowded.why')">{{ t('web.identities.crowded', { count: data.crowded }) }}</span></div>
        <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!!data && !data.proposals.length && !data.branches.length" :empty-key="data?.codes ? 'web.identities.empty' : 'web.identities.none'" @retry="reload">
          <template #empty><a v-if="!data.codes && can('importFacts')" class="btn" href="#/imports">{{ t('web.quality.to-imports') }}</a></template>
          <merge-card v-for="one in data.proposals" :key="one.members.map((member) => member.code).join('|')" :kind="kind" :members="one.members" :links="one.links" :is-certain="one.isCertain" @done="catchUp($event)"/>
          <div v-if="data.total > PAGE" class="figure-pages"><button class="btn small" :disabled="!page" @click="setQuery({ page: page - 1 || null })">{{ t('web.identities.before') }}</button><span>{{ page * PAGE + 1 }}–{{ Math.min(data.total, page * PAGE + PAGE) }} / {{ data.total }}</span><button class="btn small" :disabled="(page + 1) * PAGE >= data.total" @click="setQuery({ page: page + 1 })">{{ t('web.identities.next') }}</button></div>
          <article v-if="data.branches.length" class="card" data-branches><h2>{{ t('web.identities.branches') }}<small class="quiet">{{ t('web.identities.branches.why') }}</small></h2>
            <ul class="identity-branches"><li v-for="one in data.branches" :key="one.branch.code"><b>{{ nameOf(one.branch) }}</b> <span class="quiet">{{ t('web.identities.branch-of') }}</span> <b>{{ nameOf(one.company) }}</b></li></ul></article>
        </state-box>
        <member-search v-if="data?.codes" :kind="kind" @done="catchUp($event)"/>
      </template>
    </section>`,
  setup() {
    const view = computed(() => (['places', 'history'].includes(route.query.view) ? route.query.view : ''));
    const kind = computed(() => (KINDS.includes(route.query.kind) ? route.query.kind : 'customers'));
    const page = computed(() => Math.max(0, Number(route.query.page) || 0));
    const { data, state, reload, catchUp } = useView(() => (view.value ? null : '/members/proposals' + query({ kind: kind.value, offset: page.value * PAGE, limit: PAGE })));
    return {
      view, kind, page, data, state, reload, catchUp, can, setQuery, PAGE,
      kinds: computed(() => KINDS.map((value) => ({ value, label: t('web.identities.kind.' + value) }))),
      views: computed(() => ['', 'places', 'history'].map((value) => ({ value, label: t('web.identities.view.' + (value || 'proposals')) }))),
      nameOf: (record) => (record.name ? `${record.code} ${text(record.name)}` : record.code),
    };
  },
});
