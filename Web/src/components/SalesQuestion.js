// SPDX-License-Identifier: Apache-2.0
// What is asked of sales: the period with quick picks and the filters as chips, for every tab; dimensions, measures and the comparison come in the slot.
import { computed, reactive, shallowRef, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { keyWords } from '../kit/sales.js';
import { get, query } from '../store/api.js';
import { dictionary, dimensionOf, filters, setFilters, SPAN_NAMES, toggled, useSpan } from '../store/sales.js';
import { setQuery } from '../store/router.js';
import SearchPicker from './SearchPicker.js';

/** Members that are offered; the others are found by their codes. */
const OFFERED = 1000;

export default define('SalesQuestion', {
  components: { SearchPicker },
  props: { usual: { default: 'year' }, hasPeriod: { default: true } },
  template: `
    <section class="card sales-question" :aria-label="t('web.sales.question')">
      <div class="sales-asks">
        <slot/>
        <label v-if="hasPeriod" class="sales-ask"><span>{{ t('web.sales.period') }}</span><select class="select" :value="span" data-act="sales-span" @change="pickSpan($event.target.value)"><option v-for="one in spans" :key="one" :value="one">{{ t('web.sales.span.' + one) }}</option></select></label>
        <span v-if="hasPeriod && span === 'own'" class="sales-days"><input class="input" type="date" :value="days[0]" :max="days[1]" :aria-label="t('web.sales.first')" @change="pickDay('first', $event.target.value)"><span aria-hidden="true">–</span><input class="input" type="date" :value="days[1]" :min="days[0]" :aria-label="t('web.sales.last')" @change="pickDay('last', $event.target.value)"></span>
        <slot name="after"/>
      </div>
      <div class="sales-chips">
        <i class="icon quiet" aria-hidden="true">filter_list</i>
        <template v-for="one in filters" :key="one.key"><button v-for="code in one.codes" :key="code" class="chip" :title="t('web.sales.filter.remove')" :data-filter="one.key + ':' + code" @click="setFilters(toggled(filters, one.key, code))"><small>{{ nameOf(one.key) }}</small>{{ labelOf(one.key, code) }}<i class="icon" aria-hidden="true">close</i></button></template>
        <select class="select chip-add" :value="ui.key" :aria-label="t('web.sales.filter.add')" data-act="filter-dimension" @change="choose($event.target.value)"><option value="">{{ t('web.sales.filter.add') }}</option><option v-for="one in dimensions" :key="one.key" :value="one.key">{{ text(one.label) }}</option></select>
        <search-picker v-if="ui.key" :key="ui.key" :model-value="null" :options="offered" :label="nameOf(ui.key)" :placeholder="t('web.sales.filter.member')" @update:model-value="add"/>
        <button v-if="filters.length > 1" class="link" data-act="clear-filters" @click="setFilters([])">{{ t('web.sales.filter.clear') }}</button>
      </div>
    </section>`,
  setup(props) {
    const { span, days } = useSpan(props.usual);
    const ui = reactive({ key: '' });
    /** Names by dimension and code, as far as they were asked for. */
    const members = shallowRef({});
    async function load(key) {
      if (members.value[key]) return;
      const all = await get('/sales-analysis' + query({ by: key, measures: 'orderedInclTax,receivable', first: '1990-01-01', sort: '-orderedInclTax', limit: OFFERED })).catch(() => ({ rows: [] }));
      members.value = { ...members.value, [key]: new Map(all.rows.map((row) => [row.keys[0].code, row.keys[0]])) };
    }
    watch(() => [dictionary.value, ...filters.value.map((one) => one.key)], () => { if (dictionary.value) for (const one of filters.value) load(one.key); }, { immediate: true });
    function choose(key) {
      ui.key = key;
      if (key) load(key);
    }
    function add(code) {
      if (!filters.value.some((one) => one.key === ui.key && one.codes.includes(code))) setFilters(toggled(filters.value, ui.key, code));
      ui.key = '';
    }
    const labelOf = (key, code) => { const known = members.value[key]?.get(code); return known ? keyWords(known) : code || t('web.sales.not-stated'); };
    return {
      ui, filters, setFilters, toggled, span, days, choose, add, labelOf,
      spans: computed(() => [...SPAN_NAMES, 'own']), nameOf: (key) => text(dimensionOf(key)?.label),
      pickSpan: (value) => setQuery(value === 'own' ? { span: null, first: days.value[0], last: days.value[1], page: null } : { span: value === props.usual ? null : value, first: null, last: null, page: null }),
      pickDay: (name, value) => value && setQuery({ first: days.value[0], last: days.value[1], [name]: value, page: null }),
      dimensions: computed(() => (dictionary.value?.dimensions ?? []).filter((one) => !one.isTime)),
      offered: computed(() => [...(members.value[ui.key]?.values() ?? [])].map((one) => ({ id: one.code, label: keyWords(one), note: one.code }))),
    };
  },
});
