// SPDX-License-Identifier: Apache-2.0
// 发件箱: what waits, what arrived, what was given up and why; sent again or discarded by hand.
import { computed, reactive, shallowRef, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { get, request } from '../store/api.js';
import { notifyProblem } from '../store/notices.js';
import { useView } from '../store/view.js';

const STATES = ['all', 'queued', 'dead', 'sent', 'discarded'];

export default define('OutboxTable', {
  template: `
    <article class="card"><h2 class="outbox-head">{{ t('web.outbox.title') }}<segment-switch class="outbox-states" :model-value="ui.state" :options="states" :label="t('web.outbox.title')" data-act="outbox-state" @update:model-value="ui.state = $event"/><button class="btn" data-act="outbox-reload" @click="reload">{{ t('web.outbox.reload') }}</button></h2>
      <state-box :state="state" :has-data="!!data" :rows="6" :is-empty="!rows.length" :empty-key="ui.state === 'all' ? 'web.outbox.empty' : 'web.outbox.empty-state'" @retry="reload">
        <div class="scroll-x"><table class="data-table outbox-table"><thead><tr><th>{{ t('web.outbox.time') }}</th><th>{{ t('web.outbox.person') }}</th><th>{{ t('web.outbox.channel') }}</th><th>{{ t('web.outbox.subject') }}</th><th>{{ t('web.outbox.state') }}</th><th></th></tr></thead>
          <tbody><tr v-for="one in rows" :key="one.id" :data-message="one.id" :data-state="one.state"><td class="nowrap">{{ stamp(one.createdAt) }}</td><td>{{ text(one.person) }}</td><td>{{ one.channelName ?? t('web.channels.mail') }}</td><td class="reason-cell">{{ one.subject }}<small class="quiet">{{ text(one.label) }}</small></td>
            <td class="reason-cell"><i class="tag" :class="{ bad: one.state === 'dead', warn: one.state === 'queued' && one.tries }">{{ t('web.outbox.state.' + standing(one)) }}</i><template v-if="last(one)"><span v-if="one.state !== 'sent'" class="outbox-answer">{{ text(last(one).label) }}</span><code v-if="last(one).words">{{ last(one).words }}</code></template><small v-if="one.dueAt" class="quiet">{{ t(one.tries ? 'web.outbox.next' : 'web.outbox.due', { time: stamp(one.dueAt), count: one.tries }) }}</small></td>
            <td class="member-acts"><template v-if="one.state !== 'sent'"><button class="btn" data-act="resend" :disabled="ui.busy === one.id" @click="act(one, 'POST', '/resend')">{{ t(one.state === 'queued' ? 'web.outbox.now' : 'web.outbox.resend') }}</button><button v-if="one.state !== 'discarded'" class="btn" data-act="discard" :disabled="ui.busy === one.id" @click="act(one, 'DELETE', '')">{{ t('web.outbox.discard') }}</button></template></td></tr></tbody></table></div>
        <p v-if="hasMore" class="meta"><button class="btn" data-act="outbox-more" @click="more">{{ t('web.outbox.more') }}</button></p>
      </state-box></article>`,
  setup() {
    const ui = reactive({ state: 'all', busy: null });
    const address = (before) => '/outbox?' + new URLSearchParams({ ...(ui.state === 'all' ? {} : { state: ui.state }), ...(before ? { before } : {}) });
    const { data, state, reload } = useView(() => address(), { about: 'talk' });
    const older = shallowRef({ rows: [], hasMore: null });
    watch(data, () => { older.value = { rows: [], hasMore: null }; });
    const rows = computed(() => [...(data.value?.messages ?? []), ...older.value.rows]);
    const hasMore = computed(() => older.value.hasMore ?? data.value?.hasMore);
    const states = computed(() => STATES.map((value) => ({ value, label: t('web.outbox.state.' + value) + (value === 'all' || !data.value?.counts[value] ? '' : ' ' + data.value.counts[value]) })));
    async function more() {
      try {
        const page = await get(address(rows.value.at(-1).id));
        older.value = { rows: [...older.value.rows, ...page.messages], hasMore: page.hasMore };
      } catch (problem) {
        notifyProblem(problem);
      }
    }
    async function act(one, method, rest) {
      ui.busy = one.id;
      try {
        await request(method, `/outbox/${one.id}${rest}`);
        await reload();
      } catch (problem) {
        notifyProblem(problem);
      } finally {
        ui.busy = null;
      }
    }
    const stamp = (at) => new Date(at).toLocaleString(undefined, { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false });
    const last = (one) => one.attempts.at(-1)?.answer;
    const standing = (one) => (one.state === 'queued' && one.tries ? 'retrying' : one.state === 'dead' ? 'given-up' : one.state);
    return { standing, ui, data, state, reload, rows, hasMore, states, more, act, stamp, last, t, text };
  },
});
