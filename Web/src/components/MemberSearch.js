// SPDX-License-Identifier: Apache-2.0
// Records that nobody proposed: found by code, name or number, and merged by hand.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { query } from '../store/api.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';
import MergeCard from './MergeCard.js';

export default define('MemberSearch', {
  components: { MergeCard },
  props: { kind: String },
  emits: ['done'],
  template: `
    <article v-if="can('importFacts')" class="card member-search"><h2>{{ t('web.identities.search') }}<small class="quiet">{{ t('web.identities.search.why') }}</small></h2>
      <input v-model="ui.text" class="input" type="search" name="member-search" :placeholder="t('web.identities.search.hint')" :aria-label="t('web.identities.search')">
      <ul v-if="data" class="identity-found"><li v-for="one in data.records" :key="one.code" :data-found="one.code"><label><input v-model="ui.chosen" type="checkbox" :value="one.code" :disabled="!!one.into"> <b lang="">{{ one.code }}</b> {{ one.name ? text(one.name) : '' }}</label><span v-if="one.into" class="tag">{{ t('web.identities.into', { into: one.into }) }}</span><span class="quiet">{{ t('web.identities.found-rows', { rows: one.use.rows }) }}</span></li><li v-if="!data.records.length" class="quiet">{{ t('web.identities.search.none') }}</li></ul></article>
    <merge-card v-if="chosen.length > 1" :key="chosen.map((one) => one.code).join('|')" :kind="kind" :members="chosen" is-own @done="done"/>`,
  setup(_, { emit }) {
    const ui = reactive({ text: '', chosen: [] });
    const { data } = useView(() => (ui.text.trim() ? '/members/records' + query({ kind: _.kind, text: ui.text.trim(), limit: 20 }) : null));
    const seen = new Map();
    const chosen = computed(() => {
      for (const one of data.value?.records ?? []) seen.set(one.code, one);
      return ui.chosen.map((code) => seen.get(code)).filter(Boolean);
    });
    return { ui, data, chosen, can, text, done(revision) { Object.assign(ui, { text: '', chosen: [] }); emit('done', revision); } };
  },
});
