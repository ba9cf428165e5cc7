// SPDX-License-Identifier: Apache-2.0
// One rule in words: 当 … 时 隔离/提醒. Of a rule that came along only how it stands is changed.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';

const NUMBERS = ['quantity', 'price', 'rate', 'amount', 'integer'];
const FORMS = ['required', 'range', 'reference', 'uniqueness', 'freshness', 'sum', 'order', 'volume', 'outlier', 'scale'];

export default define('QualityRuleEditor', {
  props: { rule: Object, kinds: Array, owners: Array },
  emits: ['close', 'saved'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('close')"><form class="dialog wide quality-editor" @submit.prevent="save">
      <h2>{{ t(rule.id ? 'web.quality.rule.edit' : 'web.quality.rule.new') }}</h2>
      <p v-if="rule.isShipped" class="quality-sentence">{{ text(rule.words) }}</p>
      <template v-else>
        <p v-if="rule.id" class="quiet">{{ t('web.quality.rule.rewrite', { words: text(rule.words) }) }}</p>
        <div class="quality-sentence">
          <label><span>{{ t('web.quality.editor.in') }}</span><select v-model="form.kind" name="kind" class="input" @change="form.field = ''; form.fields = []"><option v-for="one in kinds" :key="one.kind" :value="one.kind">{{ text(one.label) }}</option></select></label>
          <label><span>{{ t('web.quality.editor.when') }}</span><select v-if="needsField" v-model="form.field" name="field" class="input"><option value="" disabled>{{ t('web.quality.editor.choose') }}</option><option v-for="one in fieldsFor(form.form)" :key="one.name" :value="one.name">{{ text(one.label) }}</option></select></label>
          <label><span class="visually-hidden">{{ t('web.quality.editor.form') }}</span><select v-model="form.form" name="form" class="input" @change="form.field = ''"><option v-for="one in forms" :key="one" :value="one">{{ t('web.quality.form.' + one) }}</option></select></label>
          <template v-if="form.form === 'range'"><label><span>{{ t('web.quality.editor.below') }}</span><input v-model="form.low" name="low" class="input short" :placeholder="t('web.quality.editor.open')"></label><label><span>{{ t('web.quality.editor.above') }}</span><input v-model="form.high" name="high" class="input short" :placeholder="t('web.quality.editor.open')"></label></template>
          <template v-if="form.form === 'volume'"><label><span>{{ t('web.quality.editor.less') }}</span><input v-model="form.low" name="low" class="input short" inputmode="numeric"><span>%</span></label><label><span>{{ t('web.quality.editor.more') }}</span><input v-model="form.high" name="high" class="input short" inputmode="numeric"><span>%</span></label></template>
          <label v-if="['freshness', 'outlier', 'scale'].includes(form.form)"><input v-model="form.number" name="number" class="input short" inputmode="numeric"><span>{{ t(form.form === 'freshness' ? 'web.quality.editor.days' : 'web.quality.editor.times') }}</span></label>
          <label v-if="['outlier', 'scale'].includes(form.form)"><span>{{ t('web.quality.editor.by') }}</span><select v-model="form.by" name="by" class="input"><option value="">{{ t('web.quality.editor.all-rows') }}</option><option v-for="one in ofType(['text'])" :key="one.name" :value="one.name">{{ text(one.label) }}</option></select></label>
          <label v-if="['sum', 'order'].includes(form.form)"><span>{{ t('web.quality.editor.' + form.form) }}</span><select v-model="form.total" name="total" class="input"><option value="" disabled>{{ t('web.quality.editor.choose') }}</option><option v-for="one in ofType(form.form === 'order' ? ['day'] : NUMBERS)" :key="one.name" :value="one.name">{{ text(one.label) }}</option></select></label>
        </div>
        <fieldset v-if="['uniqueness', 'sum'].includes(form.form)" class="quality-fields"><legend>{{ t('web.quality.editor.fields.' + form.form) }}</legend><label v-for="one in fieldsFor(form.form)" :key="one.name" class="check"><input v-model="form.fields" type="checkbox" :value="one.name"> {{ text(one.label) }}</label></fieldset>
        <p v-if="form.form === 'range'" class="meta">{{ t('web.quality.editor.range-note') }}</p>
      </template>
      <div class="quality-then"><label class="field"><span>{{ t('web.quality.editor.then') }}</span><select v-model="form.severity" name="severity" class="input"><option v-for="one in ['stop', 'warn', 'note']" :key="one" :value="one">{{ t('web.quality.then.' + one) }}</option></select></label>
        <label class="field"><span>{{ t('web.quality.editor.tolerated') }}</span><span><input v-model="form.tolerated" name="tolerated" class="input short" inputmode="decimal"> %</span></label>
        <label class="field"><span>{{ t('web.quality.editor.owner') }}</span><select v-model="form.owner" name="owner" class="input"><option value="">{{ t('web.quality.editor.importer') }}</option><option v-for="one in owners" :key="one.login" :value="one.login">{{ text(one.name) }}</option></select></label>
        <label v-if="!rule.isShipped" class="field"><span>{{ t('web.quality.editor.name') }}</span><input v-model="form.name" name="name" class="input" maxlength="100"></label>
        <label class="check"><input v-model="form.isOn" type="checkbox" name="on"> {{ t('web.rules.on') }}</label></div>
      <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('close')">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" :disabled="ui.isBusy" data-act="quality-rule-save">{{ t('web.quality.rule.save') }}</button></div>
    </form></q-dialog>`,
  setup(props, { emit }) {
    const rule = props.rule;
    const form = reactive({ kind: rule.kind ?? 'sales-order-lines', form: FORMS.includes(rule.form) ? rule.form : 'required', field: '', fields: [], low: '', high: '', number: '', by: '', total: '', severity: rule.severity ?? 'warn', tolerated: rule.tolerated && Number(rule.tolerated) ? rule.tolerated : '', owner: '', name: rule.name ?? '', isOn: rule.isOn ?? true });
    const ui = reactive({ isBusy: false, problem: '' });
    const known = computed(() => props.kinds.find((one) => one.kind === form.kind)?.fields ?? []);
    const ofType = (types) => known.value.filter((one) => types.includes(one.type));
    const fieldsFor = (name) => {
      switch (name) {
        case 'range': return known.value.filter((one) => one.type !== 'text' && one.type !== 'boolean');
        case 'reference': return known.value.filter((one) => one.refersTo);
        case 'outlier': case 'scale': case 'sum': return ofType(NUMBERS);
        case 'order': return ofType(['day']);
        default: return known.value;
      }
    };
    async function save() {
      Object.assign(ui, { isBusy: true, problem: '' });
      const number = form.number === '' ? null : Number.parseInt(form.number, 10);
      const balance = ['sum', 'order'].includes(form.form) ? { form: 'balance', balance: form.form, total: form.total, number: 0 } : {};
      const what = rule.isShipped ? {} : { kind: form.kind, form: form.form, field: form.field, fields: [...form.fields], low: form.low.trim(), high: form.high.trim(), number: Number.isFinite(number) ? number : null, by: form.by, name: form.name.trim(), ...balance };
      try {
        await send('save-quality-rule', { ...(rule.id ? { id: rule.id } : {}), ...what, severity: form.severity, tolerated: String(form.tolerated).trim(), owner: form.owner, isOn: form.isOn }, { opensPanel: false, isQuiet: true, isAskedHere: true });
        emit('saved');
      } catch (problem) {
        ui.problem = sentenceOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    return { t, text, form, ui, NUMBERS, ofType, fieldsFor, save, forms: computed(() => FORMS.filter((one) => (one !== 'reference' || fieldsFor('reference').length) && (one !== 'order' || fieldsFor('order').length > 1))), needsField: computed(() => !['uniqueness', 'freshness', 'volume', 'sum'].includes(form.form)) };
  },
});
