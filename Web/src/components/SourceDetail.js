// SPDX-License-Identifier: Apache-2.0
// One source: how it stands, what stood in the way, how far each query was read, and every run.
import { computed, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { day, moment, t, text } from '../kit/i18n.js';
import { formatCount } from '../kit/numbers.js';
import { placeOf, pushLines } from '../kit/sources.js';
import { session } from '../store/session.js';
import { wordsOf } from '../store/notices.js';
import { useView } from '../store/view.js';
import FindingTable from './FindingTable.js';
import { ago, behind } from './SourceTable.js';

export default define('SourceDetail', {
  components: { FindingTable },
  props: { id: { type: [String, Number] }, now: Number, tick: Number, busy: Number },
  emits: ['close', 'edit', 'act'],
  template: `
    <div class="drawer-veil" @mousedown.self="$emit('close')" @keydown.esc.stop="$emit('close')">
      <aside v-takes-focus tabindex="-1" class="drawer source-drawer" role="dialog" :aria-label="one ? text(one.name) : t('web.nav.sources')">
        <header><div><h2><span lang="">{{ one ? text(one.name) : ' ' }}</span><i v-if="one" class="tag">{{ t('web.sources.type.' + one.type) }}</i></h2><p class="basis" lang="">{{ about }}</p></div><button class="icon-btn" :aria-label="t('web.action.close')" @click="$emit('close')"><i class="icon" aria-hidden="true">close</i></button></header>
        <div class="drawer-body"><state-box :state="state" :has-data="!!data" :rows="6" @retry="reload">
          <div class="source-head"><span class="health-mark" :class="health.state"><i class="dot" aria-hidden="true"></i>{{ text(health.label) }}</span><span v-if="health.isRunning" class="quiet">{{ t('web.sources.running') }}</span><span class="spacer"></span>
            <template v-if="mayEdit"><button v-if="one.type !== 'push'" class="btn" data-act="source-run" :disabled="busy === one.id || one.isPaused || health.isRunning" @click="$emit('act', one, 'run-source', {})">{{ t('web.sources.run') }}</button><button class="btn" data-act="source-pause" :disabled="busy === one.id" @click="$emit('act', one, 'pause-source', { isPaused: !one.isPaused })">{{ t(one.isPaused ? 'web.sources.resume' : 'web.sources.pause') }}</button><button class="btn" data-act="source-edit" @click="$emit('edit', { ...data.draft, id: one.id, seen: one.savedIn, hasSecret: one.hasSecret })">{{ t('web.sources.edit') }}</button></template></div>
          <div v-if="health.fault" class="source-fault" role="alert"><i class="icon" aria-hidden="true">error_outline</i><div><b>{{ fault.title }}</b><p v-if="fault.detail">{{ fault.detail }}</p><code v-if="health.fault.said">{{ health.fault.said }}</code><p>{{ fault.hint }}</p><small class="quiet">{{ tried }}</small></div></div>
          <dl class="pairs source-pairs"><template v-for="[key, value] in facts" :key="key"><dt>{{ t('web.sources.fact.' + key) }}</dt><dd>{{ value }}</dd></template></dl>
          <section v-if="one.marks.some((mark) => mark.mark || mark.newestDay)"><h3>{{ t('web.sources.marks') }}</h3><div class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.sources.kind') }}</th><th>{{ t('web.sources.mark-at') }}</th><th>{{ t('web.sources.newest-day') }}</th></tr></thead><tbody><tr v-for="mark in one.marks" :key="mark.kind"><td>{{ text(mark.label) }}</td><td class="nowrap">{{ mark.mark ?? '–' }}</td><td class="nowrap">{{ mark.newestDay ? day(mark.newestDay) : '–' }}</td></tr></tbody></table></div></section>
          <section><h3>{{ t('web.sources.runs') }} <small>{{ t('web.sources.runs.note') }}</small></h3>
            <p v-if="!data.runs.length" class="quiet">{{ t('web.sources.runs.none') }}</p>
            <div v-else class="scroll-x"><table class="data-table source-runs"><thead><tr><th>{{ t('web.sources.run.time') }}</th><th>{{ t('web.sources.run.what') }}</th><th class="num">{{ t('web.sources.run.rows') }}</th><th class="num">{{ t('web.sources.run.added') }}</th><th class="num">{{ t('web.sources.run.corrected') }}</th><th class="num">{{ t('web.sources.run.unchanged') }}</th><th class="num">{{ t('web.sources.run.rejected') }}</th><th>{{ t('web.sources.run.to') }}</th></tr></thead>
              <tbody><template v-for="(run, index) in data.runs" :key="index"><tr :data-run="run.fault ? 'fault' : run.isRecovery ? 'recovery' : run.batch ? 'kept' : 'quiet'" :class="{ bad: run.fault }"><td class="nowrap">{{ moment(run.endedAt) }}</td>
                <template v-if="run.fault"><td colspan="7" class="source-run-fault"><b>{{ wordsOf(run.fault).title }}</b> <span lang="">{{ run.file }}</span> {{ wordsOf(run.fault).detail }}<code v-if="run.fault.said">{{ run.fault.said }}</code></td></template>
                <td v-else-if="run.isRecovery" colspan="7" class="favourable">{{ t('web.sources.recovered') }}</td>
                <template v-else><td>{{ run.label ? text(run.label) : '' }}<small v-if="run.file" class="quiet" lang="">{{ run.file }}</small><i v-if="run.isHeld" class="tag warn">{{ t('web.sources.held') }}</i></td><td class="num">{{ whole(run.rows) }}</td><td class="num">{{ whole(run.added) }}</td><td class="num">{{ whole(run.corrected) }}</td><td class="num quiet">{{ whole(run.unchanged) }}</td>
                  <td class="num" :class="{ negative: run.rejected }"><button v-if="run.findings.length" class="link" :aria-expanded="ui.open === index" @click="ui.open = ui.open === index ? -1 : index">{{ run.rejected || t('web.sources.notes') }}</button><template v-else>{{ whole(run.rejected) }}</template></td><td class="nowrap"><code v-if="run.to">{{ run.to }}</code><span v-if="!run.batch" class="quiet">{{ t('web.sources.nothing-new') }}</span></td></template></tr>
                <tr v-if="ui.open === index"><td colspan="8"><finding-table :findings="run.findings" :total="run.findingsTotal"/></td></tr></template></tbody></table></div></section>
          <section v-if="data.draft"><h3>{{ t(one.type === 'push' ? 'web.sources.how' : 'web.sources.reads') }}</h3><p v-if="one.type === 'push'" class="source-push"><code v-for="line in pushLines(one.id, one.marks[0]?.kind)" :key="line">{{ line }}</code><span class="quiet">{{ t('web.sources.how.token') }}</span></p><div v-for="query in data.draft.queries" :key="query.kind" class="source-query"><p><b>{{ labelOf(query.kind) }}</b><span v-if="query.markColumn" class="quiet"> {{ t('web.sources.by-mark', { column: query.markColumn }) }}</span><span v-else-if="query.text" class="quiet"> {{ t('web.sources.no-mark') }}</span></p><pre v-if="query.text" class="source-sql">{{ query.text }}</pre></div>
            <p v-if="mayEdit" class="source-last"><button v-if="one.type !== 'push' && one.type !== 'folder'" class="btn small" data-act="source-again" :disabled="busy === one.id || one.isPaused" :title="t('web.sources.again.why')" @click="$emit('act', one, 'run-source', { isFromStart: true })">{{ t('web.sources.again') }}</button><button v-if="!ui.isSure" class="btn small" data-act="source-remove" @click="ui.isSure = true">{{ t('web.sources.remove') }}</button><template v-else><span>{{ t('web.sources.remove.sure') }}</span><button class="btn small danger" data-act="source-remove-sure" @click="$emit('act', one, 'remove-source', {})">{{ t('web.sources.remove') }}</button><button class="btn small" @click="ui.isSure = false">{{ t('web.action.cancel') }}</button></template></p></section>
        </state-box></div>
      </aside>
    </div>`,
  setup(props) {
    const ui = reactive({ open: -1, isSure: false });
    const { data, state, reload, refresh } = useView(() => `/sources/${props.id}`, { concerns: (change) => /^(source|facts)\./.test(change.kind ?? '') });
    watch(() => props.tick, refresh);
    const one = computed(() => data.value?.source ?? null), health = computed(() => one.value?.health ?? {});
    const facts = computed(() => [
      ['owner', text(one.value.owner) + (one.value.ownerLogin ? ` (${one.value.ownerLogin})` : '')], ['schedule', text(one.value.schedule)],
      ['last', health.value.lastSuccess ? `${moment(health.value.lastSuccess)} · ${ago(health.value.lastSuccess, props.now)}` : t('web.sources.never')],
      ['next', one.value.type === 'push' ? t('web.sources.pushed') : health.value.nextRun ? ago(Math.max(health.value.nextRun, props.now), props.now) : '–'],
      ['lag', behind(health.value.lag)], ['rows', formatCount(String(health.value.rowsToday), { zero: '0' })],
    ]);
    return {
      ui, data, state, reload, one, health, facts, wordsOf, fault: computed(() => wordsOf(health.value.fault)), text, moment, day, t, pushLines,
      mayEdit: computed(() => !!data.value?.mayEdit && !session.isReader),
      about: computed(() => (one.value?.type === 'push' ? t('web.sources.pushed') : placeOf(data.value?.draft))),
      tried: computed(() => [health.value.failingSince ? t('web.sources.since', { time: moment(health.value.failingSince) }) : '', health.value.failures > 1 ? t('web.sources.failures', { count: health.value.failures }) : '', health.value.nextRun ? t('web.sources.next-try', { time: ago(Math.max(health.value.nextRun, props.now), props.now) }) : ''].filter(Boolean).join(' · ')),
      labelOf: (kind) => text(one.value.marks.find((mark) => mark.kind === kind)?.label) || kind,
      whole: (value) => formatCount(String(value), { zero: '0' }),
    };
  },
});
