// SPDX-License-Identifier: Apache-2.0
// A total was edited: how shall it reach the parts? Enter takes the one used last.
import { computed, nextTick, onMounted, ref } from 'vue';
import { define } from '../kit/template.js';
import { preferences } from '../kit/preferences.js';

const SPREADS = ['proportional', 'even', 'lastYear'];

export default define('SpreadPopover', {
  props: { anchor: Object, label: Object },
  emits: ['choose', 'cancel'],
  template: `
    <div class="veil" @mousedown.self="$emit('cancel')" @keydown.stop="$event.key === 'Escape' && $emit('cancel')">
      <div class="spread-popover" role="dialog" :aria-label="t('web.spread.title')" :style="place">
        <b>{{ t('web.spread.title') }}</b><small>{{ text(label) }}</small>
        <button v-for="(spread, index) in spreads" :key="spread" ref="buttons" type="button" :class="{ on: spread === preferences.spread }" :data-spread="spread" @click="$emit('choose', spread)" @keydown.down.prevent="focusOn(index + 1)" @keydown.up.prevent="focusOn(index - 1)"><span>{{ t('web.spread.' + spread) }}</span><small>{{ t('web.spread.' + spread + '.detail') }}</small></button>
      </div>
    </div>`,
  setup(props) {
    const buttons = ref([]);
    const focusOn = (index) => buttons.value[(index + SPREADS.length) % SPREADS.length]?.focus();
    onMounted(() => nextTick(() => focusOn(SPREADS.indexOf(preferences.spread))));
    const place = computed(() => ({ left: Math.max(8, Math.min(props.anchor.x, innerWidth - 268)) + 'px', top: Math.min(props.anchor.y + 4, innerHeight - 216) + 'px' }));
    return { buttons, spreads: SPREADS, preferences, focusOn, place };
  },
});
