// SPDX-License-Identifier: Apache-2.0
// Market drivers: what each does to sales and to the coming months, how far it is known, and why others were left out.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { period, t } from '../kit/i18n.js';

export default define('ForecastDrivers', {
  props: { drivers: Array },
  template: `
    <article class="card forecast-drivers"><h2>{{ t('web.components.drivers') }}<small>{{ t('web.components.drivers.detail') }}</small></h2>
      <p v-if="!drivers.length" class="quiet">{{ t('web.components.drivers.none') }}</p>
      <div v-else class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.components.drivers.name') }}</th><th>{{ t('web.components.drivers.what') }}</th><th>{{ t('web.components.drivers.known') }}</th><th class="num">{{ t('web.components.drivers.reach') }}</th></tr></thead>
        <tbody><tr v-for="one in drivers" :key="one.name" :class="{ 'left-out': one.verdict !== 'used' }"><td><b v-if="one.verdict === 'used'">{{ one.name }}</b><template v-else>{{ one.name }}</template></td><td class="words-cell"><em class="tag" :class="one.verdict === 'used' ? 'good' : ''">{{ t(one.verdict === 'used' ? 'web.components.drivers.used' : 'web.components.drivers.left-out') }}</em> {{ text(one.words) }}</td><td>{{ one.knownThrough ? period(one.knownThrough) : '–' }}</td><td class="num">{{ one.verdict === 'used' ? ratio(one.reach, { digits: 0 }) : '–' }}</td></tr></tbody></table></div>
      <template v-if="shown">
        <h3>{{ t('web.components.drivers.months', { name: shown.name }) }}<segment-switch v-if="used.length > 1" class="driver-pick" :model-value="shown.name" :options="used.map((one) => ({ value: one.name, label: one.name }))" :label="t('web.components.drivers.pick')" @update:model-value="picked = $event"/></h3>
        <table class="data-table driver-months"><thead><tr><th>{{ t('web.grain.month') }}</th><th aria-hidden="true"></th><th class="num">{{ t('web.components.drivers.pieces') }}</th><th class="num">{{ t('web.components.drivers.share') }}</th></tr></thead>
          <tbody><tr v-for="one in shown.months" :key="one.month"><td>{{ period(one.month) }}</td><td class="effect-bar" aria-hidden="true"><i :class="Number(one.share) < 0 ? 'below' : 'above'" :style="{ width: widthOf(one) }"></i></td><td class="num">{{ count(one.pieces, { sign: true, zero: '0' }) }}</td><td class="num"><b>{{ ratio(one.share, { sign: true }) }}</b></td></tr></tbody></table>
        <p class="meta">{{ t('web.components.drivers.note', { usual: figure(shown.usual) }) }} {{ isBeyond ? t('web.components.drivers.beyond', { month: period(shown.knownThrough) }) : '' }}</p>
      </template>
    </article>`,
  setup(props) {
    const picked = ref('');
    const used = computed(() => props.drivers.filter((one) => one.verdict === 'used'));
    const shown = computed(() => used.value.find((one) => one.name === picked.value) ?? used.value[0]);
    const widthOf = (one) => Math.abs(Number(one.share)) / Math.max(0.01, ...shown.value.months.map((other) => Math.abs(Number(other.share)))) * 100 + '%';
    const isBeyond = computed(() => !!shown.value.knownThrough && shown.value.knownThrough < shown.value.months.at(-1)?.month);
    /** Four figures that count: it may be an index, a price or a share. */
    const figure = (value) => (value === null ? '–' : String(Number(Number(value).toPrecision(4))));
    return { picked, used, shown, isBeyond, widthOf, figure };
  },
});
