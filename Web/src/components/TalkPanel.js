// SPDX-License-Identifier: Apache-2.0
// 讨论 beside the screen: all that is said here, or the threads of the company that the reader may see; one of them opened.
import { computed, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { moment, t, text } from '../kit/i18n.js';
import { session } from '../store/session.js';
import { book, plain, start, talk, threadsAbout, threadsIn } from '../store/talk.js';
import { useView } from '../store/view.js';
import CommentBox from './CommentBox.js';
import TalkThread from './TalkThread.js';

const LANES = ['here', 'open', 'mine', 'resolved'];
const PAGE = 50, MOST = 200, TYPING_MS = 250;

export default define('TalkPanel', {
  components: { CommentBox, TalkThread },
  template: `
    <div class="talk" @keydown="keep" @copy="keep" @cut="keep" @paste="keep">
      <nav class="talk-lanes"><segment-switch :model-value="book.thread ? null : lane" :options="lanes" :label="t('web.talk.lanes')" data-act="talk-lane" @update:model-value="choose"/></nav>
      <template v-if="book.thread">
        <button class="link talk-back" data-act="talk-back" @click="book.thread = null"><i class="icon" aria-hidden="true">arrow_back</i>{{ t('web.talk.back') }}</button>
        <state-box :state="state" :has-data="!!data?.thread" :rows="4" @retry="reload"><talk-thread :thread="data.thread"/></state-box>
      </template>
      <template v-else-if="lane === 'here'">
        <h2 class="talk-about">{{ text(data?.subject?.label ?? book.subject.label) }}</h2>
        <state-box :state="state" :has-data="!!data?.threads" :rows="4" @retry="reload">
          <talk-thread v-for="thread in data.threads" :key="thread.id" :thread="thread" is-here/>
          <p v-if="!data.threads.length" class="quiet talk-none">{{ t('web.talk.empty.here') }}</p>
        </state-box>
        <template v-if="!session.isReader">
          <comment-box v-if="isWriting || (data?.threads && !hasOpen)" :key="book.subject.key" :subject="book.subject.key" :place="'start:' + book.subject.key" :label="t('web.talk.start')" :send="begin" :is-focused="!isNarrow" :can-cancel="hasOpen" @cancel="isWriting = false" @sent="isWriting = false"/>
          <button v-else-if="data?.threads" class="btn small talk-another" data-act="another-thread" @click="isWriting = true"><i class="icon" aria-hidden="true">add_comment</i>{{ t('web.talk.another') }}</button>
        </template>
      </template>
      <template v-else>
        <input class="input talk-search" type="search" name="talk-search" :value="book.words" :placeholder="t('web.talk.search')" :aria-label="t('web.talk.search')" @input="search($event.target.value)">
        <state-box :state="state" :has-data="!!data?.threads" :rows="6" :is-empty="!data?.threads.length" :empty-key="book.words ? 'web.talk.empty.search' : { open: 'web.talk.empty.open', mine: 'web.talk.empty.mine', resolved: 'web.talk.empty.resolved' }[lane]" @retry="reload">
          <ul class="talk-list"><li v-for="thread in data.threads" :key="thread.id" :class="{ waits: thread.waitsForReader }"><button type="button" :data-thread="thread.id" @click="book.thread = thread.id">
            <span class="talk-line"><b>{{ text(thread.subject.label) }}</b><em v-if="thread.comments.length > 1" class="count" :title="t('web.talk.count', { count: thread.comments.length })">{{ thread.comments.length }}</em></span>
            <span class="talk-last">{{ t('web.talk.said', { name: text(last(thread).by.name), words: plain(last(thread)) }) }}</span>
            <small>{{ at(last(thread).at) }}<template v-if="thread.waitsForReader"> · {{ t('web.talk.waits') }}</template><template v-if="thread.resolved"> · {{ t('web.talk.settled') }}</template></small>
          </button></li></ul>
          <button v-if="data.isMore && limit < most" class="btn small" @click="limit += page">{{ t('web.talk.more', { count: data.total - data.threads.length }) }}</button>
          <p v-else-if="data.isMore" class="quiet talk-none">{{ t('web.talk.too-many', { count: data.total - data.threads.length }) }}</p>
        </state-box>
      </template>
    </div>`,
  setup() {
    const isWriting = ref(false), limit = ref(PAGE);
    let timer = 0;
    const words = ref(book.words);
    const lane = computed(() => (book.lane === 'here' && !book.subject ? 'open' : book.lane));
    const address = computed(() => (book.thread ? `/threads/${book.thread}` : lane.value === 'here' ? threadsAbout(book.subject.key) : threadsIn(lane.value, words.value, limit.value)));
    const { data, state, reload } = useView(() => address.value, { about: 'talk' });
    // What stands here belongs to the place before until the answer comes.
    watch(address, (now, before) => { if (now.split('?')[0] !== before.split('?')[0] || lane.value === 'here') data.value = null; }, { flush: 'sync' });
    watch(() => book.subject?.key, () => { isWriting.value = false; });

    /** The table takes every key and paste of the page while one of its cells has the focus: what is written here is not meant for it. */
    const keep = (event) => { if (/^(INPUT|TEXTAREA)$/.test(event.target.tagName) && event.key !== 'Escape') event.stopPropagation(); };

    function search(typed) {
      book.words = typed;
      clearTimeout(timer);
      timer = setTimeout(() => { limit.value = PAGE; words.value = typed; }, TYPING_MS);
    }
    return {
      book, talk, lane, limit, most: MOST, page: PAGE, data, state, reload, isWriting, keep, session, text, plain, search, isNarrow: innerWidth < 700,
      last: (thread) => thread.comments.at(-1),
      at: (milliseconds) => moment(new Date(milliseconds).toISOString()),
      hasOpen: computed(() => !!data.value?.threads?.some((one) => !one.resolved)),
      begin: (typed) => start(book.subject.key, typed),
      choose(next) { Object.assign(book, { lane: next, thread: null }); limit.value = PAGE; },
      lanes: computed(() => LANES.filter((value) => value !== 'here' || book.subject).map((value) => ({ value, label: t('web.talk.lane.' + value) + (value === 'open' && talk.open ? ` ${talk.open}` : '') }))),
    };
  },
});
