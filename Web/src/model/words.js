// SPDX-License-Identifier: Apache-2.0
// A finding of the language in the reader's words: what is wrong in one line, the language's own detail and hint below.
import { language, t } from '../kit/i18n.js';

const KNOWN = ['text-not-understood', 'name-not-known', 'name-used-twice', 'units-differ', 'dimension-needs-mapping', 'axis-needs-crossing', 'circle', 'argument-missing', 'argument-not-known', 'formula-missing',
  'operator-not-known', 'not-a-condition', 'attribute-not-known', 'limit-exceeded', 'edit-not-an-input', 'not-used'];

export function findingWords({ code, subject, detail, hint }) {
  const name = code.replace(/^plan\./, '');
  const proposal = /^Did you mean (.+)\?$/.exec(hint ?? '')?.[1];
  // The language says its details in English; what the title says already is not said again in Chinese.
  const isSaid = language.value === 'zh' && name === 'name-not-known';
  return {
    title: KNOWN.includes(name) ? t('web.model.code.' + name, { subject }) : subject,
    detail: [isSaid ? '' : detail, proposal ? t('web.model.did-you-mean', { name: proposal }) : hint].filter(Boolean).join(' '),
  };
}

const UNITS = { 件: 'pcs', 元: 'CNY', 人: 'people', 天: 'days', 月: 'months' };

/** A unit of the language as the reader writes it: 元/件, CNY/pcs. */
export const unitName = (unit) => (language.value === 'zh' ? unit : unit.replace(/[件元人天月]/g, (symbol) => UNITS[symbol]));
