// SPDX-License-Identifier: Apache-2.0
// 库龄 as one bar: the youngest stock left, the oldest right and darkest.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';

export default define('AgeBar', {
  props: { parts: Array, bands: Array, show: Function },
  template: `
    <span v-if="parts && total > 0" class="age-bar" role="img" :aria-label="words" :title="words"><i v-for="(part, index) in parts" :key="index" :class="'age-' + index" :style="{ flexGrow: Math.max(0, Number(part)) / total }"></i></span><small v-else-if="!parts" class="quiet">{{ t('web.health.no-age') }}</small>`,
  setup(props) {
    const total = computed(() => (props.parts ?? []).reduce((sum, part) => sum + Math.max(0, Number(part)), 0));
    const name = (index) => (index < props.bands.length ? t('web.health.band', { from: index ? props.bands[index - 1] + 1 : 0, through: props.bands[index] }) : t('web.health.band-older', { days: props.bands.at(-1) }));
    const words = computed(() => (props.parts ?? []).map((part, index) => (Number(part) ? `${name(index)} ${props.show(part)}` : null)).filter(Boolean).join('; '));
    return { total, words };
  },
});
