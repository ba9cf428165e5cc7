// SPDX-License-Identifier: Apache-2.0
// A total of the forecast is fixed: what each leaf would get of it, and who holds what, before anything is kept.
import { computed, nextTick, onMounted, onScopeDispose, reactive, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { parseEntry } from '../kit/numbers.js';
import { SPREADS } from '../kit/spreads.js';
import { post } from '../store/api.js';
import { sentenceOf } from '../store/notices.js';
import { seriesTitle } from '../store/series.js';

/** Leaves at first; how long somebody has stopped typing before the server is asked. */
const SHOWN = 12, PAUSE_MS = 300;

export default define('TotalOverride', {
  props: { item: String, region: String, point: Object, unit: String, held: Object },
  emits: ['save', 'close'],
  template: `
    <q-dialog model-value @update:model-value="$emit('close')">
      <form class="dialog wide total-override" @submit.prevent="save"><h2>{{ t('web.held.set', { month: period(point.month) }) }}<small>{{ title }}</small></h2>
        <p class="quiet">{{ t('web.held.set.detail', { agreed: count(point.agreed), baseline: count(point.baseline) }) }}</p>
        <div class="total-fields">
          <label class="field"><span>{{ t('web.held.total') }}</span><input ref="box" v-model="ui.value" inputmode="decimal" name="value" autocomplete="off"></label>
          <label class="field"><span>{{ t('web.spread.title') }}</span><select v-model="ui.spread" class="select" name="spread"><option v-for="one in spreads" :key="one" :value="one">{{ t('web.spread.' + one) }}</option></select><small class="quiet">{{ t('web.spread.' + ui.spread + '.detail') }}</small></label>
        </div>
        <label class="field"><span>{{ t('web.forecast.reason') }}</span><textarea v-model="ui.reason" rows="2" name="reason" required :placeholder="t('web.forecast.reason-hint')"></textarea></label>
        <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p>
        <div v-if="preview && !ui.problem" class="total-preview" aria-live="polite">
          <p><b>{{ count(preview.old) }} → {{ count(preview.new) }}</b> <span class="quiet">{{ t('web.held.parts', { moved: moved, held: kept }) }}</span></p>
          <p v-for="one in preview.missed" :key="one.item + one.region" class="form-problem">{{ t('web.held.would-miss', { label: text(one.label), value: count(one.value), sum: count(one.sum) }) }}</p>
          <div class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.deals.column.item') }}</th><th>{{ t('web.table.region') }}</th><th class="num">{{ t('web.held.before') }}</th><th class="num">{{ t('web.held.after') }}</th><th class="num">{{ t('web.held.change') }}</th><th class="num">{{ t('web.held.width') }}</th><th></th></tr></thead>
            <tbody><tr v-for="one in shown" :key="one.item + '|' + one.region" :data-part="one.item + '|' + one.region" :data-state="one.state"><td>{{ text(one.itemName) }}</td><td>{{ text(one.regionName) }}</td><td class="num">{{ count(one.old) }}</td><td class="num"><b>{{ count(one.new) }}</b></td><td class="num">{{ one.change ? (one.change > 0 ? '+' : '') + count(one.change) : '' }}</td><td class="num quiet">{{ one.halfWidth === null ? '–' : '± ' + count(one.halfWidth) }}</td>
              <td class="quiet"><template v-if="one.state !== 'shares'"><i v-if="['own', 'within'].includes(one.state)" class="icon" aria-hidden="true">lock</i> {{ t('web.held.state.' + one.state) }}<template v-if="one.by"> · {{ text(one.by) }}</template><template v-if="one.reason"> · {{ one.reason }}</template></template></td></tr></tbody></table></div>
          <button v-if="parts.length > shown.length" type="button" class="link small-text" @click="ui.isAll = true">{{ t('web.moved.all-parts', { count: parts.length }) }}</button>
        </div>
        <div class="dialog-actions"><button v-if="held" type="button" class="btn" data-act="lift" :disabled="!ui.reason.trim()" @click="finish(null)">{{ t('web.held.lift') }}</button><button type="button" class="btn" v-close-popup>{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" :disabled="!!ui.problem">{{ t('web.held.fix') }}</button></div>
      </form>
    </q-dialog>`,
  setup(props, { emit }) {
    const box = ref(), preview = ref(null);
    const ui = reactive({ value: props.held ? String(Number(props.held.value)) : '', spread: 'reconciled', reason: '', problem: '', isAll: false });
    let timer = 0, asked = 0;
    const parsed = () => parseEntry(ui.value, { unit: props.unit, moneyUnit: 'yuan', current: props.point.agreed });
    async function look() {
      const mine = ++asked, { value, error } = parsed();
      if (error || value === null) { preview.value = null; ui.problem = ui.value ? t('web.table.not-a-number', { text: ui.value }) : ''; return; }
      try {
        const answer = await post('/forecast-override', { item: props.item, region: props.region, month: props.point.month, value, spread: ui.spread });
        if (mine === asked) { preview.value = answer; ui.problem = ''; }
      } catch (problem) {
        if (mine === asked) { preview.value = null; ui.problem = sentenceOf(problem); }
      }
    }
    function later() { clearTimeout(timer); timer = setTimeout(look, PAUSE_MS); }
    watch(() => [ui.value, ui.spread], later);
    onMounted(() => { nextTick(() => { box.value?.focus(); box.value?.select(); }); if (ui.value) look(); });
    onScopeDispose(() => clearTimeout(timer));
    function finish(value) { emit('save', { month: props.point.month, value, reason: ui.reason.trim(), spread: ui.spread }); }
    function save() {
      const { value, error } = parsed();
      if (error || value === null) ui.problem = t('web.table.not-a-number', { text: ui.value });
      else if (!ui.reason.trim()) ui.problem = t('web.forecast.reason-needed');
      else finish(value);
    }
    /** What moves most first; what stays comes last. */
    const parts = computed(() => (preview.value?.parts ?? []).map((one) => ({ ...one, change: Number(one.new) - Number(one.old) })).sort((a, b) => Math.abs(b.change) - Math.abs(a.change)));
    const isKept = (one) => ['own', 'within'].includes(one.state);
    return {
      box, ui, preview, parts, save, finish, spreads: SPREADS,
      shown: computed(() => (ui.isAll ? parts.value : parts.value.slice(0, SHOWN))),
      moved: computed(() => parts.value.filter((one) => !isKept(one)).length), kept: computed(() => parts.value.filter(isKept).length),
      title: computed(() => seriesTitle(props.item, props.region)),
    };
  },
});
