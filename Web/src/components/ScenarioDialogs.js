// SPDX-License-Identifier: Apache-2.0
// What is asked about a scenario: its name, whether to let it go, and whose numbers stand where both changed a cell.
import { computed, nextTick, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { said, undecided, UNDECIDED } from '../kit/stands.js';
import { notifyProblem, sentenceOf } from '../store/notices.js';
import { create, discard, rebase, rename, scenarios } from '../store/scenarios.js';
import ConflictTable from './ConflictTable.js';
import MergeScenario from './MergeScenario.js';

export default define('ScenarioDialogs', {
  components: { ConflictTable, MergeScenario },
  template: `
    <q-dialog :model-value="dialog?.kind === 'name'" @update:model-value="close">
      <form v-if="dialog" class="dialog" @submit.prevent="save"><h2>{{ t(dialog.scenario ? 'web.scenario.rename.title' : 'web.scenario.new.title') }}</h2>
        <p v-if="!dialog.scenario" class="quiet">{{ t('web.scenario.new.detail') }}</p>
        <label class="field"><span>{{ t('web.scenario.name') }}</span><input ref="field" v-model="name" :maxlength="scenarios.nameLimit" :placeholder="t('web.scenario.name.hint')" data-act="scenario-name" autocomplete="off"></label>
        <label class="tick"><input type="checkbox" v-model="isShared" data-act="scenario-shared"><span>{{ t('web.scenario.share') }}<small>{{ t('web.scenario.share.detail') }}</small></span></label>
        <p v-if="problem" class="form-problem" role="alert">{{ problem }}</p>
        <div class="dialog-actions"><button type="button" class="btn" @click="close">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="!name.trim() || isBusy" data-act="save-scenario">{{ t(dialog.scenario ? 'web.action.save' : 'web.scenario.make') }}</button></div>
      </form>
    </q-dialog>
    <q-dialog :model-value="dialog?.kind === 'discard'" @update:model-value="close">
      <div v-if="dialog?.kind === 'discard'" class="dialog"><h2>{{ t('web.scenario.discard.title', { name: dialog.scenario.name }) }}</h2><p>{{ t('web.scenario.discard.detail') }}</p>
        <div class="dialog-actions"><button class="btn" @click="close">{{ t('web.action.cancel') }}</button><button class="btn danger" :disabled="isBusy" data-act="discard-now" @click="letGo">{{ t('web.scenario.discard') }}</button></div>
      </div>
    </q-dialog>
    <q-dialog :model-value="dialog?.kind === 'rebase'" @update:model-value="close">
      <div v-if="dialog?.kind === 'rebase'" class="dialog wide"><h2>{{ t('web.scenario.rebase.title') }}</h2><p>{{ t('web.scenario.rebase.detail', { count: dialog.total }) }}</p>
        <conflict-table v-model="stands" :inputs="dialog.conflicts" :total="dialog.total"/>
        <div class="dialog-actions"><button class="btn" @click="close">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="isBusy || !isDecided" data-act="rebase-now" @click="update">{{ t('web.scenario.rebase.now') }}</button></div>
      </div>
    </q-dialog>
    <merge-scenario v-if="dialog?.kind === 'merge'" :scenario="dialog.scenario" @close="close"/>`,
  setup() {
    const name = ref(''), isShared = ref(false), problem = ref(''), stands = ref(UNDECIDED), isBusy = ref(false), field = ref();
    const dialog = computed(() => scenarios.dialog);
    const close = () => { scenarios.dialog = null; };
    watch(dialog, async (now) => {
      problem.value = '';
      stands.value = UNDECIDED;
      if (now?.kind !== 'name') return;
      name.value = now.scenario?.name ?? '';
      isShared.value = now.scenario?.isShared ?? false;
      await nextTick();
      setTimeout(() => field.value?.focus(), 60);
    });

    async function attempt(work) {
      isBusy.value = true;
      try {
        await work();
        close();
        return null;
      } catch (failure) {
        return failure;
      } finally {
        isBusy.value = false;
      }
    }

    async function save() {
      if (!name.value.trim()) return;
      const known = dialog.value.scenario;
      const failure = await attempt(() => (known ? rename(known.id, name.value.trim(), isShared.value) : create(name.value.trim(), isShared.value)));
      if (failure) problem.value = sentenceOf(failure, t('web.list'));
    }

    async function letGo() {
      const failure = await attempt(() => discard(dialog.value.scenario.id));
      if (failure) close();
    }

    async function update() {
      const failure = await attempt(() => rebase(dialog.value.scenario, said(stands.value)));
      if (failure) { close(); notifyProblem(failure); }
    }
    const isDecided = computed(() => dialog.value?.kind !== 'rebase' || !undecided(stands.value, dialog.value.conflicts, dialog.value.total));
    return { scenarios, dialog, name, isShared, problem, stands, isDecided, isBusy, field, close, save, letGo, update };
  },
});
