// SPDX-License-Identifier: Apache-2.0
// One approval: who wants what and why, the figures that are signed, where it lies, what happened, and what the reader may do.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { moment, t, text } from '../kit/i18n.js';
import ApprovalActions from './ApprovalActions.js';
import ApprovalFigures from './ApprovalFigures.js';
import TalkButton from './TalkButton.js';

export default define('ApprovalDetail', {
  components: { ApprovalActions, ApprovalFigures, TalkButton },
  props: { approval: Object },
  emits: ['back', 'done'],
  template: `
    <article class="card approval-detail" :data-open="approval.id">
      <header class="approval-head"><button class="icon-btn narrow-only" :aria-label="t('web.inbox.back')" data-act="inbox-back" @click="$emit('back')"><i class="icon" aria-hidden="true">arrow_back</i></button>
        <div><h2>{{ text(approval.title) }}</h2><p class="meta">{{ t('web.inbox.purpose.' + approval.purpose) }} · {{ t('web.inbox.flow', { name: text(approval.flow), version: approval.version }) }}<template v-if="approval.round > 1"> · {{ t('web.inbox.round', { round: approval.round }) }}</template></p></div>
        <talk-button :subject="'approval:' + approval.id" :label="approval.title"/>
        <a class="btn small" :href="approval.link" data-act="open-form"><i class="icon" aria-hidden="true">open_in_new</i>{{ t(approval.form ? 'web.inbox.open-form' : 'web.inbox.open-screen') }}</a></header>
      <p class="approval-words"><b>{{ text(approval.submitter) }}</b> <span class="quiet">{{ at(approval.submittedAt) }}</span><q v-if="approval.reason">{{ approval.reason }}</q></p>
      <p v-if="!approval.isCurrent" class="approval-note warn" role="status"><i class="icon" aria-hidden="true">sync_problem</i>{{ t('web.inbox.moved.' + (approval.isOwn ? 'own' : 'other')) }}</p>
      <p v-for="(block, index) in blocks" :key="index" class="approval-note bad" role="status"><i class="icon" aria-hidden="true">block</i>{{ t('web.inbox.blocked', { step: text(block.step) }) }} {{ t('web.inbox.block.' + block.reason, { subject: text(block.subject) }) }}</p>
      <p v-if="approval.task" class="approval-note mine"><i class="icon" aria-hidden="true">pending_actions</i>{{ t('web.inbox.yours', { step: text(approval.task.step), since: at(approval.task.since) }) }}</p>
      <p v-else-if="approval.waits.length" class="approval-note"><i class="icon" aria-hidden="true">hourglass_empty</i>{{ t('web.inbox.lies-with', { names }) }}</p>
      <approval-figures v-if="approval.figures.length" :figures="approval.figures" :is-change="['change', 'transfer'].includes(approval.purpose)"/>
      <p v-if="hidden" class="approval-note"><i class="icon" aria-hidden="true">visibility_off</i>{{ t('web.inbox.hidden', { parts: hidden }) }}</p>
      <p v-if="limitWords" class="meta">{{ t('web.inbox.limit', { limit: limitWords }) }}</p>
      <approval-actions :approval="approval" @done="$emit('done', $event)"/>
      <section class="approval-trail"><h3>{{ t('web.inbox.trail') }}</h3>
        <ol class="history"><li v-for="(line, index) in trail" :key="index" :class="line.tone"><span>{{ line.words }}<q v-if="line.comment">{{ line.comment }}</q></span><small>{{ line.at }}</small></li></ol>
        <p class="meta" :title="approval.content">{{ t('web.inbox.content', { digest: approval.content.slice(0, 8) }) }}</p>
      </section>
    </article>`,
  setup(props) {
    const at = (milliseconds) => moment(new Date(milliseconds).toISOString());
    const TONES = { approved: 'good', finished: 'good', sentBack: 'warn', blocked: 'bad', ended: 'bad' };
    /** Time acts as well: what nobody did has words of its own. */
    const wordKey = (line) => 'web.inbox.trail.' + line.act + (line.by === null && ['reminded', 'sentBack'].includes(line.act) ? '.by-time' : '');
    return {
      text, at,
      blocks: computed(() => (props.approval.status === 'running' ? props.approval.blocks : [])),
      hidden: computed(() => props.approval.rights.filter((one) => one.right === 'hidden').map((one) => text(one.label)).join(t('web.list'))),
      names: computed(() => props.approval.waits.map((wait) => `${text(wait.person)} · ${text(wait.step)}`).join(t('web.list'))),
      limitWords: computed(() => {
        const { limit } = props.approval;
        if (!limit) return props.approval.purpose === 'budget' ? t('web.budgets.limit.none') : '';
        return limit.percent !== null ? `±${Number(limit.percent)}%` : `±${limit.amount}`;
      }),
      trail: computed(() => [...props.approval.history].reverse().map((line) => ({
        at: at(line.at), comment: line.comment, tone: TONES[line.act] ?? '',
        words: t(wordKey(line), { by: line.behalf ? t('web.stand-in.by', { by: text(line.by), other: text(line.behalf) }) : text(line.by), person: text(line.person), step: text(line.step) }),
      }))),
    };
  },
});
