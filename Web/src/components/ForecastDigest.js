// SPDX-License-Identifier: Apache-2.0
// 报告: a week or a month of forecasting in sentences, to read, to print or to paste into a message; that of now, or one that was written then.
import { computed, onBeforeUnmount, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { day, language, t, text } from '../kit/i18n.js';
import { query } from '../store/api.js';
import { addressOf, concernsReports, noteRead } from '../store/reports.js';
import { route, setQuery } from '../store/router.js';
import { useView } from '../store/view.js';

const SAID_MS = 2500;

export default define('ForecastDigest', {
  template: `
    <div class="digest-tools"><segment-switch :model-value="span" :options="spans" :label="t('web.digest.span')" data-act="digest-span" @update:model-value="setQuery({ span: $event, report: null })"/>
      <select v-if="ofSpan.length" class="select" :value="report ?? ''" :aria-label="t('web.digest.which')" data-field="report" @change="setQuery({ span, report: $event.target.value || null })"><option value="">{{ t('web.digest.now.' + span) }}</option><option v-for="one in ofSpan" :key="one.id" :value="String(one.id)">{{ text(one.title) }}</option></select>
      <span class="spacer"></span><span class="quiet" role="status">{{ said }}</span>
      <button class="btn" data-act="copy-text" :disabled="!data" @click="copy"><i class="icon" aria-hidden="true">content_copy</i> {{ t('web.digest.copy') }}</button>
      <button class="btn" data-act="print" :disabled="!data" @click="print"><i class="icon" aria-hidden="true">print</i> {{ t('web.digest.print') }}</button></div>
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="!!data && !data.sections.length" empty-key="web.digest.empty" @retry="reload">
      <article class="report forecast-digest" :lang="language === 'zh' ? 'zh-CN' : 'en'">
        <header class="report-head"><h2>{{ text(data.title) }}</h2><p>{{ days }}</p></header>
        <p class="digest-basis" data-basis>{{ basis }}</p>
        <section v-for="one in data.sections" :key="one.key" :data-section="one.key"><h3>{{ text(one.title) }}<a v-if="one.link" class="digest-link" :href="one.link">{{ t('web.digest.open') }}<i class="icon" aria-hidden="true">chevron_right</i></a></h3>
          <ul v-if="one.sentences.length > 1"><li v-for="(sentence, index) in one.sentences" :key="index">{{ text(sentence) }}</li></ul><p v-else>{{ text(one.sentences[0]) || t('web.digest.nothing') }}</p></section>
      </article>
    </state-box>`,
  setup() {
    const span = computed(() => (route.query.span === 'month' ? 'month' : 'week')), said = ref(''), isOfThen = ref(true), shown = ref(null);
    const report = computed(() => (/^\d+$/.test(route.query.report ?? '') ? route.query.report : null));
    const { data, state, reload } = useView(() => '/forecast-report' + query(report.value ? addressOf(report.value, isOfThen.value) : { span: span.value }), { concerns: () => !report.value || !isOfThen.value, onData: () => { shown.value = report.value; } });
    const { data: list } = useView(() => '/forecast-reports', { concerns: concernsReports });
    const ofSpan = computed(() => (list.value?.reports ?? []).filter((one) => one.span === span.value));
    const chosen = computed(() => ofSpan.value.find((one) => String(one.id) === report.value));
    const basis = computed(() => (!report.value ? t('web.digest.by-itself.' + span.value) : t(isOfThen.value ? 'web.digest.of-then' : 'web.digest.of-now', { day: chosen.value ? day(chosen.value.writtenOn) : '' })));
    watch(report, () => { isOfThen.value = true; });
    // What was known then may not open any more, as under a model that the program has outgrown: then its days, from what is known now.
    watch(() => state.problem, (problem) => { if (report.value && (problem?.code?.startsWith('as-of.') || problem?.status === 422)) isOfThen.value = false; });
    watch([shown, chosen], () => { if (chosen.value && shown.value === report.value) noteRead(chosen.value); });
    const days = computed(() => t('web.digest.days', { from: day(data.value.from), to: day(data.value.to) }));
    let timer = 0;
    const plain = () => [`${text(data.value.title)} · ${days.value}`, ...data.value.sections.map((one) => [text(one.title), ...(one.sentences.length ? one.sentences.map((sentence) => '· ' + text(sentence)) : [t('web.digest.nothing')])].join('\n'))].join('\n\n');
    async function copy() {
      said.value = await navigator.clipboard.writeText(plain()).then(() => t('web.digest.copied'), () => t('web.digest.not-copied'));
      clearTimeout(timer);
      timer = setTimeout(() => { said.value = ''; }, SAID_MS);
    }
    onBeforeUnmount(() => clearTimeout(timer));
    return { data, state, reload, span, said, days, basis, report, ofSpan, text, copy, setQuery, language, print: () => window.print(), spans: computed(() => ['week', 'month'].map((value) => ({ value, label: t('web.digest.' + value) }))) };
  },
});
