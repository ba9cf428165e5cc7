// SPDX-License-Identifier: Apache-2.0
// The measure under the cursor: what it is called, what it is made of, who uses it, what it is this year.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { unitWords } from '../kit/units.js';
import { unitName } from '../model/words.js';
import { explain } from '../store/panel.js';

export default define('MeasureCard', {
  props: { measure: Object, outline: Object, values: Object, year: Number },
  emits: ['go'],
  template: `
    <div v-if="measure" class="measure-card">
      <header><h2>{{ text(measure.name) }}</h2><span class="kind-words"><i class="kind" :data-kind="measure.kind" aria-hidden="true"></i>{{ t('web.model.kind.' + measure.kind) }}</span></header>
      <p class="other-names"><code>{{ measure.id }}</code><span v-for="name in others" :key="name">{{ name }}</span></p>
      <p v-if="value !== null && value !== undefined" class="measure-value"><span>{{ t('web.model.value', { year }) }}</span><b><button class="link" data-act="explain-measure" @click="explain(measure.id + '@' + year, measure.name)">{{ valueText(value, measure.unit, { fine: true }) }}</button></b><small>{{ unitWords(measure.unit) }}</small></p>
      <dl class="pairs"><dt>{{ t('web.model.unit') }}</dt><dd>{{ unitName(measure.unit) || t('web.model.plain') }}</dd><dt>{{ t('web.model.dimensions') }}</dt><dd>{{ measure.dimensions.map(text).join(' × ') || t('web.model.single') }}</dd><template v-if="measure.basis"><dt>{{ t('web.model.basis') }}</dt><dd>{{ text(measure.basis) }}</dd></template></dl>
      <p v-if="measure.note" class="measure-note">{{ text(measure.note) }}</p>
      <div v-if="measure.formula" class="explain-formula"><span>{{ t('web.explain.formula') }}</span>{{ text(measure.formula) }}</div>
      <p v-else class="quiet">{{ t('web.model.is-input') }}</p>
      <section v-for="side in sides" :key="side.key"><h3>{{ t('web.model.' + side.key) }}<small>{{ side.list.length }}</small></h3>
        <p v-if="!side.list.length" class="quiet">{{ t('web.model.' + side.key + '.none') }}</p>
        <ul class="measure-links"><li v-for="one in side.list" :key="one.id"><button class="link" @click="$emit('go', one.line, one.id)">{{ text(one.name) }}</button></li></ul></section>
    </div>
    <p v-else class="quiet measure-none">{{ t('web.model.no-measure') }}</p>`,
  setup(props) {
    const find = (ids) => (ids ?? []).map((id) => props.outline?.measures.find((one) => one.id === id)).filter(Boolean);
    return {
      text, unitWords, unitName, explain,
      value: computed(() => props.values?.[props.measure?.id]),
      others: computed(() => [...new Set(props.measure?.aliases ?? [])].filter((name) => name !== props.measure.id && name !== text(props.measure.name))),
      sides: computed(() => [{ key: 'uses', list: find(props.measure?.uses) }, { key: 'used-by', list: find(props.measure?.usedBy) }].filter((side) => side.key !== 'uses' || props.measure?.formula)),
    };
  },
});
