// SPDX-License-Identifier: Apache-2.0
// A finding of the language in the reader's words: what is wrong, what to do below.
import { language, text } from '../kit/i18n.js';

export function findingWords({ subject, detail, hint }) {
  return { title: [subject, text(detail)].filter(Boolean).join(' · '), detail: text(hint) };
}

const UNITS = { 件: 'pcs', 元: 'CNY', 人: 'people', 天: 'days', 月: 'months' };

/** A unit of the language as the reader writes it: 元/件, CNY/pcs. */
export const unitName = (unit) => (language.value === 'zh' ? unit : unit.replace(/[件元人天月]/g, (symbol) => UNITS[symbol]));
