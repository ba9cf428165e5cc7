// SPDX-License-Identifier: Apache-2.0
// How a file would be read: kind, encoding, each column's meaning (correctable), sample rows, findings.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import FindingTable from './FindingTable.js';

export default define('ImportPreview', {
  components: { FindingTable },
  props: { preview: Object, kinds: Array, isBusy: Boolean, mends: Object, chosen: Object },
  emits: ['kind', 'answer', 'submit', 'cancel'],
  template: `
    <article class="card preview">
      <h2>{{ t('web.import.preview') }}</h2>
      <div class="preview-head">
        <label class="field"><span>{{ t('web.import.kind') }}</span><select :value="preview.kind" :disabled="isBusy" @change="$emit('kind', $event.target.value)"><option v-if="!preview.kind" value="" disabled>{{ t('web.import.choose-kind') }}</option><option v-for="one in ordered" :key="one.kind" :value="one.kind">{{ text(one.label) }}{{ one.score ? ' · ' + ratio(one.score, { digits: 0 }) : '' }}</option></select></label>
        <p class="quiet">{{ t('web.import.read-as', { encoding: preview.encoding ?? '–', line: preview.headerLine ?? '–' }) }}</p>
      </div>
      <p v-if="preview.rememberedFrom" class="quiet" role="status">{{ t('web.import.remembered', { file: preview.rememberedFrom }) }}</p>
      <section v-if="preview.questions.length" class="import-questions"><h3>{{ t('web.import.questions', { count: preview.questions.length }) }}</h3>
        <div v-for="one in preview.questions" :key="one.field" class="import-question"><label class="field"><span>{{ text(one.label) || one.field }}</span><select v-if="!one.asksForYear" :value="headerOf(one.field)" :aria-label="text(one.label) || one.field" @change="answer(one.field, $event.target.value)"><option value="">{{ one.proposal ? text(one.proposal) : t('web.import.not-in-file') }}</option><option v-for="header in choices(one)" :key="header" :value="header">{{ header }}</option></select></label><form v-if="one.asksForYear" class="import-year" @submit.prevent="$emit('answer', { year: Number(ui.year) })"><input class="input" v-model="ui.year" name="year" inputmode="numeric" pattern="(19|20)[0-9]{2}" maxlength="4" placeholder="2026" :aria-label="t('web.import.asks-year')" required><button class="btn small" :disabled="isBusy">{{ t('web.import.read-again') }}</button><span class="quiet">{{ t('web.import.asks-year') }}</span></form></div>
      </section>
      <div class="counts"><div><b>{{ count(String(preview.rowsRead), { zero: '0' }) }}</b><span>{{ t('web.import.rowsRead') }}</span></div><div><b>{{ count(String(preview.accepted), { zero: '0' }) }}</b><span>{{ t('web.import.accepted') }}</span></div><div :class="{ bad: preview.rejected }"><b>{{ count(String(preview.rejected), { zero: '0' }) }}</b><span>{{ t('web.import.rejected') }}</span></div></div>
      <div class="scroll-x"><table class="data-table preview-table">
        <thead><tr><th v-for="column in preview.columns" :key="column.header">{{ column.header }}</th></tr>
          <tr><th v-for="column in preview.columns" :key="column.header"><select class="select" :class="{ unset: !ui.fields[column.header], unsure: ui.fields[column.header] && Number(column.confidence) < 0.8 }" v-model="ui.fields[column.header]" :aria-label="column.header"><option value="">{{ t('web.import.ignore') }}</option><option v-for="field in fields" :key="field.name" :value="field.name">{{ text(field.label) }}{{ field.isRequired ? ' *' : '' }}</option></select></th></tr></thead>
        <tbody><tr v-for="(row, index) in preview.sampleRows" :key="index"><td v-for="(cell, at) in row" :key="at">{{ cell }}</td></tr></tbody>
      </table></div>
      <p v-if="missing.length" class="form-problem">{{ t('web.import.missing', { fields: missing.map((field) => text(field.label)).join(' · ') }) }}</p>
      <p v-if="doubled.length" class="form-problem">{{ t('web.import.doubled', { fields: doubled.map((field) => text(field.label)).join(' · ') }) }}</p>
      <p v-if="mended" class="quiet" role="status">{{ t('web.import.mended', { count: mended }) }}</p>
      <finding-table v-if="preview.findings.length" :findings="preview.findings" :total="preview.findingsTotal" :mends="mends"/>
      <div v-if="changed" class="mend-bar" role="status"><span>{{ t('web.import.mends-typed', { count: changed }) }}</span><button class="btn small" data-act="mend" :disabled="isBusy" @click="$emit('answer', { fields: { ...ui.fields } })">{{ t('web.import.read-again') }}</button></div>
      <p v-if="!preview.findings.length" class="quiet">{{ t('web.import.no-findings') }}</p>
      <label class="field import-reason"><span>{{ t('web.import.reason') }}</span><input class="input" v-model="ui.reason" maxlength="500" data-field="reason"></label>
      <div class="dialog-actions"><button class="btn" @click="$emit('cancel')">{{ t('web.action.cancel') }}</button><button class="btn primary" data-act="import" :disabled="isBusy || changed > 0 || !preview.kind || (isAsRead && !preview.accepted) || missing.length > 0 || doubled.length > 0" @click="submit">{{ words }}</button></div>
    </article>`,
  setup(props, { emit }) {
    const ui = reactive({ year: '', reason: '', fields: Object.fromEntries(props.preview.columns.map((column) => [column.header, props.chosen?.[column.header] ?? column.field ?? ''])) });
    const known = computed(() => props.kinds.find((one) => one.kind === props.preview.kind)?.fields ?? []);
    const fields = computed(() => (known.value.length ? known.value : props.preview.columns.filter((column) => column.field).map((column) => ({ name: column.field, label: column.label, isRequired: false }))));
    const given = new Set(props.preview.columns.map((column) => column.field).filter(Boolean));
    const unanswered = new Set(props.preview.questions.filter((one) => !one.proposal).map((one) => one.field));
    const used = computed(() => Object.values(ui.fields).filter(Boolean));
    const scores = computed(() => Object.fromEntries((props.preview.kindGuesses ?? []).map((guess) => [guess.kind, guess.score])));
    const readWith = Object.keys(props.mends).length, readText = JSON.stringify(props.mends);
    const isAsRead = computed(() => props.preview.columns.every((column) => (column.field ?? '') === ui.fields[column.header]));
    return {
      ui, fields, text, isAsRead,
      // Another meaning of a column makes other rows good: how many is known once it is read.
      words: computed(() => (isAsRead.value && props.preview.accepted && props.preview.rejected ? t('web.import.submit.rest', { count: props.preview.accepted, rest: props.preview.rejected }) : t('web.import.submit', { count: isAsRead.value ? props.preview.accepted : props.preview.rowsRead }))),
      mended: readWith,
      // Typed since the file was read: nothing of it is in the numbers above.
      changed: computed(() => (JSON.stringify(props.mends) === readText ? 0 : Math.max(1, Object.keys(props.mends).length - readWith))),
      ordered: computed(() => [...props.kinds].map((one) => ({ ...one, score: scores.value[one.kind] })).sort((a, b) => Number(b.score ?? 0) - Number(a.score ?? 0))),
      // What the reader filled from elsewhere (a title, a count, other amounts) is not missing because no column has it.
      missing: computed(() => fields.value.filter((field) => field.isRequired && !used.value.includes(field.name) && (given.has(field.name) || unanswered.has(field.name)))),
      headerOf: (field) => Object.keys(ui.fields).find((header) => ui.fields[header] === field) ?? '',
      choices: (question) => [...new Set([...question.candidates, ...props.preview.columns.map((column) => column.header)])],
      answer(field, header) {
        for (const other of Object.keys(ui.fields)) if (ui.fields[other] === field) ui.fields[other] = '';
        if (header) ui.fields[header] = field;
      },
      doubled: computed(() => fields.value.filter((field) => used.value.filter((name) => name === field.name).length > 1)),
      // Columns go along only where somebody changed them: the file was read with the others already.
      submit: () => emit('submit', { kind: props.preview.kind, reason: ui.reason.trim(), columns: isAsRead.value ? undefined : Object.fromEntries(Object.entries(ui.fields).filter(([, field]) => field).map(([header, field]) => [field, header])) }),
    };
  },
});
