// SPDX-License-Identifier: Apache-2.0
// Role and scope of somebody: who is invited, or who has a login already.
import { reactive } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import RowPicker from './RowPicker.js';

export default define('MemberDialog', {
  components: { RowPicker },
  props: { person: Object, company: Object, isBusy: Boolean, problem: Object },
  emits: ['save', 'cancel'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('cancel')"><form class="dialog member-dialog" @submit.prevent="save">
      <h2>{{ person ? text(person.label) : t('web.members.invite') }}</h2>
      <template v-if="!person">
        <label class="field"><span>{{ t('web.members.name') }}</span><input v-model="form.name" name="member-name" class="input" required maxlength="100"></label>
        <label class="field"><span>{{ t('web.members.name-en') }}</span><input v-model="form.nameEn" name="member-name-en" class="input" maxlength="100"></label>
        <label class="field"><span>{{ t('web.members.days') }}</span><input v-model.number="form.days" name="member-days" class="input" type="number" min="1" max="30"></label>
      </template>
      <label class="field"><span>{{ t('web.members.role') }}</span><select v-model="form.role" name="member-role" class="select"><option v-for="role in company.roles" :key="role.key" :value="role.key">{{ text(role.label) }}</option></select></label>
      <row-picker v-model="form" :company="company"/>
      <p class="meta">{{ t('web.members.scope.note') }}</p>
      <p v-if="problem" class="form-problem" role="alert"><b>{{ problem.title }}</b><span>{{ problem.detail }} {{ problem.hint }}</span></p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('cancel')">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" :disabled="isBusy" data-act="member-save">{{ t(person ? 'web.members.save' : 'web.members.make-link') }}</button></div>
    </form></q-dialog>`,
  setup(props, { emit }) {
    const form = reactive({ name: '', nameEn: '', days: 7, role: props.person?.role ?? 'regionalManager', territories: null, departments: null, owners: null, ...props.person?.scope });
    return { form, text, save: () => emit('save', { ...form }) };
  },
});
