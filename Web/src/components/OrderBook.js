// SPDX-License-Identifier: Apache-2.0
// 订单: what was released here, line by line; an open line changes by a change order, which says why.
import { computed, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';
import { shiftDay } from '../kit/periods.js';
import { issued } from '../kit/issues.js';
import ReleaseOrders from './ReleaseOrders.js';

export default define('OrderBook', {
  components: { ReleaseOrders },
  template: `
    <div><state-box :state="state" :has-data="!!data" :is-empty="data && !data.orders.length" :rows="8" empty-key="web.orders.empty" @retry="reload"><template #empty><button v-if="mayEdit" class="btn primary" data-act="release-due" @click="wish = { release: week }">{{ t('web.orders.due') }}</button></template>
      <div class="order-tools"><p>{{ t('web.orders.open-value') }} <b>{{ money(data.openValue, { fine: true }) }} {{ moneyUnit() }}</b></p><button v-if="mayEdit" class="btn primary" data-act="release-due" @click="wish = { release: week }">{{ t('web.orders.due') }}</button></div>
      <div class="card scroll-x"><table class="data-table order-table">
        <thead><tr><th>{{ t('web.orders.number') }}</th><th>{{ t('web.orders.item') }}</th><th class="wide-only">{{ t('web.orders.supplier') }}</th><th class="wide-only">{{ t('web.orders.released') }}</th><th>{{ t('web.supply.due') }}</th><th class="num">{{ t('web.supply.quantity') }}</th><th class="num wide-only">{{ t('web.orders.price') }}</th><th class="num">{{ t('web.orders.value') }}</th><th>{{ t('web.orders.status') }}</th><th v-if="mayEdit"></th></tr></thead>
        <tbody><template v-for="one in data.orders" :key="one.number + one.line"><tr :data-order="one.number" :class="{ quiet: one.status !== 'open' }"><td>{{ one.number }}<small class="quiet"> / {{ one.line }}</small></td><td>{{ text(one.name) }}<span v-if="one.kind === 'subcontract'" class="tag" :title="issued(one)">{{ t('web.orders.subcontract') }}</span></td><td class="wide-only">{{ one.supplier ? text(one.supplier) : t('web.supply.made') }}</td><td class="wide-only" :title="text(one.by)">{{ day(one.releasedOn, true) }}</td><td>{{ day(one.dueOn, true) }}</td><td class="num">{{ count(one.quantity) }}</td><td class="num wide-only">{{ one.price === null ? '' : count(one.price, { digits: 2 }) }}<small v-if="one.agreement" class="tag" :title="t('web.agreements.order.hint')">{{ one.agreement }}</small></td><td class="num">{{ one.value === null ? '' : money(one.value, { fine: true }) }}</td><td><span class="tag" :class="{ good: one.status === 'open' && !one.isPast }">{{ t('web.orders.status.' + (one.isPast && one.status === 'open' ? 'past' : one.status)) }}</span><span v-if="one.changes" class="tag" :title="one.lastReason">{{ t('web.orders.changed', { times: one.changes }) }}</span></td><td v-if="mayEdit"><button v-if="one.status === 'open' && !one.isPast" class="btn" data-act="change-order" @click="open(one)">{{ t('web.orders.change') }}</button></td></tr></template></tbody>
      </table></div>
      <q-dialog :model-value="!!ui.order" @update:model-value="ui.order = null"><form v-if="ui.order" class="dialog" @submit.prevent="change(ui.quantity)"><h2>{{ t('web.orders.change.title', { number: ui.order.number + ' / ' + ui.order.line }) }}</h2><p class="quiet">{{ text(ui.order.name) }}</p>
        <label class="field"><span>{{ t('web.supply.due') }}</span><input class="input" type="date" v-model="ui.due" required></label><label class="field"><span>{{ t('web.supply.quantity') }}</span><input class="input" inputmode="decimal" v-model="ui.quantity" required data-act="order-quantity"></label><label v-if="ui.order.kind !== 'work'" class="field"><span>{{ t('web.orders.price') }}</span><input class="input" inputmode="decimal" v-model="ui.price" required></label><label class="field"><span>{{ t('web.orders.reason') }}</span><input class="input" v-model="ui.reason" required data-act="order-reason"></label>
        <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
        <div class="dialog-actions"><button type="button" class="btn" data-act="cancel-order" :disabled="ui.isBusy || !ui.reason.trim()" @click="change('0')">{{ t('web.orders.cancel') }}</button><button type="button" class="btn" @click="ui.order = null">{{ t('web.action.close') }}</button><button class="btn primary" data-act="change-now" :disabled="ui.isBusy">{{ t('web.orders.change.now') }}</button></div></form></q-dialog>
    </state-box><release-orders :wish="wish" @close="wish = null" @released="reload"/></div>`,
  setup() {
    const { data, state, reload } = useView(() => '/orders');
    const ui = reactive({ order: null, due: '', quantity: '', price: '', reason: '', problem: '', isBusy: false });
    const wish = ref(null);
    async function change(quantity) {
      ui.isBusy = true;
      ui.problem = '';
      try {
        const { number, line, kind } = ui.order;
        const rest = quantity === '0' ? {} : { due: ui.due, ...(kind === 'work' ? {} : { price: ui.price }) };
        await send('change-order', { number, line, quantity, ...rest }, { reason: ui.reason.trim(), isQuiet: true, isAskedHere: true, opensPanel: false });
        ui.order = null;
        reload();
      } catch (problem) {
        ui.problem = sentenceOf(problem);
      } finally { ui.isBusy = false; }
    }
    return {
      data, state, reload, ui, wish, change, issued, mayEdit: computed(() => can('editSupply')), week: computed(() => shiftDay(data.value?.today, 7)),
      open(order) { Object.assign(ui, { order, due: order.dueOn, quantity: order.quantity, price: order.price ?? '', reason: '', problem: '' }); },
    };
  },
});
