// SPDX-License-Identifier: Apache-2.0
// The layers month by month. An override needs a reason and never destroys the number below it; one of a total is held.
import { computed, nextTick, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { parseEntry } from '../kit/numbers.js';
import TotalOverride from './TotalOverride.js';

export default define('OverrideTable', {
  components: { TotalOverride },
  props: { data: Object, canEdit: Boolean, isTotal: Boolean, item: String, region: String },
  emits: ['save'],
  template: `
    <article class="card"><h2>{{ t('web.forecast.layers') }}<small v-if="isTotal">{{ t('web.held.hint') }}</small></h2>
      <div class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.grain.month') }}</th><th class="num">{{ t('web.line.baseline') }}</th><th class="num">{{ t('web.forecast.pipeline') }}</th><th class="num">{{ t('web.forecast.override') }}</th><th class="num">{{ t('web.line.agreed') }}</th><th class="num">{{ t('web.forecast.band80') }}</th><th>{{ t('web.forecast.reason') }}</th></tr></thead>
        <tbody><tr v-for="one in data.forecast" :key="one.month">
          <td>{{ period(one.month) }}</td><td class="num">{{ count(one.baseline) }}</td><td class="num">{{ count(one.pipeline) }}</td>
          <td class="num"><button class="override-cell" :class="{ set: overrideOf(one) !== null }" :disabled="!canEdit" :data-month="one.month" @click="begin(one)"><i v-if="holds[one.month]" class="icon" :title="t('web.held.mark')">lock</i>{{ overrideOf(one) === null ? (canEdit ? '+' : '–') : count(overrideOf(one)) }}</button></td>
          <td class="num"><b>{{ count(one.agreed) }}</b></td><td class="num quiet">{{ count(one.lo80) }} – {{ count(one.hi80) }}</td>
          <td class="reason-cell"><template v-if="holds[one.month]">{{ holds[one.month].reason }}<small> {{ text(holds[one.month].byName) }} · {{ moment(holds[one.month].at) }}</small><small v-if="Number(holds[one.month].deviation) !== 0" class="unfavourable"> {{ t('web.held.missed-by', { deviation: count(holds[one.month].deviation) }) }}</small></template><template v-else-if="reasons[one.month]">{{ reasons[one.month].reason }}<small> {{ who(reasons[one.month].by) }} · {{ moment(reasons[one.month].at) }}</small></template></td>
        </tr></tbody></table></div>
      <total-override v-if="isTotal && ui.month" :item="item" :region="region" :point="ui.point" :unit="data.unit" :held="holds[ui.month]" @close="ui.month = null" @save="onTotal"/>
      <q-dialog v-if="!isTotal" :model-value="!!ui.month" @update:model-value="ui.month = null">
        <form v-if="ui.month" class="dialog" @submit.prevent="save"><h2>{{ t('web.forecast.override-of', { month: period(ui.month) }) }}</h2>
          <p class="quiet">{{ t('web.forecast.override-note', { baseline: count(ui.point.baseline) }) }}</p>
          <label class="field"><span>{{ t('web.forecast.override') }}</span><input ref="box" v-model="ui.value" inputmode="decimal" name="value"></label>
          <label class="field"><span>{{ t('web.forecast.reason') }}</span><textarea v-model="ui.reason" rows="3" name="reason" required :placeholder="t('web.forecast.reason-hint')"></textarea></label>
          <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
          <div class="dialog-actions"><button v-if="ui.point.override !== null" type="button" class="btn" :disabled="!ui.reason.trim()" @click="remove">{{ t('web.forecast.remove') }}</button><button type="button" class="btn" v-close-popup>{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit">{{ t('web.action.save') }}</button></div>
        </form>
      </q-dialog>
    </article>`,
  setup(props, { emit }) {
    const box = ref();
    const ui = reactive({ month: null, point: null, value: '', reason: '', problem: '' });
    function begin(point) {
      Object.assign(ui, { month: point.month, point, value: point.override ?? point.agreed ?? '', reason: '', problem: '' });
      nextTick(() => { box.value?.focus(); box.value?.select(); });
    }
    function finish(value) {
      emit('save', { month: ui.month, value, reason: ui.reason.trim() });
      ui.month = null;
    }
    function onTotal(change) {
      emit('save', change);
      ui.month = null;
    }
    /** Totals that are held at this level, by month. */
    const holds = computed(() => Object.fromEntries(props.isTotal ? props.data.held.filter((one) => one.item === props.item && one.region === props.region).map((one) => [one.month, one]) : []));
    const overrideOf = (point) => (props.isTotal ? holds.value[point.month]?.value ?? null : point.override);
    function save() {
      const parsed = parseEntry(ui.value, { unit: props.data.unit, moneyUnit: 'yuan', current: ui.point.agreed });
      if (parsed.error || parsed.value === null) ui.problem = t('web.table.not-a-number', { text: ui.value });
      else if (!ui.reason.trim()) ui.problem = t('web.forecast.reason-needed');
      else finish(parsed.value);
    }
    return { box, ui, begin, save, onTotal, holds, overrideOf, remove: () => finish(null), reasons: computed(() => Object.fromEntries(props.data.overrides.map((one) => [one.month, one]))) };
  },
});
