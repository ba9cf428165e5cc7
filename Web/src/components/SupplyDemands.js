// SPDX-License-Identifier: Apache-2.0
// The end demands behind an order or an exception: item, first day, orders in hand or forecast.
import { define } from '../kit/template.js';

export default define('SupplyDemands', {
  props: { demands: Array },
  template: `<span class="supply-demands"><span v-for="(one, index) in demands" :key="index">{{ index ? t('web.list') : '' }}{{ text(one.name) }} {{ day(one.day, true) }} {{ t(one.isOrder ? 'web.supply.order' : 'web.supply.forecast') }}{{ one.quantity === null ? '' : ' ' + count(one.quantity) }}</span></span>`,
});
