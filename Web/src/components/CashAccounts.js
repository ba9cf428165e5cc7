// SPDX-License-Identifier: Apache-2.0
// The bank balance by account: what comes, what goes, what stands there at the end of each period, and why money goes through it.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { signOf } from '../kit/decimal.js';

export default define('CashAccounts', {
  props: { data: Object },
  emits: ['pick'],
  template: `
    <table class="data-table cash-table account-table">
      <thead><tr><th class="pinned">{{ t('web.cash.account') }}</th><th v-for="one in data.periods" :key="one.id" class="num" :data-period="one.id">{{ text(one.label) }}</th></tr></thead>
      <tbody>
        <template v-for="{ account, place } in shown" :key="account.code">
          <tr class="total" :data-account="account.code"><td class="pinned" :title="why(account)">{{ text(account.name) }} <small class="quiet">{{ account.code }}</small></td>
            <template v-if="account.isRestricted"><td v-if="isSoleRestricted" v-for="one in data.periods" :key="one.id" class="num quiet" :title="t('web.cash.restricted.about')">{{ money(one.restricted) }}</td><td v-else class="quiet" :colspan="data.periods.length">{{ t('web.cash.restricted', { money: money(account.restricted, { fine: true }) }) }}</td></template>
            <td v-else v-for="one in data.periods" :key="one.id" class="num" :class="{ below: signOf(one.accounts[place].closing) < 0 }"><button class="cash-amount" @click="$emit('pick', { period: one, account })">{{ money(one.accounts[place].closing, { zero: '0' }) }}</button></td></tr>
          <tr v-if="!account.isRestricted && account.lines.length"><td class="pinned part">+ {{ t('web.cash.received') }}</td><td v-for="one in data.periods" :key="one.id" class="num quiet">{{ money(one.accounts[place].received) }}</td></tr>
          <tr v-if="!account.isRestricted && account.lines.length"><td class="pinned part">− {{ t('web.cash.paid') }}</td><td v-for="one in data.periods" :key="one.id" class="num quiet">{{ money(one.accounts[place].paid) }}</td></tr>
        </template>
        <tr class="total"><td class="pinned">{{ t('web.cash.closing') }}</td><td v-for="one in data.periods" :key="one.id" class="num" :class="{ below: one.isBelowMinimum }">{{ money(one.closing) }}</td></tr>
      </tbody>
    </table>`,
  setup(props) {
    const shown = computed(() => props.data.accounts.map((account, place) => ({ account, place })).filter(({ account, place }) => account.code || signOf(account.opening) || props.data.periods.some((one) => signOf(one.accounts[place].received) || signOf(one.accounts[place].paid))));
    function why(account) {
      const names = account.lines.map((line) => text(props.data.lines.find((one) => one.key === line.key)?.label) + (line.share ? ` ${Math.round(Number(line.share) * 100)}%` : ''));
      return names.length ? t('web.cash.route', { lines: names.join(' · ') }) : t('web.cash.route.none');
    }
    /** Deposits all lie on it: what is blocked in all is its balance. */
    const isSoleRestricted = computed(() => props.data.accounts.filter((account) => account.isRestricted).length === 1);
    return { shown, why, signOf, isSoleRestricted };
  },
});
