// SPDX-License-Identifier: Apache-2.0
// What is done about a factor, by whom and until when, and what the same factor came to afterwards.
import { define } from '../kit/template.js';
import { day, period, t, text } from '../kit/i18n.js';
import { formatRatio } from '../kit/numbers.js';

export default define('ReviewActions', {
  props: { actions: Array, data: Object, canEdit: Boolean },
  emits: ['edit', 'remove', 'mark'],
  template: `
    <div class="review-box"><table class="data-table report-table review-actions"><thead><tr><th>#</th><th>{{ t('web.reviews.action') }}</th><th>{{ t('web.reviews.owner') }}</th><th>{{ t('web.reviews.due') }}</th><th>{{ t('web.reviews.follow-up') }}</th><th class="num">{{ t('web.reviews.before') }}</th><th class="num">{{ t('web.reviews.after') }}</th><th></th></tr></thead>
      <tbody><tr v-for="one in actions" :key="one.number" :data-action="one.number" :class="{ done: one.isDone }"><td>{{ one.number }}</td>
        <td class="review-words">{{ one.words }}<small>{{ aboutWords(one) }}</small><small v-if="one.note" class="review-note">{{ one.note }}</small></td><td>{{ text(one.ownerName) }}</td>
        <td>{{ day(one.due) }}<em v-if="one.isOverdue" class="badge late">{{ t('web.reviews.overdue') }}</em><em v-else-if="one.isDone" class="badge ok">{{ t('web.reviews.done') }}</em></td><td>{{ day(one.followUp) }}</td>
        <td class="num"><template v-if="one.before"><figure-value :value="one.before.amount" :is-change="true" good="up" :fine="false"/><small>{{ rate(one.before) }}</small></template><span v-else class="quiet">–</span></td>
        <td class="num" :title="trail(one)" data-after><template v-if="one.after"><figure-value :value="one.after.amount" :is-change="true" good="up" :fine="false"/><small>{{ period(one.after.month) }} · {{ rate(one.after) }} <b :class="one.isBetter ? 'favourable' : 'unfavourable'">{{ t(one.isBetter ? 'web.reviews.better' : 'web.reviews.not-better') }}</b></small></template><small v-else class="quiet">{{ t('web.reviews.measured-later', { month: period(one.measuredIn) }) }}</small></td>
        <td class="review-tools"><button v-if="one.mayMark" class="btn small" :data-act="'mark-' + one.number" @click="$emit('mark', one)">{{ t(one.isDone ? 'web.reviews.undone' : 'web.reviews.finish') }}</button><template v-if="canEdit"><button class="icon-btn" :aria-label="t('web.reviews.action.edit')" @click="$emit('edit', one)"><i class="icon" aria-hidden="true">edit</i></button><button class="icon-btn" :aria-label="t('web.reviews.remove')" @click="$emit('remove', one)"><i class="icon" aria-hidden="true">delete_outline</i></button></template></td></tr></tbody></table></div>`,
  setup(props) {
    const areaName = (one) => { const against = props.data.comparisons.find((other) => other.base === one.base); return { base: text(against?.label) || one.base, area: text(against?.areas.find((area) => area.key === one.area)?.label) || one.area }; };
    return {
      t, text, day, period, rate: (effect) => (effect.rate === null ? '' : formatRatio(effect.rate, { sign: true })),
      aboutWords: (one) => { const { base, area } = areaName(one); return t('web.reviews.about', { area, factor: t('web.reviews.factor.' + one.factor), base }); },
      trail: (one) => one.since.map((effect) => `${period(effect.month)} ${effect.rate === null ? effect.amount : formatRatio(effect.rate, { sign: true })}`).join(' → '),
    };
  },
});
