// SPDX-License-Identifier: Apache-2.0
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { close, panel } from '../store/panel.js';
import ExplainView from './ExplainView.js';
import MovedView from './MovedView.js';
import ScenarioCompare from './ScenarioCompare.js';
import TalkPanel from './TalkPanel.js';
import { openHere, openLane, openTalk, talk } from '../store/talk.js';
import { openScenario } from '../store/router.js';

export default define('SidePanel', {
  components: { ExplainView, MovedView, ScenarioCompare, TalkPanel },
  template: `
    <aside class="panel" :aria-label="t({ moved: 'web.moved.title', scenario: 'web.scenario.compare', talk: 'web.talk.title', explain: 'web.explain.title' }[panel.mode])">
      <div class="panel-tabs">
        <button :class="{ on: panel.mode === 'explain' }" :disabled="!panel.trail.length" @click="panel.mode = 'explain'">{{ t('web.explain.title') }}</button>
        <button :class="{ on: panel.mode === 'moved' }" @click="panel.mode = 'moved'">{{ t('web.moved.title') }}</button>
        <button :class="{ on: panel.mode === 'talk' }" data-act="talk-tab" @click="talkHere">{{ t('web.talk.title') }}<em v-if="count" class="count">{{ count }}</em></button>
        <button v-if="openScenario()" :class="{ on: panel.mode === 'scenario' }" data-act="compare-tab" @click="panel.mode = 'scenario'">{{ t('web.scenario.compare') }}</button>
        <button class="icon-btn" data-act="close-panel" :aria-label="t('web.action.close')" @click="close"><i class="icon" aria-hidden="true">close</i></button>
      </div>
      <explain-view v-if="panel.mode === 'explain' && panel.trail.length" class="panel-body"/>
      <talk-panel v-else-if="panel.mode === 'talk'" class="panel-body"/>
      <scenario-compare v-else-if="panel.mode === 'scenario' && openScenario()" class="panel-body"/>
      <moved-view v-else class="panel-body"/>
    </aside>`,
  setup() {
    const explained = () => panel.trail[panel.trail.length - 1];
    /** What is said about the figure that is explained; else what is open at all. */
    function talkHere() {
      const step = panel.mode === 'explain' && explained();
      if (panel.mode === 'talk') return;
      if (step) openTalk({ key: 'cell:' + step.cell, label: step.label ?? step.cell });
      else openLane('open');
    }
    return { panel, close, openScenario, talkHere, count: computed(() => (panel.mode === 'explain' && explained() ? openHere('cell:' + explained().cell) : talk.open)) };
  },
});
