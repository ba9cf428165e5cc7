// SPDX-License-Identifier: Apache-2.0
// The drawing of a flow: the only file that knows Vue Flow. A click on a step chooses it, a click on a way asks what is to be put there, a line drawn from a
// step leads its way elsewhere, a dragged step stays where it was put.
import { computed, defineComponent, h, nextTick, onMounted, ref, shallowRef, watch } from 'vue';
import { language, t, text } from '../kit/i18n.js';
import { layout, ways } from './draft.js';

const ICONS = { start: 'play_circle_outline', approve: 'how_to_reg', notify: 'campaign', branch: 'call_split', parallel: 'alt_route', join: 'merge_type', end: 'flag' };

/** Its parts are inside a wrapper for another framework. */
async function library() {
  await import('/vendor/vueflow/trame_flow.umd.js');
  const parts = {};
  globalThis.trame_flow.install({ component: (name, part) => { parts[name] = part; } });
  return { VueFlow: parts.NodeEditor.components.VueFlow, Handle: parts.Handle, Background: parts.Background, Controls: parts.Controls };
}

export default defineComponent({
  name: 'FlowCanvas',
  props: { draft: Object, chosen: String, faulty: Object, wayLabel: Function, stepDetail: Function, isFixed: Boolean },
  emits: ['choose', 'way', 'lead', 'move'],
  setup(props, { emit }) {
    const parts = shallowRef(null), instance = shallowRef(null), box = ref();
    onMounted(async () => { parts.value = await library(); });
    const nodes = computed(() => {
      const places = layout(props.draft);
      return props.draft.nodes.map((node) => ({ id: node.id, type: 'step', position: places.get(node.id), draggable: !props.isFixed, connectable: !props.isFixed, data: { node } }));
    });
    const edges = computed(() => props.draft.nodes.flatMap((node) => ways(node).filter((way) => way.target).map((way) => ({
      id: `${node.id}|${way.slot}`, source: node.id, target: way.target, type: 'smoothstep', updatable: false, label: props.wayLabel(node, way.slot), interactionWidth: 26,
      class: `flow-way ${way.slot.split(':')[0]}`, labelBgPadding: [6, 3], labelBgBorderRadius: 4,
    }))));
    // The whole flow is in sight after each change of its shape.
    watch(() => [props.draft.key, props.draft.nodes.length, language.value].join(), () => nextTick(() => setTimeout(() => instance.value?.fitView({ padding: 0.15, maxZoom: 1 }), 30)));

    const step = ({ data }) => {
      const { node } = data, { Handle } = parts.value;
      const detail = props.stepDetail(node);
      return h('div', { class: ['flow-step', node.kind, { on: node.id === props.chosen, faulty: props.faulty.has(node.id) }], 'data-step': node.id, 'data-kind': node.kind }, [
        node.kind === 'start' ? null : h(Handle, { type: 'target', position: 'top' }),
        h('b', [h('i', { class: 'icon', 'aria-hidden': 'true' }, ICONS[node.kind]), text(node.label)]),
        detail ? h('small', detail) : null,
        node.kind === 'end' ? null : h(Handle, { type: 'source', position: 'bottom' }),
      ]);
    };

    return () => h('div', { class: 'flow-canvas', ref: box, role: 'application', 'aria-label': t('web.flows.canvas') }, parts.value ? [h(parts.value.VueFlow, {
      nodes: nodes.value, edges: edges.value, fitViewOnInit: true, minZoom: 0.3, maxZoom: 1.5, nodesConnectable: !props.isFixed, zoomOnDoubleClick: false, deleteKeyCode: null, elevateEdgesOnSelect: true,
      onPaneReady: (ready) => { instance.value = ready; ready.fitView({ padding: 0.15, maxZoom: 1 }); },
      onNodeClick: ({ node }) => emit('choose', node.id),
      onEdgeClick: ({ edge, event }) => { const frame = box.value.getBoundingClientRect(); emit('way', { from: edge.source, slot: edge.id.split('|')[1], x: event.clientX - frame.left, y: event.clientY - frame.top }); },
      onConnect: ({ source, target }) => emit('lead', { source, target }),
      onNodeDragStop: ({ node }) => emit('move', { id: node.id, place: { x: Math.round(node.position.x), y: Math.round(node.position.y) } }),
    }, { 'node-step': step, default: () => [h(parts.value.Background, { gap: 18, size: 1 }), h(parts.value.Controls, { showInteractive: false })] })] : []);
  },
});
