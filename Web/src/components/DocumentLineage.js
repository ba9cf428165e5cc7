// SPDX-License-Identifier: Apache-2.0
// A document back to file, row, batch, time and person, and forward to every number it touches.
import { ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { query } from '../store/api.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';
import EffectView from './EffectView.js';

export default define('DocumentLineage', {
  components: { EffectView },
  props: { document: String },
  template: `
    <article class="card lineage"><h2>{{ t('web.lineage.title') }}</h2>
      <state-box :state="state" :has-data="!!data" :rows="3" @retry="reload">
        <div class="scroll-x"><table class="data-table lineage-versions"><thead><tr><th>{{ t('web.lineage.line') }}</th><th>{{ t('web.source.file') }}</th><th>{{ t('web.import.batch') }}</th><th>{{ t('web.source.by') }}</th><th>{{ t('web.source.at') }}</th><th class="num">{{ t('web.chain.amount') }}</th><th>{{ t('web.lineage.said') }}</th></tr></thead>
          <tbody><template v-for="line in data.lines" :key="line.key"><tr v-for="(one, at) in line.versions" :key="one.version" :data-version="line.key + ' v' + one.version" :class="{ former: at < line.versions.length - 1 }"><td>{{ line.key }}<small class="quiet">{{ t('web.lineage.version', { version: one.version }) }}</small></td><td>{{ one.file ?? t('web.lineage.no-file') }}<small class="quiet">{{ t('web.source.line', { line: one.line }) }}</small></td><td><a v-if="can('viewCompany')" class="link" :href="'#/restatements?batch=' + one.batch">{{ one.batch }}</a><template v-else>{{ one.batch }}</template></td><td>{{ text(one.name) }}</td><td class="nowrap">{{ moment(one.at) }}</td><td class="num">{{ one.amount === null ? '·' : money(one.amount, { fine: true, zero: '0.00' }) }}</td>
            <td class="words-cell"><span v-for="change in one.changes" :key="change.field" class="restated-change">{{ text(change.label) }} <del>{{ change.old ?? '–' }}</del> → <ins>{{ change.new ?? '–' }}</ins></span><span v-if="!one.changes.length" class="quiet">{{ t('web.lineage.first') }}</span><small v-if="one.reason" class="quiet">{{ one.reason }}</small></td></tr></template></tbody></table></div>
        <p v-if="data.lineCount > data.lines.length" class="quiet">{{ t('web.lineage.more', { shown: data.lines.length, count: data.lineCount }) }}</p>
        <p v-if="data.forecasts.length" class="lineage-forecasts">{{ t('web.lineage.forecasts') }} <span v-for="one in data.forecasts" :key="one.run">{{ t('web.lineage.forecast', { run: one.run, day: day(one.origin) }) }}</span></p>
        <h3>{{ t('web.lineage.forward') }}</h3>
        <p v-if="!can('viewCompany')" class="quiet">{{ t('web.lineage.forward.not-permitted') }}</p>
        <button v-else-if="!isAsked" class="btn" data-act="ask-lineage" @click="isAsked = true"><i class="icon" aria-hidden="true">account_tree</i>{{ t('web.lineage.ask') }}</button>
        <effect-view v-else :path="'/lineage/effect' + asked()"/>
      </state-box>
    </article>`,
  setup(props) {
    const isAsked = ref(false);
    watch(() => props.document, () => { isAsked.value = false; });
    const { data, state, reload } = useView(() => '/lineage' + query({ document: props.document }));
    return { data, state, reload, isAsked, can, asked: () => query({ document: props.document }) };
  },
});
