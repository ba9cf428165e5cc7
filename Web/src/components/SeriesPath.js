// SPDX-License-Identifier: Apache-2.0
// The way back up: all items, the family, the item that is looked at, and its region.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { pathTo, regionName } from '../store/series.js';

export default define('SeriesPath', {
  props: { item: String, region: String },
  emits: ['pick'],
  template: `
    <nav v-if="steps.length > 1 || region !== 'ALL'" class="crumbs" :aria-label="t('web.components.path')"><template v-for="(one, index) in steps" :key="one.code"><i v-if="index" class="icon" aria-hidden="true">chevron_right</i><button v-if="one.code !== item" class="link" @click="$emit('pick', { item: one.code })">{{ one.name }}</button><span v-else aria-current="page">{{ one.name }}</span></template>
      <template v-if="region !== 'ALL'"><i class="icon" aria-hidden="true">place</i><span>{{ place }}</span><button class="link" @click="$emit('pick', { region: 'ALL' })">{{ t('web.components.path.all-regions') }}</button></template></nav>`,
  setup: (props) => ({ steps: computed(() => pathTo(props.item)), place: computed(() => regionName(props.region)) }),
});
