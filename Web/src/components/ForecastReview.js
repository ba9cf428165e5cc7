// SPDX-License-Identifier: Apache-2.0
// 提报与复核 of the region that is looked at: whether its forecast was countersigned, how far it moved since, and handing it in.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { moment, period, t, text } from '../kit/i18n.js';
import { get, query } from '../store/api.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { session } from '../store/session.js';
import { useView } from '../store/view.js';
import ForeseenSteps from './ForeseenSteps.js';

export default define('ForecastReview', {
  components: { ForeseenSteps },
  props: { region: String },
  template: `
    <p v-if="one" class="card forecast-review" :data-review="one.region || 'ALL'"><i class="icon" aria-hidden="true">{{ one.running ? 'hourglass_empty' : one.signed ? 'verified' : 'pending_actions' }}</i>
      <span><b>{{ text(one.label) }}</b> <template v-if="one.signed">{{ t('web.review.signed', { name: text(one.signed.by), at: at(one.signed.at), from: period(one.signed.from), months: one.signed.months }) }}<template v-if="Number(one.signed.change)">{{ t('web.review.moved') }} <figure-value :value="one.signed.change" :unit="pieces" good="up" :is-change="true"/></template><template v-else>{{ t('web.review.still') }}</template></template><template v-else>{{ t('web.review.none') }}</template></span>
      <a v-if="one.running" class="tag warn" :href="'#/inbox?lane=own&approval=' + one.running">{{ t('web.review.running') }}</a>
      <button v-else-if="one.mayHandIn && !session.isReader" class="btn small" data-act="submit-forecast" @click="open">{{ t('web.review.submit') }}</button></p>
    <q-dialog v-model="view.isOpen"><form class="dialog" @submit.prevent="submit"><h2>{{ t('web.review.title', { region: text(one?.label), from: period(one?.from), months: one?.months }) }}</h2>
      <p class="meta">{{ t('web.review.note') }}</p>
      <label class="field"><span>{{ t('web.budgets.reason') }}</span><textarea v-model="view.reason" rows="2" name="review-reason" maxlength="1000"></textarea></label>
      <foreseen-steps v-if="view.preview" :preview="view.preview"/>
      <p v-if="view.problem" class="form-problem" role="alert">{{ view.problem }}</p>
      <div class="dialog-actions"><button type="button" class="btn" @click="view.isOpen = false">{{ t('web.action.cancel') }}</button><button class="btn primary" :disabled="view.isBusy" data-act="review-now">{{ t('web.budgets.move.now') }}</button></div>
    </form></q-dialog>`,
  setup(props) {
    const { data } = useView(() => '/forecast-reviews');
    const view = reactive({ isOpen: false, reason: '', preview: null, problem: '', isBusy: false });
    const code = computed(() => (!props.region || props.region === 'ALL' ? '' : props.region));
    const one = computed(() => data.value?.reviews.find((review) => review.region === code.value));
    function fail(problem) {
      view.problem = sentenceOf(problem);
    }
    async function open() {
      Object.assign(view, { isOpen: true, reason: '', preview: null, problem: '' });
      try {
        view.preview = await get('/approvals/preview' + query({ purpose: 'forecast', region: code.value }));
      } catch (problem) { fail(problem); }
    }
    async function submit() {
      view.isBusy = true;
      view.problem = '';
      try {
        await send('submit-forecast', { region: code.value }, { reason: view.reason.trim(), isQuiet: true, isAskedHere: true });
        view.isOpen = false;
      } catch (problem) { fail(problem); } finally {
        view.isBusy = false;
      }
    }
    return { pieces: '件', text, period, session, view, one, open, submit, at: (milliseconds) => moment(new Date(milliseconds).toISOString()) };
  },
});
