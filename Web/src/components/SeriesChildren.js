// SPDX-License-Identifier: Apache-2.0
// The series that a total adds up from; a click goes down to one.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';

const SHOWN = 12;

export default define('SeriesChildren', {
  props: { children: Object },
  emits: ['pick'],
  template: `
    <article class="card"><h2>{{ t('web.components.children.' + children.by) }}</h2>
      <div class="scroll-x"><table class="data-table children-table"><thead><tr><th>{{ t('web.components.children.by-' + children.by) }}</th><th class="num wide-only">{{ t('web.components.children.last-year') }}</th><th class="num">{{ t('web.components.children.next') }}</th><th class="num">{{ t('web.components.children.growth') }}</th><th class="num part-head">{{ t('web.components.children.part') }}</th><th class="num">{{ t('web.forecast.rate') }}</th></tr></thead>
        <tbody><tr v-for="one in rows" :key="one.code" class="clickable" :data-child="one.code" @click="pick(one)"><td><button class="link" :title="t('web.components.children.open', { name: text(one.label) })" @click.stop="pick(one)">{{ text(one.label) }}</button></td><td class="num wide-only">{{ count(one.lastYear) || '–' }}</td><td class="num"><b>{{ count(one.next) || '–' }}</b></td><td class="num"><figure-value v-if="one.growth !== null" :value="one.growth" unit="%" good="up" :is-change="true"/><span v-else class="quiet">–</span></td><td class="num part-cell"><span class="part-bar" aria-hidden="true"><i :style="{ width: Number(one.part) / widest * 100 + '%' }"></i></span><span>{{ ratio(one.part) }}</span></td><td class="num">{{ one.accuracy === null ? '–' : ratio(one.accuracy) }}</td></tr></tbody></table></div>
      <button v-if="children.rows.length > limit" class="link small-text more-rows" :aria-expanded="isAll" @click="isAll = !isAll">{{ isAll ? t('web.action.less') : t('web.components.all-rows', { count: children.rows.length }) }}</button>
    </article>`,
  setup(props, { emit }) {
    const isAll = ref(false);
    const pick = (one) => emit('pick', props.children.by === 'region' ? { region: one.code } : { item: one.code });
    return {
      isAll, pick, limit: SHOWN,
      rows: computed(() => (isAll.value ? props.children.rows : props.children.rows.slice(0, SHOWN))),
      widest: computed(() => Math.max(0.01, ...props.children.rows.map((one) => Number(one.part)))),
    };
  },
});
