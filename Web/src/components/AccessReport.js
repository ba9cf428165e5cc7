// SPDX-License-Identifier: Apache-2.0
// 权限报告: what somebody may do and who let them, when they came, which tokens they have, whom they stand in for, what they took out; for printing too.
import { define } from '../kit/template.js';
import { day, moment, t, text } from '../kit/i18n.js';
import { useView } from '../store/view.js';

export default define('AccessReport', {
  props: { path: String },
  template: `
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="false" @retry="reload">
      <article class="report access-report" :data-report="data.login">
        <header class="review-head"><div><h2>{{ t('web.report.access.title', { name: text(data.label) }) }}</h2><p class="meta">{{ text(data.company) }} · {{ data.login }} · {{ text(data.role) }} · {{ t('web.report.access.made', { at: at(data.madeAt) }) }}</p></div>
          <div class="audit-tags"><i class="tag" :class="{ bad: !data.isOpen }">{{ t(data.isOpen ? 'web.report.access.open' : 'web.members.closed') }}</i><i class="tag" :class="{ warn: !data.hasSecondFactor }">{{ t(data.hasSecondFactor ? 'web.report.access.factor' : 'web.report.access.no-factor') }}</i></div></header>
        <section data-section="rights"><h3>{{ t('web.report.access.rights') }}</h3><p class="meta">{{ t('web.report.access.source', { role: text(data.role), scope: scopeOf(data.scope) }) }}</p>
          <ul class="access-rights"><li v-for="one in data.rights" :key="one.key" :class="{ quiet: !one.isHeld }" :data-right="one.key"><i class="icon" :class="{ favourable: one.isHeld }" aria-hidden="true">{{ one.isHeld ? 'check' : 'remove' }}</i>{{ text(one.label) }}<small v-if="one.isNarrowedAway"> {{ t('web.report.access.narrowed') }}</small></li></ul></section>
        <section data-section="history"><h3>{{ t('web.report.access.history') }}</h3><div class="review-box"><table class="data-table report-table"><thead><tr><th>{{ t('web.audit.at') }}</th><th>{{ t('web.audit.what') }}</th><th>{{ t('web.members.role') }}</th><th>{{ t('web.members.scope') }}</th><th>{{ t('web.report.access.by') }}</th><th class="num">{{ t('web.audit.event') }}</th></tr></thead><tbody><tr v-for="one in data.history" :key="one.event"><td>{{ at(one.at) }}</td><td>{{ text(one.label) }}<i v-if="!one.isOpen" class="tag bad">{{ t('web.members.closed') }}</i></td><td>{{ text(one.role) }}</td><td>{{ one.scope || t('web.members.scope.everything') }}</td><td>{{ text(one.by) }}</td><td class="num quiet">{{ one.event }}</td></tr></tbody></table></div></section>
        <section data-section="visits"><h3>{{ t('web.report.access.visits', { days: data.days }) }}</h3><p class="meta">{{ t('web.report.access.counts', { in: data.signIns, refused: data.refusals }) }}</p>
          <div v-if="data.visits.length" class="review-box"><table class="data-table report-table"><tbody><tr v-for="one in data.visits" :key="one.event" :class="{ unfavourable: one.kind === 'session.refused' }"><td>{{ at(one.at) }}</td><td>{{ text(one.label) }}</td><td>{{ one.origin?.address ?? '–' }}</td><td class="access-agent">{{ one.origin?.agent ?? '' }}</td></tr></tbody></table></div></section>
        <section data-section="tokens"><h3>{{ t('web.tokens.title') }}</h3><p v-if="!data.tokens.length" class="quiet">{{ t('web.report.access.no-tokens') }}</p><div v-else class="review-box"><table class="data-table report-table"><tbody><tr v-for="one in data.tokens" :key="one.id" :class="{ quiet: one.isOver }"><td lang="">{{ one.label }}</td><td><code>{{ one.id.slice(0, 8) }}</code></td><td>{{ t(one.isReadOnly ? 'web.report.access.read-only' : 'web.report.access.read-write') }} · {{ scopeOf(one.scope) }}</td><td>{{ at(one.createdAt) }} – {{ at(one.expiresAt) }}</td></tr></tbody></table></div></section>
        <section data-section="stand-ins"><h3>{{ t('web.report.access.stand-ins') }}</h3><p v-if="!data.standIns.length" class="quiet">{{ t('web.report.access.no-stand-ins') }}</p><ul v-else><li v-for="(one, index) in data.standIns" :key="index">{{ t(one.isGiven ? 'web.report.access.given' : 'web.report.access.taken', { name: text(one.other) }) }} · {{ day(one.from) }} – {{ day(one.through) }}</li></ul></section>
        <section data-section="exports"><h3>{{ t('web.report.access.exports', { count: data.exportCount }) }}</h3><p v-if="!data.exports.length" class="quiet">{{ t('web.report.access.no-exports') }}</p><div v-else class="review-box"><table class="data-table report-table"><tbody><tr v-for="one in data.exports" :key="one.event"><td>{{ at(one.at) }}</td><td>{{ text(one.label) }}</td><td>{{ one.origin?.address ?? '–' }}</td></tr></tbody></table></div></section>
      </article>
    </state-box>`,
  setup(props) {
    const { data, state, reload } = useView(() => props.path, { isLive: false });
    const kinds = ['territories', 'departments', 'owners'];
    return {
      data, state, reload, day, t, text, at: (milliseconds) => moment(new Date(milliseconds).toISOString()),
      scopeOf: (scope) => kinds.filter((kind) => scope[kind] !== null).map((kind) => scope[kind].join(t('web.list')) || t('web.members.scope.none')).join(' · ') || t('web.members.scope.everything'),
    };
  },
});
