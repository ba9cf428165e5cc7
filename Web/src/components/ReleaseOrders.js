// SPDX-License-Identifier: Apache-2.0
// 下达: the planned orders somebody is about to release, ticked one by one, with their money, and the release itself.
import { computed, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { sum } from '../kit/decimal.js';
import { issued } from '../kit/issues.js';
import { get, query } from '../store/api.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';

export default define('ReleaseOrders', {
  props: { wish: Object, heading: String },
  emits: ['close', 'released'],
  template: `
    <q-dialog :model-value="!!wish" @update:model-value="$emit('close')">
      <form class="dialog wide release-dialog" @submit.prevent="release"><h2>{{ t('web.orders.release.title') }}<small v-if="heading" class="quiet">{{ heading }}</small></h2>
        <p class="quiet">{{ t('web.orders.release.detail') }}</p>
        <div v-if="ui.orders && ui.orders.length" class="scroll-x"><table class="data-table"><thead><tr><th><input type="checkbox" :checked="chosen.length === ui.orders.length" :aria-label="t('web.orders.all')" @change="tickAll($event.target.checked)"></th><th>{{ t('web.orders.item') }}</th><th class="wide-only">{{ t('web.orders.supplier') }}</th><th>{{ t('web.supply.release') }}</th><th>{{ t('web.supply.due') }}</th><th class="num">{{ t('web.supply.quantity') }}</th><th class="num wide-only">{{ t('web.orders.price') }}</th><th class="num">{{ t('web.orders.value') }}</th></tr></thead>
          <tbody><tr v-for="one in ui.orders" :key="keyOf(one)" :data-order="one.item + one.dueOn"><td><input type="checkbox" v-model="ui.ticked[keyOf(one)]" :aria-label="text(one.name)"></td><td>{{ text(one.name) }}<template v-if="one.kind === 'subcontract'"><span class="tag">{{ t('web.orders.subcontract') }}</span><small class="quiet issued">{{ issued(one) }}</small></template></td><td class="wide-only">{{ one.supplier ? text(one.supplier) : one.kind === 'work' ? t('web.supply.made') : t('web.supply.no-supplier') }}</td><td>{{ day(one.releaseOn, true) }}<span v-if="one.lateBy" class="tag bad">{{ t('web.supply.late-by', { days: one.lateBy }) }}</span></td><td>{{ day(one.dueOn, true) }}<span v-if="one.isFirm" class="tag">{{ t('web.firm.tag') }}</span></td><td class="num">{{ count(one.quantity) }}</td><td class="num wide-only"><template v-for="(part, index) in one.parts" :key="index"><span v-if="part.price !== null" class="price-part">{{ count(part.price, { digits: 2 }) }}<small v-if="part.agreement" class="tag" :title="t('web.agreements.part.hint', { number: part.agreement, quantity: part.quantity })">{{ part.agreement }}</small><small v-if="one.parts.length > 1" class="quiet"> × {{ count(part.quantity) }}</small></span></template></td><td class="num">{{ one.kind === 'work' ? '' : money(one.value, { fine: true }) }}</td></tr></tbody></table></div>
        <p v-else-if="ui.orders" class="quiet" data-act="nothing-to-release">{{ t('web.orders.nothing') }}</p>
        <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
        <div class="dialog-actions"><p class="release-sum" v-if="chosen.length">{{ t('web.orders.sum', { lines: chosen.length, orders: numbers }) }} <b>{{ money(total, { fine: true }) }} {{ moneyUnit() }}</b></p><button type="button" class="btn" @click="$emit('close')">{{ t('web.action.cancel') }}</button><button class="btn primary" data-act="release-now" :disabled="ui.isBusy || !chosen.length">{{ t('web.orders.release.now') }}</button></div>
      </form>
    </q-dialog>`,
  setup(props, { emit }) {
    const ui = reactive({ orders: null, ticked: {}, isBusy: false, problem: '' });
    const keyOf = (one) => one.item + '|' + one.dueOn + '|' + one.isFirm;
    const say = (problem) => { ui.problem = sentenceOf(problem); };
    const tickAll = (isOn) => { for (const one of ui.orders ?? []) ui.ticked[keyOf(one)] = isOn; };
    watch(() => props.wish, async (wish) => {
      Object.assign(ui, { orders: null, ticked: {}, problem: '' });
      if (!wish) return;
      try {
        ui.orders = (await get('/orders/planned' + query(wish))).orders;
        tickAll(true);
      } catch (problem) { say(problem); }
    }, { immediate: true });
    const chosen = computed(() => (ui.orders ?? []).filter((one) => ui.ticked[keyOf(one)]));
    async function release() {
      ui.isBusy = true;
      ui.problem = '';
      try {
        await send('release-orders', { orders: chosen.value.map(({ item, dueOn, isFirm, quantity }) => ({ item, due: dueOn, isFirm, quantity })) }, { isQuiet: true, isAskedHere: true, opensPanel: false });
        emit('released');
        emit('close');
      } catch (problem) { say(problem); } finally { ui.isBusy = false; }
    }
    return { ui, issued, keyOf, tickAll, chosen, release, total: computed(() => sum(chosen.value.map((one) => one.value))), numbers: computed(() => new Set(chosen.value.map((one) => (one.kind === 'work' ? keyOf(one) : one.kind + one.supplierCode))).size) };
  },
});
