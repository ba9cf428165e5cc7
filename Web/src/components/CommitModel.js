// SPDX-License-Identifier: Apache-2.0
// The last look before a model is committed: what it costs, and why it is done.
import { computed, nextTick, ref, watch } from 'vue';
import { define } from '../kit/template.js';

export default define('CommitModel', {
  props: { modelValue: Boolean, preview: Object, isSending: Boolean },
  emits: ['update:modelValue', 'commit'],
  template: `
    <q-dialog :model-value="modelValue" @update:model-value="$emit('update:modelValue', $event)">
      <div v-if="preview" class="dialog commit-model" @keydown.ctrl.enter.prevent="send" @keydown.meta.enter.prevent="send"><h2>{{ t('web.model.commit.title') }}</h2>
        <p>{{ t('web.model.commit.words', { measures: measures, cells: count(String(preview.answer.changedCells), { zero: '0' }) }) }}</p>
        <p v-if="preview.answer.checks.length" class="form-problem">{{ t('web.model.commit.checks', { count: preview.answer.checks.length }) }}</p>
        <label v-if="entered" class="tick"><input type="checkbox" v-model="isKnown" data-act="know-lost"><span>{{ t('web.model.commit.lost', { count: entered }) }}</span></label>
        <label class="field"><span>{{ t('web.model.reason') }}</span><textarea ref="field" v-model="reason" rows="3" maxlength="1000" :placeholder="t('web.model.reason.hint')" data-act="reason"></textarea></label>
        <div class="dialog-actions"><button class="btn" v-close-popup>{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="!isReady" :title="t('web.model.commit') + ' (Ctrl+Enter)'" data-act="commit-now" @click="send">{{ t(isSending ? 'web.model.committing' : 'web.model.commit') }}</button></div>
      </div>
    </q-dialog>`,
  setup(props, { emit }) {
    const reason = ref(''), isKnown = ref(false), field = ref();
    const entered = computed(() => (props.preview?.answer.lost ?? []).reduce((total, one) => total + one.cells, 0));
    const isReady = computed(() => reason.value.trim() !== '' && !props.isSending && (!entered.value || isKnown.value));
    watch(() => props.modelValue, async (isOpen) => {
      if (!isOpen) return;
      isKnown.value = false;
      await nextTick();
      setTimeout(() => field.value?.focus(), 60);
    });
    return {
      reason, isKnown, field, entered, isReady,
      measures: computed(() => ['changed', 'added', 'removed', 'renamed'].reduce((total, key) => total + props.preview.answer[key].length, 0)),
      send: () => { if (isReady.value) emit('commit', reason.value.trim()); },
    };
  },
});
