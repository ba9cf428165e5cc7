// SPDX-License-Identifier: Apache-2.0
// The band over everything that says that this is not what is known now, and the way back.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, t } from '../kit/i18n.js';
import { knownEvent, knownOn, openPast } from '../store/past.js';

export default define('PastBand', {
  template: `
    <p class="past-band" role="status"><i class="icon" aria-hidden="true">history_toggle_off</i><span><b>{{ words }}</b><small>{{ t('web.past.detail') }}</small></span><button class="btn" data-act="leave-past" @click="openPast(null)">{{ t('web.past.leave') }}</button></p>`,
  setup: () => ({ openPast, words: computed(() => (knownEvent() ? t('web.past.band.event', { event: knownEvent() }) : t('web.past.band', { day: day(knownOn) }))) }),
});
