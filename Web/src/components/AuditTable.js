// SPDX-License-Identifier: Apache-2.0
// Events of the audit, one a row; a row opens to what stood there before and after, from where it came and on what it rests.
import { reactive } from 'vue';
import { define } from '../kit/template.js';
import { moment, t, text } from '../kit/i18n.js';
import { unitName } from '../model/words.js';
import { follow } from '../store/router.js';

export default define('AuditTable', {
  props: { rows: Array },
  emits: ['about', 'person'],
  template: `
    <div class="scroll-x"><table class="data-table audit-table">
      <thead><tr><th>{{ t('web.audit.at') }}</th><th>{{ t('web.audit.person') }}</th><th>{{ t('web.audit.group') }}</th><th>{{ t('web.audit.what') }}</th><th>{{ t('web.audit.change') }}</th><th>{{ t('web.audit.from') }}</th><th class="num">{{ t('web.audit.event') }}</th></tr></thead>
      <tbody><template v-for="row in rows" :key="keyOf(row)">
        <tr :data-event="keyOf(row)" :class="{ open: open[keyOf(row)], warn: row.kind === 'session.refused' || row.kind === 'access.locked-out' }" @click="toggle(row, $event)">
          <td class="audit-at"><button class="link" :aria-expanded="!!open[keyOf(row)]" :aria-label="t('web.audit.open')"><i class="icon" aria-hidden="true">{{ open[keyOf(row)] ? 'expand_less' : 'expand_more' }}</i></button>{{ at(row.at) }}</td>
          <td><b>{{ text(row.actor.label) }}</b><small v-if="row.inPlaceOf"> {{ text(row.inPlaceOf) }}</small></td>
          <td><i class="tag">{{ text(row.groupLabel) }}</i></td>
          <td class="audit-what"><span :class="{ quiet: row.isHidden }">{{ text(row.label) }}</span><small v-if="row.reason" class="audit-reason" lang="">“{{ row.reason }}”</small></td>
          <td class="audit-change"><template v-if="row.changes.length && row.isComparison"><span :title="text(row.changes[0].label)"><s v-if="row.changes[0].old !== null" lang="">{{ text(row.changes[0].old) }}</s><span v-if="row.changes[0].isHidden" class="quiet">{{ t('web.audit.hidden') }}</span><template v-else> → <b lang="">{{ text(row.changes[0].new) || t('web.audit.none') }}</b></template></span><small v-if="row.changeCount > 1"> {{ t('web.audit.others', { count: row.changeCount - 1 }) }}</small></template></td>
          <td class="audit-from"><template v-if="row.origin">{{ row.origin.address || t('web.audit.channel.' + row.origin.channel) }}</template><span v-else class="quiet">–</span></td>
          <td class="num quiet">{{ keyOf(row) }}</td>
        </tr>
        <tr v-if="open[keyOf(row)]" class="audit-detail"><td colspan="7"><div class="audit-columns">
          <section><h3>{{ t(row.isComparison || row.isHidden ? 'web.audit.change' : 'web.audit.details') }}</h3>
            <table v-if="row.changes.length" class="data-table"><thead v-if="row.isComparison"><tr><th></th><th class="num">{{ t('web.audit.before') }}</th><th class="num">{{ t('web.audit.after') }}</th></tr></thead><tbody><tr v-for="(one, index) in row.changes" :key="index"><td>{{ text(one.label) }}</td><template v-if="one.isHidden"><td class="num quiet" colspan="2">{{ t('web.audit.hidden') }}</td></template><template v-else><td v-if="row.isComparison" class="num" lang="">{{ text(one.old) || '–' }}</td><td :class="{ num: row.isComparison }" lang=""><b>{{ text(one.new) || '–' }}</b> <small>{{ unitName(one.unit) }}</small></td></template></tr></tbody></table>
            <p v-else class="quiet">{{ t(row.isHidden ? 'web.audit.hidden.why' : 'web.audit.no-change') }}</p>
            <p v-if="row.changeCount > row.changes.length" class="meta">{{ t('web.audit.more-changes', { count: row.changeCount - row.changes.length }) }}</p></section>
          <section><h3>{{ t('web.audit.evidence') }}</h3><dl class="audit-facts">
            <dt>{{ t('web.audit.person') }}</dt><dd>{{ text(row.actor.label) }} <small>{{ row.actor.login }}</small> <button class="link" @click="$emit('person', row.actor.login)">{{ t('web.audit.only-person') }}</button></dd>
            <template v-if="row.subject"><dt>{{ t('web.audit.subject') }}</dt><dd><button v-if="row.subject.link" class="link" data-act="follow" @click="follow(row.subject.link)">{{ text(row.subject.label) }}</button><span v-else>{{ text(row.subject.label) }}</span> <button class="link" data-act="about" @click="$emit('about', row.subject.key)">{{ t('web.audit.only-subject') }}</button></dd></template>
            <template v-if="row.reason"><dt>{{ t('web.audit.reason') }}</dt><dd lang="">{{ row.reason }}</dd></template>
            <template v-for="(one, index) in row.evidence" :key="index"><dt>{{ t('web.audit.evidence.' + one.kind) }}</dt><dd><button v-if="one.link" class="link" lang="" @click="follow(one.link)">{{ one.text }}</button><code v-else lang="">{{ one.text }}</code></dd></template>
            <dt>{{ t('web.audit.from') }}</dt><dd v-if="row.origin">{{ t('web.audit.channel.' + row.origin.channel) }}<template v-if="row.origin.address"> · {{ row.origin.address }}</template><template v-if="row.origin.session"> · {{ t('web.audit.session') }} <code>{{ row.origin.session }}</code></template><small v-if="row.origin.agent" class="audit-agent">{{ row.origin.agent }}</small></dd><dd v-else class="quiet">{{ t('web.audit.no-origin') }}</dd>
            <dt>{{ t('web.audit.hash') }}</dt><dd><code class="audit-hash">{{ row.hash }}</code></dd>
          </dl></section></div></td></tr>
      </template></tbody></table></div>`,
  setup() {
    const open = reactive({});
    const keyOf = (row) => (row.chain === 'trail' ? 'T' : '') + row.event;
    return {
      open, keyOf, t, text, follow, unitName, at: (milliseconds) => moment(new Date(milliseconds).toISOString()),
      toggle(row, event) {
        // A word that is being marked is not a wish to close.
        if (event.target.closest('a') || String(window.getSelection())) return;
        open[keyOf(row)] = !open[keyOf(row)];
      },
    };
  },
});
