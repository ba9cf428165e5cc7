// SPDX-License-Identifier: Apache-2.0
// Which rows somebody sees, by regions, departments and owners: every one of a kind, or those that are ticked.
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';

const KINDS = ['territories', 'departments', 'owners'];

export default define('RowPicker', {
  /** `modelValue` holds a list for each kind, null for every one; it is changed in place. */
  props: { modelValue: Object, company: Object },
  template: `
    <fieldset v-for="kind in kinds" :key="kind" class="member-scope"><legend>{{ t('web.members.scope.' + kind) }}</legend>
      <label><input type="checkbox" :checked="modelValue[kind] === null" :data-act="'all-' + kind" @change="modelValue[kind] = $event.target.checked ? null : []"> {{ t('web.members.scope.all') }}</label>
      <div v-if="modelValue[kind] !== null" class="member-members"><label v-for="one in company[kind]" :key="one.code"><input v-model="modelValue[kind]" type="checkbox" :value="one.code"> {{ text(one.name) }}</label></div>
    </fieldset>`,
  setup: () => ({ kinds: KINDS, text }),
});
