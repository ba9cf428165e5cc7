// SPDX-License-Identifier: Apache-2.0
// One of many by typing: a field that lists what matches; arrows, Enter and Escape as in every list.
import { computed, nextTick, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { matching } from '../kit/rules.js';

let counter = 0;

export default define('SearchPicker', {
  props: { modelValue: { default: '' }, options: Array, label: String, placeholder: { default: '' }, isEmptyAllowed: Boolean, isInvalid: Boolean, name: String },
  emits: ['update:modelValue'],
  template: `
    <span class="search-picker" :class="{ open: ui.isOpen }">
      <input ref="field" class="input" role="combobox" autocomplete="off" :name="name" :aria-label="label" :aria-expanded="ui.isOpen" :aria-controls="listId" :aria-invalid="isInvalid" aria-autocomplete="list" :aria-activedescendant="ui.isOpen && shown[ui.at] ? listId + '-' + ui.at : null"
        :value="ui.isOpen ? ui.typed : chosen" :placeholder="ui.isOpen ? chosen || placeholder : placeholder" :style="{ width: width }" @focus="open" @click="open" @input="ui.typed = $event.target.value; ui.at = 0; ui.isOpen = true" @blur="close" @keydown="onKey">
      <ul v-if="ui.isOpen" :id="listId" ref="list" role="listbox" :aria-label="label">
        <li v-for="(one, index) in shown" :id="listId + '-' + index" :key="one.id" role="option" :aria-selected="index === ui.at" :class="{ on: index === ui.at }" :data-option="one.id" @mousedown.prevent="pick(one)"><span>{{ one.label }}</span><small v-if="one.note">{{ one.note }}</small></li>
        <li v-if="!shown.length" class="quiet">{{ t('web.rules.no-match') }}</li>
      </ul>
    </span>`,
  setup(props, { emit }) {
    const ui = reactive({ isOpen: false, typed: '', at: 0 });
    const field = ref(null), list = ref(null);
    const listId = `picker-${++counter}`;
    const chosen = computed(() => props.options.find((one) => one.id === props.modelValue)?.label ?? '');
    const shown = computed(() => [...(props.isEmptyAllowed && !ui.typed ? [{ id: '', label: props.placeholder }] : []), ...matching(props.options, ui.typed)]);
    const wide = (text) => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);
    function open() {
      if (ui.isOpen) return;
      Object.assign(ui, { isOpen: true, typed: '', at: Math.max(0, shown.value.findIndex((one) => one.id === props.modelValue)) });
    }
    function close() {
      ui.isOpen = false;
    }
    function pick(one) {
      emit('update:modelValue', one.id);
      close();
    }
    function onKey(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        open();
        ui.at = Math.min(Math.max(0, ui.at + step), Math.max(0, shown.value.length - 1));
      } else if (event.key === 'Enter' && ui.isOpen) {
        event.preventDefault();
        if (shown.value[ui.at]) pick(shown.value[ui.at]);
      } else if (event.key === 'Escape' && ui.isOpen) {
        // The list closes, not the dialog around it.
        event.stopPropagation();
        close();
      }
    }
    watch(() => [ui.at, ui.isOpen], () => nextTick(() => list.value?.children[ui.at]?.scrollIntoView({ block: 'nearest' })));
    return { ui, field, list, listId, chosen, shown, open, close, pick, onKey, width: computed(() => `${Math.min(34, Math.max(9, wide(chosen.value || props.placeholder) + 4))}ch`) };
  },
});
