// SPDX-License-Identifier: Apache-2.0
// Opens what is said about a thing, with the number of threads that are open.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { marks, openTalk } from '../store/talk.js';

export default define('TalkButton', {
  props: { subject: String, label: { default: '' } },
  template: `<button type="button" class="btn small talk-button" data-act="talk" :data-subject="subject" @click="openTalk({ key: subject, label })"><i class="icon" aria-hidden="true">forum</i>{{ t('web.talk.title') }}<em v-if="count" class="count">{{ count }}</em></button>`,
  setup: (props) => ({ openTalk, count: computed(() => marks.value.get(props.subject)?.open ?? 0) }),
});
