// SPDX-License-Identifier: Apache-2.0
// Logins say who did something; people are called by their names.
import { computed } from 'vue';
import { t, text } from '../kit/i18n.js';
import { session } from './session.js';

/** What nobody did: a company that was made, a source that was read. */
const SYSTEM = 'system';

const names = computed(() => new Map((session.workspace?.people ?? []).map((one) => [one.login, one.name])));

/** @param {string|{login?: string, name?: string}|null|undefined} by @returns {string} the name in the reader's language; the login of somebody who is not known */
export function who(by) {
  const login = (typeof by === 'object' ? by?.login ?? by?.name : by) ?? '';
  return text(names.value.get(login)) || (login === SYSTEM ? t('web.audit.system') : login);
}
