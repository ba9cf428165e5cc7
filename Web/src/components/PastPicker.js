// SPDX-License-Identifier: Apache-2.0
// 截至: which day's knowledge the page shows.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { shiftDay } from '../kit/periods.js';
import { get, query } from '../store/api.js';
import { wordsOf } from '../store/notices.js';
import { knownEvent, knownOn, openPast } from '../store/past.js';

export default define('PastPicker', {
  template: `
    <button class="icon-btn on-dark" :class="{ on: knownOn }" data-act="past" aria-haspopup="dialog" :title="t('web.past.title')" :aria-label="t('web.past.title')"><i class="icon" aria-hidden="true">history_toggle_off</i>
      <q-menu v-model="isOpen" anchor="bottom right" self="top right" class="menu past-menu" no-focus>
        <form @submit.prevent="go">
          <b>{{ t('web.past.title') }}</b>
          <p>{{ t('web.past.about') }}</p>
          <label>{{ t('web.past.day') }}<input class="input" type="date" v-model="said" :max="latest" required data-field="known-on"></label>
          <div class="past-choices"><button v-for="one in choices" :key="one.day" type="button" class="btn small" @click="said = one.day">{{ t(one.key) }}</button></div>
          <p v-if="problem" class="form-problem" role="alert"><b>{{ problem.title }}</b><span>{{ problem.detail }}</span><span>{{ problem.hint }}</span></p>
          <p v-else-if="isOpening" class="quiet" role="status">{{ t('web.past.opening') }}</p>
          <div class="dialog-actions"><button v-if="knownOn" type="button" class="btn" data-act="leave-past-menu" @click="openPast(null)">{{ t('web.past.leave') }}</button><button class="btn primary" data-act="open-past" :disabled="isOpening || !said || said > latest">{{ t('web.past.open') }}</button></div>
        </form>
      </q-menu>
    </button>`,
  setup() {
    // Days are those of China, where the evening is that ends one.
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const latest = shiftDay(today, -1);
    const isOpen = ref(false), said = ref(knownOn && !knownEvent() ? knownOn : latest);
    const monthEnd = shiftDay(today.slice(0, 8) + '01', -1);
    const choices = computed(() => [{ key: 'web.past.yesterday', day: latest }, { key: 'web.past.week', day: shiftDay(today, -7) }, { key: 'web.past.month-end', day: monthEnd }]);
    const problem = ref(null), isOpening = ref(false);
    /** The server opens the day first: one that cannot be opened is said here. */
    async function go() {
      isOpening.value = true;
      problem.value = null;
      try {
        await get('/workspace' + query({ knownOn: said.value }));
        openPast(said.value);
      } catch (thrown) {
        problem.value = wordsOf(thrown);
        isOpening.value = false;
      }
    }
    return { problem, isOpening, go, isOpen, said, latest, choices, knownOn, openPast };
  },
});
