// SPDX-License-Identifier: Apache-2.0
// One deal: what is known, its history, and the fields that may be changed.
import { computed, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { text, t } from '../kit/i18n.js';
import { editableText, parseEntry } from '../kit/numbers.js';
import { preferences } from '../kit/preferences.js';
import { go } from '../store/router.js';
import TalkButton from './TalkButton.js';

export default define('DealDrawer', {
  components: { TalkButton },
  props: { deal: Object, stages: Array, isAllowed: Boolean },
  emits: ['close', 'save', 'ask'],
  template: `
    <div class="drawer-veil" @mousedown.self="$emit('close')" @keydown.esc.stop="$emit('close')">
      <aside v-takes-focus tabindex="-1" class="drawer" role="dialog" :aria-label="text(deal.label)">
        <header><div><h2>{{ text(deal.label) }}</h2><p class="quiet">{{ deal.code }} · {{ text(deal.customer?.label) }} · {{ text(deal.ownerName) }}</p></div><talk-button :subject="'deal:' + deal.code" :label="deal.label" @click="$emit('close')"/><button class="icon-btn" :aria-label="t('web.action.close')" @click="$emit('close')"><i class="icon" aria-hidden="true">close</i></button></header>
        <div class="drawer-body">
          <dl class="pairs"><dt>{{ t('web.deals.column.item') }}</dt><dd>{{ text(deal.item?.name) }}</dd><dt>{{ t('web.deals.kind') }}</dt><dd :title="t('web.deals.kind.' + deal.kind + '.detail')">{{ t('web.deals.kind.' + deal.kind) }}</dd><dt>{{ t('web.deals.excl') }}</dt><dd>{{ money(deal.amountExclTax, { fine: true }) }}</dd><dt>{{ t('web.deals.column.winRate') }}</dt><dd>{{ ratio(deal.winRate) }}<small class="after">{{ t('web.deals.learnt') }}</small></dd><dt>{{ t('web.deals.column.weighted') }}</dt><dd>{{ money(deal.weighted, { fine: true }) }}</dd><dt>{{ t('web.deals.column.age') }}</dt><dd>{{ t('web.deals.days', { days: deal.ageDays }) }}</dd><dt>{{ t('web.deals.column.slipped') }}</dt><dd :class="{ unfavourable: deal.slips > 1 }">{{ deal.slips ? t('web.deals.slips', { count: deal.slips }) : '–' }}</dd></dl>
          <form class="drawer-form" @submit.prevent="save">
            <label class="field"><span>{{ t('web.deals.column.amount') }} · {{ moneyUnit() }}</span><input v-model="form.amount" :disabled="!isAllowed" inputmode="decimal" name="amount"></label>
            <label class="field"><span>{{ t('web.deals.column.stage') }}</span><select v-model="form.stage" :disabled="!isAllowed" name="stage"><option v-for="stage in stages" :key="stage.code" :value="stage.code">{{ text(stage.label) }}</option></select></label>
            <label class="field"><span>{{ t('web.deals.column.closesOn') }}</span><input v-model="form.closesOn" type="date" :disabled="!isAllowed" name="closesOn" required></label>
            <label class="field"><span>{{ t('web.deals.column.deliversOn') }}</span><input v-model="form.deliversOn" type="date" :disabled="!isAllowed" name="deliversOn"></label>
            <label class="check"><input v-model="form.isCommitted" type="checkbox" :disabled="!isAllowed"> {{ t('web.deals.commit') }}</label>
            <p v-if="problem" class="form-problem" role="alert">{{ problem }}</p>
            <div class="dialog-actions"><button type="button" class="btn" @click="go('chain', { q: deal.code })">{{ t('web.deals.chain') }}</button><button type="button" class="btn" data-act="ask-impact" :disabled="!isAllowed || !isChanged" @click="ask">{{ t('web.impact.ask') }}</button><button class="btn primary" :disabled="!isAllowed || !isChanged" type="submit">{{ t('web.action.save') }}</button></div>
          </form>
          <h3>{{ t('web.deals.history') }}</h3>
          <ol class="history"><li v-for="(step, index) in deal.history" :key="index"><b>{{ text(step.stageLabel) }}</b><span>{{ day(step.enteredOn) }}</span><small v-if="step.closesOn">{{ t('web.deals.expected', { day: day(step.closesOn) }) }}<em v-if="index && step.closesOn > deal.history[index - 1].closesOn" class="tag warn">{{ t('web.deals.later') }}</em></small></li></ol>
        </div>
      </aside>
    </div>`,
  setup(props, { emit }) {
    const form = reactive({}), problem = ref('');
    const shown = computed(() => ({ amount: editableText(props.deal.amountInclTax, '元', preferences.moneyUnit), stage: props.deal.stage, closesOn: props.deal.closesOn, deliversOn: props.deal.deliversOn ?? '', isCommitted: props.deal.isCommitted }));
    watch(shown, (now) => Object.assign(form, now), { immediate: true });
    const changedKeys = computed(() => Object.keys(shown.value).filter((key) => form[key] !== shown.value[key]));
    /** What was typed; null when it cannot be read. */
    function typed() {
      problem.value = '';
      const changes = {};
      for (const key of changedKeys.value) {
        if (key !== 'amount') { changes[key] = form[key] === '' ? null : form[key]; continue; }
        const parsed = parseEntry(form.amount, { unit: '元', moneyUnit: preferences.moneyUnit, current: props.deal.amountInclTax });
        if (parsed.error || parsed.value === null) { problem.value = t('web.table.not-a-number', { text: form.amount }); return null; }
        changes.amountInclTax = parsed.value;
      }
      return changes;
    }
    function save() {
      const changes = typed();
      if (!changes) return;
      emit('save', props.deal, changes);
      emit('close');
    }
    function ask() {
      const changes = typed();
      if (changes) emit('ask', props.deal, changes);
    }
    return { form, problem, preferences, go, save, ask, isChanged: computed(() => changedKeys.value.length > 0) };
  },
});
