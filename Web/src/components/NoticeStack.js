// SPDX-License-Identifier: Apache-2.0
import { define } from '../kit/template.js';
import { dismiss, notices } from '../store/notices.js';

export default define('NoticeStack', {
  template: `
    <div class="notices" role="status" aria-live="polite">
      <div v-for="notice in notices" :key="notice.id" class="notice" :class="notice.kind">
        <i class="icon" aria-hidden="true">{{ icons[notice.kind] }}</i>
        <div><b>{{ notice.text }}</b><span v-if="notice.detail">{{ notice.detail }}</span></div>
        <button v-if="notice.action" class="btn small" @click="notice.action.run(); dismiss(notice.id)">{{ notice.action.label }}</button>
        <button class="icon-btn" :aria-label="t('web.action.close')" @click="dismiss(notice.id)"><i class="icon" aria-hidden="true">close</i></button>
      </div>
    </div>`,
  setup: () => ({ notices, dismiss, icons: { done: 'check_circle', info: 'info', change: 'sync', problem: 'error' } }),
});
