// SPDX-License-Identifier: Apache-2.0
import { computed, nextTick, onMounted, watch } from 'vue';
import { define } from '../kit/template.js';
import { waiting } from '../store/inbox.js';
import { route } from '../store/router.js';
import { can, seesBudgets } from '../store/session.js';
import { talk } from '../store/talk.js';

const ITEMS = [
  { name: 'overview', icon: 'compare_arrows' }, { name: 'inbox', icon: 'inbox' }, { name: 'alerts', icon: 'notifications' }, { name: 'table', icon: 'grid_on' }, { name: 'deals', icon: 'view_column' },
  { name: 'sales', icon: 'query_stats' }, { name: 'customers', icon: 'people_alt' }, { name: 'forecast', icon: 'insights' }, { name: 'supply', icon: 'inventory_2', right: 'viewSupply' }, { name: 'targets', icon: 'flag' }, { name: 'budgets', icon: 'request_quote', may: seesBudgets }, { name: 'statements', icon: 'summarize', right: 'viewStatements' }, { name: 'taxes', icon: 'receipt_long', right: 'viewTaxes' }, { name: 'cash', icon: 'account_balance', right: 'viewCash' }, { name: 'rules', icon: 'notifications_active' }, { name: 'calendar', icon: 'event_note' }, { name: 'meeting', icon: 'groups' }, { name: 'reconcile', icon: 'balance' }, { name: 'reviews', icon: 'fact_check' }, { name: 'report', icon: 'description', right: 'viewStatements' }, { name: 'figures', icon: 'straighten' }, { name: 'restatements', icon: 'published_with_changes', right: 'viewCompany' }, { name: 'chain', icon: 'timeline' }, { name: 'imports', icon: 'upload_file', right: 'viewCompany' }, { name: 'identities', icon: 'merge_type', right: 'viewCompany' }, { name: 'sources', icon: 'cloud_sync', right: 'viewCompany' }, { name: 'quality', icon: 'health_and_safety', right: 'viewCompany' }, { name: 'model', icon: 'functions' }, { name: 'audit', icon: 'policy', right: 'readAudit' }, { name: 'access', icon: 'admin_panel_settings' },
];

export default define('NavBar', {
  template: `
    <nav class="nav" :aria-label="t('web.nav.label')">
      <a v-for="item in items" :key="item.name" :href="'#/' + item.name" :class="{ on: route.name === item.name }" :aria-current="route.name === item.name ? 'page' : null" :data-nav="item.name"><i class="icon" aria-hidden="true">{{ item.icon }}</i><span>{{ t('web.nav.' + item.name) }}</span><em v-if="item.name === 'inbox' && count" class="count" :aria-label="t('web.inbox.count', { count })">{{ count }}</em></a>
    </nav>`,
  setup() {
    // On a phone the bar is longer than the screen.
    const showCurrent = () => document.querySelector('.nav a.on')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    onMounted(showCurrent);
    watch(() => route.name, () => nextTick(showCurrent));
    // What one may not open is not offered.
    return { items: computed(() => ITEMS.filter((one) => (one.may ? one.may() : !one.right || can(one.right)))), route, count: computed(() => waiting.value.length + talk.mentions.length) };
  },
});
