// SPDX-License-Identifier: Apache-2.0
// Who takes part and who signed; what they signed is named by its hash.
import { define } from '../kit/template.js';
import { moment, t, text } from '../kit/i18n.js';

export default define('ReviewSigning', {
  props: { data: Object, canEdit: Boolean },
  emits: ['name', 'sign'],
  template: `
    <div class="review-signing"><div v-for="one in data.signatures" :key="one.side" class="review-side" :data-side="one.side"><span class="quiet">{{ t('web.reviews.side.' + one.side) }}</span>
        <select v-if="canEdit" class="input" :value="one.login ?? ''" :aria-label="t('web.reviews.side.' + one.side)" :name="'side-' + one.side" @change="$emit('name', one.side, $event.target.value)"><option value="">{{ t('web.reviews.nobody') }}</option><option v-for="person in data.people.filter((other) => other.sides.includes(one.side))" :key="person.login" :value="person.login">{{ text(person.name) }} · {{ text(person.role) }}</option></select><b v-else>{{ one.name ? text(one.name) : t('web.reviews.nobody') }}</b>
        <p v-if="one.isValid" class="favourable" data-signed>✓ {{ t('web.reviews.signed', { at: moment(new Date(one.at).toISOString()) }) }}</p><p v-else-if="one.at" class="unfavourable">{{ t('web.reviews.stale') }}</p><p v-else class="quiet">{{ t('web.reviews.unsigned') }}</p>
        <button v-if="one.isMine && !one.isValid && !data.isFrozen" class="btn small primary" :data-act="'sign-' + one.side" @click="$emit('sign', one.side)">{{ t('web.reviews.sign') }}</button><u class="review-line" aria-hidden="true"></u></div></div>`,
  setup: () => ({ t, text, moment }),
});
