// SPDX-License-Identifier: Apache-2.0
// 部门上报: which departments handed in their lines of a form, what moved since, and the button for whoever may.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { moment, t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { session } from '../store/session.js';

export default define('DepartmentParts', {
  props: { form: Object },
  template: `
    <details class="budget-parts" :open="isOpen" data-section="parts">
      <summary><b>{{ t('web.budgets.parts') }}</b><span class="tag" :class="{ good: done === form.parts.length }">{{ t('web.budgets.parts.counts', { done, all: form.parts.length }) }}</span><span v-if="moved" class="tag warn">{{ t('web.budgets.parts.moved-count', { count: moved }) }}</span></summary>
      <div class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.budgets.department') }}</th><th class="num">{{ t('web.budgets.parts.now') }}</th><th>{{ t('web.budgets.parts.state') }}</th><th class="num">{{ t('web.budgets.parts.then') }}</th><th></th></tr></thead>
        <tbody><tr v-for="one in form.parts" :key="one.department" :data-part="one.department"><td>{{ text(one.name) }}</td><td class="num"><figure-value :value="one.figure" :unit="unit"/></td>
          <td><template v-if="one.handedIn"><i class="tag" :class="one.hasMoved ? 'warn' : 'good'">{{ t(one.hasMoved ? 'web.budgets.parts.moved' : 'web.budgets.parts.done') }}</i> <span class="quiet">{{ t('web.budgets.parts.by', { name: text(one.handedIn.by), at: moment(new Date(one.handedIn.at).toISOString()) }) }}</span></template><span v-else class="quiet">{{ t('web.budgets.parts.open') }}</span></td>
          <td class="num"><figure-value v-if="one.handedIn" :value="one.handedIn.figure" :unit="unit"/><span v-else class="quiet">–</span></td>
          <td class="num"><button v-if="one.mayHandIn && !session.isReader && (!one.handedIn || one.hasMoved)" class="btn small" data-act="hand-in-part" :disabled="ui.isBusy" @click="handIn(one)">{{ t(one.handedIn ? 'web.budgets.parts.again' : 'web.budgets.parts.hand-in') }}</button></td></tr></tbody></table></div>
      <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
      <p class="meta">{{ t('web.budgets.parts.note') }}</p>
    </details>`,
  setup(props) {
    const ui = reactive({ isBusy: false, problem: '' });
    async function handIn(one) {
      Object.assign(ui, { isBusy: true, problem: '' });
      try {
        await send('hand-in-part', { form: props.form.key, year: Number(props.form.period), department: one.department, content: one.content }, { opensPanel: false, isQuiet: true, isAskedHere: true });
      } catch (problem) {
        ui.problem = sentenceOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    const done = computed(() => props.form.parts.filter((one) => one.handedIn).length);
    const moved = computed(() => props.form.parts.filter((one) => one.hasMoved).length);
    return { t, text, moment, ui, session, unit: '元', handIn, done, moved, isOpen: computed(() => props.form.parts.length <= 2 || moved.value > 0 || done.value < props.form.parts.length) };
  },
});
