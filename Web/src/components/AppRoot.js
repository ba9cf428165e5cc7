// SPDX-License-Identifier: Apache-2.0
// Which of the faces shows: starting, an invitation, login, a second factor that is asked for, first visit, the application.
import { watch } from 'vue';
import { route } from '../store/router.js';
import { resume, session, signOut } from '../store/session.js';
import { tellReturn } from '../store/ways.js';
import { define } from '../kit/template.js';
import AppShell from './AppShell.js';
import FirstVisit from './FirstVisit.js';
import JoinForm from './JoinForm.js';
import LoginForm from './LoginForm.js';
import NoticeStack from './NoticeStack.js';
import ProofDialog from './ProofDialog.js';
import SecondFactor from './SecondFactor.js';

export default define('AppRoot', {
  components: { AppShell, FirstVisit, JoinForm, LoginForm, NoticeStack, ProofDialog, SecondFactor },
  template: `
    <div v-if="session.state === 'starting'" class="boot"><div class="boot-bar"></div><div class="boot-body"></div></div>
    <join-form v-else-if="session.state === 'out' && route.name === 'join'"/>
    <login-form v-else-if="session.state === 'out'"/>
    <main v-else-if="session.state === 'factor'" class="login"><div class="login-card"><second-factor is-required @done="resume" @cancel="signOut"/></div></main>
    <first-visit v-else-if="session.workspace.isEmpty && !session.isPastFirstVisit && route.name !== 'sources'"/>
    <app-shell v-else/>
    <proof-dialog/>
    <notice-stack/>`,
  setup() {
    watch(() => session.state, (state) => { if (state === 'in') tellReturn(); }, { immediate: true });
    return { session, route, resume, signOut };
  },
});
