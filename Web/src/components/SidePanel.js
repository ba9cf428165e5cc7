// SPDX-License-Identifier: Apache-2.0
import { define } from '../kit/template.js';
import { close, panel } from '../store/panel.js';
import ExplainView from './ExplainView.js';
import MovedView from './MovedView.js';

export default define('SidePanel', {
  components: { ExplainView, MovedView },
  template: `
    <aside class="panel" :aria-label="t(panel.mode === 'moved' ? 'web.moved.title' : 'web.explain.title')">
      <div class="panel-tabs">
        <button :class="{ on: panel.mode === 'explain' }" :disabled="!panel.trail.length" @click="panel.mode = 'explain'">{{ t('web.explain.title') }}</button>
        <button :class="{ on: panel.mode === 'moved' }" @click="panel.mode = 'moved'">{{ t('web.moved.title') }}</button>
        <button class="icon-btn" data-act="close-panel" :aria-label="t('web.action.close')" @click="close"><i class="icon" aria-hidden="true">close</i></button>
      </div>
      <explain-view v-if="panel.mode === 'explain' && panel.trail.length" class="panel-body"/>
      <moved-view v-else class="panel-body"/>
    </aside>`,
  setup: () => ({ panel, close }),
});
