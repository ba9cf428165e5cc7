// SPDX-License-Identifier: Apache-2.0
// 改一个数: four steps that show how one change travels, with a ring around what to touch next.
import { computed, onBeforeUnmount, onMounted, reactive, watch } from 'vue';
import { define } from '../kit/template.js';
import { preferences } from '../kit/preferences.js';
import { panel } from '../store/panel.js';
import { go, route } from '../store/router.js';

const STEPS = [
  { key: 'begin', screen: null, target: '[data-nav="deals"]', isDone: (now) => now.screen === 'deals' },
  { key: 'move', screen: 'deals', target: '.deal-card, .deal-table tbody tr', isDone: (now) => now.changes > now.changesAtStep },
  { key: 'read', screen: null, target: '.panel', isDone: () => false },
  { key: 'cash', screen: 'cash', target: '[data-nav="cash"]', isDone: () => false },
  { key: 'pair', screen: null, target: null, isDone: () => false },
];

export default define('GuidedTour', {
  emits: ['done'],
  template: `
    <div>
      <div v-if="ring" class="tour-ring" :style="ring"></div>
      <section class="tour" role="dialog" :aria-label="t('web.tour.title')">
        <h2><i class="icon" aria-hidden="true">explore</i>{{ t('web.tour.' + step.key + '.title') }}</h2>
        <p>{{ t('web.tour.' + step.key) }}</p>
        <button v-if="step.key === 'pair'" class="btn" @click="openWindow">{{ t('web.tour.open-window') }}</button>
        <div class="tour-foot"><small>{{ ui.at + 1 }} / {{ steps.length }}</small><button class="btn small" data-act="tour-close" @click="finish">{{ t(ui.at === steps.length - 1 ? 'web.tour.finish' : 'web.tour.skip') }}</button><button v-if="ui.at < steps.length - 1" class="btn small primary" data-act="tour-next" @click="next">{{ t('web.tour.next') }}</button></div>
      </section>
    </div>`,
  setup(_, { emit }) {
    const ui = reactive({ at: 0, box: null, changesAtStep: 0 });
    const step = computed(() => STEPS[ui.at]);
    let timer = 0;
    function look() {
      const element = step.value.target ? document.querySelector(step.value.target) : null;
      const box = element?.getBoundingClientRect();
      ui.box = box && box.width && box.bottom > 0 && box.top < innerHeight ? { x: box.x, y: box.y, w: box.width, h: box.height } : null;
      if (step.value.isDone({ screen: route.name, changes: panel.changes.length, changesAtStep: ui.changesAtStep })) next();
    }
    function next() {
      if (ui.at >= STEPS.length - 1) return;
      ui.at += 1;
      ui.changesAtStep = panel.changes.length;
      if (step.value.screen && route.name !== step.value.screen) go(step.value.screen);
    }
    function finish() {
      preferences.tourDone = true;
      emit('done');
    }
    onMounted(() => { timer = setInterval(look, 400); look(); });
    onBeforeUnmount(() => clearInterval(timer));
    watch(() => ui.at, look);
    const ring = computed(() => ui.box && { left: ui.box.x - 4 + 'px', top: ui.box.y - 4 + 'px', width: ui.box.w + 8 + 'px', height: ui.box.h + 8 + 'px' });
    return { ui, steps: STEPS, step, ring, next, finish, openWindow: () => window.open(location.href, '_blank', 'noopener') };
  },
});
