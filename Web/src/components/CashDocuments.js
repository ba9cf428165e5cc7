// SPDX-License-Identifier: Apache-2.0
// The documents of one cash figure, and the rest that has no document yet; together they are the figure.
import { define } from '../kit/template.js';
import { query } from '../store/api.js';
import { explain } from '../store/panel.js';
import { go, openScenario } from '../store/router.js';
import { useView } from '../store/view.js';

export default define('CashDocuments', {
  props: { period: Object, line: Object },
  emits: ['close'],
  template: `
    <div class="drawer-veil" @mousedown.self="$emit('close')" @keydown.esc.stop="$emit('close')">
      <aside class="drawer wide" role="dialog" :aria-label="text(line.label)">
        <header><div><h2>{{ text(line.label) }} · {{ text(period.label) }}</h2><p class="big">{{ money(period.amounts[line.key], { fine: true }) }}</p></div><button class="icon-btn" :aria-label="t('web.action.close')" @click="$emit('close')"><i class="icon" aria-hidden="true">close</i></button></header>
        <div class="drawer-body"><state-box :state="state" :has-data="!!data" :rows="4" @retry="reload">
          <table class="data-table"><thead><tr><th>{{ t('web.chain.document') }}</th><th>{{ t('web.chain.counterparty') }}</th><th>{{ t('web.cash.due') }}</th><th class="num">{{ t('web.chain.amount') }}</th></tr></thead>
            <tbody><tr v-for="one in data.documents" :key="one.id"><td><button class="link" @click="go('chain', { document: one.id })">{{ text(one.label) }}</button></td><td>{{ text(one.counterpartyName) }}</td><td>{{ one.dueOn }}</td><td class="num"><figure-value :value="one.amount" :cell="one.cell" :label="one.label"/></td></tr>
              <tr v-if="data.rest"><td colspan="3"><button v-if="data.rest.cell" class="link" @click="$emit('close'); explain(data.rest.cell, data.rest.label)">{{ text(data.rest.label) }}</button><span v-else>{{ text(data.rest.label) }}</span></td><td class="num">{{ money(data.rest.amount, { fine: true }) }}</td></tr></tbody>
          </table>
        </state-box></div>
      </aside>
    </div>`,
  setup(props) {
    const { data, state, reload } = useView(() => '/cash/documents' + query({ period: props.period.id, line: props.line.key, scenario: openScenario() }));
    return { data, state, reload, go, explain };
  },
});
