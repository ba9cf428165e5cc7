// SPDX-License-Identifier: Apache-2.0
// What a planner may do with one order of an item: firm it, and once it is firm move it, change it or give it back.
import { reactive } from 'vue';
import { define } from '../kit/template.js';
import { send } from '../store/commands.js';

export default define('FirmOrder', {
  props: { item: String, order: Object },
  template: `
    <form v-if="ui.isOpen" class="firm-form" @submit.prevent="change(ui.quantity)" @keydown.esc.stop="ui.isOpen = false"><input class="input" type="date" v-model="ui.due" required :aria-label="t('web.firm.day')"><input class="input" inputmode="decimal" v-model="ui.quantity" required :aria-label="t('web.firm.quantity')"><button class="btn primary" :disabled="ui.isBusy">{{ t('web.firm.save') }}</button><button type="button" class="btn" :disabled="ui.isBusy" data-act="give-back" @click="change('0')">{{ t('web.firm.release') }}</button></form>
    <button v-else-if="order.isFirm" class="btn" data-act="change-firm" @click="open">{{ t('web.firm.change') }}</button>
    <button v-else class="btn" data-act="firm" :title="t('web.firm.hint')" :disabled="ui.isBusy" @click="firm">{{ t('web.firm.action') }}</button>`,
  setup(props) {
    const ui = reactive({ isOpen: false, isBusy: false, due: '', quantity: '' });
    async function act(payload) {
      ui.isBusy = true;
      try {
        await send('change-firm-order', { item: props.item, ...payload }, { opensPanel: false });
        ui.isOpen = false;
      } catch { /* the problem was shown; what was typed stays */ } finally { ui.isBusy = false; }
    }
    return {
      ui,
      open() { Object.assign(ui, { isOpen: true, due: props.order.dueOn, quantity: String(Number(props.order.quantity)) }); },
      firm: () => act({ due: props.order.dueOn, quantity: String(Number(props.order.quantity)) }),
      change: (quantity) => act({ from: props.order.dueOn, due: quantity === '0' ? props.order.dueOn : ui.due, quantity }),
    };
  },
});
