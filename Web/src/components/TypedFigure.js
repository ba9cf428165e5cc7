// SPDX-License-Identifier: Apache-2.0
// A number of a form that may be typed: a click opens it, Enter keeps it, Escape leaves it as it was.
import { nextTick, ref } from 'vue';
import { define } from '../kit/template.js';
import { formatValue } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { send } from '../store/commands.js';

export default define('TypedFigure', {
  props: { value: { default: null }, unit: String, cell: String, label: Object },
  template: `
    <input v-if="isOpen" ref="field" v-model="typed" class="input typed-field" inputmode="decimal" :aria-label="t('web.budgets.type', { label: text(label) })" :disabled="isBusy" @keydown.enter.prevent="keep" @keydown.esc.stop="isOpen = false" @blur="keep">
    <button v-else type="button" class="figure typed" :title="t('web.budgets.type', { label: text(label) })" data-act="type-figure" @click="open">{{ words() }}</button>`,
  setup(props) {
    const isOpen = ref(false), isBusy = ref(false), typed = ref(''), field = ref(null);
    const plain = () => (props.value === null ? '' : String(Number(props.value)));
    async function keep() {
      if (!isOpen.value || isBusy.value) return;
      if (typed.value.trim() === plain()) { isOpen.value = false; return; }
      isBusy.value = true;
      try {
        await send('edit-cells', { cells: [{ cell: props.cell, value: typed.value.trim() }] }, { opensPanel: false });
        isOpen.value = false;
      } catch { /* the problem was shown; what was typed stays */ } finally { isBusy.value = false; }
    }
    return {
      isOpen, isBusy, typed, field, keep,
      words: () => formatValue(props.value, props.unit, preferences.moneyUnit, { fine: true }) || '·',
      open() { typed.value = plain(); isOpen.value = true; nextTick(() => field.value?.select()); },
    };
  },
});
