// SPDX-License-Identifier: Apache-2.0
// What steps and conditions of a flow say in words.
import { t, text } from '../kit/i18n.js';

/** Limits are round: 5 万, 50,000. @param {string} value in yuan */
export const amountWords = (value) => (Number(value) >= 10000 && Number(value) % 1000 === 0 ? text({ zh: `${Number(value) / 10000} 万`, en: Number(value).toLocaleString('en') }) : String(value));

/** @param {{kind: string, value: string}} one */
export function approverWords(one, data, purpose) {
  if (one.kind === 'role') return text(data.roles.find((role) => role.key === one.value)?.label) || one.value;
  if (one.kind === 'person') return text(data.people.find((person) => person.login === one.value)?.name) || one.value;
  if (one.kind === 'group') return text(data.groups?.find((group) => group.key === one.value)?.label) || one.value;
  if (one.kind === 'field') return text(purpose?.fields.find((field) => field.key === one.value)?.label) || one.value;
  return one.kind === 'head' ? t('web.flows.by.head') : t('web.flows.by.superior', { level: one.value });
}

export const peopleWords = (people, data, purpose) => people.map((one) => approverWords(one, data, purpose)).join(t('web.list'));

export function conditionWords(conditions, purpose) {
  return conditions.map(({ field, test, values }) => {
    const known = purpose?.fields.find((one) => one.key === field);
    const shown = values.map((value) => (known?.kind === 'money' ? amountWords(value) : known?.kind === 'percent' ? `${Number(value)}%` : known?.kind === 'number' ? String(Number(value)) : text(known?.options?.find((one) => one.key === value)?.label) || value));
    return `${text(known?.label) || field} ${t('web.flows.test.' + test)} ${shown.join(t('web.list')) || '…'}`;
  }).join(t('web.flows.and'));
}
