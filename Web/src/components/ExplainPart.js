// SPDX-License-Identifier: Apache-2.0
// One part of a figure. Opening it asks for its own parts; its name makes it the figure explained.
import { reactive } from 'vue';
import { define } from '../kit/template.js';
import { isOfChange, loadExplanation } from '../store/panel.js';
import SourceNote from './SourceNote.js';

export default define('ExplainPart', {
  components: { SourceNote },
  props: { part: Object, step: Object, depth: Number, largest: Number },
  emits: ['deeper'],
  template: `
    <div class="part" role="treeitem" :aria-expanded="part.hasParts ? open.isOpen : null" :style="{ '--depth': depth }">
      <div class="part-row">
        <button v-if="part.hasParts && part.cell" class="twist" :aria-label="t('web.explain.open-part')" @click="toggle"><i class="icon" aria-hidden="true">{{ open.isOpen ? 'expand_more' : 'chevron_right' }}</i></button><span v-else class="twist"></span>
        <button v-if="part.cell" class="part-name link" @click="$emit('deeper', part.cell, part.label)">{{ text(part.label) }}<small v-if="part.period">{{ text(part.period.label ?? part.period) }}</small></button>
        <span v-else class="part-name">{{ text(part.label) }}<small v-if="part.period">{{ text(part.period.label ?? part.period) }}</small></span>
        <span class="part-value" :class="{ negative: Number(part.contribution ?? part.value) < 0 }">{{ valueText(part.contribution ?? part.value, part.unit, { fine: true, sign: isOfChange(step) }) || '·' }}</span>
      </div>
      <div v-if="largest && part.contribution" class="part-bar"><i :class="{ minus: Number(part.contribution) < 0 }" :style="{ width: Math.abs(Number(part.contribution)) / largest * 100 + '%' }"></i></div>
      <div v-if="open.isOpen" role="group">
        <p v-if="open.isLoading" class="quiet">{{ t('web.state.loading') }}</p>
        <p v-else-if="open.failed" class="quiet">{{ t('web.explain.part-failed') }}</p>
        <template v-else-if="open.data">
          <p v-if="!open.data.parts?.length" class="part-words">{{ text(open.data.words) }}</p>
          <explain-part v-for="(one, index) in open.data.parts" :key="one.cell ?? index" :part="one" :step="step" :depth="depth + 1" :largest="0" @deeper="(cell, label) => $emit('deeper', cell, label)"/>
          <source-note v-if="open.data.source" :source="open.data.source"/>
        </template>
      </div>
    </div>`,
  setup(props) {
    const open = reactive({ isOpen: false, isLoading: false, failed: false, data: null });
    async function toggle() {
      open.isOpen = !open.isOpen;
      if (!open.isOpen || open.data) return;
      open.isLoading = true;
      open.failed = false;
      try {
        open.data = await loadExplanation({ ...props.step, cell: props.part.cell });
      } catch {
        open.failed = true;
      } finally {
        open.isLoading = false;
      }
    }
    return { open, toggle, isOfChange };
  },
});
