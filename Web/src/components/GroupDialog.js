// SPDX-License-Identifier: Apache-2.0
// 用户组: its name and who belongs to it; without anybody it is no more.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { session } from '../store/session.js';

export default define('GroupDialog', {
  props: { group: Object, isBusy: Boolean, problem: String },
  emits: ['save', 'cancel'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('cancel')"><form class="dialog member-dialog" data-dialog="group" @submit.prevent="$emit('save', { ...form })">
      <h2>{{ group ? text(group.name) : t('web.organisation.new-group') }}</h2>
      <label class="field"><span>{{ t('web.organisation.name') }}</span><input v-model="form.name" name="group-name" class="input" required maxlength="60"></label>
      <label class="field"><span>{{ t('web.members.name-en') }}</span><input v-model="form.nameEn" name="group-name-en" class="input" maxlength="60"></label>
      <fieldset class="member-scope"><legend>{{ t('web.organisation.members') }}</legend><input v-model="form.sought" class="input" type="search" name="group-search" :placeholder="t('web.organisation.search')" :aria-label="t('web.organisation.search')" @keydown.enter.prevent><div class="member-members"><label v-for="one in people" :key="one.login"><input v-model="form.members" type="checkbox" :value="one.login"> {{ text(one.name) }}</label></div></fieldset>
      <p class="meta">{{ t(group && !form.members.length ? 'web.organisation.dissolves' : 'web.organisation.group.note') }}</p>
      <p v-if="problem" class="form-problem" role="alert">{{ problem }}</p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('cancel')">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" :disabled="isBusy" data-act="group-save">{{ t('web.members.save') }}</button></div>
    </form></q-dialog>`,
  setup(props) {
    const { group } = props;
    const form = reactive({ group: group?.id ?? '', name: group?.name.zh ?? '', nameEn: group?.name.en ?? '', members: group?.members.filter((one) => one.isActive).map((one) => one.login) ?? [], sought: '' });
    const people = computed(() => session.workspace.people.filter((one) => !form.sought || form.members.includes(one.login) || (text(one.name) + one.login).toLowerCase().includes(form.sought.toLowerCase())));
    return { form, people, text };
  },
});
