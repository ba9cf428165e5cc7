// SPDX-License-Identifier: Apache-2.0
// One thread: what it is about, what was said, what it said before; answer, settle, take note, take it out as a file.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { moment, text } from '../kit/i18n.js';
import { follow } from '../store/router.js';
import { initials } from '../store/presence.js';
import { can, session } from '../store/session.js';
import { edit, pieces, reply, settle, takeNote } from '../store/talk.js';
import CommentBox from './CommentBox.js';

export default define('TalkThread', {
  components: { CommentBox },
  props: { thread: Object, isHere: Boolean },
  template: `
    <article class="talk-thread" :class="{ settled: thread.resolved }" :data-thread="thread.id">
      <header><button v-if="!isHere" class="link" data-act="talk-go" :title="t('web.talk.go')" @click="goThere">{{ text(thread.subject.label) }}</button><span v-if="thread.resolved" class="tag good">{{ t('web.talk.settled') }}</span><span v-else-if="isHere && thread.subject.kind === 'row'" class="tag">{{ t('web.talk.row') }}</span>
        <small v-if="moved" class="talk-moved">{{ t('web.talk.moved', { then: valueText(thread.valueThen, thread.unit, { fine: true }) || '·', now: valueText(thread.valueNow, thread.unit, { fine: true }) || '·' }) }}</small></header>
      <ol><li v-for="one in thread.comments" :key="one.comment" :data-comment="one.comment">
        <span class="initials" aria-hidden="true">{{ initials(text(one.by.name)) }}</span>
        <div class="comment-body">
          <p class="comment-head"><b>{{ text(one.by.name) }}</b><small>{{ at(one.at) }}</small><button v-if="one.earlier.length" class="link small" :aria-expanded="ui.opened === one.comment" data-act="comment-history" @click="ui.opened = ui.opened === one.comment ? 0 : one.comment">{{ t('web.talk.edited', { count: one.earlier.length }) }}</button><button v-if="one.isOwn && mayWrite && ui.editing !== one.comment" class="icon-btn tiny" :title="t('web.talk.edit')" :aria-label="t('web.talk.edit')" data-act="edit-comment" @click="ui.editing = one.comment"><i class="icon" aria-hidden="true">edit</i></button></p>
          <comment-box v-if="ui.editing === one.comment" :subject="thread.subject.key" :place="'edit:' + one.comment" :comment="one" :label="t('web.talk.edit')" :send="(words) => edit(thread.id, one.comment, words)" is-focused can-cancel @cancel="ui.editing = 0" @sent="ui.editing = 0"/>
          <template v-else>
            <p class="comment-text"><template v-for="(part, index) in pieces(one)" :key="index"><span v-if="part.person" class="named" :class="{ me: part.person.login === session.person.login, untold: part.person.isTold === false }" :title="part.person.isTold === false ? t('web.talk.untold', { names: text(part.person.name) }) : null">{{ part.text }}<i v-if="part.person.isTold === false" class="icon" aria-hidden="true">visibility_off</i></span><template v-else>{{ part.text }}</template></template></p>
            <ol v-if="ui.opened === one.comment" class="comment-earlier"><li v-for="(old, index) in one.earlier" :key="index"><small>{{ t('web.talk.until', { at: at(old.until) }) }}</small><p class="comment-text">{{ pieces({ ...one, text: old.text }).map((part) => part.text).join('') }}</p></li></ol>
          </template>
        </div>
      </li></ol>
      <p v-if="thread.resolved" class="quiet talk-end">{{ t('web.talk.settled-by', { name: text(thread.resolved.by.name), at: at(thread.resolved.at) }) }}</p>
      <comment-box v-if="ui.isAnswering" :subject="thread.subject.key" :place="'reply:' + thread.id" :label="t('web.talk.reply')" :send="(words) => reply(thread.id, words)" is-focused can-cancel @cancel="ui.isAnswering = false" @sent="ui.isAnswering = false"/>
      <footer v-else-if="mayWrite" class="talk-foot">
        <button class="btn small" :class="{ primary: thread.waitsForReader }" data-act="reply" @click="ui.isAnswering = true"><i class="icon" aria-hidden="true">reply</i>{{ t('web.talk.reply') }}</button>
        <button v-if="thread.waitsForReader" class="btn small" data-act="take-note" :disabled="ui.isBusy" @click="run(() => takeNote(thread.id))">{{ t('web.talk.take-note') }}</button>
        <button class="btn small" data-act="settle" :disabled="ui.isBusy" @click="run(() => settle(thread.id, !thread.resolved))"><i class="icon" aria-hidden="true">{{ thread.resolved ? 'undo' : 'check' }}</i>{{ t(thread.resolved ? 'web.talk.reopen' : 'web.talk.settle') }}</button>
        <a v-if="can('exportData')" class="icon-btn" :href="'/api/v1/exports/thread?thread=' + thread.id" download data-act="talk-export" :title="t('web.talk.export')" :aria-label="t('web.talk.export')"><i class="icon" aria-hidden="true">file_download</i></a>
      </footer>
    </article>`,
  setup(props) {
    const ui = reactive({ editing: 0, opened: 0, isAnswering: false, isBusy: false });
    const at = (milliseconds) => moment(new Date(milliseconds).toISOString());
    async function run(work) {
      ui.isBusy = true;
      try { await work(); } catch { /* the problem was shown */ } finally { ui.isBusy = false; }
    }
    return {
      goThere: () => follow(props.thread.subject.link.replace(/[?&]thread=\d+$/, '')),
      ui, at, run, can, initials, session, text, pieces, edit, reply, settle, takeNote,
      /** Looking as somebody else, one says nothing. */
      mayWrite: computed(() => !session.isReader),
      moved: computed(() => props.thread.valueThen !== null && props.thread.valueThen !== props.thread.valueNow),
    };
  },
});
