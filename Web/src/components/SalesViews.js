// SPDX-License-Identifier: Apache-2.0
// Views with a name: what stands in the address now, kept in this browser, to be opened again.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { route } from '../store/router.js';
import { openView, removeView, saveView, views } from '../store/sales.js';

export default define('SalesViews', {
  template: `
    <button class="btn" data-act="sales-views" aria-haspopup="true"><i class="icon" aria-hidden="true">bookmark_border</i>{{ t('web.sales.views') }}
      <q-menu class="menu sales-views" anchor="bottom right" self="top right">
        <p v-if="!mine.length" class="quiet pad">{{ t('web.sales.views.none') }}</p>
        <ul v-else><li v-for="one in mine" :key="one.name"><button class="link" :data-view="one.name" v-close-popup @click="openView(one)">{{ one.name }}</button><button class="icon-btn" :aria-label="t('web.sales.views.remove', { name: one.name })" @click="removeView(one)"><i class="icon" aria-hidden="true">delete_outline</i></button></li></ul>
        <form class="view-form" @submit.prevent="save"><input class="input" v-model="name" maxlength="40" :placeholder="t('web.sales.views.name')" :aria-label="t('web.sales.views.name')"><button class="btn small primary" :disabled="!name.trim()" data-act="save-view">{{ t('web.sales.views.save') }}</button></form>
        <p class="meta pad">{{ t('web.sales.views.where') }}</p>
      </q-menu></button>`,
  setup() {
    const name = ref('');
    return { name, openView, removeView, mine: computed(() => views.list.filter((one) => one.screen === route.name)), save: () => { saveView(name.value.trim()); name.value = ''; } };
  },
});
