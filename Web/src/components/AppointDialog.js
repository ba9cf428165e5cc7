// SPDX-License-Identifier: Apache-2.0
// 任职: somebody begins to work in a unit, or ends.
import { reactive } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { session } from '../store/session.js';

export default define('AppointDialog', {
  props: { unit: Object, person: Object, data: Object, isBusy: Boolean, problem: String },
  emits: ['save', 'cancel'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('cancel')"><form class="dialog member-dialog" data-dialog="appointment" @submit.prevent="save">
      <h2>{{ person ? t('web.organisation.end.of', { name: text(person.name) }) : t('web.organisation.appoint.to', { unit: text(unit.name) }) }}</h2>
      <template v-if="!person">
        <label class="field"><span>{{ t('web.organisation.person') }}</span><select v-model="form.login" name="appoint-login" class="select" required><option value="" disabled>{{ t('web.inbox.whom.choose') }}</option><option v-for="one in session.workspace.people" :key="one.login" :value="one.login">{{ text(one.name) }}</option></select></label>
        <label class="check"><input v-model="form.isHead" type="checkbox" name="appoint-head">{{ t('web.organisation.as-head') }}</label>
        <label class="check"><input v-model="form.isBesides" type="checkbox" name="appoint-besides">{{ t('web.organisation.as-besides') }}</label>
        <div class="field-pair"><label class="field"><span>{{ t('web.stand-in.from') }}</span><input v-model="form.from" name="appoint-from" class="input" type="date" required></label><label class="field"><span>{{ t('web.organisation.through') }}</span><input v-model="form.through" name="appoint-through" class="input" type="date" :min="form.from"></label></div>
      </template>
      <label v-else class="field"><span>{{ t('web.stand-in.through') }}</span><input v-model="form.through" name="end-through" class="input" type="date" required></label>
      <p class="meta">{{ t(person ? 'web.organisation.end.note' : 'web.organisation.appoint.note') }}</p>
      <p v-if="problem" class="form-problem" role="alert">{{ problem }}</p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('cancel')">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" :disabled="isBusy" data-act="appoint-save">{{ t('web.members.save') }}</button></div>
    </form></q-dialog>`,
  setup(props, { emit }) {
    const { unit, person, data } = props;
    const form = reactive({ login: '', isHead: false, isBesides: false, from: data.on, through: person ? data.on : '' });
    function save() {
      if (person) return emit('save', { appointment: person.appointment, through: form.through });
      const { login, isHead, from, through } = form;
      return emit('save', { login, unit: unit.id, isHead, from, ...(form.isBesides ? { isMain: false } : {}), ...(through ? { through } : {}) });
    }
    return { form, session, text, save };
  },
});
