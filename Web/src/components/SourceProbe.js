// SPDX-License-Identifier: Apache-2.0
// What a source answered: who it is, its columns with their types, what each means, which one is the watermark, and the first rows.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { usualOverlap } from '../kit/sources.js';
import FindingTable from './FindingTable.js';

const ROWS = 8;

export default define('SourceProbe', {
  components: { FindingTable },
  props: { answer: Object, query: Object, fields: Array, isStale: Boolean },
  template: `
    <div class="source-probe" :class="{ stale: isStale }" data-answer="rows">
      <p class="favourable"><i class="icon" aria-hidden="true">check_circle</i> {{ t('web.sources.connected', { server: answer.server }) }}<span v-if="answer.clock" class="quiet"> · {{ answer.clock }}</span><span v-if="isStale" class="quiet"> · {{ t('web.sources.stale') }}</span></p>
      <div class="scroll-x"><table class="data-table source-first"><thead><tr><th v-for="one in answer.types" :key="one.name">{{ one.name }}<small class="quiet">{{ one.type }}</small></th></tr>
        <tr><th v-for="one in answer.types" :key="one.name"><select class="select" :class="{ unset: !fieldOf(one.name) }" :value="fieldOf(one.name)" :aria-label="one.name" :data-column="one.name" @change="choose(one.name, $event.target.value)"><option value="">{{ t('web.import.ignore') }}</option><option v-for="field in fields" :key="field.name" :value="field.name">{{ text(field.label) }}{{ field.isRequired ? ' *' : '' }}</option></select></th></tr></thead>
        <tbody><tr v-for="(row, at) in answer.first.rows.slice(0, rows)" :key="at"><td v-for="(cell, place) in row" :key="place">{{ cell ?? '∅' }}</td></tr></tbody></table></div>
      <p v-if="missing.length" class="form-problem" data-answer="missing">{{ t('web.import.missing', { fields: missing.map((field) => text(field.label)).join(' · ') }) }}</p>
      <div class="source-fields source-mark"><label class="field"><span>{{ t('web.sources.mark') }}</span><select class="input" name="mark" :value="query.markColumn" @change="mark($event.target.value)"><option value="">{{ t('web.sources.mark.none') }}</option><option v-for="one in able" :key="one.name" :value="one.name">{{ one.name }} · {{ t('web.sources.mark.' + one.mark) }}</option></select></label>
        <label v-if="query.markColumn" class="field narrow"><span>{{ t('web.sources.overlap.' + query.markKind) }}</span><input v-model.number="query.overlap" name="overlap" class="input" inputmode="numeric"></label><p class="quiet">{{ t(query.markColumn ? 'web.sources.mark.note' : 'web.sources.mark.none.note') }}</p></div>
      <finding-table v-if="answer.preview.findings.length" :findings="answer.preview.findings.slice(0, 10)" :total="answer.preview.findingsTotal"/>
    </div>`,
  setup(props) {
    const fieldOf = (column) => Object.keys(props.query.columns).find((field) => props.query.columns[field] === column) ?? '';
    return {
      fieldOf, text, rows: ROWS,
      able: computed(() => props.answer.types.filter((one) => one.mark)),
      missing: computed(() => props.fields.filter((field) => field.isRequired && !(field.name in props.query.columns))),
      choose(column, field) {
        const columns = Object.fromEntries(Object.entries(props.query.columns).filter(([name, header]) => header !== column && name !== field));
        props.query.columns = field ? { ...columns, [field]: column } : columns;
      },
      mark(column) {
        const one = props.answer.types.find((type) => type.name === column);
        Object.assign(props.query, one ? { markColumn: one.name, markKind: one.mark, overlap: usualOverlap(one.mark) } : { markColumn: '', markKind: '', overlap: null });
      },
    };
  },
});
