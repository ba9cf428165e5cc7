// SPDX-License-Identifier: Apache-2.0
// 重选记录: when methods were chosen anew, by whom, for how many series another one won, and how far that moved the forecast.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { seriesLink } from '../store/series.js';

const SHOWN = 5;

export default define('ChoiceLog', {
  props: { log: Array },
  template: `
    <details class="card fold" open><summary><h2>{{ t('web.exceptions.log') }}</h2></summary>
      <ol v-if="log.length" class="choice-log"><li v-for="one in rows" :key="one.run"><p class="choice-head"><time :datetime="one.at">{{ moment(one.at) }}</time><span>{{ text(one.by) }}</span></p>
        <p>{{ t(one.changed ? 'web.exceptions.log.changed' : 'web.exceptions.log.same', { series: count(String(one.series)), changed: count(String(one.changed), { zero: '0' }) }) }}</p><p v-if="one.moved !== null">{{ t('web.exceptions.log.moved', { rate: ratio(one.moved, { sign: true }) }) }}</p>
        <details v-if="one.examples.length" class="choice-examples"><summary>{{ t('web.exceptions.log.examples', { count: one.examples.length }) }}</summary><ul><li v-for="(example, index) in one.examples" :key="index"><a :href="linkTo(example)">{{ text(example.itemName) }} · {{ text(example.regionName) }}</a> <small>{{ text(example.from) }} → {{ text(example.to) }}</small></li></ul></details></li></ol>
      <p v-else class="quiet">{{ t('web.exceptions.log.none') }}</p>
      <button v-if="log.length > limit" class="link small-text more-rows" :aria-expanded="isAll" @click="isAll = !isAll">{{ isAll ? t('web.action.less') : t('web.components.all-rows', { count: log.length }) }}</button>
    </details>`,
  setup(props) {
    const isAll = ref(false);
    return { isAll, limit: SHOWN, linkTo: (one) => seriesLink(one.item, one.region), rows: computed(() => (isAll.value ? props.log : props.log.slice(0, SHOWN))) };
  },
});
