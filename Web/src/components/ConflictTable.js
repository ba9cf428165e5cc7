// SPDX-License-Identifier: Apache-2.0
// Cells that scenario and plan both changed, with all three numbers and who wrote them.
import { define } from '../kit/template.js';

export default define('ConflictTable', {
  props: { inputs: Array, total: Number },
  template: `
    <div class="conflict-table">
      <table><thead><tr><th>{{ t('web.scenario.cell') }}</th><th class="number">{{ t('web.scenario.was') }}</th><th class="number">{{ t('web.scenario.plan-now') }}</th><th class="number">{{ t('web.scenario.in-scenario') }}</th></tr></thead>
        <tbody><tr v-for="one in inputs" :key="one.cell" :data-conflict="one.cell"><td>{{ text(one.label) }}<small>{{ one.period ? text(one.period.label) : '' }}</small></td><td class="number quiet">{{ show(one.was, one.unit) }}</td><td class="number"><b>{{ show(one.now, one.unit) }}</b><small v-if="one.planBy">{{ one.planBy }} · {{ moment(one.planAt) }}</small></td><td class="number in"><b>{{ show(one.scenario, one.unit) }}</b><small v-if="one.by">{{ one.by }} · {{ moment(one.at) }}</small></td></tr></tbody></table>
      <p v-if="total > inputs.length" class="quiet">{{ t('web.scenario.more', { count: total - inputs.length }) }}</p>
    </div>`,
  methods: {
    show(value, unit) { return value === null ? this.t('web.scenario.blank') : this.valueText(value, unit, { fine: true, zero: '0' }); },
  },
});
