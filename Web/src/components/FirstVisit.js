// SPDX-License-Identifier: Apache-2.0
// An empty workspace asks what to begin with; whoever may bring nothing in is told who can.
import { computed, onBeforeUnmount, ref } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { post } from '../store/api.js';
import { notifyProblem } from '../store/notices.js';
import { go } from '../store/router.js';
import { can, loadWorkspace, session } from '../store/session.js';

const LOOK_MS = 10000;

export default define('FirstVisit', {
  template: `
    <main class="first-visit">
      <template v-if="!can('importFacts')">
        <h1>{{ t('web.first.wait') }}</h1>
        <p class="lead">{{ t(starters.length ? 'web.first.wait.detail' : 'web.first.wait.nobody') }}</p>
        <ul class="first-starters"><li v-for="(one, index) in starters" :key="index"><b>{{ text(one.name) }}</b><small>{{ text(one.role) }}</small></li></ul>
        <p><button class="btn" data-act="look-around" @click="lookAround">{{ t('web.first.look') }}</button></p>
      </template>
      <template v-else>
      <h1>{{ t('web.first.title') }}</h1>
      <p class="lead">{{ t('web.first.lead') }}</p>
      <fieldset v-if="templates.length > 1" class="first-templates"><legend>{{ t('web.first.template') }}</legend>
        <label v-for="one in templates" :key="one.key" :class="{ on: one.key === template }"><input v-model="template" type="radio" name="template" :value="one.key" :data-template="one.key"><b>{{ text(one.label) }}</b><small>{{ text(one.detail) }}</small></label>
      </fieldset>
      <div class="first-choices">
        <button v-for="one in choices" :key="one.choice" class="first-choice" :disabled="!!busy" @click="choose(one.choice)">
          <i class="icon" aria-hidden="true">{{ one.icon }}</i>
          <b>{{ t('web.first.' + one.choice) }}</b>
          <span>{{ t('web.first.' + one.choice + '.detail') }}</span>
          <em v-if="busy === one.choice">{{ t('web.first.busy') }}</em>
        </button>
      </div>
      </template>
    </main>`,
  setup() {
    const busy = ref('');
    /** Those who may not change the model begin with the standard one. */
    const templates = computed(() => (can('editModel') ? session.workspace?.templates ?? [] : []));
    const template = ref(templates.value[0]?.key ?? '');
    const choices = [{ choice: 'demo', icon: 'store' }, { choice: 'import', icon: 'upload_file' }, { choice: 'blank', icon: 'crop_free' }];
    // Whoever waits for others sees it when they have begun.
    const looks = can('importFacts') ? 0 : setInterval(() => loadWorkspace().catch(() => { /* the next look may succeed */ }), LOOK_MS);
    onBeforeUnmount(() => clearInterval(looks));
    function lookAround() {
      session.isPastFirstVisit = true;
      go('overview');
    }
    async function choose(choice) {
      busy.value = choice;
      try {
        await post('/workspace/setup', choice === 'demo' || !template.value ? { choice } : { choice, template: template.value });
        await loadWorkspace();
        session.isPastFirstVisit = true;
        go(choice === 'import' ? 'imports' : 'overview');
      } catch (problem) {
        notifyProblem(problem);
      } finally {
        busy.value = '';
      }
    }
    return { can, lookAround, starters: computed(() => session.workspace?.starters ?? []), busy, choices, choose, template, templates, text };
  },
});
