// SPDX-License-Identifier: Apache-2.0
// An empty workspace asks what to begin with.
import { ref } from 'vue';
import { define } from '../kit/template.js';
import { post } from '../store/api.js';
import { notifyProblem } from '../store/notices.js';
import { go } from '../store/router.js';
import { loadWorkspace, session } from '../store/session.js';

export default define('FirstVisit', {
  template: `
    <main class="first-visit">
      <h1>{{ t('web.first.title') }}</h1>
      <p class="lead">{{ t('web.first.lead') }}</p>
      <div class="first-choices">
        <button v-for="one in choices" :key="one.choice" class="first-choice" :disabled="!!busy" @click="choose(one.choice)">
          <i class="icon" aria-hidden="true">{{ one.icon }}</i>
          <b>{{ t('web.first.' + one.choice) }}</b>
          <span>{{ t('web.first.' + one.choice + '.detail') }}</span>
          <em v-if="busy === one.choice">{{ t('web.first.busy') }}</em>
        </button>
      </div>
    </main>`,
  setup() {
    const busy = ref('');
    const choices = [{ choice: 'demo', icon: 'store' }, { choice: 'import', icon: 'upload_file' }, { choice: 'blank', icon: 'crop_free' }];
    async function choose(choice) {
      busy.value = choice;
      try {
        await post('/workspace/setup', { choice });
        await loadWorkspace();
        session.isPastFirstVisit = true;
        go(choice === 'import' ? 'imports' : 'overview');
      } catch (problem) {
        notifyProblem(problem);
      } finally {
        busy.value = '';
      }
    }
    return { busy, choices, choose };
  },
});
