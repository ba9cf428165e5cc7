// SPDX-License-Identifier: Apache-2.0
// Around a screen's data: skeleton while loading, the problem with a way on, or a sentence when there is nothing.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { wordsOf } from '../store/notices.js';

export default define('StateBox', {
  props: { state: Object, hasData: Boolean, isEmpty: Boolean, emptyKey: { default: 'web.state.empty' }, rows: { default: 6 } },
  emits: ['retry'],
  template: `
    <div v-if="words && !hasData" class="state-box problem" role="alert"><i class="icon" aria-hidden="true">error_outline</i><b>{{ words.title }}</b><p v-if="words.detail">{{ words.detail }}</p><p v-if="words.hint">{{ words.hint }}</p><button class="btn" @click="$emit('retry')">{{ t('web.action.retry') }}</button></div>
    <div v-else-if="!hasData" class="skeleton" aria-busy="true" :aria-label="t('web.state.loading')"><div v-for="n in rows" :key="n" class="skeleton-row"></div></div>
    <div v-else-if="isEmpty" class="state-box"><i class="icon" aria-hidden="true">inbox</i><b>{{ t(emptyKey) }}</b><p>{{ t(emptyKey + '.hint') }}</p><slot name="empty"/></div>
    <slot v-else/>`,
  setup: (props) => ({ words: computed(() => (props.state?.problem ? wordsOf(props.state.problem) : null)) }),
});
