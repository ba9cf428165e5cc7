// SPDX-License-Identifier: Apache-2.0
// One batch: its rows beside what was known before, and what it did downstream.
import { onMounted, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { statedNumber } from '../kit/numbers.js';
import { query } from '../store/api.js';
import { openPast } from '../store/past.js';
import { useView } from '../store/view.js';
import EffectView from './EffectView.js';

const PAGE = 50;

export default define('RestatedBatch', {
  components: { EffectView },
  props: { batch: Number, entry: Object, month: String },
  emits: ['close'],
  template: `
    <article ref="card" class="card restated-batch"><h2>{{ t('web.restated.batch', { batch }) }}<template v-if="entry"> · {{ text(entry.label) }}</template><button class="btn small" data-act="known-before" @click="openPast('event-' + (batch - 1))"><i class="icon" aria-hidden="true">history_toggle_off</i>{{ t('web.restated.known-before') }}</button><button class="icon-btn" data-act="close-batch" :aria-label="t('web.action.close')" @click="$emit('close')"><i class="icon" aria-hidden="true">close</i></button></h2>
      <p v-if="entry" class="quiet">{{ text(entry.name) }} · {{ moment(entry.at) }}<template v-if="entry.file"> · <span lang="">{{ entry.file }}</span></template> · <span :lang="entry.reason ? '' : null">{{ entry.reason || t('web.restated.no-reason') }}</span></p>
      <h3>{{ t('web.restated.rows') }}</h3>
      <state-box :state="rows.state" :has-data="!!rows.data.value" :is-empty="rows.data.value && !rows.data.value.rows.length" :rows="3" empty-key="web.restated.rows.none" @retry="rows.reload">
        <div class="scroll-x"><table class="data-table restated-rows"><thead><tr><th>{{ t('web.chain.number') }}</th><th>{{ t('web.restated.on') }}</th><th class="num">{{ t('web.restated.before') }}</th><th class="num">{{ t('web.restated.after') }}</th><th>{{ t('web.restated.what') }}</th><th class="num">{{ t('web.source.row') }}</th></tr></thead>
          <tbody><tr v-for="row in rows.data.value.rows" :key="row.key + row.version" :data-row="row.key"><td><a v-if="row.document" class="link" lang="" :href="'#/chain?document=' + encodeURIComponent(row.document)">{{ row.key }}</a><template v-else>{{ row.key }}</template></td><td class="nowrap">{{ day(row.on) }}<small v-if="row.formerlyOn && row.formerlyOn !== row.on" class="quiet">{{ t('web.restated.formerly', { day: day(row.formerlyOn) }) }}</small></td><td class="num">{{ row.formerAmount === null ? '·' : money(row.formerAmount, { fine: true, zero: '0.00' }) }}</td><td class="num">{{ row.amount === null ? '·' : money(row.amount, { fine: true, zero: '0.00' }) }}</td>
            <td class="words-cell"><template v-if="row.changes.length"><span v-for="one in row.changes" :key="one.field" class="restated-change">{{ text(one.label) }} <del lang="">{{ stated(one.old) }}</del> → <ins lang="">{{ stated(one.new) }}</ins></span></template><span v-else class="quiet">{{ t('web.restated.new-row') }}</span></td><td class="num">{{ row.line }}</td></tr></tbody></table></div>
        <nav v-if="offset || rows.data.value.hasMore" class="figure-pages"><button class="btn" :disabled="!offset" @click="offset = Math.max(0, offset - page)">{{ t('web.action.previous-page') }}</button><button class="btn" :disabled="!rows.data.value.hasMore" @click="offset += page">{{ t('web.action.next-page') }}</button></nav>
      </state-box>
      <h3>{{ t('web.restated.downstream') }}</h3>
      <button v-if="!isAsked" class="btn" data-act="ask-effect" @click="isAsked = true"><i class="icon" aria-hidden="true">account_tree</i>{{ t('web.restated.ask') }}</button>
      <effect-view v-else :path="'/restatements/effect' + asked()"/>
    </article>`,
  setup(props) {
    const offset = ref(0), isAsked = ref(false), card = ref(null);
    // It opens above the list that it was chosen from.
    const show = () => card.value?.scrollIntoView({ block: 'nearest' });
    onMounted(show);
    watch(() => props.batch, show);
    watch(() => [props.batch, props.month], () => { offset.value = 0; });
    watch(() => props.batch, () => { isAsked.value = false; });
    const rows = useView(() => '/restatements/rows' + query({ batch: props.batch, month: props.month, offset: offset.value, limit: PAGE }), { isLive: false });
    return { card, rows, offset, isAsked, page: PAGE, openPast, stated: (value) => (value?.includes('.') ? statedNumber(value) : value ?? '–'), asked: () => query({ batch: props.batch }) };
  },
});
