// SPDX-License-Identifier: Apache-2.0
// 数据发布: which closed months are released to those who work with them, and what moved since.
import { reactive } from 'vue';
import { define } from '../kit/template.js';
import { moment, period, t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { session } from '../store/session.js';
import { useView } from '../store/view.js';

export default define('DataReleases', {
  template: `
    <article class="card" data-section="releases"><h2>{{ t('web.release.title') }}</h2><p class="meta">{{ t('web.release.note') }}</p>
      <p v-if="data && !data.releases.length" class="quiet">{{ t('web.release.none') }}</p><div v-else-if="data" class="scroll-x"><table class="data-table"><thead><tr><th>{{ t('web.release.month') }}</th><th>{{ t('web.release.state') }}</th><th>{{ t('web.release.moved') }}</th><th></th></tr></thead>
        <tbody><tr v-for="one in data.releases" :key="one.month" :data-release="one.month"><td>{{ period(one.month) }}</td><td><i class="tag" :class="one.released ? 'good' : ''">{{ t(one.released ? 'web.release.done' : 'web.release.open') }}</i><small v-if="one.released"> {{ text(one.released.by) }} {{ at(one.released.at) }}</small></td>
          <td><span v-if="!one.released" class="quiet">–</span><span v-else-if="!one.moved.length" class="quiet">{{ t('web.release.still') }}</span><span v-for="part in one.moved" :key="text(part.label)" class="release-moved">{{ text(part.label) }} <figure-value :value="part.before" :unit="part.unit"/> → <figure-value :value="part.now" :unit="part.unit"/></span></td>
          <td class="num"><a v-if="one.running" class="tag warn" :href="'#/inbox?lane=own&approval=' + one.running">{{ t('web.release.running') }}</a><button v-else-if="one.mayHandIn && !session.isReader && (!one.released || one.moved.length)" class="btn small" :data-act="'release-' + one.month" :disabled="ui.isBusy" @click="submit(one.month)">{{ t('web.release.submit') }}</button></td></tr></tbody></table></div>
      <p v-if="ui.problem" class="form-problem" role="alert">{{ ui.problem }}</p></article>`,
  setup() {
    const { data } = useView(() => '/data-releases');
    const ui = reactive({ isBusy: false, problem: '' });
    async function submit(month) {
      Object.assign(ui, { isBusy: true, problem: '' });
      try {
        await send('submit-data', { month }, { opensPanel: false, isQuiet: true, isAskedHere: true });
      } catch (problem) { ui.problem = sentenceOf(problem); } finally { ui.isBusy = false; }
    }
    return { t, text, period, session, data, ui, submit, at: (milliseconds) => moment(new Date(milliseconds).toISOString()) };
  },
});
