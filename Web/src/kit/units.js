// SPDX-License-Identifier: Apache-2.0
// Units in words. A model counts money in 元, which stands for the company's own currency: people see that one.
import { reactive } from 'vue';
import { language, t } from './i18n.js';
import { preferences } from './preferences.js';

/** The currency of the company that is looked at. */
export const money = reactive({ currency: 'CNY' });

/** 元, 美元, 欧元 in Chinese; ¥, $, € in English; the code where neither language has a word. */
export function currencyWords(code = money.currency, reader = language.value) {
  if (reader === 'zh' && code === 'CNY') return '元';
  const [locale, currencyDisplay] = reader === 'zh' ? ['zh-CN', 'name'] : ['en-US', 'narrowSymbol'];
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency: code, currencyDisplay }).formatToParts(1).find((part) => part.type === 'currency')?.value ?? code;
  } catch {
    return code;
  }
}

/** The money unit people chose: 万元, 万美元; ¥10k, $10k. @param {'yuan'|'wan'|'yi'} [unit] */
export const moneyUnit = (unit = preferences.moneyUnit) => t('web.unit.' + unit, { currency: currencyWords() });

const KNOWN = { 件: 'piece', 人: 'person', 天: 'day', 月: 'month' };
const word = (symbol) => (symbol === '元' ? currencyWords() : KNOWN[symbol] ? t('web.unit.' + KNOWN[symbol]) : symbol);

/** The unit's word beside a figure: money follows the unit switch, ratios have none. @param {string|null|undefined} unit */
export function unitWords(unit) {
  if (unit === '元') return moneyUnit();
  if (!unit || unit === '%') return '';
  return unit.split('/').map(word).join('/');
}
