// SPDX-License-Identifier: Apache-2.0
// Sets the plan calendar: which rounds there are, by which workday each is due, when somebody is reminded, who hands in what.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';

export default define('RhythmDialog', {
  props: { data: Object },
  emits: ['close'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('close')">
      <form class="dialog rhythm-dialog" @submit.prevent="save"><h2>{{ t('web.calendar.set') }}</h2><p class="meta">{{ t('web.calendar.set.note') }}</p>
        <label class="field"><span>{{ t('web.calendar.since') }}</span><input v-model="ui.since" type="month" name="since" required></label>
        <div v-for="kind in kinds" :key="kind" class="rhythm-round"><label class="check"><input v-model="ui[kind].isOn" type="checkbox" :name="kind"><span>{{ t('web.calendar.kind.' + kind) }}<small>{{ t('web.calendar.kind.' + kind + '.hint') }}</small></span></label>
          <span class="rhythm-due"><select v-if="kind === 'budget'" v-model="ui.budget.month" class="input" name="budget-month" :disabled="!ui.budget.isOn" :aria-label="t('web.calendar.budget-month')"><option v-for="month in 12" :key="month" :value="month">{{ t('web.calendar.in-month', { month }) }}</option></select><select v-model="ui[kind].workday" class="input" :name="kind + '-workday'" :disabled="!ui[kind].isOn" :aria-label="t('web.calendar.workday')"><option v-for="one in workdays" :key="one.value" :value="one.value">{{ one.label }}</option></select></span></div>
        <label class="check rhythm-departments"><input v-model="ui.asksDepartments" type="checkbox" name="departments" :disabled="!ui.budget.isOn"><span>{{ t('web.calendar.departments') }}<small>{{ t('web.calendar.departments.hint') }}</small></span></label>
        <div class="rhythm-pair"><label class="field"><span>{{ t('web.calendar.before') }}</span><select v-model="ui.remindBefore" class="input" name="before"><option v-for="count in 11" :key="count" :value="count - 1">{{ t('web.calendar.workdays', { count: count - 1 }) }}</option></select></label>
          <label class="field"><span>{{ t('web.calendar.after') }}</span><select v-model="ui.escalateAfter" class="input" name="after"><option v-for="count in 11" :key="count" :value="count - 1">{{ t('web.calendar.workdays', { count: count - 1 }) }}</option></select></label></div>
        <details class="rhythm-owners"><summary>{{ t('web.calendar.owners') }}</summary><label v-for="one in owners" :key="one.key"><span>{{ t(one.key.startsWith('budget:') ? 'web.calendar.budget-of' : 'web.calendar.forecast-of', { name: text(one.label) }) }}</span><select v-model="ui.owners[one.key]" class="input" :name="'owner-' + one.key"><option value="">{{ one.owner ? t('web.calendar.by-role', { name: text(one.owner) }) : t('web.calendar.nobody') }}</option><option v-for="person in data.people" :key="person.login" :value="person.login">{{ text(person.name) }}</option></select></label></details>
        <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
        <div class="dialog-actions"><button type="button" class="btn" @click="$emit('close')">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="ui.isBusy" data-act="calendar-save">{{ t('web.calendar.save') }}</button></div>
      </form>
    </q-dialog>`,
  setup(props, { emit }) {
    const known = props.data.rhythm;
    const ui = reactive({
      since: known?.since ?? props.data.today.slice(0, 7), isBusy: false, problem: '',
      forecast: { isOn: known ? known.forecast !== null : true, workday: known?.forecast ?? 15 },
      reforecast: { isOn: known ? known.reforecast !== null : true, workday: known?.reforecast ?? -5 },
      budget: { isOn: known ? known.budget !== null : true, workday: known?.budget?.workday ?? 10, month: known?.budget?.month ?? 12 },
      reconciliation: { isOn: known ? known.reconciliation !== null : true, workday: known?.reconciliation ?? 8 },
      asksDepartments: known?.asksDepartments ?? false, remindBefore: known?.remindBefore ?? 2, escalateAfter: known?.escalateAfter ?? 1,
      owners: Object.fromEntries(props.data.owners.map((one) => [one.key, known?.owners[one.key] ?? ''])),
    });
    async function save() {
      Object.assign(ui, { isBusy: true, problem: '' });
      const due = (kind) => (ui[kind].isOn ? ui[kind].workday : null);
      try {
        await send('set-rhythm', {
          since: ui.since, forecast: due('forecast'), reforecast: due('reforecast'), reconciliation: due('reconciliation'), budget: ui.budget.isOn ? { month: ui.budget.month, workday: ui.budget.workday } : null,
          asksDepartments: ui.budget.isOn && ui.asksDepartments, remindBefore: ui.remindBefore, escalateAfter: ui.escalateAfter, owners: Object.fromEntries(Object.entries(ui.owners).filter(([, login]) => login)),
        }, { opensPanel: false, isQuiet: true, isAskedHere: true });
        emit('close');
      } catch (problem) {
        ui.problem = sentenceOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    return {
      t, text, ui, save, owners: computed(() => props.data.owners.filter((one) => ui.asksDepartments || !/^budget:.*\//.test(one.key))), kinds: ['forecast', 'reforecast', 'reconciliation', 'budget'],
      workdays: computed(() => [...Array.from({ length: 20 }, (_, index) => index + 1), -5, -4, -3, -2, -1].map((value) => ({ value, label: value === -1 ? t('web.calendar.workday.last') : t(value > 0 ? 'web.calendar.workday.nth' : 'web.calendar.workday.back', { count: Math.abs(value) }) }))),
    };
  },
});
