// SPDX-License-Identifier: Apache-2.0
// How many alerts each person is told of at once, and how many of them were told to the reader; set by whoever may approve.
import { reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { session } from '../store/session.js';

export default define('AlertBudget', {
  props: { budget: Object },
  template: `
    <div class="alert-budget">
      <p class="basis">{{ t('web.alerts.budget', { day: budget.perDay, week: budget.perWeek }) }} {{ t('web.alerts.told', { day: budget.toldToday, week: budget.toldInWeek }) }} <button v-if="budget.mayEdit && !session.isReader && !isOpen" class="link" data-act="budget-edit" @click="open">{{ t('web.alerts.budget.edit') }}</button></p>
      <form v-if="isOpen" class="alert-ask" @submit.prevent="save">
        <label>{{ t('web.alerts.budget.day') }} <input type="number" class="input" v-model.number="form.perDay" name="perDay" min="0" max="20" required></label>
        <label>{{ t('web.alerts.budget.week') }} <input type="number" class="input" v-model.number="form.perWeek" name="perWeek" :min="form.perDay" max="100" required></label>
        <button class="btn small primary" :disabled="isBusy" data-act="budget-save">{{ t('web.action.save') }}</button><button type="button" class="btn small" @click="isOpen = false">{{ t('web.action.cancel') }}</button>
        <span class="hint">{{ t('web.alerts.budget.hint') }}</span>
      </form>
    </div>`,
  setup(props) {
    const isOpen = ref(false), isBusy = ref(false), form = reactive({ perDay: 3, perWeek: 5 });
    const open = () => {
      Object.assign(form, { perDay: props.budget.perDay, perWeek: props.budget.perWeek });
      isOpen.value = true;
    };
    async function save() {
      isBusy.value = true;
      try {
        await send('set-alert-budget', { ...form }, {});
        isOpen.value = false;
      } catch { /* the problem was shown */ } finally {
        isBusy.value = false;
      }
    }
    return { session, isOpen, isBusy, form, open, save };
  },
});
