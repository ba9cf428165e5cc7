// SPDX-License-Identifier: Apache-2.0
// Two people changed one thing: theirs, yours, who, when, and the choice.
import { define } from '../kit/template.js';
import { commands } from '../store/commands.js';
import { wordsOf } from '../store/notices.js';

export default define('ConflictDialog', {
  template: `
    <q-dialog :model-value="!!commands.conflict" persistent>
      <div v-if="commands.conflict" class="dialog"><h2>{{ t('web.conflict.title') }}</h2>
        <p>{{ wordsOf(commands.conflict.problem).detail || wordsOf(commands.conflict.problem).title }}</p>
        <div class="conflict">
          <div><span>{{ t('web.conflict.theirs') }}</span><b>{{ show(commands.conflict.problem.theirs) }}</b><small v-if="commands.conflict.problem.theirs?.by">{{ who(commands.conflict.problem.theirs.by) }} · {{ moment(commands.conflict.problem.theirs.at) }}</small></div>
          <div><span>{{ t('web.conflict.yours') }}</span><b>{{ show(commands.conflict.problem.yours) }}</b></div>
        </div>
        <div class="dialog-actions"><button class="btn" data-act="keep-theirs" @click="commands.conflict.keepTheirs()">{{ t('web.conflict.keep-theirs') }}</button><button class="btn primary" data-act="keep-mine" @click="commands.conflict.keepMine()">{{ t('web.conflict.keep-mine') }}</button></div>
      </div>
    </q-dialog>`,
  setup: () => ({
    commands, wordsOf,
    show: (side) => (side === null || side === undefined ? '–' : typeof side === 'object' ? side.value ?? '–' : side),
  }),
});
