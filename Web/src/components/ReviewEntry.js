// SPDX-License-Identifier: Apache-2.0
// A cause or an action of a review: which factor of which area it is about, and the words.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { shiftDay } from '../kit/periods.js';

export default define('ReviewEntry', {
  props: { kind: String, entry: Object, data: Object, comparison: Object, problem: String, isBusy: Boolean },
  emits: ['close', 'save'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('close')">
      <form class="dialog review-entry" @submit.prevent="$emit('save', { ...ui })"><h2>{{ t('web.reviews.' + kind + (entry.isNew ? '.add' : '.edit')) }}</h2>
        <div class="review-about"><label class="field"><span>{{ t('web.reviews.against') }}</span><select v-model="ui.base" name="base"><option v-for="one in data.comparisons" :key="one.base" :value="one.base">{{ text(one.label) }}</option></select></label>
          <label class="field"><span>{{ t('web.reviews.area') }}</span><select v-model="ui.area" name="area"><option v-for="one in areas" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select></label>
          <label class="field"><span>{{ t('web.reviews.factor') }}</span><select v-model="ui.factor" name="factor"><option v-for="one in data.factors" :key="one" :value="one">{{ t('web.reviews.factor.' + one) }}</option></select></label></div>
        <p class="meta" v-if="figure">{{ t('web.reviews.effect') }} <figure-value :value="figure" :is-change="true" good="up"/></p>
        <label v-if="kind === 'cause'" class="field"><span>{{ t('web.reviews.kind') }}</span><select v-model="ui.kind" name="kind"><optgroup v-for="group in groups" :key="group.key" :label="t('web.reviews.' + group.key)"><option v-for="one in group.kinds" :key="one.key" :value="one.key">{{ text(one.label) }}</option></optgroup></select></label>
        <label class="field"><span>{{ t('web.reviews.' + kind + '.words') }}</span><textarea v-model="ui.words" name="words" rows="3" maxlength="500"></textarea></label>
        <div v-if="kind === 'action'" class="review-about"><label class="field"><span>{{ t('web.reviews.owner') }}</span><select v-model="ui.owner" name="owner"><option v-for="one in data.people" :key="one.login" :value="one.login">{{ text(one.name) }} · {{ text(one.role) }}</option></select></label><label class="field"><span>{{ t('web.reviews.due') }}</span><input v-model="ui.due" type="date" name="due"></label></div>
        <p v-if="kind === 'action'" class="meta">{{ t('web.reviews.action.note') }}</p>
        <p v-if="problem" class="form-problem" role="alert">{{ problem }}</p>
        <div class="dialog-actions"><button type="button" class="btn" @click="$emit('close')">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="isBusy || (kind === 'action' && (!ui.words.trim() || !ui.due))" data-act="review-entry-save">{{ t('web.reviews.save') }}</button></div>
      </form>
    </q-dialog>`,
  setup(props) {
    const { entry, data, comparison } = props;
    const ui = reactive({
      base: entry.base ?? comparison.base, area: entry.area ?? 'company', factor: entry.factor ?? 'volume', words: entry.words ?? '', kind: entry.kind ?? 'forecast-method',
      owner: entry.owner ?? data.people[0]?.login ?? '', due: entry.due ?? shiftDay(data.today, 14), number: entry.number ?? 0,
    });
    const chosen = computed(() => data.comparisons.find((one) => one.base === ui.base) ?? comparison);
    return {
      ui, t, text, areas: computed(() => chosen.value.areas),
      figure: computed(() => chosen.value.areas.find((one) => one.key === ui.area)?.parts[ui.factor] ?? null),
      groups: [true, false].map((flag) => ({ key: flag ? 'controllable' : 'uncontrollable', kinds: data.causeKinds.filter((one) => one.isControllable === flag) })),
    };
  },
});
