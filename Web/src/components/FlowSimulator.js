// SPDX-License-Identifier: Apache-2.0
// Who would get this? A document that nobody handed in goes along the flow as it is drawn.
import { computed, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { post } from '../store/api.js';
import { sentenceOf } from '../store/notices.js';
import { session } from '../store/session.js';
import ForeseenSteps from './ForeseenSteps.js';

export default define('FlowSimulator', {
  components: { ForeseenSteps },
  props: { draft: Object, purpose: Object, people: Array, today: String, isReady: Boolean },
  template: `
    <form class="card flow-simulator" @submit.prevent="ask"><h2>{{ t('web.flows.simulate') }}</h2>
      <label class="field"><span>{{ t('web.flows.submitter') }}</span><select v-model="ui.submitter" name="submitter"><option v-for="one in people" :key="one.login" :value="one.login">{{ text(one.name) }}</option></select></label>
      <label class="field"><span>{{ t('web.flows.handed-in-on') }}</span><input v-model="ui.on" class="input" type="date" name="handed-in-on" :title="t('web.flows.handed-in-on.note')"></label>
      <div class="flow-fields"><label v-for="field in fields" :key="field.key" class="field"><span>{{ text(field.label) }}<small v-if="field.kind === 'percent'"> %</small></span><select v-if="choices(field)" v-model="ui.fields[field.key]" :name="field.key"><option value="">–</option><option v-for="one in choices(field)" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select><input v-else v-model="ui.fields[field.key]" :name="field.key" :inputmode="field.kind === 'text' ? 'text' : 'decimal'"></label></div>
      <button class="btn" data-act="simulate" :disabled="!isReady || ui.isBusy">{{ t('web.flows.simulate.now') }}</button>
      <foreseen-steps v-if="ui.preview" :preview="ui.preview"/>
      <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
    </form>`,
  setup(props) {
    const ui = reactive({ submitter: session.person.login, fields: {}, on: props.today ?? '', preview: null, problem: '', isBusy: false });
    async function ask() {
      ui.isBusy = true;
      ui.problem = '';
      try {
        const fields = Object.fromEntries(Object.entries(ui.fields).filter(([, value]) => String(value ?? '').trim() !== ''));
        const { preview } = await post('/flows/check', { definition: props.draft, document: { submitter: ui.submitter, fields, ...(ui.on ? { on: ui.on } : {}) } });
        ui.preview = preview;
      } catch (problem) {
        Object.assign(ui, { preview: null, problem: sentenceOf(problem) });
      } finally {
        ui.isBusy = false;
      }
    }
    watch(() => [JSON.stringify(props.draft), ui.on], () => { ui.preview = null; });
    watch(() => props.purpose?.key, () => {
      const samples = { form: 'selling', year: String(new Date(session.workspace.today).getFullYear()), amount: '60000', deviation: '6', department: '', owner: '' };
      ui.fields = Object.fromEntries((props.purpose?.fields ?? []).map((field) => [field.key, samples[field.key] ?? '']));
    }, { immediate: true });
    const choices = (field) => (field.kind === 'person' ? props.people.map((one) => ({ key: one.login, label: one.name })) : field.options?.length ? field.options : null);
    return { text, ui, ask, choices, fields: computed(() => props.purpose?.fields ?? []) };
  },
});
