// SPDX-License-Identifier: Apache-2.0
// Views with a name: what stands in the address now, kept on the server, to be opened again on any machine, and by colleagues where it is shared.
import { nextTick, reactive } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import { session } from '../store/session.js';
import { useSavedViews } from '../store/views.js';

export default define('SalesViews', {
  template: `
    <button class="btn" data-act="sales-views" aria-haspopup="true"><i class="icon" aria-hidden="true">bookmark_border</i>{{ t('web.sales.views') }}
      <q-menu class="menu sales-views" anchor="bottom right" self="top right" @hide="ui.renamed = null">
        <p v-if="!mine.length" class="quiet pad">{{ t('web.sales.views.none') }}</p>
        <ul v-else :aria-label="t('web.sales.views.mine')"><li v-for="(one, index) in mine" :key="one.id">
          <form v-if="ui.renamed === one.id" class="view-form" @submit.prevent="rename(one)"><input class="input" v-model="ui.name" maxlength="40" :aria-label="t('web.sales.views.rename', { name: one.name })" @keydown.esc.stop="ui.renamed = null"><button class="btn small primary" :disabled="!ui.name.trim()" data-act="rename-view">{{ t('web.action.save') }}</button></form>
          <template v-else><button class="link" :data-view="one.name" v-close-popup @click="open(one)">{{ one.name }}</button>
            <template v-if="!session.isReader"><button class="icon-btn" :disabled="!index" :aria-label="t('web.sales.views.up', { name: one.name })" :data-up="one.name" @click="move(one, -1).catch(() => {})"><i class="icon" aria-hidden="true">arrow_upward</i></button>
            <button class="icon-btn" :class="{ on: one.isShared }" :aria-pressed="one.isShared" :title="t(one.isShared ? 'web.sales.views.unshare' : 'web.sales.views.share')" :aria-label="t(one.isShared ? 'web.sales.views.unshare' : 'web.sales.views.share') + ' ' + one.name" :data-share="one.name" @click="share(one, !one.isShared).catch(() => {})"><i class="icon" aria-hidden="true">{{ one.isShared ? 'group' : 'person' }}</i></button>
            <button class="icon-btn" :aria-label="t('web.sales.views.rename', { name: one.name })" :data-rename="one.name" @click="begin(one, $event)"><i class="icon" aria-hidden="true">edit</i></button>
            <button class="icon-btn" :aria-label="t('web.sales.views.remove', { name: one.name })" :data-remove="one.name" @click="remove(one).catch(() => {})"><i class="icon" aria-hidden="true">delete_outline</i></button></template></template>
        </li></ul>
        <template v-if="shared.length"><h3>{{ t('web.sales.views.shared') }}</h3><ul :aria-label="t('web.sales.views.shared')"><li v-for="one in shared" :key="one.id"><button class="link" :data-view="one.name" v-close-popup @click="open(one)">{{ one.name }}<small class="quiet">{{ text(one.owner.name) }}</small></button></li></ul></template>
        <form v-if="!session.isReader" class="view-form" @submit.prevent="keep"><input class="input" v-model="ui.fresh" maxlength="40" :placeholder="t('web.sales.views.name')" :aria-label="t('web.sales.views.name')"><button class="btn small primary" :disabled="!ui.fresh.trim() || ui.isBusy" data-act="save-view">{{ t('web.sales.views.save') }}</button></form>
        <label v-if="!session.isReader" class="check pad"><input type="checkbox" v-model="ui.isShared" data-act="share-view">{{ t('web.sales.views.share') }}</label>
        <p class="meta pad">{{ t('web.sales.views.where') }}</p>
      </q-menu></button>`,
  setup() {
    const { mine, shared, save, rename, share, remove, move, open } = useSavedViews();
    const ui = reactive({ fresh: '', isShared: false, isBusy: false, renamed: null, name: '' });
    async function keep() {
      ui.isBusy = true;
      try {
        await save(ui.fresh.trim(), ui.isShared);
        Object.assign(ui, { fresh: '', isShared: false });
      } catch { /* the notice says why */ } finally { ui.isBusy = false; }
    }
    function begin(view, event) {
      Object.assign(ui, { renamed: view.id, name: view.name });
      const list = event.currentTarget.closest('ul');
      nextTick(() => list?.querySelector('form input')?.select());
    }
    async function finish(view) {
      const name = ui.name.trim();
      try {
        if (name !== view.name) await rename(view, name);
        ui.renamed = null;
      } catch { /* the notice says why, and the words stay */ }
    }
    return { session, mine, shared, ui, open, share, remove, move, keep, begin, rename: finish, text };
  },
});
