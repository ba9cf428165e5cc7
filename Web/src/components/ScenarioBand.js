// SPDX-License-Identifier: Apache-2.0
// The band that says that these figures are not the plan, and what can be done with them.
import { ref } from 'vue';
import { define } from '../kit/template.js';
import { get } from '../store/api.js';
import { panel } from '../store/panel.js';
import { open, rebase, scenarios } from '../store/scenarios.js';
import { notifyProblem } from '../store/notices.js';
import TalkButton from './TalkButton.js';

export default define('ScenarioBand', {
  components: { TalkButton },
  props: { scenario: Object },
  template: `
    <div class="scenario-band" role="status">
      <i class="icon" aria-hidden="true">call_split</i>
      <div class="band-words"><b>{{ t('web.scenario.band', { name: scenario.name }) }}</b><small>{{ t('web.scenario.band.detail', { owner: who(scenario.owner), at: moment(scenario.baseAt) }) }}<template v-if="scenario.changedCells"> · {{ t('web.scenario.cells', { count: scenario.changedCells }) }}</template></small></div>
      <button v-if="scenario.isBehind" class="btn small behind" data-act="rebase-scenario" :title="t('web.scenario.behind.detail')" :disabled="isBusy" @click="update"><i class="icon" aria-hidden="true">sync</i>{{ t('web.scenario.behind') }}</button>
      <talk-button :subject="'scenario:' + scenario.id" :label="scenario.name"/>
      <button class="btn small" :class="{ on: panel.mode === 'scenario' }" data-act="compare-scenario" :aria-pressed="panel.mode === 'scenario'" @click="panel.mode = panel.mode === 'scenario' ? null : 'scenario'"><i class="icon" aria-hidden="true">compare</i>{{ t('web.scenario.compare') }}</button>
      <button class="btn small primary" data-act="merge-scenario" @click="scenarios.dialog = { kind: 'merge', scenario: scenario.id }"><i class="icon" aria-hidden="true">merge_type</i>{{ t('web.scenario.merge') }}</button>
      <button v-if="scenario.isOwn" class="icon-btn" data-act="scenario-more" :aria-label="t('web.action.more')" :title="t('web.action.more')" aria-haspopup="menu"><i class="icon" aria-hidden="true">more_horiz</i>
        <q-menu anchor="bottom right" self="top right" class="menu" auto-close>
          <button class="menu-item" data-act="rename-scenario" @click="scenarios.dialog = { kind: 'name', scenario }"><i class="icon" aria-hidden="true">edit</i>{{ t('web.scenario.rename') }}</button>
          <button class="menu-item" data-act="discard-scenario" @click="scenarios.dialog = { kind: 'discard', scenario }"><i class="icon" aria-hidden="true">delete_outline</i>{{ t('web.scenario.discard') }}</button>
        </q-menu>
      </button>
      <button class="btn small leave" data-act="leave-scenario" :title="t('web.scenario.leave')" @click="open(null)"><i class="icon" aria-hidden="true">close</i><span>{{ t('web.scenario.leave') }}</span></button>
    </div>`,
  setup(props) {
    const isBusy = ref(false);
    const askAbout = (conflicts, total) => { scenarios.dialog = { kind: 'rebase', scenario: props.scenario.id, conflicts, total }; };

    /** Without conflicts at once; with them the two numbers are shown first. */
    async function update() {
      isBusy.value = true;
      try {
        const compared = await get(`/scenarios/${props.scenario.id}/comparison`);
        if (compared.conflicts) {
          askAbout(compared.inputs.filter((one) => one.isConflict), compared.conflicts);
          return;
        }
        await rebase(props.scenario.id, { conflicts: 'refuse' });
      } catch (problem) {
        if (problem.code === 'scenario.conflicts') askAbout(problem.parameters.conflicts, problem.parameters.total);
        else notifyProblem(problem);
      } finally {
        isBusy.value = false;
      }
    }
    return { scenarios, panel, open, isBusy, update };
  },
});
