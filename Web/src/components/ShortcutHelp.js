// SPDX-License-Identifier: Apache-2.0
import { define } from '../kit/template.js';

const GROUPS = [
  { key: 'everywhere', keys: [['?', 'help'], ['Alt+1…8', 'screens'], ['Ctrl+Z', 'undo'], ['Ctrl+Y', 'redo'], ['Esc', 'close']] },
  { key: 'grid', keys: [['↑ ↓ ← →', 'move'], ['Tab / Enter', 'commit'], ['Alt+Enter', 'impact'], ['F2', 'edit'], ['Shift+F2', 'comment'], ['Home / End', 'row-ends'], ['Ctrl+Home / Ctrl+End', 'corners'], ['PgUp / PgDn', 'page'], ['Alt+← / Alt+→', 'fold'], ['Shift+↑ ↓ ← →', 'extend'], ['Ctrl+C / Ctrl+V', 'copy'], ['Ctrl+D / Ctrl+R', 'fill'], ['Delete', 'clear'], ['Ctrl+I', 'explain']] },
  { key: 'inbox', keys: [['J / K', 'move'], ['A', 'approve'], ['R', 'back'], ['C', 'comment'], ['Ctrl+Enter', 'confirm']] },
  { key: 'alerts', keys: [['J / K', 'move'], ['A', 'note'], ['S', 'snooze'], ['W', 'why'], ['O', 'open']] },
  { key: 'model', keys: [['Ctrl+S', 'preview'], ['Ctrl+Enter', 'commit'], ['F8 / Shift+F8', 'finding'], ['Ctrl+Space', 'complete'], ['Ctrl+F', 'find'], ['Ctrl+/', 'comment']] },
  { key: 'entry', keys: [['1.2万 · 3亿', 'units'], ['(500)', 'brackets'], ['15%', 'percent'], ['+10% · *1.05', 'relative']] },
];

export default define('ShortcutHelp', {
  props: { modelValue: Boolean },
  emits: ['update:modelValue'],
  template: `
    <q-dialog :model-value="modelValue" @update:model-value="$emit('update:modelValue', $event)">
      <div class="dialog wide"><h2>{{ t('web.help.title') }}</h2>
        <div class="help-groups"><section v-for="group in groups" :key="group.key"><h3>{{ t('web.help.' + group.key) }}</h3><dl><template v-for="[keys, what] in group.keys" :key="what"><dt><kbd>{{ keys }}</kbd></dt><dd>{{ t('web.help.' + group.key + '.' + what) }}</dd></template></dl></section></div>
        <div class="dialog-actions"><button class="btn" v-close-popup>{{ t('web.action.close') }}</button></div>
      </div>
    </q-dialog>`,
  setup: () => ({ groups: GROUPS }),
});
