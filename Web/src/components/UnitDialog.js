// SPDX-License-Identifier: Apache-2.0
// A unit of the organisation from a day on: new, another name or place, or no more.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';

const PARENTS = { group: [], company: ['group', 'company'], department: ['group', 'company', 'department'], post: ['group', 'company', 'department'] };

export default define('UnitDialog', {
  props: { unit: Object, data: Object, isBusy: Boolean, problem: String },
  emits: ['save', 'cancel'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('cancel')"><form class="dialog member-dialog" data-dialog="unit" @submit.prevent="$emit('save', { ...form, parent: parents.some((one) => one.id === form.parent) ? form.parent : '' })">
      <h2>{{ unit ? text(unit.name) : t('web.organisation.new-unit') }}</h2>
      <label v-if="!unit" class="field"><span>{{ t('web.organisation.kind') }}</span><select v-model="form.kind" name="unit-kind" class="select"><option v-for="kind in data.kinds" :key="kind" :value="kind">{{ t('web.organisation.kind.' + kind) }}</option></select></label>
      <label class="field"><span>{{ t('web.organisation.name') }}</span><input v-model="form.name" name="unit-name" class="input" required maxlength="60"></label>
      <label class="field"><span>{{ t('web.members.name-en') }}</span><input v-model="form.nameEn" name="unit-name-en" class="input" maxlength="60"></label>
      <label v-if="!unit" class="field"><span>{{ t('web.organisation.code') }}</span><input v-model="form.unit" name="unit-code" class="input" maxlength="40"></label>
      <label v-if="form.kind !== 'group'" class="field"><span>{{ t('web.organisation.parent') }}</span><select v-model="form.parent" name="unit-parent" class="select"><option value="">{{ t('web.organisation.top') }}</option><option v-for="one in parents" :key="one.id" :value="one.id">{{ '　'.repeat(one.depth) + text(one.name) }}</option></select></label>
      <label v-if="form.kind === 'department' || form.department" class="field"><span>{{ t('web.organisation.department') }}</span><select v-model="form.department" name="unit-department" class="select"><option value="">{{ t('web.organisation.department.none') }}</option><option v-for="one in data.departments" :key="one.code" :value="one.code">{{ text(one.name) }}</option></select></label>
      <label class="field"><span>{{ t('web.organisation.from') }}</span><input v-model="form.from" name="unit-from" class="input" type="date" required></label>
      <label v-if="unit" class="check"><input v-model="form.isClosed" type="checkbox" name="unit-closed">{{ t('web.organisation.close') }}</label>
      <p class="meta">{{ t(unit ? 'web.organisation.from.note' : 'web.organisation.code.note') }}</p>
      <p v-if="problem" class="form-problem" role="alert">{{ problem }}</p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('cancel')">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" :disabled="isBusy" data-act="unit-save">{{ t('web.members.save') }}</button></div>
    </form></q-dialog>`,
  setup(props) {
    const { unit, data } = props;
    const form = reactive({ unit: unit?.id ?? '', kind: unit?.kind ?? (data.units.length ? 'department' : 'company'), name: unit?.name.zh ?? '', nameEn: unit?.name.en ?? '', parent: unit ? unit.parent ?? '' : data.units[0]?.id ?? '', department: unit?.department ?? '', from: data.on, isClosed: false });
    const parents = computed(() => data.units.filter((one) => one.id !== unit?.id && PARENTS[form.kind].includes(one.kind)));
    return { form, parents, text };
  },
});
