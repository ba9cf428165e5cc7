// SPDX-License-Identifier: Apache-2.0
import { t } from './i18n.js';
import { preferences } from './preferences.js';
import { unitKind } from './numbers.js';

/** The unit's word beside a figure: money follows the unit switch. */
export function unitWords(unit) {
  const kind = unitKind(unit);
  if (kind === 'money') return t('web.unit.' + preferences.moneyUnit);
  if (kind === 'ratio') return '';
  const known = { 件: 'piece', 人: 'person', '元/件': 'per-piece' }[unit];
  return known ? t('web.unit.' + known) : unit ?? '';
}
