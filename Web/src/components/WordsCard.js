// SPDX-License-Identifier: Apache-2.0
// What the figures below come down to, a sentence a line.
import { define } from '../kit/template.js';

export default define('WordsCard', {
  props: { words: Array },
  template: `<div v-if="words.length" class="card words"><i class="icon" aria-hidden="true">lightbulb</i><ul><li v-for="(one, index) in words" :key="index">{{ text(one) }}</li></ul></div>`,
});
