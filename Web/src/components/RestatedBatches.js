// SPDX-License-Identifier: Apache-2.0
// The batches that corrected something or came late, newest first: who, when, why, and by how much.
import { define } from '../kit/template.js';

export default define('RestatedBatches', {
  props: { entries: Array, count: Number, month: String, chosen: Number },
  emits: ['open', 'all'],
  template: `
    <article class="card"><h2>{{ t('web.restated.batches') }}<span class="badge">{{ entries.length }}</span><button v-if="month" class="link small-text" data-act="all-batches" @click="$emit('all')">{{ t('web.restated.batches.all', { month: period(month) }) }}</button></h2>
      <p v-if="!entries.length" class="quiet">{{ t('web.restated.batches.none') }}</p>
      <ol class="restated-batches"><li v-for="one in entries" :key="one.batch" :class="{ on: one.batch === chosen }" :data-batch="one.batch">
        <button class="restated-head" :aria-current="one.batch === chosen ? 'true' : null" @click="$emit('open', one.batch)"><span><b>{{ text(one.label) }}</b><small>{{ t('web.restated.batch', { batch: one.batch }) }}<template v-if="one.file"> · <span lang="">{{ one.file }}</span></template></small></span><span class="restated-sum">{{ sum(one) }}</span></button>
        <p><span>{{ text(one.name) }}</span> · {{ moment(one.at) }} · <span :class="{ quiet: !one.reason }" :lang="one.reason ? '' : null">{{ one.reason || t('web.restated.no-reason') }}</span></p>
        <p v-if="one.parts.length" class="quiet">{{ months(one) }}</p><p v-else class="quiet">{{ t('web.restated.others', { count: one.otherCorrections }) }}</p>
      </li></ol>
      <p v-if="!month && count > entries.length" class="quiet">{{ t('web.restated.more', { shown: entries.length, count }) }}</p>
    </article>`,
  methods: {
    sum(one) {
      const cents = one.parts.reduce((total, part) => total + BigInt(part.change.replace('.', '')), 0n);
      const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
      return one.parts.length ? this.money(`${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`, { exact: true, sign: true, zero: '0.00' }) : '';
    },
    months(one) {
      const names = [...new Set(one.parts.map((part) => part.month))];
      return names.slice(0, 6).map((month) => this.period(month)).join(this.t('web.list')) + (names.length > 6 ? ' …' : '');
    },
  },
});
