// SPDX-License-Identifier: Apache-2.0
// 提到我的: what somebody said to the reader and waits for a word; one click leads to the cell.
import { define } from '../kit/template.js';
import { moment, text } from '../kit/i18n.js';
import { follow } from '../store/router.js';
import { session } from '../store/session.js';
import { lastWord, plain, takeNote, talk } from '../store/talk.js';

export default define('MentionList', {
  template: `
    <div v-if="!talk.mentions.length" class="state-box"><i class="icon" aria-hidden="true">alternate_email</i><b>{{ t('web.talk.empty.mentions') }}</b><p>{{ t('web.talk.empty.mentions.hint') }}</p></div>
    <ul v-else class="card mention-list"><li v-for="thread in talk.mentions" :key="thread.id" :data-mention="thread.id">
      <button type="button" class="mention-open" @click="follow(thread.subject.link)"><span class="talk-line"><b>{{ text(thread.subject.label) }}</b></span><span class="comment-text">{{ t('web.talk.said', { name: text(lastWord(thread).by.name), words: plain(lastWord(thread)) }) }}</span><small>{{ at(lastWord(thread).at) }}</small></button>
      <span class="mention-acts"><button class="btn small primary" data-act="mention-go" @click="follow(thread.subject.link)">{{ t('web.talk.go') }}</button><button v-if="!session.isReader" class="btn small" data-act="mention-note" @click="note(thread)">{{ t('web.talk.take-note') }}</button></span>
    </li></ul>`,
  setup: () => ({
    talk, session, follow, lastWord, plain, text,
    at: (milliseconds) => moment(new Date(milliseconds).toISOString()),
    note: (thread) => takeNote(thread.id).catch(() => { /* the problem was shown */ }),
  }),
});
