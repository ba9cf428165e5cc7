// SPDX-License-Identifier: Apache-2.0
// The list of budget forms in their order, each with the figure that stands for it.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { formatRatio } from '../kit/numbers.js';

const GROUPS = ['operating', 'investment', 'financial'];

export default define('BudgetForms', {
  props: { forms: Array, chosen: String },
  emits: ['choose'],
  template: `
    <nav class="card budget-forms" :aria-label="t('web.budgets.forms')">
      <select class="input narrow-only" :value="chosen" :aria-label="t('web.budgets.forms')" @change="$emit('choose', $event.target.value)"><option v-for="one in forms" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select>
      <template v-for="group in groups" :key="group.key">
        <h2>{{ t('web.budgets.group.' + group.key) }}</h2>
        <button v-for="one in group.forms" :key="one.key" type="button" :class="{ on: one.key === chosen }" :aria-current="one.key === chosen ? 'true' : null" :data-form="one.key" @click="$emit('choose', one.key)">
          <span>{{ text(one.label) }}<i v-if="one.proposals" class="tag warn" :title="t('web.budgets.proposals', { count: one.proposals })">{{ one.proposals }}</i><i v-else-if="one.isApproved" class="tag good">{{ t('web.budgets.approved.short') }}</i></span><b><figure-value :value="one.headline.figures.forecast" :unit="one.headline.unit" :fine="false"/></b>
          <small>{{ text(one.headline.label) }}</small><small v-if="one.headline.source !== 'current' && one.headline.figures.differenceRate !== null">{{ t('web.budgets.against') }} {{ ratio(one.headline.figures.differenceRate) }}</small>
        </button>
      </template>
    </nav>`,
  setup: (props) => ({
    groups: computed(() => GROUPS.map((key) => ({ key, forms: props.forms.filter((one) => one.group === key) })).filter((group) => group.forms.length)),
    ratio: (value) => formatRatio(value, { sign: true }),
  }),
});
