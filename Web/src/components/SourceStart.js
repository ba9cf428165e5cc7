// SPDX-License-Identifier: Apache-2.0
// No source yet: what one is, with a query to copy, and the ways there are.
import { define } from '../kit/template.js';
import { t } from '../kit/i18n.js';
import { TYPES } from '../kit/sources.js';
import { session } from '../store/session.js';

const EXAMPLE = `SELECT d.id               AS line_number,
       o.order_no         AS order_number,
       o.order_date       AS ordered_on,
       o.customer_code    AS customer,
       d.item_code        AS item,
       d.quantity         AS quantity,
       d.amount_incl_tax  AS amount_incl_tax,
       d.updated_at
FROM   order_lines d JOIN orders o ON o.id = d.order_id`;

export default define('SourceStart', {
  props: { mayEdit: Boolean },
  emits: ['start'],
  template: `
    <div class="source-start">
      <div class="source-start-lead"><i class="icon" aria-hidden="true">cloud_sync</i><h2>{{ t('web.sources.empty') }}</h2><p>{{ t('web.sources.empty.hint') }}</p></div>
      <div class="source-ways"><button v-for="one in types" :key="one" class="card source-way" :data-start="one" :disabled="!mayEdit" @click="$emit('start', { type: one })"><b>{{ t('web.sources.type.' + one) }}</b><span>{{ t('web.sources.way.' + one) }}</span></button></div>
      <article class="card"><h2>{{ t('web.sources.example') }}</h2><pre class="source-sql">{{ example }}</pre>
        <ol class="source-steps"><li v-for="n in 3" :key="n">{{ t('web.sources.step.' + n) }}</li></ol></article>
      <p v-if="!mayEdit && !session.isReader" class="quiet">{{ t('web.sources.not-yours') }}</p>
    </div>`,
  setup: () => ({ types: TYPES, example: EXAMPLE, session, t }),
});
