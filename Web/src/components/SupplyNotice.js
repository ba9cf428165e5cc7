// SPDX-License-Identifier: Apache-2.0
// One thing a planner must see: what it is, why, and whom it hurts.
import { define } from '../kit/template.js';
import SupplyDemands from './SupplyDemands.js';

export default define('SupplyNotice', {
  components: { SupplyDemands },
  props: { notice: Object },
  template: `
    <li class="supply-notice"><span class="tag" :class="severity">{{ t('web.supply.kind.' + notice.kind) }}</span>
      <span>{{ t('web.supply.say.' + notice.kind, { day: day(notice.day), newDay: notice.newDay ? day(notice.newDay) : '', quantity: count(notice.quantity), days: notice.workingDays }) }}<small class="quiet"> · {{ t('web.supply.reason.' + notice.reason) }}</small></span>
      <small v-if="notice.hurts.length" class="supply-hurts">{{ t('web.supply.hurts') }} <supply-demands :demands="notice.hurts"/></small>
    </li>`,
  setup: (props) => ({ severity: ['short', 'late', 'expedite', 'pastDue', 'overload'].includes(props.notice.kind) ? 'bad' : 'warn' }),
});
