// SPDX-License-Identifier: Apache-2.0
// 发料: what goes out with a subcontract order, in a line of words.
import { t, text } from './i18n.js';
import { formatCount } from './numbers.js';

/** @param {{issues: {name: object, quantity: string}[]}} order */
export const issued = (order) => (order.issues.length ? t('web.orders.issued', { items: order.issues.map((one) => text(one.name) + ' ' + formatCount(one.quantity)).join(t('web.list')) }) : t('web.orders.issued.none'));
