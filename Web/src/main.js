// SPDX-License-Identifier: Apache-2.0
// Start: catalogues, then the application, then the session.
import './vue-global.js';
import '/vendor/quasar/quasar.umd.prod.js';
import '/vendor/quasar/lang/zh-CN.umd.prod.js';
import '/vendor/quasar/lang/en-US.umd.prod.js';
import { createApp, watch } from 'vue';
import { day, dayWords, language, loadCatalogues, moment, period, sectionName, setLanguage, t, text, week } from './kit/i18n.js';
import { formatCount, formatMoney, formatRatio, formatValue } from './kit/numbers.js';
import { preferences } from './kit/preferences.js';
import { moneyUnit } from './kit/units.js';
import { who } from './store/people.js';
import { resume } from './store/session.js';
import AppRoot from './components/AppRoot.js';
import FigureValue from './components/FigureValue.js';
import StateBox from './components/StateBox.js';
import SegmentSwitch from './components/SegmentSwitch.js';
import ChartBox from './components/ChartBox.js';
import ScenarioSwitch from './components/ScenarioSwitch.js';

const { Quasar } = globalThis;

/** Reported problems of this page; the browser tests read them. */
globalThis.tongpinErrors = [];

async function start() {
  await loadCatalogues();
  const app = createApp(AppRoot);
  Object.assign(app.config.globalProperties, {
    t, text, who, period, day, dayWords, week, moment, sectionName, moneyUnit,
    money: (value, options) => formatMoney(value, preferences.moneyUnit, options),
    count: formatCount,
    ratio: formatRatio,
    valueText: (value, unit, options) => formatValue(value, unit, preferences.moneyUnit, options),
  });
  app.config.errorHandler = (error) => { globalThis.tongpinErrors.push(String(error)); console.error(error); };
  // What opens over the screen has the keys: Escape closes it, Tab goes on inside.
  app.directive('takes-focus', { mounted: (element) => element.focus({ preventScroll: true }) });
  app.use(Quasar, { lang: Quasar.lang.zhCN, config: { brand: { primary: '#1d4e89' } } });
  watch(language, (code) => {
    Quasar.Lang.set(code === 'zh' ? Quasar.lang.zhCN : Quasar.lang.enUS);
    document.documentElement.lang = code === 'zh' ? 'zh-CN' : 'en';
    document.title = t('web.title');
  }, { immediate: true });
  app.component('FigureValue', FigureValue).component('StateBox', StateBox).component('SegmentSwitch', SegmentSwitch).component('ChartBox', ChartBox).component('ScenarioSwitch', ScenarioSwitch);
  app.mount('#app');
  await resume();
}

start().catch((error) => {
  globalThis.tongpinErrors.push(String(error));
  const box = document.createElement('p');
  box.className = 'boot-failed';
  box.textContent = `同频打不开，请刷新页面。 Tongpin could not start; please reload. (${error.message})`;
  document.getElementById('app').replaceChildren(box);
});

if (preferences.language) setLanguage(preferences.language);
