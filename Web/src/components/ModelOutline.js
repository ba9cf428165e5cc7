// SPDX-License-Identifier: Apache-2.0
// Sections and measures of a model text; a click goes to the line.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { unitName } from '../model/words.js';

export default define('ModelOutline', {
  props: { outline: Object, current: String, faults: Object },
  emits: ['go'],
  template: `
    <nav class="model-outline" :aria-label="t('web.model.outline')">
      <input class="input" type="search" v-model="search" :placeholder="t('web.model.search')" :aria-label="t('web.model.search')" data-act="outline-search">
      <div class="outline-list">
        <section v-for="group in groups" :key="group.key">
          <h3><button @click="toggle(group.key)" :aria-expanded="!closed.has(group.key)"><i class="icon" aria-hidden="true">{{ closed.has(group.key) && !search ? 'chevron_right' : 'expand_more' }}</i><span>{{ group.name }}</span><em v-if="group.faults" class="fault-count">{{ group.faults }}</em><small>{{ group.entries.length }}</small></button></h3>
          <ul v-if="search || !closed.has(group.key)"><li v-for="entry in group.entries" :key="entry.id"><button :class="{ on: entry.id === current }" :title="entry.id" :data-measure="entry.id" @click="$emit('go', entry.line, entry.id)"><i class="kind" :data-kind="entry.kind" aria-hidden="true"></i><span>{{ text(entry.name) }}</span><em v-if="faults[entry.id]" class="fault-dot" :title="t('web.model.fault')"></em><small>{{ unitName(entry.unit) }}</small></button></li></ul>
        </section>
        <p v-if="!groups.length" class="quiet outline-none">{{ t('web.model.outline.none') }}</p>
      </div>
    </nav>`,
  setup(props) {
    const search = ref(''), closed = ref(new Set());
    const matches = (entry) => !search.value || [entry.id, entry.name.zh, entry.name.en].join(' ').toLowerCase().includes(search.value.toLowerCase());
    const groups = computed(() => {
      const { sections = [], measures = [] } = props.outline ?? {};
      return [...sections.map((section, index) => ({ key: String(index), name: text(section.name), own: measures.filter((one) => one.section === index) })), { key: 'top', name: '·', own: measures.filter((one) => one.section === null) }]
        .map(({ own, ...group }) => ({ ...group, entries: own.filter(matches), faults: own.filter((one) => props.faults?.[one.id]).length }))
        .filter((group) => group.entries.length);
    });
    const toggle = (key) => { const next = new Set(closed.value); if (!next.delete(key)) next.add(key); closed.value = next; };
    return { search, closed, groups, toggle, text, unitName };
  },
});
