// SPDX-License-Identifier: Apache-2.0
// A total was edited: how shall it reach the parts? Enter takes the one used last.
import { computed, onBeforeUnmount, onMounted, ref } from 'vue';
import { define } from '../kit/template.js';
import { preferences } from '../kit/preferences.js';
import { spreadFor, spreadsOf } from '../kit/spreads.js';

export default define('SpreadPopover', {
  props: { anchor: Object, label: Object, cell: String },
  emits: ['choose', 'cancel'],
  template: `
    <div class="veil" @mousedown.self="$emit('cancel')">
      <div class="spread-popover" role="dialog" :aria-label="t('web.spread.title')" :style="place">
        <b>{{ t('web.spread.title') }}</b><small>{{ text(label) }}</small>
        <button v-for="(spread, index) in spreads" :key="spread" ref="buttons" type="button" :class="{ on: index === at }" :data-spread="spread" @click="$emit('choose', spread)"><span>{{ t('web.spread.' + spread) }}</span><small>{{ t('web.spread.' + spread + '.detail') }}</small></button>
      </div>
    </div>`,
  setup(props, { emit }) {
    const spreads = spreadsOf(props.cell), buttons = ref([]), at = ref(spreads.indexOf(spreadFor(props.cell, preferences.spread)));
    function step(by) {
      at.value = (at.value + by + spreads.length) % spreads.length;
      buttons.value[at.value]?.focus();
    }
    /** All keys belong to the popover while it is open: the grid below listens to the whole page. */
    function onKey(event) {
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Enter') emit('choose', spreads[at.value]);
      else if (event.key === 'Escape') emit('cancel');
      else if (event.key === 'ArrowDown' || (event.key === 'Tab' && !event.shiftKey)) step(1);
      else if (event.key === 'ArrowUp' || event.key === 'Tab') step(-1);
    }
    onMounted(() => {
      addEventListener('keydown', onKey, true);
      setTimeout(() => buttons.value[at.value]?.focus(), 80); // after the key that committed the edit has ended
    });
    onBeforeUnmount(() => removeEventListener('keydown', onKey, true));
    const place = computed(() => ({ left: Math.max(8, Math.min(props.anchor.x, innerWidth - 268)) + 'px', top: Math.min(props.anchor.y + 4, innerHeight - 260) + 'px' }));
    return { buttons, at, spreads, place };
  },
});
