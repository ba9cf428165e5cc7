// SPDX-License-Identifier: Apache-2.0
// A row of choices of which one is on.
import { define } from '../kit/template.js';

export default define('SegmentSwitch', {
  props: { modelValue: {}, options: Array, label: String },
  emits: ['update:modelValue'],
  template: `
    <div class="segments" role="radiogroup" :aria-label="label">
      <button v-for="option in options" :key="option.value" type="button" role="radio" :aria-checked="option.value === modelValue" :class="{ on: option.value === modelValue }" :title="option.title" @click="$emit('update:modelValue', option.value)">{{ option.label }}</button>
    </div>`,
});
