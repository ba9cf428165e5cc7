// SPDX-License-Identifier: Apache-2.0
// 任职: somebody begins to work in a unit, or ends.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { session } from '../store/session.js';
import SearchPicker from './SearchPicker.js';

export default define('AppointDialog', {
  components: { SearchPicker },
  props: { unit: Object, person: Object, data: Object, isBusy: Boolean, problem: String },
  emits: ['save', 'cancel'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('cancel')"><form class="dialog member-dialog" data-dialog="appointment" @submit.prevent="save">
      <h2>{{ person ? t('web.organisation.end.of', { name: text(person.name) }) : t('web.organisation.appoint.to', { unit: text(unit.name) }) }}</h2>
      <template v-if="!person">
        <label class="field"><span>{{ t('web.organisation.person') }}</span><search-picker v-model="form.login" name="appoint-login" :options="people" :label="t('web.organisation.person')" :placeholder="t('web.inbox.whom.choose')"/></label>
        <label class="check"><input v-model="form.isHead" type="checkbox" name="appoint-head">{{ t('web.organisation.as-head') }}</label>
        <fieldset v-if="main" class="appoint-how"><legend>{{ t('web.organisation.how') }}</legend><label class="check"><input v-model="form.how" type="radio" value="move" name="appoint-how">{{ t('web.organisation.as-move') }}<small class="quiet">{{ text(main.name) }}</small></label><label class="check"><input v-model="form.how" type="radio" value="besides" name="appoint-how">{{ t('web.organisation.as-besides') }}</label></fieldset>
        <p v-else-if="form.login" class="meta">{{ t('web.organisation.as-first') }}</p>
        <div class="field-pair"><label class="field"><span>{{ t('web.stand-in.from') }}</span><input v-model="form.from" name="appoint-from" class="input" type="date" required></label><label class="field"><span>{{ t('web.organisation.through') }}</span><input v-model="form.through" name="appoint-through" class="input" type="date" :min="form.from"></label></div>
      </template>
      <template v-else>
        <label v-if="!form.isMistake" class="field"><span>{{ t('web.stand-in.through') }}</span><input v-model="form.through" name="end-through" class="input" type="date" :min="person.from" required></label>
        <label class="check"><input v-model="form.isMistake" type="checkbox" name="end-mistake">{{ t('web.organisation.mistake') }}</label>
      </template>
      <p class="meta">{{ t(!person ? 'web.organisation.appoint.note' : form.isMistake ? 'web.organisation.mistake.note' : 'web.organisation.end.note') }}</p>
      <p v-if="problem" class="form-problem" role="alert">{{ problem }}</p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('cancel')">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" :disabled="isBusy || (!person && !form.login)" data-act="appoint-save">{{ t('web.members.save') }}</button></div>
    </form></q-dialog>`,
  setup(props, { emit }) {
    const { unit, person, data } = props;
    const form = reactive({ login: '', isHead: !unit.people.some((one) => one.isHead), how: 'move', from: data.on, through: person ? (person.from > data.on ? person.from : data.on) : '', isMistake: !!person && person.from > data.on });
    // The unit somebody works in first, as of the day that is shown; the server looks at the day that is chosen.
    const main = computed(() => data.units.find((one) => one.people.some((other) => other.login === form.login && other.isMain)));
    const people = computed(() => session.workspace.people.map((one) => ({ id: one.login, label: text(one.name), note: text(data.units.find((place) => place.people.some((other) => other.login === one.login && other.isMain))?.name) })));
    function save() {
      if (person) return emit('save', { appointment: person.appointment, ...(form.isMistake ? { isMistake: true } : { through: form.through }) });
      const { login, isHead, from, through } = form;
      const how = !main.value ? {} : form.how === 'move' ? { isMove: true } : { isMain: false };
      return emit('save', { login, unit: unit.id, isHead, from, ...how, ...(through ? { through } : {}) });
    }
    return { form, main, people, text, save };
  },
});
