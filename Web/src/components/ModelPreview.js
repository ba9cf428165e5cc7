// SPDX-License-Identifier: Apache-2.0
// What a candidate model would change: red checks and lost inputs first, then differences in money, the largest first.
import { computed, ref } from 'vue';
import { define } from '../kit/template.js';
import { text } from '../kit/i18n.js';
import PreviewFigure from './PreviewFigure.js';

const FIRST = 12;

export default define('ModelPreview', {
  components: { PreviewFigure },
  props: { preview: Object, isStale: Boolean, isOvertaken: Boolean },
  template: `
    <div class="model-preview">
      <p v-if="isStale" class="stale"><i class="icon" aria-hidden="true">update</i>{{ t(isOvertaken ? 'web.model.stale.newer' : 'web.model.stale') }}</p>
      <p class="preview-summary">{{ t('web.model.summary', { changed: count(String(answer.changedCells), { zero: '0' }), compared: count(String(answer.comparedCells), { zero: '0' }), seconds: seconds }) }}</p>
      <section v-if="answer.checks.length" class="preview-block bad"><h3><i class="icon" aria-hidden="true">error</i>{{ t('web.model.checks') }}</h3>
        <ul><li v-for="one in answer.checks" :key="one.id"><b>{{ text(one.name) }}</b><em v-if="one.isNew">{{ t('web.model.new-failure') }}</em><p>{{ t('web.model.check-words', { count: one.failures, place: text(one.place), value: one.value === null ? '–' : valueText(one.value, one.unit, { fine: true }) }) }}</p></li></ul></section>
      <section v-if="answer.lost.length || answer.removedDimensions.length" class="preview-block warn"><h3><i class="icon" aria-hidden="true">warning</i>{{ t('web.model.lost') }}</h3>
        <ul><li v-for="one in answer.lost" :key="one.id"><b>{{ text(one.name) }}</b><p>{{ t('web.model.lost.' + one.cause) }} · {{ t('web.model.lost-words', { cells: one.cells, entered: one.entered }) }}</p></li><li v-for="(one, index) in answer.removedDimensions" :key="index"><b>{{ text(one) }}</b><p>{{ t('web.model.lost.dimension') }}</p></li></ul>
        <small>{{ t('web.model.lost.hint') }}</small></section>
      <section v-if="answer.screens.length" class="preview-block warn"><h3><i class="icon" aria-hidden="true">visibility_off</i>{{ t('web.model.screens') }}</h3><ul><li v-for="one in answer.screens" :key="one.route"><b>{{ t(one.route === 'alerts' ? 'web.overview.alerts' : 'web.nav.' + one.route) }}</b><p>{{ one.measures.map(text).join(t('web.list')) }}</p></li></ul></section>
      <section v-if="answer.renamed.length" class="preview-block"><h3>{{ t('web.model.renamed') }}</h3><ul><li v-for="one in answer.renamed" :key="one.to"><code>{{ one.from }}</code> → <code>{{ one.to }}</code> <span>{{ t('web.model.kept', { count: one.cells }) }}</span></li></ul></section>
      <section v-if="answer.changed.length" class="preview-block"><h3>{{ t('web.model.changed') }}<small>{{ answer.changed.length }}</small></h3>
        <ul><li v-for="one in answer.changed" :key="one.id"><b>{{ text(one.name) }}</b> <small>{{ one.parts.map(partWords).join(t('web.list')) }}</small><div v-if="one.parts.includes('formula')" class="formulas"><del v-if="one.before">{{ text(one.before) }}</del><ins v-if="one.after">{{ text(one.after) }}</ins></div></li></ul></section>
      <section v-for="side in sides" :key="side.key" class="preview-block"><h3>{{ t('web.model.' + side.key) }}<small>{{ side.list.length }}</small></h3><ul class="plain"><li v-for="one in side.list" :key="one.id">{{ text(one.name) }}<small v-if="one.value !== null"> {{ valueText(one.value, one.unit, { fine: true }) }}</small></li></ul></section>
      <section class="preview-block"><h3>{{ t('web.model.figures') }}<small>{{ answer.figures.length }}</small></h3>
        <p v-if="!answer.figures.length" class="quiet">{{ t('web.model.figures.none') }}</p>
        <ul class="preview-figures"><preview-figure v-for="figure in shown" :key="figure.id" :figure="figure"/></ul>
        <button v-if="answer.figures.length > shown.length" class="link" @click="isWhole = true">{{ t('web.model.all-figures', { count: answer.figures.length }) }}</button></section>
    </div>`,
  setup(props) {
    const isWhole = ref(false);
    const answer = computed(() => props.preview.answer);
    return {
      answer, isWhole, text,
      seconds: computed(() => (props.preview.milliseconds / 1000).toFixed(props.preview.milliseconds < 1000 ? 2 : 1)),
      shown: computed(() => (isWhole.value ? answer.value.figures : answer.value.figures.slice(0, FIRST))),
      sides: computed(() => ['added', 'removed'].map((key) => ({ key, list: answer.value[key] })).filter((side) => side.list.length)),
    };
  },
  methods: {
    partWords(part) { return ['formula', 'unit', 'shape', 'kind', 'name'].includes(part) ? this.t('web.model.part.' + part) : part; },
  },
});
