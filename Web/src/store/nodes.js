// SPDX-License-Identifier: Apache-2.0
// 同步节点: a word on every screen when something happened that sales and finance must know, with its money.
import { get } from './api.js';
import { onLive } from './live.js';
import { notify } from './notices.js';
import { go } from './router.js';
import { can } from './session.js';
import { t, text } from '../kit/i18n.js';
import { formatMoney } from '../kit/numbers.js';
import { moneyUnit } from '../kit/units.js';
import { preferences } from '../kit/preferences.js';
import { paced } from '../kit/paced.js';

const BEHIND_MS = 2000;

/** Whether a change may have moved what stands in the list of them. */
export const concernsNodes = (data) => /^(deal|facts|meeting)\./.test(data?.kind ?? '');

const stand = (one) => `${one.id}:${one.to ?? one.on}`;

/** Called once for each person who signs in. @returns {() => void} stops */
export function startNodes() {
  let known = null, asked = 0, wanted = 0;
  async function load() {
    if (!can('viewPlan')) return;
    const mine = ++asked;
    try {
      const { nodes, revision } = await get('/sync-nodes', { quiet: true });
      if (mine !== asked) return;
      const fresh = known ? nodes.filter((one) => !known.has(stand(one))) : [];
      known = new Set(nodes.map(stand));
      for (const one of fresh.slice(0, 2)) announce(one);
      if (revision < wanted) later();
    } catch { /* the next change asks again */ }
  }
  load();
  // A server that was asked a moment ago may answer as of then.
  const again = paced(load), later = paced(load, BEHIND_MS);
  const stop = onLive(({ type, data }) => {
    // A new one is worth a word; that is rarer than a change of the list.
    if (type !== 'resync' && !data?.mayBringNode) return;
    wanted = Math.max(wanted, data?.revision ?? 0);
    again(data?.pace);
  });
  return () => { stop(); again.stop(); later.stop(); };
}

function announce(one) {
  const money = (value) => `${formatMoney(value, preferences.moneyUnit, { sign: true })} ${moneyUnit()}`;
  const { impact } = one;
  notify({
    kind: 'change', text: t('web.nodes.kind.' + one.kind) + ' · ' + text(one.subject),
    detail: impact ? t('web.nodes.moves', { revenue: money(impact.revenue), receipts: money(impact.receipts) }) : text(one.region),
    action: { label: t('web.nodes.open'), run: () => go('meeting') },
  });
}
