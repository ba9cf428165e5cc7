// SPDX-License-Identifier: Apache-2.0
// The frame around the screens: navigation, header, side panel, overlays, and what keys do everywhere.
import { computed, defineAsyncComponent, onBeforeUnmount, onMounted, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { preferences } from '../kit/preferences.js';
import { redo, undo } from '../store/commands.js';
import { afterFigures } from '../store/figures.js';
import { startInbox } from '../store/inbox.js';
import { onLive, startLive, stopLive } from '../store/live.js';
import { startNodes } from '../store/nodes.js';
import { notify, notifyProblem } from '../store/notices.js';
import { close, isAside, panel, showMoved } from '../store/panel.js';
import { who } from '../store/people.js';
import { knownOn, takeRefusal } from '../store/past.js';
import { carriedScenario, go, openScenario, route, SCREENS, setQuery } from '../store/router.js';
import { current, loadScenarios } from '../store/scenarios.js';
import { startPresence } from '../store/presence.js';
import { endViewAs, loadWorkspace, session } from '../store/session.js';
import { openThread, startTalk } from '../store/talk.js';
import HeaderBar from './HeaderBar.js';
import NavBar from './NavBar.js';
import SidePanel from './SidePanel.js';
import ConflictDialog from './ConflictDialog.js';
import ImpactDialog from './ImpactDialog.js';
import ShortcutHelp from './ShortcutHelp.js';
import GuidedTour from './GuidedTour.js';
import PastBand from './PastBand.js';
import ScenarioBand from './ScenarioBand.js';
import ScenarioDialogs from './ScenarioDialogs.js';

const screens = {
  overview: defineAsyncComponent(() => import('../screens/OverviewScreen.js')),
  table: defineAsyncComponent(() => import('../screens/TableScreen.js')),
  deals: defineAsyncComponent(() => import('../screens/DealsScreen.js')),
  sales: defineAsyncComponent(() => import('../screens/SalesScreen.js')),
  restatements: defineAsyncComponent(() => import('../screens/RestatementsScreen.js')),
  customers: defineAsyncComponent(() => import('../screens/CustomersScreen.js')),
  forecast: defineAsyncComponent(() => import('../screens/ForecastScreen.js')),
  budgets: defineAsyncComponent(() => import('../screens/BudgetScreen.js')),
  targets: defineAsyncComponent(() => import('../screens/TargetsScreen.js')),
  quality: defineAsyncComponent(() => import('../screens/QualityScreen.js')),
  rules: defineAsyncComponent(() => import('../screens/RulesScreen.js')),
  calendar: defineAsyncComponent(() => import('../screens/CalendarScreen.js')),
  reconcile: defineAsyncComponent(() => import('../screens/ReconcileScreen.js')),
  meeting: defineAsyncComponent(() => import('../screens/MeetingScreen.js')),
  reviews: defineAsyncComponent(() => import('../screens/ReviewsScreen.js')),
  statements: defineAsyncComponent(() => import('../screens/StatementsScreen.js')),
  supply: defineAsyncComponent(() => import('../screens/SupplyScreen.js')),
  taxes: defineAsyncComponent(() => import('../screens/TaxScreen.js')),
  inbox: defineAsyncComponent(() => import('../screens/InboxScreen.js')),
  alerts: defineAsyncComponent(() => import('../screens/AlertsScreen.js')),
  flows: defineAsyncComponent(() => import('../screens/FlowScreen.js')),
  report: defineAsyncComponent(() => import('../screens/ReportScreen.js')),
  cash: defineAsyncComponent(() => import('../screens/CashScreen.js')),
  identities: defineAsyncComponent(() => import('../screens/IdentityScreen.js')),
  sources: defineAsyncComponent(() => import('../screens/SourcesScreen.js')),
  figures: defineAsyncComponent(() => import('../screens/FiguresScreen.js')),
  chain: defineAsyncComponent(() => import('../screens/ChainScreen.js')),
  imports: defineAsyncComponent(() => import('../screens/ImportScreen.js')),
  model: defineAsyncComponent(() => import('../screens/ModelScreen.js')),
  join: defineAsyncComponent(() => import('../screens/OverviewScreen.js')),
  access: defineAsyncComponent(() => import('../screens/AccessScreen.js')),
  audit: defineAsyncComponent(() => import('../screens/AuditScreen.js')),
  missing: defineAsyncComponent(() => import('../screens/MissingScreen.js')),
};

/** The text field a key goes to, also inside a shadow root. */
const isTyping = (event) => {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
};

export default define('AppShell', {
  components: { HeaderBar, NavBar, SidePanel, ConflictDialog, ImpactDialog, ShortcutHelp, GuidedTour, PastBand, ScenarioBand, ScenarioDialogs },
  template: `
    <div class="shell" :class="{ 'with-panel': panel.mode, 'is-past': knownOn }">
      <a class="skip" href="#main" @click.prevent="focusMain">{{ t('web.nav.skip') }}</a>
      <p v-if="session.viewer" class="view-as" role="status"><i class="icon" aria-hidden="true">visibility</i><span>{{ t('web.view-as.note', { name: text(session.person.label), role: text(session.person.title) }) }}</span><button class="btn" data-act="end-view-as" @click="endViewAs">{{ t('web.view-as.end') }}</button></p>
      <header-bar @help="ui.isHelpOpen = true" @tour="ui.isTourOpen = true"/>
      <nav-bar/>
      <main id="main" class="main" :class="{ 'scenario-open': openScenario() }" tabindex="-1">
        <past-band v-if="knownOn"/>
        <scenario-band v-if="shownScenario && openScenario()" :scenario="shownScenario"/>
        <p v-else-if="shownScenario" class="scenario-aside"><i class="icon" aria-hidden="true">call_split</i>{{ t('web.scenario.aside', { name: shownScenario.name }) }}</p>
        <component :is="screen" :key="route.name"/>
      </main>
      <side-panel v-if="panel.mode"/>
      <conflict-dialog/>
      <impact-dialog/>
      <scenario-dialogs/>
      <shortcut-help v-model="ui.isHelpOpen"/>
      <guided-tour v-if="ui.isTourOpen" @done="ui.isTourOpen = false"/>
    </div>`,
  setup() {
    const ui = reactive({ isHelpOpen: false, isTourOpen: session.workspace.isSample && !preferences.tourDone && !knownOn });

    function onKey(event) {
      const isCommand = event.ctrlKey || event.metaKey;
      if (isCommand && !event.altKey && /^[zy]$/i.test(event.key) && !isTyping(event)) {
        event.preventDefault();
        if (session.isReader) return;
        if (event.key.toLowerCase() === 'y' || event.shiftKey) redo();
        else undo();
        return;
      }
      if (event.defaultPrevented || isTyping(event) || isCommand) return;
      if (event.key === '?') ui.isHelpOpen = true;
      else if (event.key === 'Escape' && panel.mode) close();
      else if (event.altKey && /^[1-8]$/.test(event.key)) { event.preventDefault(); go(SCREENS[Number(event.key) - 1]); }
    }
    onMounted(() => addEventListener('keydown', onKey));
    onBeforeUnmount(() => { removeEventListener('keydown', onKey); stopListening(); stopInbox(); stopNodes(); stopTalk(); stopPresence(); stopLive(); });

    const refusal = takeRefusal();
    if (refusal) notifyProblem(refusal);
    // What happens now is no part of the past.
    if (!knownOn) startLive(session.workspace.revision);
    const stopInbox = startInbox(), stopTalk = startTalk(), stopPresence = knownOn ? () => {} : startPresence(), stopNodes = startNodes();
    const stopListening = onLive(({ type, data }) => {
      if (type === 'resync') { loadWorkspace().catch(() => {}); return; }
      if (!data || data.by?.login === session.person?.login || isAside(data)) return;
      // Whom a step concerns hears of it from the inbox; what an alert is about, from the change that brought it.
      if (/^(approval|flow|rule)\.|^calendar\.reminded$|^alerts?\.|^forecast\.report/.test(data.kind ?? '')) return;
      if (data.kind === 'budget.proposed') {
        notify({ kind: 'change', text: t('web.live.proposed'), detail: text(data.label), action: { label: t('web.budgets.open'), run: () => go('budgets') } });
        return;
      }
      afterFigures(() => {
        if (panel.mode === 'moved') showMoved(data.revision);
        notify({ kind: 'change', text: t('web.live.changed', { name: who(data.by) }), detail: text(data.label), action: { label: t('web.moved.open'), run: () => showMoved(data.revision) } });
      });
    });
    watch(() => route.name, () => { if (panel.mode === 'explain' || (panel.mode === 'scenario' && !openScenario())) close(); });
    // A link to what was said leads to the place and opens the thread beside it; a deal would lie over it.
    watch(() => route.query.thread, (id) => { if (Number(id)) { openThread(Number(id)); setQuery({ thread: null, ...(route.name === 'deals' && { deal: null }) }); } }, { immediate: true });
    watch(carriedScenario, (id) => { if (id) loadScenarios(); }, { immediate: true });
    return { knownOn, endViewAs, session, ui, panel, route, openScenario, shownScenario: computed(current), screen: computed(() => screens[route.name]), focusMain: () => document.getElementById('main')?.focus() };
  },
});
