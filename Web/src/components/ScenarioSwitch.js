// SPDX-License-Identifier: Apache-2.0
// Plan or scenario: which figures the table shows, and the way to a new one.
import { computed, onMounted } from 'vue';
import { define } from '../kit/template.js';
import { openScenario } from '../store/router.js';
import { current, loadScenarios, open, scenarios } from '../store/scenarios.js';

export default define('ScenarioSwitch', {
  template: `
    <button type="button" class="scenario-switch" :class="{ on: openScenario() }" data-act="scenario-menu" aria-haspopup="menu" :title="t('web.scenario.switch')"><i class="icon" aria-hidden="true">{{ openScenario() ? 'call_split' : 'grid_on' }}</i><span>{{ name }}</span><i class="icon" aria-hidden="true">arrow_drop_down</i>
      <q-menu anchor="bottom left" self="top left" class="menu scenario-menu" auto-close @before-show="loadScenarios">
        <button class="menu-item" :class="{ on: !openScenario() }" data-scenario="plan" @click="open(null)"><i class="icon" aria-hidden="true">grid_on</i><span>{{ t('web.scenario.plan') }}</span></button>
        <p v-if="scenarios.problem" class="menu-note unfavourable">{{ t('web.scenario.list-failed') }}</p>
        <p v-else-if="!scenarios.list" class="menu-note quiet">{{ t('web.state.loading') }}</p>
        <p v-else-if="!scenarios.list.length" class="menu-note quiet">{{ t('web.scenario.none') }}</p>
        <button v-for="one in scenarios.list ?? []" :key="one.id" class="menu-item two-lines" :class="{ on: one.id === openScenario() }" :data-scenario="one.id" @click="open(one.id)"><i class="icon" aria-hidden="true">call_split</i><span><b>{{ one.name }}</b><small>{{ wordsOf(one) }}</small></span><i v-if="!one.isShared" class="icon private" :title="t('web.scenario.private')" :aria-label="t('web.scenario.private')">lock</i></button>
        <button v-if="scenarios.mayCreate" class="menu-item new" data-act="new-scenario" :disabled="isFull" :title="isFull ? t('web.scenario.full', { limit: scenarios.limit }) : null" @click="scenarios.dialog = { kind: 'name', scenario: null }"><i class="icon" aria-hidden="true">add</i><span>{{ t('web.scenario.new') }}</span></button>
      </q-menu>
    </button>`,
  setup() {
    onMounted(loadScenarios);
    return {
      scenarios, open, openScenario, loadScenarios,
      isFull: computed(() => (scenarios.list?.length ?? 0) >= scenarios.limit),
    };
  },
  computed: {
    name() { return openScenario() ? current()?.name ?? this.t('web.scenario.one') : this.t('web.scenario.plan'); },
  },
  methods: {
    wordsOf(one) {
      const parts = [this.who(one.owner), this.moment(one.changedAt)];
      if (one.changedCells) parts.push(this.t('web.scenario.cells', { count: one.changedCells }));
      return parts.join(' · ');
    },
  },
});
