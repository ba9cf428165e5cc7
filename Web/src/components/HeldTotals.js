// SPDX-License-Identifier: Apache-2.0
// 固定的合计: which totals of the forecast somebody fixed, whether their leaves still make them, and the way to share them out again.
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';

export default define('HeldTotals', {
  props: { held: Array, canEdit: Boolean },
  emits: ['again', 'pick'],
  template: `
    <article v-if="held.length" class="card" data-act="held-totals"><h2>{{ t('web.held.title') }}<small>{{ t('web.held.detail') }}</small></h2>
      <div class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.grain.month') }}</th><th>{{ t('web.held.level') }}</th><th class="num">{{ t('web.held.total') }}</th><th class="num">{{ t('web.held.sum') }}</th><th class="num">{{ t('web.held.deviation') }}</th><th>{{ t('web.forecast.reason') }}</th><th></th></tr></thead>
        <tbody><tr v-for="one in held" :key="one.item + one.region + one.month" :data-held="one.item + '|' + one.region + '@' + one.month">
          <td>{{ period(one.month) }}</td><td><button class="link" @click="$emit('pick', { item: one.item, region: one.region })">{{ text(one.label) }}</button></td>
          <td class="num"><i class="icon" aria-hidden="true">lock</i> <b>{{ count(one.value) }}</b></td><td class="num">{{ count(one.sum) }}</td>
          <td class="num" :class="{ unfavourable: Number(one.deviation) !== 0 }">{{ Number(one.deviation) === 0 ? t('web.held.kept') : (Number(one.deviation) > 0 ? '+' : '') + count(one.deviation) }}</td>
          <td class="reason-cell">{{ one.reason }}<small> {{ text(one.byName) }} · {{ moment(one.at) }}</small></td>
          <td><template v-if="canEdit && (Number(one.deviation) !== 0 || one.isOutdated)"><button class="btn" data-act="again" :title="t(one.isOutdated ? 'web.held.outdated' : 'web.held.missed-hint')" @click="$emit('again', one)">{{ t('web.held.again') }}</button></template></td>
        </tr></tbody></table></div>
    </article>`,
});
