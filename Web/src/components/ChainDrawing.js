// SPDX-License-Identifier: Apache-2.0
// Two lines of documents, one column per kind: the sale above, the purchase that serves it below. Links are drawn behind.
import { computed, nextTick, onBeforeUnmount, onMounted, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { unitWords } from '../kit/units.js';

const SALE = ['deal', 'order', 'shipment', 'invoice', 'receipt'];
const PURCHASE = ['purchaseOrder', 'goodsReceipt', 'purchaseInvoice', 'payment'];

export default define('ChainDrawing', {
  props: { chain: Object, chosen: String },
  emits: ['open'],
  template: `
    <div class="chain-box scroll-x"><div class="chain" ref="host">
      <svg class="chain-links" :width="ui.width" :height="ui.height" aria-hidden="true"><path v-for="(path, index) in ui.paths" :key="index" :d="path"/></svg>
      <div v-for="lane in lanes" :key="lane.key" class="chain-lane" :class="lane.key"><h3>{{ t('web.chain.' + lane.key) }}</h3>
        <div class="chain-columns"><div v-for="column in lane.columns" :key="column.kind" class="chain-column"><h4>{{ t('web.document.' + column.kind) }}</h4>
          <button v-for="node in column.nodes" :key="node.id" class="chain-node" :class="[node.kind, { on: node.id === chosen }]" :data-node="node.id" :aria-current="node.id === chosen ? 'true' : null" @click="$emit('open', node.id)"><b>{{ node.number }}</b><span>{{ text(node.counterpartyName) }}</span><span class="chain-amount">{{ money(node.amount, { fine: true }) }}<template v-if="node.quantity"> · {{ count(node.quantity) }} {{ piece }}</template></span><small>{{ node.on }}<template v-if="node.status"> · {{ text(node.status) }}</template></small></button>
          <p v-if="!column.nodes.length" class="chain-none">{{ t('web.chain.not-yet') }}</p>
        </div></div>
      </div>
    </div></div>`,
  setup(props) {
    const host = ref();
    const ui = reactive({ paths: [], width: 0, height: 0 });
    const lanes = computed(() => [['sale', SALE], ['purchase', PURCHASE]].map(([key, kinds]) => ({ key, columns: kinds.map((kind) => ({ kind, nodes: props.chain.nodes.filter((node) => node.kind === kind) })) }))
      .filter((lane) => lane.key === 'sale' || lane.columns.some((column) => column.nodes.length)));
    function draw() {
      if (!host.value) return;
      const origin = host.value.getBoundingClientRect();
      const box = (id) => host.value.querySelector(`[data-node="${CSS.escape(id)}"]`)?.getBoundingClientRect();
      ui.paths = props.chain.links.map(({ from, to }) => {
        const a = box(from), b = box(to);
        if (!a || !b) return '';
        const isDown = b.top > a.bottom && b.left < a.right;
        const [x1, y1] = isDown ? [a.left + a.width / 2 - origin.left, a.bottom - origin.top] : [a.right - origin.left, a.top + a.height / 2 - origin.top];
        const [x2, y2] = isDown ? [b.left + b.width / 2 - origin.left, b.top - origin.top] : [b.left - origin.left, b.top + b.height / 2 - origin.top];
        const mid = isDown ? (y1 + y2) / 2 : (x1 + x2) / 2;
        return isDown ? `M${x1} ${y1}C${x1} ${mid} ${x2} ${mid} ${x2} ${y2}` : `M${x1} ${y1}C${mid} ${y1} ${mid} ${y2} ${x2} ${y2}`;
      }).filter(Boolean);
      ui.width = host.value.scrollWidth;
      ui.height = host.value.scrollHeight;
    }
    let observer = null;
    onMounted(() => { observer = new ResizeObserver(draw); observer.observe(host.value); });
    onBeforeUnmount(() => observer?.disconnect());
    watch(() => props.chain, () => nextTick(draw));
    return { host, ui, lanes, piece: computed(() => unitWords('件')) };
  },
});
