// SPDX-License-Identifier: Apache-2.0
// All sources, each with its health at a glance.
import { define } from '../kit/template.js';
import { moment, t, text } from '../kit/i18n.js';
import { spanOf } from '../kit/sources.js';
import { formatCount } from '../kit/numbers.js';
import { wordsOf } from '../store/notices.js';

/** "5 分钟前", "in 3 hours"; empty for nothing. */
export function ago(at, now) {
  if (at === null || at === undefined) return '';
  const { unit, count, isAhead } = spanOf(at, now);
  return unit === 'now' ? t(isAhead ? 'web.sources.soon' : 'web.sources.now') : t(`web.sources.${isAhead ? 'in' : 'ago'}.${unit}`, { count });
}

/** How far behind, in words. */
export const behind = (lag) => (!lag ? '–' : lag.days !== undefined ? t('web.sources.lag.days', { count: lag.days }) : lag.minutes < 90 ? t('web.sources.lag.minutes', { count: lag.minutes }) : lag.minutes < 36 * 60 ? t('web.sources.lag.hours', { count: Math.round(lag.minutes / 60) }) : t('web.sources.lag.days', { count: Math.round(lag.minutes / 1440) }));

export default define('SourceTable', {
  props: { sources: Array, now: Number, mayEdit: Boolean, busy: Number },
  emits: ['pick', 'run', 'pause'],
  template: `
    <div class="card scroll-x source-table-box"><table class="data-table source-table">
      <thead><tr><th>{{ t('web.sources.health') }}</th><th>{{ t('web.sources.name') }}</th><th>{{ t('web.sources.owner') }}</th><th>{{ t('web.sources.last') }}</th><th class="num">{{ t('web.sources.rows-today') }}</th><th>{{ t('web.sources.lag') }}</th><th>{{ t('web.sources.next') }}</th><th></th></tr></thead>
      <tbody><tr v-for="one in sources" :key="one.id" :data-source="one.id" :data-health="one.health.state" @click="$emit('pick', one)">
        <td class="nowrap"><span class="health-mark" :class="one.health.state"><i class="dot" aria-hidden="true"></i>{{ text(one.health.label) }}</span><small v-if="one.health.isRunning" class="quiet">{{ t('web.sources.running') }}</small></td>
        <td class="source-name"><button class="link" data-act="source-open" lang="" @click.stop="$emit('pick', one)">{{ text(one.name) }}</button><i class="tag">{{ t('web.sources.type.' + one.type) }}</i><small v-if="one.health.fault" class="unfavourable">{{ wordsOf(one.health.fault).title }}</small><small v-else class="quiet">{{ one.marks.map((mark) => text(mark.label)).join(t('web.list')) }}</small></td>
        <td class="nowrap" :data-label="t('web.sources.owner')">{{ text(one.owner) }}</td>
        <td class="nowrap" :data-label="t('web.sources.last')" :title="one.health.lastSuccess ? moment(one.health.lastSuccess) : ''">{{ one.health.lastSuccess ? ago(one.health.lastSuccess, now) : t('web.sources.never') }}</td>
        <td class="num" :data-label="t('web.sources.rows-today')">{{ formatCount(String(one.health.rowsToday), { zero: '0' }) }}</td>
        <td class="nowrap" :data-label="t('web.sources.lag')">{{ behind(one.health.lag) }}</td>
        <td class="nowrap" :data-label="t('web.sources.next')" :title="text(one.schedule)">{{ one.type === 'push' ? t('web.sources.pushed') : one.health.nextRun ? ago(Math.max(one.health.nextRun, now), now) : '–' }}<small class="quiet">{{ text(one.schedule) }}</small></td>
        <td class="source-acts" @click.stop><template v-if="mayEdit"><button v-if="one.type !== 'push'" class="btn small" data-act="source-run" :disabled="busy === one.id || one.isPaused || one.health.isRunning" @click="$emit('run', one)">{{ t('web.sources.run') }}</button><button class="btn small" data-act="source-pause" :disabled="busy === one.id" @click="$emit('pause', one)">{{ t(one.isPaused ? 'web.sources.resume' : 'web.sources.pause') }}</button></template></td></tr></tbody>
    </table></div>`,
  setup: () => ({ ago, behind, wordsOf, t, moment, text, formatCount }),
});
