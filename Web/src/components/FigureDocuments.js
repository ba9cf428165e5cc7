// SPDX-License-Identifier: Apache-2.0
// The documents of one step of a bridge, page by page, each with why it is there and what stands against it.
import { computed, nextTick, onMounted, ref } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { formatCount, formatMoney } from '../kit/numbers.js';
import { query } from '../store/api.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';
import { added, headed } from './figure-steps.js';

const PAGE = 50;

export default define('FigureDocuments', {
  props: { step: Object, question: Object, from: Object },
  emits: ['close'],
  template: `
    <div class="drawer-veil" @mousedown.self="$emit('close')" @keydown.esc.stop="$emit('close')">
      <aside ref="drawer" class="drawer figure-drawer" role="dialog" aria-modal="true" :aria-label="text(step.name)" tabindex="-1">
        <header><div><h2>{{ headed(step.name) }}</h2><p class="quiet">{{ headed(step.reason) }}</p></div><a v-if="can('exportData')" class="btn" :href="workbook" download data-act="export-documents">{{ t('web.action.xlsx') }}</a><button class="icon-btn" data-act="close-documents" :aria-label="t('web.action.close')" @click="$emit('close')"><i class="icon" aria-hidden="true">close</i></button></header>
        <div class="drawer-body">
          <state-box :state="state" :has-data="!!data" :rows="10" @retry="reload">
            <p class="figure-sum"><b>{{ yuan(data.total) }}</b> {{ moneyUnit('yuan') }} · {{ t('web.figures.sum', { count: grouped(data.count) }) }}</p>
            <div class="scroll-x"><table class="data-table figure-documents"><thead><tr><th>{{ t('web.figures.day') }}</th><th>{{ t('web.figures.number') }}</th><th>{{ t(from.side === 'sales' ? 'web.figures.customer' : 'web.figures.supplier') }}</th><th class="num">{{ t('web.figures.amount') }} <small>{{ moneyUnit('yuan') }}</small></th><th>{{ t('web.figures.why') }}</th></tr></thead>
              <tbody><tr v-for="(one, index) in data.documents" :key="index" :data-document="one.number">
                <td class="nowrap">{{ day(one.day) }}</td>
                <td><a class="link" lang="" :href="'#/chain?q=' + encodeURIComponent(one.number)">{{ one.number }}</a><small class="quiet">{{ headed(one.kindName) }}<template v-if="one.line"> · {{ t('web.source.line', { line: one.line }) }}</template></small></td>
                <td>{{ text(one.partyName) }}<small v-if="text(one.itemName)" class="quiet">{{ text(one.itemName) }}</small></td>
                <td class="num">{{ yuan(one.amount) }}</td>
                <td class="words-cell">{{ why(one) }}<small v-if="one.counterpart">{{ t('web.figures.against') }} <a class="link" lang="" :href="'#/chain?q=' + encodeURIComponent(one.counterpart.number)">{{ one.counterpart.number }}</a> · {{ text(one.counterpart.kindName) }} · {{ day(one.counterpart.day) }}</small></td>
              </tr></tbody></table></div>
            <nav v-if="data.count > page" class="figure-pages" :aria-label="t('web.figures.pages')"><button class="btn" data-act="page-before" :disabled="offset === 0" @click="turn(-1)"><i class="icon" aria-hidden="true">chevron_left</i>{{ t('web.figures.page.before') }}</button><span role="status">{{ t('web.figures.page', { first: data.offset + 1, last: data.offset + data.documents.length, count: grouped(data.count) }) }}</span><button class="btn" data-act="page-next" :disabled="offset + page >= data.count" @click="turn(1)">{{ t('web.figures.page.next') }}<i class="icon" aria-hidden="true">chevron_right</i></button></nav>
          </state-box>
        </div>
      </aside>
    </div>`,
  setup(props) {
    const offset = ref(0), drawer = ref();
    const asked = computed(() => ({ ...props.question, entry: props.step.entry }));
    const { data, state, reload } = useView(() => '/measure-documents' + query({ ...asked.value, offset: offset.value, limit: PAGE }));
    onMounted(() => nextTick(() => drawer.value?.focus()));
    return {
      data, state, reload, offset, drawer, can, text, headed, page: PAGE, grouped: (count) => formatCount(String(count)),
      /** The reason of the step stands above all of them. */
      why(one) {
        const [words, reason] = [text(one.why), text(props.step.reason)], rest = words.startsWith(reason) ? words.slice(reason.length).replace(/^[；;] ?/, '') : words;
        return headed(rest);
      },
      turn(by) {
        offset.value = Math.max(0, offset.value + by * PAGE);
        drawer.value?.querySelector('.drawer-body')?.scrollTo(0, 0);
      },
      // Documents are compared with paper: to the cent, whatever unit the totals are in.
      yuan: (amount) => formatMoney(added(amount), 'yuan', { fine: true, sign: true, zero: '0.00' }),
      workbook: computed(() => '/api/v1/exports/measure-bridge' + query(asked.value)),
    };
  },
});
