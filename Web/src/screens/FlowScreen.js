// SPDX-License-Identifier: Apache-2.0
// 审批流程: which flows there are, which are in force, and the designer. Everybody may look and ask who would get something; the administrator draws.
import { computed, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { moment, pair, t, text } from '../kit/i18n.js';
import { freshId, post } from '../store/api.js';
import { send } from '../store/commands.js';
import { wordsOf } from '../store/notices.js';
import { route, setQuery } from '../store/router.js';
import { can, session } from '../store/session.js';
import { useView } from '../store/view.js';
import { addWay, copy, find, fresh, insert, remove, removeWay, setWay, ways } from '../flow/draft.js';
import { conditionWords, peopleWords } from '../flow/words.js';
import FlowCanvas from '../flow/FlowCanvas.js';
import FlowInspector from '../components/FlowInspector.js';
import FlowSimulator from '../components/FlowSimulator.js';

const KINDS = ['approve', 'notify', 'branch', 'parallel'];
const CHECK_MS = 250;

export default define('FlowScreen', {
  components: { FlowCanvas, FlowInspector, FlowSimulator },
  template: `
    <section class="screen flow-screen">
      <header class="screen-head"><div><h1>{{ t('web.flows.title') }}</h1><p class="basis">{{ t('web.flows.basis') }}</p></div>
        <div class="screen-tools"><a class="btn" href="#/inbox"><i class="icon" aria-hidden="true">inbox</i>{{ t('web.nav.inbox') }}</a></div></header>
      <state-box :state="state" :has-data="!!data" :rows="6" @retry="reload">
        <div class="flow-layout">
          <div class="card flow-list"><template v-for="group in groups" :key="group.key"><h2>{{ text(group.label) }}<button v-if="mayDraw" class="icon-btn tiny" :data-new="group.key" :title="t('web.flows.new', { purpose: text(group.label) })" :aria-label="t('web.flows.new', { purpose: text(group.label) })" @click="begin(group)"><i class="icon" aria-hidden="true">add</i></button></h2>
            <p v-if="!group.flow" class="meta">{{ t(['release', 'transfer', 'forecast'].includes(group.key) ? 'web.flows.none-in-force.off' : 'web.flows.none-in-force') }}</p>
            <ul><li v-for="one in group.flows" :key="one.key" :class="{ on: one.key === ui.key }" :data-flow="one.key"><button type="button" @click="choose(one)"><b>{{ text(one.definition.name) }}</b><i v-if="one.isInForce" class="tag good">{{ t('web.flows.in-force') }}</i><i v-else-if="one.isShipped" class="tag">{{ t('web.flows.shipped') }}</i>
              <small>{{ t('web.flows.version', { version: one.definition.version }) }}<template v-if="running(one)"> · {{ t('web.flows.running', { count: running(one) }) }}</template></small></button></li></ul></template></div>
          <div v-if="draft" class="flow-work">
            <div class="flow-bar card"><input v-if="isOwn" class="input flow-name" :value="text(draft.name)" maxlength="60" :aria-label="t('web.flows.name')" @change="rename($event.target.value)"><b v-else>{{ text(draft.name) }}</b>
              <label class="check"><input type="checkbox" v-model="draft.skipsRepeats" :disabled="!isOwn">{{ t('web.flows.skips') }}</label><span class="spacer"></span>
              <template v-if="mayDraw"><button v-if="!isOwn" class="btn primary" data-act="copy-flow" @click="own">{{ t('web.flows.copy') }}</button><button v-else class="btn primary" data-act="save-flow" :disabled="ui.isBusy || !isChanged || !!ui.faults.length" @click="save">{{ t('web.flows.save') }}</button>
                <button v-if="known && !known.isInForce" class="btn" data-act="bind-flow" :disabled="ui.isBusy || isChanged" @click="bind(known.key)">{{ t('web.flows.bind') }}</button><button v-if="known?.isInForce" class="btn" data-act="unbind-flow" :disabled="ui.isBusy" @click="bind(null)">{{ t('web.flows.unbind') }}</button></template></div>
            <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
            <div class="flow-stage card"><flow-canvas :draft="draft" :chosen="ui.step" :faulty="faulty" :way-label="wayLabel" :step-detail="stepDetail" :is-fixed="!isOwn" @choose="ui.step = $event; ui.way = null" @way="askWay" @lead="lead" @move="move"/>
              <div v-if="ui.way" class="flow-insert" role="menu" :style="{ left: ui.way.x + 'px', top: ui.way.y + 'px' }"><button v-for="kind in kinds" :key="kind" type="button" role="menuitem" class="menu-item" :data-insert="kind" @click="put(kind)">{{ t('web.flows.insert.' + kind) }}</button></div></div>
            <ul v-if="ui.faults.length" class="flow-faults" role="status"><li v-for="(one, index) in ui.faults" :key="index"><button class="link" @click="ui.step = one.step"><i class="icon" aria-hidden="true">error_outline</i><span><b>{{ text(one.label) }}</b> {{ text(one.words) }}</span></button></li></ul>
          </div>
          <aside v-if="draft" class="flow-side">
            <flow-inspector v-if="step" :key="step.id" :node="step" :purpose="purpose" :roles="data.roles" :people="data.people" :groups="data.groups" :is-fixed="!isOwn" @remove="take" @add="more" @drop="less"/>
            <p v-else class="card meta">{{ t(isOwn ? 'web.flows.choose' : 'web.flows.choose.fixed') }}</p>
            <flow-simulator :draft="draft" :purpose="purpose" :people="data.people" :today="data.today" :is-ready="!ui.faults.length"/>
            <section v-if="known" class="card flow-versions"><h2>{{ t('web.flows.versions') }}</h2><ul><li v-for="one in known.versions" :key="one.version"><b>{{ t('web.flows.version', { version: one.version }) }}</b><small>{{ one.by ? text(one.by) + ' · ' + at(one.at) : t('web.flows.shipped') }}</small><small v-if="one.running">{{ t('web.flows.running', { count: one.running }) }}</small></li></ul></section>
          </aside>
        </div>
      </state-box>
    </section>`,
  setup() {
    const { data, state, reload } = useView(() => '/flows', { concerns: (change) => /^(flow|approval|person)\./.test(change.kind ?? '') });
    const ui = reactive({ key: null, step: null, way: null, faults: [], problem: '', isBusy: false });
    const draft = ref(null);
    const mayDraw = computed(() => can('manageUsers') && !session.isReader);
    const words = () => Object.fromEntries(['name', 'start', 'approve', 'end', 'branch', 'parallel', 'join', 'notify'].map((key) => [key, pair('web.flows.word.' + key)]));
    const known = computed(() => data.value?.flows.find((one) => one.key === ui.key));
    const isOwn = computed(() => mayDraw.value && !known.value?.isShipped);
    const purpose = computed(() => data.value?.purposes.find((one) => one.key === draft.value?.purpose));
    const step = computed(() => draft.value && find(draft.value, ui.step));
    const kept = computed(() => (known.value ? JSON.stringify(known.value.definition) : ''));
    const isChanged = computed(() => !!draft.value && JSON.stringify(draft.value) !== kept.value);
    const condition = () => {
      const field = purpose.value.fields.find((one) => one.kind === 'money') ?? purpose.value.fields[0];
      return { field: field.key, test: field.kind === 'money' ? 'above' : 'oneOf', values: field.kind === 'money' ? ['50000'] : [] };
    };

    function open(definition, key) {
      draft.value = copy(definition);
      Object.assign(ui, { key, step: null, way: null, problem: '' });
      setQuery({ flow: key });
    }
    const choose = (one) => open(one.definition, one.key);
    /** A flow of its own begins with whom to ask. */
    function begin({ key, label }) {
      open(fresh('flow-' + freshId().slice(0, 8), key, { ...words(), name: pair('web.flows.word.name', { purpose: label }) }), null);
      ui.step = 'step-1';
    }
    const own = () => open({ ...draft.value, key: 'flow-' + freshId().slice(0, 8), version: 0, name: { zh: `${draft.value.name.zh} 2`, en: `${draft.value.name.en} 2` } }, null);
    const rename = (name) => { draft.value.name = { zh: name, en: name }; };
    const askWay = (way) => { ui.way = isOwn.value ? way : null; };
    function put(kind) {
      const id = insert(draft.value, ui.way.from, ui.way.slot, kind, words(), condition());
      Object.assign(ui, { step: id, way: null });
    }
    const take = (id) => { remove(draft.value, id); ui.step = null; };
    const more = (id) => { addWay(draft.value, id, words(), condition()); };
    const less = ({ id, index }) => { removeWay(draft.value, id, index); if (!find(draft.value, id)) ui.step = null; };
    const move = ({ id, place }) => { find(draft.value, id).place = place; };
    /** A line drawn from a step leads its one way there; from a branch, its last one. */
    function lead({ source, target }) {
      const out = ways(find(draft.value, source));
      if (out.length) setWay(find(draft.value, source), out[out.length - 1].slot, target);
    }

    function fail(problem) {
      const said = wordsOf(problem);
      ui.problem = [said.title, said.detail, said.hint].filter(Boolean).join(' · ');
    }
    async function attempt(work) {
      ui.isBusy = true;
      ui.problem = '';
      try { await work(); } catch (problem) { fail(problem); } finally { ui.isBusy = false; }
    }
    const save = () => attempt(async () => {
      const { key } = draft.value;
      await send('save-flow', { definition: draft.value }, { isQuiet: true });
      await reload();
      const saved = data.value.flows.find((one) => one.key === key);
      if (saved) { const at = ui.step; choose(saved); ui.step = at; }
    });
    const bind = (flow) => attempt(() => send('bind-flow', { purpose: draft.value.purpose, flow }, { isQuiet: true }));

    let timer = 0, asked = 0;
    async function check() {
      const mine = ++asked;
      try {
        const { faults } = await post('/flows/check', { definition: draft.value });
        if (mine === asked) ui.faults = faults;
      } catch (problem) { if (mine === asked) fail(problem); }
    }
    watch(draft, () => { clearTimeout(timer); if (draft.value) timer = setTimeout(check, CHECK_MS); }, { deep: true });
    watch(data, () => { if (!draft.value && data.value) choose(data.value.flows.find((one) => one.key === route.query.flow) ?? data.value.flows[0]); }, { immediate: true });

    return {
      text, data, state, reload, ui, draft, mayDraw, known, isOwn, purpose, step, isChanged, kinds: KINDS, choose, begin, own, rename, askWay, put, take, more, less, move, lead, save, bind,
      at: (milliseconds) => moment(new Date(milliseconds).toISOString()),
      running: (one) => one.versions.reduce((sum, version) => sum + version.running, 0),
      faulty: computed(() => new Set(ui.faults.map((one) => one.step))),
      groups: computed(() => data.value.purposes.map((one) => ({ ...one, flows: data.value.flows.filter((flow) => flow.definition.purpose === one.key) }))),
      wayLabel: (node, slot) => {
        if (slot === 'otherwise') return t('web.flows.otherwise');
        return slot.startsWith('branch') ? conditionWords(node.branches[Number(slot.split(':')[1])].conditions, purpose.value) : isOwn.value ? '＋' : undefined;
      },
      stepDetail: (node) => (node.people ? peopleWords(node.people, data.value, purpose.value) || t('web.flows.nobody') : ''),
    };
  },
});
