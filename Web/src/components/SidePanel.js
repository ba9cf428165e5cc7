// SPDX-License-Identifier: Apache-2.0
import { define } from '../kit/template.js';
import { close, panel } from '../store/panel.js';
import ExplainView from './ExplainView.js';
import MovedView from './MovedView.js';
import ScenarioCompare from './ScenarioCompare.js';
import { openScenario } from '../store/router.js';

export default define('SidePanel', {
  components: { ExplainView, MovedView, ScenarioCompare },
  template: `
    <aside class="panel" :aria-label="t(panel.mode === 'moved' ? 'web.moved.title' : panel.mode === 'scenario' ? 'web.scenario.compare' : 'web.explain.title')">
      <div class="panel-tabs">
        <button :class="{ on: panel.mode === 'explain' }" :disabled="!panel.trail.length" @click="panel.mode = 'explain'">{{ t('web.explain.title') }}</button>
        <button :class="{ on: panel.mode === 'moved' }" @click="panel.mode = 'moved'">{{ t('web.moved.title') }}</button>
        <button v-if="openScenario()" :class="{ on: panel.mode === 'scenario' }" data-act="compare-tab" @click="panel.mode = 'scenario'">{{ t('web.scenario.compare') }}</button>
        <button class="icon-btn" data-act="close-panel" :aria-label="t('web.action.close')" @click="close"><i class="icon" aria-hidden="true">close</i></button>
      </div>
      <explain-view v-if="panel.mode === 'explain' && panel.trail.length" class="panel-body"/>
      <scenario-compare v-else-if="panel.mode === 'scenario' && openScenario()" class="panel-body"/>
      <moved-view v-else class="panel-body"/>
    </aside>`,
  setup: () => ({ panel, close, openScenario }),
});
