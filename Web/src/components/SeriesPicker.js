// SPDX-License-Identifier: Apache-2.0
// Which series: region on top, families and items below, with a search.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { isNarrowed, session } from '../store/session.js';
import { useView } from '../store/view.js';

export default define('SeriesPicker', {
  props: { item: String, region: String },
  emits: ['pick'],
  template: `
    <aside class="picker card">
      <select class="select" :value="region" :aria-label="t('web.table.region')" @change="$emit('pick', { region: $event.target.value })"><option value="ALL">{{ t(isNarrowed() ? 'web.table.own-regions' : 'web.table.all-regions') }}</option><option v-for="one in session.workspace.regions" :key="one.code" :value="one.code">{{ text(one.name) }}</option></select>
      <input class="input" type="search" v-model="ui.search" :placeholder="t('web.forecast.search')" :aria-label="t('web.forecast.search')">
      <select class="select picker-narrow" :value="item" :aria-label="t('web.deals.column.item')" @change="$emit('pick', { item: $event.target.value })"><option v-for="one in rows" :key="one.code" :value="one.code">{{ one.level ? '\u00a0\u00a0' : '' }}{{ one.name }}</option></select>
      <ul class="picker-list" role="listbox" :aria-label="t('web.deals.column.item')">
        <li v-for="one in rows" :key="one.code" role="option" :aria-selected="one.code === item"><button :class="{ on: one.code === item, family: !one.level }" @click="$emit('pick', { item: one.code })"><span>{{ one.name }}</span><i v-if="one.hasOverride" class="icon" :title="t('web.forecast.has-override')">edit_note</i><small v-if="one.wape">{{ ratio(one.wape, { digits: 0 }) }}</small></button></li>
      </ul>
      <p v-if="!rows.length" class="quiet pad">{{ t('web.forecast.no-match') }}</p>
    </aside>`,
  setup(props) {
    const ui = reactive({ search: '' });
    const { data } = useView(() => '/forecasts');
    const familyCode = (code) => (code.startsWith('F:') ? code : 'F:' + code);
    const rows = computed(() => {
      const known = new Map();
      for (const series of data.value?.series ?? []) {
        if (props.region !== 'ALL' && series.region !== props.region) continue;
        const entry = known.get(series.item) ?? { hasOverride: false, wape: null };
        known.set(series.item, { hasOverride: entry.hasOverride || series.hasOverride, wape: props.region === 'ALL' ? null : series.wape });
      }
      const wanted = ui.search.trim().toLowerCase();
      const out = wanted ? [] : [{ code: 'ALL', name: t('web.forecast.all-items'), level: 0 }];
      for (const family of session.workspace.families) {
        const items = session.workspace.items.filter((one) => one.family === family.code && one.isSold && (!wanted || `${one.code} ${text(one.name)}`.toLowerCase().includes(wanted)));
        if (!items.length && wanted && !text(family.name).toLowerCase().includes(wanted)) continue;
        out.push({ code: familyCode(family.code), name: text(family.name), level: 0 });
        for (const one of items) out.push({ code: one.code, name: text(one.name), level: 1, ...known.get(one.code) });
      }
      return out;
    });
    return { ui, rows, session, isNarrowed };
  },
});
