// SPDX-License-Identifier: Apache-2.0
// 指标字典: every figure with what it counts, on which day, with which tax and who answers for it; a row opens to the whole definition.
import { computed, nextTick, onMounted } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { setQuery } from '../store/router.js';
import { headed } from './figure-steps.js';

const SIDES = ['sales', 'purchases'];

export default define('FigureDictionary', {
  props: { dictionary: Object, chosen: { default: null } },
  template: `
    <article v-for="side in sides" :key="side.key" class="card" :data-side="side.key"><h2>{{ t('web.figures.side.' + side.key) }}<small class="quiet">{{ side.months }}</small></h2>
      <div class="scroll-x"><table class="data-table figure-dictionary">
        <thead><tr><th>{{ t('web.figures.measure') }}</th><th>{{ t('web.figures.formula') }}</th><th class="wide-only">{{ t('web.figures.date-rule') }}</th><th class="wide-only">{{ t('web.figures.tax-rule') }}</th><th class="wide-only">{{ t('web.figures.owner') }}</th><th>{{ t('web.figures.documents') }}</th></tr></thead>
        <tbody><template v-for="one in side.measures" :key="one.id">
          <tr class="step" :class="{ on: one.id === chosen }" :data-measure="one.id" @click="toggle(one.id)">
            <td class="nowrap"><button class="link" :aria-expanded="one.id === chosen" @click.stop="toggle(one.id)"><i class="icon" aria-hidden="true">{{ one.id === chosen ? 'expand_less' : 'expand_more' }}</i>{{ text(one.name) }}</button></td>
            <td class="figure-formula">{{ headed(one.formula) }}</td><td class="wide-only">{{ headed(one.dateRule.label) }}</td><td class="wide-only nowrap">{{ headed(one.taxRule.label) }}</td><td class="wide-only">{{ text(one.owner) }}</td>
            <td class="nowrap"><span class="tag" :class="state(one).tone" :title="one.standsIn ? text(one.standIn) : null">{{ t('web.figures.state.' + state(one).key) }}</span></td>
          </tr>
          <tr v-if="one.id === chosen" class="figure-detail" :data-definition="one.id"><td colspan="6">
            <dl class="audit-facts">
              <dt>{{ t('web.figures.formula') }}</dt><dd>{{ headed(one.formula) }}</dd>
              <dt>{{ t('web.figures.date-rule') }}</dt><dd>{{ headed(one.dateRule.label) }}</dd>
              <dt>{{ t('web.figures.tax-rule') }}</dt><dd>{{ headed(one.taxRule.label) }}</dd>
              <dt>{{ t('web.figures.unit') }}</dt><dd>{{ headed(one.unit) }}</dd>
              <dt>{{ t('web.figures.owner') }}</dt><dd>{{ text(one.owner) }}</dd>
              <dt>{{ t('web.figures.stand-in') }}</dt><dd>{{ headed(one.standIn) }}<span v-if="one.standsIn" class="tag warn">{{ t('web.figures.state.standsIn') }}</span></dd>
              <dt>{{ t('web.figures.version') }}</dt><dd>{{ t('web.figures.version.words', { version: one.version, since: one.validFrom ? day(one.validFrom) : t('web.figures.always'), until: one.validTo ? day(one.validTo) : t('web.figures.open-end') }) }}</dd>
              <dt>{{ t('web.figures.id') }}</dt><dd><code lang="">{{ one.id }}</code></dd>
              <dt>{{ t('web.figures.sources') }}</dt><dd><div v-for="source in one.sources" :key="source.kind" class="figure-source"><b>{{ text(source.label) }}</b><span v-for="column in source.columns" :key="column.name" class="tag" :title="column.name">{{ text(column.label) }}</span></div></dd>
              <dt>{{ t('web.figures.bridges') }}</dt><dd class="figure-bridges"><a v-for="pair in bridges(one)" :key="pair.from.id + pair.to.id" class="link" :data-bridge="pair.from.id + '>' + pair.to.id" :href="'#/figures?from=' + pair.from.id + '&to=' + pair.to.id">{{ text(pair.from.name) }} → {{ text(pair.to.name) }}</a><span v-if="!bridges(one).length" class="quiet">{{ t('web.figures.no-bridge') }}</span></dd>
            </dl>
          </td></tr>
        </template></tbody></table></div>
    </article>
    <article v-if="dictionary.findings.length" class="card" data-findings><h2>{{ t('web.figures.findings') }}<small class="quiet">{{ t('web.figures.findings.why') }}</small></h2>
      <div class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.figures.side') }}</th><th>{{ t('web.figures.finding') }}</th><th class="num">{{ t('web.figures.amount') }}</th><th class="wide-only">{{ t('web.figures.examples') }}</th></tr></thead>
        <tbody><tr v-for="one in dictionary.findings" :key="one.side + one.code" :data-finding="one.code"><td class="nowrap">{{ text(one.sideName) }}</td><td>{{ headed(one.words) }}</td><td class="num"><figure-value :value="one.amount"/></td><td class="wide-only quiet" lang=""><a v-for="number in one.examples.slice(0, 3)" :key="number" class="link figure-example" :href="'#/chain?q=' + encodeURIComponent(number)">{{ number }}</a></td></tr></tbody></table></div>
    </article>`,
  setup(props) {
    const months = (span) => (span ? t('web.figures.known', { first: span.first, last: span.last }) : '');
    onMounted(() => nextTick(() => document.querySelector('.figure-detail')?.scrollIntoView({ block: 'center' })));
    return {
      t, text, headed,
      sides: computed(() => SIDES.map((key) => ({ key, months: months(props.dictionary[key === 'sales' ? 'salesMonths' : 'purchaseMonths']), measures: props.dictionary.measures.filter((one) => one.side === key) }))),
      state: (one) => (!one.isAllowed ? { key: 'closed', tone: '' } : one.standsIn ? { key: 'standsIn', tone: 'warn' } : one.hasDocuments ? { key: 'known', tone: 'good' } : { key: 'none', tone: '' }),
      toggle: (id) => setQuery({ measure: id === props.chosen ? null : id }),
      /** To its neighbours in the tree of documents, where both have some. */
      bridges(one) {
        if (!one.hasDocuments) return [];
        const known = props.dictionary.measures.filter((other) => other.hasDocuments);
        return [...known.filter((other) => other.id === one.follows).map((other) => ({ from: other, to: one })), ...known.filter((other) => other.follows === one.id).map((other) => ({ from: one, to: other }))];
      },
    };
  },
});
