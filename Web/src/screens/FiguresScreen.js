// SPDX-License-Identifier: Apache-2.0
// 口径: what every figure of trade means, and how one is led over to another without a remainder.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { route, setQuery } from '../store/router.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';
import FigureBridge from '../components/FigureBridge.js';
import FigureDictionary from '../components/FigureDictionary.js';

const SLICES = ['territory', 'customer', 'supplier', 'family', 'item', 'channel'];
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export default define('FiguresScreen', {
  components: { FigureBridge, FigureDictionary },
  template: `
    <section class="screen figures-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.figures') }}</h1><p class="basis">{{ t(view ? 'web.figures.basis.dictionary' : 'web.figures.basis') }}</p></div>
        <div class="screen-tools"><segment-switch :model-value="view" :options="views" :label="t('web.figures.view')" data-act="figures-view" @update:model-value="setQuery({ view: $event, entry: null })"/></div></header>
      <state-box :state="state" :has-data="!!data" :rows="10" :is-empty="!view && !question" empty-key="web.figures.empty" @retry="reload">
        <template #empty><a v-if="can('importFacts')" class="btn primary" href="#/imports">{{ t('web.figures.empty.import') }}</a> <button class="btn" @click="setQuery({ view: 'dictionary' })">{{ t('web.figures.view.dictionary') }}</button></template>
        <figure-dictionary v-if="view" :dictionary="data" :chosen="route.query.measure ?? null"/>
        <figure-bridge v-else :dictionary="data" :question="question" :entry="route.query.entry ?? null"/>
      </state-box>
    </section>`,
  setup() {
    const view = computed(() => (route.query.view === 'dictionary' ? 'dictionary' : ''));
    const { data, state, reload } = useView(() => '/measures');
    const known = computed(() => data.value?.measures.filter((one) => one.hasDocuments) ?? []);
    /** `order` is short for `sales.order`. */
    const named = (word) => known.value.find((one) => one.id === word) ?? known.value.find((one) => one.id.split('.')[1] === word);
    /** What the address asks for, completed; null where fewer than two figures of a side have documents. */
    const question = computed(() => {
      const pairs = known.value.flatMap((to) => known.value.filter((from) => from.id === to.follows).map((from) => [from, to]));
      const start = named(route.query.from) ?? named('order') ?? pairs[0]?.[0];
      const others = known.value.filter((one) => one.side === start?.side && one !== start);
      const end = others.find((one) => one === named(route.query.to)) ?? others.find((one) => one.follows === start.id) ?? others[0];
      if (!end) return null;
      const month = (name) => (MONTH.test(route.query[name] ?? '') ? route.query[name] : null);
      const last = month('last') ?? data.value.closedMonth, first = month('first') ?? last;
      return { from: start.id, to: end.id, first: first <= last ? first : last, last, ...Object.fromEntries(SLICES.map((name) => [name, route.query[name] ?? null])) };
    });
    return {
      view, data, state, reload, question, route, setQuery, can,
      views: computed(() => ['', 'dictionary'].map((value) => ({ value, label: t('web.figures.view.' + (value || 'bridge')) }))),
    };
  },
});
