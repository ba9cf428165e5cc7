// SPDX-License-Identifier: Apache-2.0
import { define } from '../kit/template.js';

export default define('CashScreen', {
  template: `<div class="state-box Cash"><i class="icon" aria-hidden="true">explore_off</i><b>{{ t('web.missing.title') }}</b><p>{{ t('web.missing.hint') }}</p><a class="btn primary" href="#/overview">{{ t('web.nav.overview') }}</a></div>`,
});
