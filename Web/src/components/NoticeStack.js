// SPDX-License-Identifier: Apache-2.0
// Short messages at the edge of the screen: the newest two in one line each, the others as a count. A click unfolds a line.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { dismiss, dismissAll, notices, SHOWN } from '../store/notices.js';
import { panel } from '../store/panel.js';

export default define('NoticeStack', {
  template: `
    <div class="notices" :class="{ 'beside-panel': panel.mode }" role="status" aria-live="polite">
      <div v-if="others" class="notice-more"><button class="btn small" data-act="more-notices" @click="isAll = true">{{ t('web.notice.more', { count: others }) }}</button><button class="icon-btn" :aria-label="t('web.notice.clear')" :title="t('web.notice.clear')" @click="dismissAll"><i class="icon" aria-hidden="true">close</i></button></div>
      <div v-for="notice in shown" :key="notice.id" class="notice" :class="[notice.kind, { open: opened === notice.id }]">
        <i class="icon" aria-hidden="true">{{ icons[notice.kind] }}</i>
        <button class="notice-words" :title="[notice.text, notice.detail].filter(Boolean).join('\\n')" :aria-expanded="opened === notice.id" @click="opened = opened === notice.id ? null : notice.id"><b>{{ notice.text }}</b><span v-if="notice.detail">{{ notice.detail }}</span></button>
        <button v-if="notice.action" class="btn small" @click="notice.action.run(); dismiss(notice.id)">{{ notice.action.label }}</button>
        <button class="icon-btn" :aria-label="t('web.action.close')" @click="dismiss(notice.id)"><i class="icon" aria-hidden="true">close</i></button>
      </div>
    </div>`,
  setup() {
    const opened = ref(null), isAll = ref(false);
    const shown = computed(() => (isAll.value && notices.length > SHOWN ? notices : notices.slice(-SHOWN)));
    const others = computed(() => notices.length - shown.value.length);
    return { panel, opened, isAll, shown, others, dismiss, dismissAll: () => { isAll.value = false; dismissAll(); }, icons: { done: 'check_circle', info: 'info', change: 'sync', problem: 'error' } };
  },
});
