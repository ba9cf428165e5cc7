// SPDX-License-Identifier: Apache-2.0
// 链路: find a document and see the line it stands on, from the deal to the money.
import { computed, onBeforeUnmount, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { query } from '../store/api.js';
import { openScenario, route, setQuery } from '../store/router.js';
import { useView } from '../store/view.js';
import ChainDrawing from '../components/ChainDrawing.js';
import DocumentLineage from '../components/DocumentLineage.js';

const KINDS = ['deal', 'order', 'shipment', 'invoice', 'receipt', 'purchaseOrder', 'goodsReceipt', 'purchaseInvoice', 'payment'];
const WAIT_MS = 250;

export default define('ChainScreen', {
  components: { ChainDrawing, DocumentLineage },
  template: `
    <section class="screen chain-screen">
      <header class="screen-head"><div><div class="table-title"><h1>{{ t('web.nav.chain') }}</h1><scenario-switch/></div><p class="basis">{{ t('web.chain.lead') }}</p></div>
        <div class="screen-tools"><input class="input wide-search" type="search" v-model="typed" :placeholder="t('web.chain.search')" :aria-label="t('web.chain.search')"><select class="select" :value="kind" :aria-label="t('web.chain.kind')" @change="setQuery({ kind: $event.target.value })"><option value="">{{ t('web.chain.all-kinds') }}</option><option v-for="one in kinds" :key="one" :value="one">{{ t('web.document.' + one) }}</option></select></div>
      </header>
      <article v-if="document" class="card"><state-box :state="chain.state" :has-data="!!chain.data.value" :is-empty="chain.data.value && !chain.data.value.nodes.length" :rows="4" empty-key="web.chain.empty" @retry="chain.reload"><chain-drawing :chain="chain.data.value" :chosen="document" @open="setQuery({ document: $event })"/></state-box></article>
      <document-lineage v-if="document" :document="document"/>
      <article class="card"><h2>{{ t('web.chain.found') }}<span v-if="found.data.value" class="badge">{{ found.data.value.documents.length }}</span></h2>
        <state-box :state="found.state" :has-data="!!found.data.value" :is-empty="found.data.value && !found.data.value.documents.length" :rows="5" empty-key="web.chain.no-match" @retry="found.reload">
          <div class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.chain.kind') }}</th><th>{{ t('web.chain.number') }}</th><th>{{ t('web.chain.on') }}</th><th>{{ t('web.chain.counterparty') }}</th><th class="num">{{ t('web.chain.amount') }}</th></tr></thead>
            <tbody><tr v-for="one in found.data.value.documents" :key="one.id" :class="{ chosen: one.id === document }"><td>{{ t('web.document.' + one.kind) }}</td><td><button class="link" :data-document="one.id" @click="setQuery({ document: one.id })">{{ one.number }}</button></td><td>{{ one.on }}</td><td>{{ text(one.counterpartyName) }}</td><td class="num">{{ money(one.amount, { fine: true }) }}</td></tr></tbody></table></div>
        </state-box>
      </article>
    </section>`,
  setup() {
    const typed = ref(route.query.q ?? '');
    const document = computed(() => route.query.document ?? null), kind = computed(() => route.query.kind ?? '');
    let timer = 0;
    watch(typed, () => { clearTimeout(timer); timer = setTimeout(() => setQuery({ q: typed.value }), WAIT_MS); });
    watch(() => route.query.q, (q) => { if ((q ?? '') !== typed.value) typed.value = q ?? ''; });
    onBeforeUnmount(() => clearTimeout(timer));
    /** A number that one document bears is that document. */
    const openTheOne = ({ documents }) => {
      const named = documents.filter((one) => one.number === route.query.q);
      if (!document.value && named.length === 1) setQuery({ document: named[0].id });
    };
    const found = useView(() => '/documents' + query({ q: route.query.q, kind: kind.value, scenario: openScenario() }), { onData: (answer, cause) => { if (cause === 'opened') openTheOne(answer); } });
    const chain = useView(() => (document.value ? '/chain' + query({ document: document.value, scenario: openScenario() }) : null));
    return { typed, document, kind, kinds: KINDS, found, chain, setQuery };
  },
});
