// SPDX-License-Identifier: Apache-2.0
// 数据质量: what fails first, what is held and waits for somebody, which months are there, how good each source and department is over time, and the rules.
import { computed, nextTick, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { get } from '../store/api.js';
import { route, setQuery } from '../store/router.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';
import DataCoverage from '../components/DataCoverage.js';
import HeldBatches from '../components/HeldBatches.js';
import QualityCard from '../components/QualityCard.js';
import QualityRules from '../components/QualityRules.js';
import QualityScores from '../components/QualityScores.js';

const MOST_FAILING = 12;

export default define('QualityScreen', {
  components: { DataCoverage, HeldBatches, QualityCard, QualityRules, QualityScores },
  template: `
    <section class="screen quality-screen">
      <header class="screen-head"><div><h1>{{ t('web.nav.quality') }}</h1><p class="basis">{{ t('web.quality.basis') }}</p></div><div class="screen-tools"><a v-if="can('importFacts')" class="btn" href="#/imports">{{ t('web.quality.to-imports') }}</a></div></header>
      <state-box :state="state" :has-data="!!data" :rows="8" @retry="reload">
        <article v-if="chosen" ref="opened" class="card quality-chosen"><h2>{{ t('web.quality.card') }}<button class="icon-btn" data-act="quality-card-close" :aria-label="t('web.action.close')" @click="setQuery({ batch: null })"><i class="icon" aria-hidden="true">close</i></button></h2>
          <state-box :state="card.state" :has-data="!!card.data.value" :rows="4" @retry="card.reload"><quality-card :card="card.data.value"/></state-box></article>
        <article v-if="isFresh" class="card quality-empty"><h2>{{ t('web.quality.empty') }}</h2><p>{{ t('web.quality.empty.hint', { count: data.rules.length }) }}</p><a v-if="can('importFacts')" class="btn primary" href="#/imports">{{ t('web.quality.empty.import') }}</a></article>
        <held-batches v-if="data.held.length" :held="data.held" :owners="data.owners" @done="refresh"/>
        <article v-if="!isFresh" class="card quality-failing"><h2>{{ t('web.quality.failing') }}<span v-if="data.failing.length" class="badge">{{ data.failing.length }}</span></h2>
          <p class="quiet">{{ t(data.failing.length ? 'web.quality.failing.note' : 'web.quality.failing.none') }}</p>
          <ul class="quality-rule-rows"><li v-for="one in failing" :key="one.rule.id + one.batch" :class="one.rule.severity"><span class="tag" :class="{ stop: 'bad', warn: 'warn' }[one.rule.severity] ?? ''">{{ t('web.quality.severity.' + one.rule.severity) }}</span><div><p>{{ t('web.quality.when', { condition: text(one.rule.condition) }) }}</p><p class="meta">{{ text(one.rule.kindLabel) }} · <span lang="">{{ one.source }}</span><template v-if="one.checked > 1"> · {{ t('web.quality.rows-of', { failed: count(String(one.failed)), checked: count(String(one.checked)) }) }}</template></p></div><a class="btn small" :href="'#/quality?batch=' + one.batch">{{ t('web.quality.open') }}</a></li></ul>
          <button v-if="data.failing.length > failing.length" class="btn" @click="isAll = true">{{ t('web.quality.more', { count: data.failing.length - failing.length }) }}</button></article>
        <data-coverage/>
        <div v-if="!isFresh" class="quality-two"><quality-scores name="sources" :series="data.sources" :label="t('web.quality.sources')" :note="t('web.quality.sources.note')"/><quality-scores name="departments" :series="data.departments" :label="t('web.quality.departments')" :note="t('web.quality.departments.note')"/></div>
        <quality-rules :view="data" :kinds="kinds" @done="refresh"/>
      </state-box>
    </section>`,
  setup() {
    const { data, state, reload, refresh } = useView(() => '/quality');
    const kinds = ref([]), isAll = ref(false);
    get('/kinds').then((answer) => { kinds.value = answer.kinds; }, () => {});
    const chosen = computed(() => (/^[1-9]\d*$/.test(route.query.batch ?? '') ? route.query.batch : null));
    const opened = ref(null);
    // The card opens above what was pressed.
    watch([chosen, data], ([batch, now], [former, before]) => { if (batch && (batch !== former || (now && !before))) nextTick(() => opened.value?.scrollIntoView({ block: 'nearest' })); });
    const card = useView(() => (chosen.value ? '/quality/batches/' + chosen.value : null));
    return {
      t, text, data, state, reload, refresh, kinds, chosen, opened, card, setQuery, can, isAll,
      isFresh: computed(() => !!data.value && data.value.all.batches === data.value.all.unchecked && !data.value.held.length),
      failing: computed(() => (isAll.value ? data.value.failing : data.value.failing.slice(0, MOST_FAILING))),
    };
  },
});
