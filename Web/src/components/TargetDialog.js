// SPDX-License-Identifier: Apache-2.0
// Sets one figure of a target: how much, how it is split below, and what the sums above do.
import { computed, nextTick, onMounted, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { period, t, text } from '../kit/i18n.js';
import { editableText, parseEntry } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';

export default define('TargetDialog', {
  props: { row: Object, start: Object, data: Object, parts: Object },
  emits: ['close'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('close')">
      <form class="dialog target-dialog" @submit.prevent="save"><h2>{{ t('web.targets.set', { place: name, period: period(row.span) }) }}</h2>
        <label class="field"><span>{{ t('web.targets.amount', { unit: moneyUnit() }) }}</span><input ref="box" v-model="ui.amount" inputmode="decimal" name="amount" autocomplete="off" data-act="target-amount"><small class="quiet">{{ t('web.targets.amount.hint') }}<template v-if="row.lastYear !== null"> {{ t('web.targets.column.lastYear') }} {{ money(row.lastYear) }}.</template> {{ t('web.targets.column.plan') }} {{ money(row.plan) }}.</small></label>
        <div class="field"><span>{{ t('web.targets.basis') }}</span><segment-switch v-model="ui.basis" :options="bases" :label="t('web.targets.basis')" data-act="target-basis"/><small class="quiet">{{ t('web.targets.basis.' + ui.basis + '.hint') }}</small></div>
        <fieldset v-if="ui.basis === 'own'" class="target-weights"><legend>{{ t('web.targets.weights') }}</legend><label v-for="(part, index) in own" :key="part.place + part.span"><span>{{ axis === 'places' ? text(part.label) : period(part.span) }}</span><input v-model="ui.weights[index]" inputmode="decimal" :name="'weight-' + index"></label></fieldset>
        <div v-if="sums.length > 1" class="choices" role="radiogroup" :aria-label="t('web.targets.sums')"><span>{{ t('web.targets.sums') }}</span><label v-for="one in sums" :key="one" class="tick"><input type="radio" name="sums" :value="one" v-model="ui.sums"><span>{{ t('web.targets.sums.' + one) }}<small>{{ t('web.targets.sums.' + one + '.hint') }}</small></span></label></div>
        <label class="field"><span>{{ t('web.targets.reason') }}</span><input v-model="ui.reason" name="reason" autocomplete="off"></label>
        <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
        <div class="dialog-actions"><button type="button" class="btn" @click="$emit('close')">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="ui.isBusy" data-act="target-save">{{ t('web.targets.save') }}</button></div>
      </form>
    </q-dialog>`,
  setup(props, { emit }) {
    const box = ref();
    const { row, start, data } = props;
    const isFirst = row.target === null;
    const axis = props.parts.places.length ? 'places' : 'periods', own = props.parts[axis];
    const sums = ['follow', ...(row.place ? ['places'] : []), ...(row.span.length > 4 ? ['periods'] : [])].filter((one) => !isFirst || one === 'follow').filter((one) => data.mayEdit || one !== 'follow');
    const known = start.amount ?? row.target;
    const ui = reactive({
      amount: start.typed ?? (known ? editableText(known, '元', preferences.moneyUnit) : ''), basis: start.basis ?? (isFirst ? (data.hasLastYear ? 'last-year' : 'forecast') : 'present'),
      weights: own.map(() => '1'), sums: sums[0] ?? 'follow', reason: '', problem: '', isBusy: false,
    });
    onMounted(() => nextTick(() => { box.value?.focus(); if (!start.typed) box.value?.select(); }));
    async function save() {
      const parsed = parseEntry(ui.amount, { unit: '元', moneyUnit: preferences.moneyUnit, current: row.target ?? row.lastYear });
      if (parsed.error || parsed.value === null) { ui.problem = t('web.table.not-a-number', { text: ui.amount }); return; }
      ui.isBusy = true;
      ui.problem = '';
      const isOwn = ui.basis === 'own';
      try {
        await send('set-target', {
          measure: data.measure, year: data.year, place: row.place, span: row.span, amount: parsed.value, basis: isOwn ? (isFirst ? (data.hasLastYear ? 'last-year' : 'forecast') : 'present') : ui.basis,
          sums: ui.sums, shares: isOwn ? { axis, weights: ui.weights.map((one) => one.trim()) } : null, seen: data.standing?.event ?? 0,
        }, { reason: ui.reason.trim(), isQuiet: true, isAskedHere: true, opensPanel: false });
        emit('close');
      } catch (problem) {
        ui.problem = sentenceOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    const bases = computed(() => ['present', 'last-year', 'forecast', 'even', 'own'].filter((one) => (one !== 'present' || !isFirst) && (one !== 'last-year' || data.hasLastYear) && (one !== 'own' || own.length > 1)).map((value) => ({ value, label: t('web.targets.basis.' + value) })));
    const whose = [...data.path, ...data.places].find((one) => one.place === row.place);
    return { box, ui, axis, own, sums, bases, save, text, period, name: text(whose?.label) };
  },
});
