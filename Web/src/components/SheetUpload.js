// SPDX-License-Identifier: Apache-2.0
// A downloaded view that comes back: what it would change, where the plan moved meanwhile, what cannot be taken; then all of it as one change.
import { computed, onMounted, reactive } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { chosenCells, clashes, isDecided } from '../kit/returned.js';
import { query, request } from '../store/api.js';
import { send } from '../store/commands.js';
import { askImpact } from '../store/impact.js';
import { sentenceOf } from '../store/notices.js';

const LIMIT = 20 * 1024 * 1024;
const SHOWN = 300;

export default define('SheetUpload', {
  props: { file: File },
  emits: ['applied', 'close'],
  template: `
    <q-dialog :model-value="true" @update:model-value="$emit('close')">
      <div class="dialog wide sheet-dialog"><h2>{{ t('web.sheet.title') }}<small class="quiet">{{ file.name }}</small></h2>
        <state-box :state="view" :has-data="!!view.data" :rows="5" @retry="load">
          <p v-if="view.isRefreshed" class="stale"><i class="icon" aria-hidden="true">update</i>{{ t('web.sheet.again') }}</p>
          <p class="quiet"><span lang="zh">{{ view.data.exported.name || view.data.exported.login }}</span>{{ t('web.sheet.from', { at: view.data.exported.at, revision: view.data.exported.revision }) }}<template v-if="view.data.scenario"> {{ t('web.sheet.scenario') }}</template></p>
          <div class="counts"><div v-for="[key, number] in counts" :key="key" :class="{ bad: ['conflicts', 'refusals'].includes(key) && number }" :data-count="key"><b>{{ count(String(number), { zero: '0' }) }}</b><span>{{ t('web.sheet.count.' + key) }}</span></div></div>
          <p v-if="!view.data.changes.length">{{ t('web.sheet.nothing') }}</p>
          <div v-else class="conflict-table sheet-changes">
            <div v-if="clashing.length" class="conflict-all"><span>{{ t('web.sheet.choose') }}<small>{{ t('web.scenario.chosen', { done: decided, total: clashing.length }) }}</small></span><span class="spacer"></span><button v-for="side in ['plan', 'file']" :key="side" type="button" class="btn small" :class="{ on: isAll(side) }" :aria-pressed="isAll(side)" :data-choice="side" @click="chooseAll(side)">{{ t('web.sheet.stands.' + side) }}</button></div>
            <table><thead><tr><th>{{ t('web.scenario.cell') }}</th><th class="number">{{ t('web.sheet.exported') }}</th><th class="number">{{ t('web.sheet.now') }}</th><th class="number">{{ t('web.sheet.typed') }}</th></tr></thead>
              <tbody><tr v-for="one in shownChanges" :key="one.cell" :data-change="one.cell" :class="{ clash: one.isConflict }"><td>{{ text(one.label) }}<small class="quiet">{{ text(one.period) }}<template v-if="one.place"> · {{ one.place }}</template><template v-if="one.isFormula"> · {{ t('web.sheet.formula') }}</template><template v-if="one.isTotal"> · {{ t('web.sheet.total') }}</template></small></td><td class="number quiet">{{ show(one.exported, one.unit) }}</td>
                <template v-if="one.isConflict"><td v-for="side in ['plan', 'file']" :key="side" class="number side" :class="[side, { stands: view.stands[one.cell] === side, yields: view.stands[one.cell] && view.stands[one.cell] !== side }]"><button type="button" role="radio" :aria-checked="view.stands[one.cell] === side" :data-side="side" @click="view.stands[one.cell] = side"><b>{{ show(side === 'plan' ? one.now : one.typed, one.unit) }}</b></button></td></template>
                <template v-else><td class="number">{{ show(one.now, one.unit) }}</td><td class="number"><b>{{ show(one.typed, one.unit) }}</b></td></template></tr></tbody></table>
            <p v-if="view.data.changes.length > shownChanges.length" class="quiet">{{ t('web.sheet.more', { count: view.data.changes.length - shownChanges.length }) }}</p>
          </div>
          <section v-if="view.data.refusals.length"><h3 class="unfavourable">{{ t('web.sheet.refused', { count: view.data.refusals.length }) }}</h3>
            <ul class="sheet-refusals"><li v-for="(one, index) in shownRefusals" :key="index" :data-refusal="one.reason"><b>{{ text(one.label) }} · {{ text(one.period) }}</b><span class="quiet">{{ [one.place, one.typed].filter(Boolean).join(' · ') }}</span><span>{{ text(one.words) }} · {{ text(one.hint) }}</span></li></ul>
            <p v-if="view.data.refusals.length > shownRefusals.length" class="quiet">{{ t('web.sheet.more-refused', { count: view.data.refusals.length - shownRefusals.length }) }}</p></section>
          <label v-if="view.data.changes.length" class="field"><span>{{ t('web.sheet.reason') }}</span><input v-model="view.reason" maxlength="500" :placeholder="t('web.sheet.reason.hint')" data-act="sheet-reason"></label>
          <p v-if="view.words" class="form-problem" role="alert">{{ view.words }}</p>
        </state-box>
        <div class="dialog-actions"><button class="btn" data-act="sheet-cancel" @click="$emit('close')">{{ t('web.action.cancel') }}</button><template v-if="view.data?.changes.length"><button class="btn" :disabled="!isReady" data-act="sheet-impact" @click="look">{{ t('web.impact.ask') }}</button><button class="btn primary" :disabled="!isReady" data-act="sheet-apply" @click="apply">{{ t('web.sheet.apply', { count: chosen.length }) }}</button></template></div>
      </div>
    </q-dialog>`,
  setup(props, { emit }) {
    const view = reactive({ data: null, problem: null, isLoading: true, isSending: false, isRefreshed: false, stands: {}, reason: '', words: '' });

    async function load() {
      Object.assign(view, { problem: null, isLoading: true, stands: {} });
      try {
        if (props.file.size > LIMIT) throw { status: 413 };
        view.data = await request('POST', '/table/upload' + query({ filename: props.file.name }), { raw: props.file });
      } catch (problem) {
        Object.assign(view, { data: null, problem });
      } finally {
        view.isLoading = false;
      }
    }
    onMounted(load);

    const clashing = computed(() => clashes(view.data));
    const chosen = computed(() => chosenCells(view.data, view.stands));
    const isReady = computed(() => !view.isSending && !view.isLoading && chosen.value.length > 0 && isDecided(view.data, view.stands));
    const payload = () => ({ cells: chosen.value, holds: [], ...(view.data.scenario ? { scenario: view.data.scenario } : {}) });

    async function apply() {
      Object.assign(view, { isSending: true, words: '' });
      try {
        const answer = await send('edit-cells', payload(), { reason: view.reason.trim() || undefined, expectedRevision: view.data.revision, isQuiet: true, isAskedHere: true });
        emit('applied', answer);
        emit('close');
      } catch (problem) {
        // Somebody changed one of the cells after the file was looked at: it is looked at again.
        if (problem.status === 409) { await load(); view.isRefreshed = true; } else view.words = sentenceOf(problem);
      } finally {
        view.isSending = false;
      }
    }

    return {
      view, clashing, chosen, isReady, load, apply, text,
      decided: computed(() => clashing.value.filter((one) => view.stands[one.cell]).length),
      counts: computed(() => [['changes', view.data.changes.length], ['conflicts', clashing.value.length], ['refusals', view.data.refusals.length], ['unchanged', view.data.unchanged + view.data.alreadySo], ...(view.data.missing ? [['missing', view.data.missing]] : [])]),
      shownChanges: computed(() => [...clashing.value, ...view.data.changes.filter((one) => !one.isConflict)].slice(0, SHOWN)),
      shownRefusals: computed(() => view.data.refusals.slice(0, SHOWN)),
      isAll: (side) => clashing.value.every((one) => view.stands[one.cell] === side),
      chooseAll: (side) => { view.stands = Object.fromEntries(clashing.value.map((one) => [one.cell, side])); },
      look: () => askImpact('edit-cells', payload(), apply),
    };
  },
  methods: {
    show(value, unit) { return value === null ? this.t('web.scenario.blank') : this.valueText(value, unit, { fine: true, zero: '0' }); },
  },
});
