// SPDX-License-Identifier: Apache-2.0
// One number: formatted by its unit, coloured with a sign, clickable to 为什么, flashing when a live change moved it.
import { computed, onBeforeUnmount, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { arrow, favour, formatValue } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { subtract } from '../kit/decimal.js';
import { explain, newest } from '../store/panel.js';
import { who } from '../store/people.js';
import { initialsOf, tint } from '../store/presence.js';
import { session } from '../store/session.js';
import { flashing } from '../store/view.js';
import { t } from '../kit/i18n.js';

const FLASH_MS = 1600;

export default define('FigureValue', {
  props: { value: { default: null }, unit: { default: '元' }, cell: { default: null }, label: { default: null }, good: { default: null }, isChange: Boolean, fine: { type: Boolean, default: true } },
  template: `
    <component :is="cell ? 'button' : 'span'" :type="cell ? 'button' : null" class="figure" :class="classes" :title="title" @click="open">{{ words }}<small v-if="isChange && mark" aria-hidden="true">{{ mark }}</small><i v-if="before !== null" class="corner"></i><b v-if="isFlashing && by" class="who flash-who" :class="'tint' + tint(by)" aria-hidden="true">{{ initialsOf(by) }}</b></component>`,
  setup(props) {
    const isFlashing = ref(false), before = ref(null), by = ref('');
    let timer = 0;
    watch(() => props.value, (now, old) => {
      if (!flashing.isActive || now === old || old === undefined) return;
      before.value = old;
      by.value = newest.by === session.person?.login ? '' : newest.by;
      isFlashing.value = true;
      clearTimeout(timer);
      timer = setTimeout(() => { isFlashing.value = false; }, FLASH_MS);
    });
    onBeforeUnmount(() => clearTimeout(timer));
    const show = (value) => formatValue(value, props.unit, preferences.moneyUnit, { fine: props.fine, sign: props.isChange });
    const words = computed(() => show(props.value) || '·');
    // What rounds to nothing is shown as nothing: without a colour or an arrow.
    const moves = computed(() => (words.value === show('0') ? '0' : props.value));
    const classes = computed(() => ({
      clickable: !!props.cell, flash: isFlashing.value, negative: !props.isChange && Number(props.value) < 0,
      [props.isChange ? favour(moves.value, props.good) : 'plain']: true,
    }));
    const title = computed(() => {
      if (before.value !== null) return `${show(before.value) || '·'} → ${words.value} (${formatValue(subtract(props.value, before.value), props.unit, preferences.moneyUnit, { fine: props.fine, sign: true })})${by.value ? ' · ' + who(by.value) : ''}`;
      return props.cell ? t('web.explain.open') : null;
    });
    function open() {
      before.value = null;
      if (props.cell) explain(props.cell, props.label);
    }
    return { words, by, tint, initialsOf, classes, title, open, before, mark: computed(() => arrow(moves.value)) };
  },
});
