// SPDX-License-Identifier: Apache-2.0
// 权限: who may do what, as the server reads it from its own routes; a right opens to show what it lets one ask for.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { route, setQuery } from '../store/router.js';
import { can, session } from '../store/session.js';
import { useView } from '../store/view.js';
import ChannelSettings from '../components/ChannelSettings.js';
import MemberList from '../components/MemberList.js';
import OutboxTable from '../components/OutboxTable.js';

const SHAPES = ['matrix', 'members', 'channels', 'outbox'];

export default define('AccessScreen', {
  components: { ChannelSettings, MemberList, OutboxTable },
  template: `
    <section class="screen access-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.access') }}</h1><p class="basis">{{ t(shape === 'matrix' ? 'web.access.basis' : 'web.' + shape + '.basis') }}</p></div>
        <div v-if="can('manageUsers')" class="screen-tools"><segment-switch :model-value="shape" :options="shapes" :label="t('web.nav.access')" data-act="access-shape" @update:model-value="setQuery({ shape: $event })"/></div></header>
      <member-list v-if="shape === 'members'"/>
      <channel-settings v-else-if="shape === 'channels'"/>
      <outbox-table v-else-if="shape === 'outbox'"/>
      <state-box v-else :state="state" :has-data="!!data" :rows="10" :is-empty="false" @retry="reload">
        <article class="card">
          <div class="scroll-x"><table class="data-table access-matrix">
            <thead><tr><th class="pinned">{{ t('web.access.right') }}</th><th v-for="role in data.roles" :key="role.key" :class="{ mine: role.key === session.person.role }" :data-role="role.key">{{ text(role.label) }}</th></tr></thead>
            <tbody><template v-for="right in data.permissions" :key="right.key">
              <tr :data-right="right.key"><td class="pinned"><button class="link" :aria-expanded="!!open[right.key]" @click="open[right.key] = !open[right.key]"><i class="icon" aria-hidden="true">{{ open[right.key] ? 'expand_less' : 'expand_more' }}</i>{{ text(right.label) }}</button><i class="tag" :class="{ warn: right.reach === 'company' }" :title="t('web.access.reach.' + right.reach + '.why')">{{ t('web.access.reach.' + right.reach) }}</i></td>
                <td v-for="role in data.roles" :key="role.key" class="mark" :class="{ mine: role.key === session.person.role }"><i v-if="right.roles.includes(role.key)" class="icon favourable" role="img" :aria-label="t('web.access.yes')">check</i><span v-else class="quiet" :aria-label="t('web.access.no')">–</span></td></tr>
              <tr v-if="open[right.key]" class="opens"><td :colspan="data.roles.length + 1"><p class="meta">{{ t('web.access.opens', { count: lines(right.key).length }) }}</p><ul><li v-for="line in lines(right.key)" :key="line.method + line.path + line.command"><code>{{ line.method }} {{ line.path }}<b v-if="line.command"> {{ line.command }}</b></code><small v-if="line.rights.length > 1 || line.rights[0].length > 1" class="quiet">{{ t('web.access.needs', { rights: needs(line) }) }}</small></li></ul></td></tr>
            </template></tbody>
          </table></div>
          <p class="meta">{{ t('web.access.note') }}</p>
        </article>
      </state-box>
    </section>`,
  setup() {
    const { data, state, reload } = useView(() => '/access/matrix');
    const open = reactive({});
    const labels = computed(() => new Map((data.value?.permissions ?? []).map((one) => [one.key, text(one.label)])));
    const shape = computed(() => (SHAPES.includes(route.query.shape) && can('manageUsers') ? route.query.shape : 'matrix'));
    return {
      can, shape, setQuery, shapes: computed(() => SHAPES.map((value) => ({ value, label: t('web.access.shape.' + value) }))),
      data, state, reload, open, session, text,
      lines: (right) => data.value.lines.filter((line) => line.rights.some((one) => one.includes(right))),
      needs: (line) => line.rights.map((one) => one.map((key) => labels.value.get(key)).join(' + ')).join(' / '),
    };
  },
});
