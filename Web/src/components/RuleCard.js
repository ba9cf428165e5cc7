// SPDX-License-Identifier: Apache-2.0
// A rule in the list: what it says, what it found, and how to pause, change or remove it.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { follow } from '../store/router.js';

const ICONS = { critical: 'error', warning: 'warning', info: 'info' };

export default define('RuleCard', {
  props: { rule: Object, today: String, isOpen: Boolean, isBusy: Boolean, mayEdit: Boolean },
  emits: ['edit', 'toggle', 'pause', 'remove', 'copy'],
  template: `
    <article class="card rule-card" :class="[rule.severity, { quiet: !speaks, 'built-in': isBuiltIn }]" :data-rule="rule.id">
      <header><i class="icon" :aria-label="t('web.alert.' + rule.severity)" :title="t('web.alert.' + rule.severity)">{{ icon }}</i>
        <div><h3>{{ text(rule.name) }}<span v-if="rule.isShared && !isBuiltIn" class="tag">{{ t('web.rules.tag.shared') }}</span><span v-if="!rule.isOn" class="tag">{{ t('web.rules.tag.off') }}</span><span v-else-if="isPaused" class="tag warn">{{ t('web.rules.tag.paused', { day: day(rule.pausedUntil) }) }}</span><span v-if="rule.rest" class="tag bad">{{ t('web.rules.tag.rests') }}</span></h3>
          <p class="rule-words">{{ text(rule.sentence) }}</p><p v-if="!rule.isMine && !isBuiltIn" class="meta">{{ t('web.rules.by', { name: text(rule.owner.name) }) }}</p></div>
        <span class="badge" :class="{ late: rule.hitCount && speaks }" data-part="count">{{ t('web.rules.hits', { count: rule.hitCount }) }}</span></header>
      <p v-if="rule.rest" class="rule-rest"><i class="icon" aria-hidden="true">bedtime</i>{{ text(rule.rest) }}</p>
      <details v-if="rule.hits.length" :open="isOpen"><summary>{{ text(rule.hits[0].title) }}<small v-if="rule.hits[0].detail"> · {{ text(rule.hits[0].detail) }}</small></summary>
        <ul class="rule-hits"><li v-for="hit in rule.hits" :key="hit.id"><button class="link" @click="follow(hit.link)">{{ text(hit.title) }}</button><span>{{ text(hit.detail) }}</span><figure-value v-if="hit.money" :value="hit.money" :cell="hit.cell" :label="hit.title"/></li></ul></details>
      <footer class="rule-actions"><template v-if="rule.mayEdit && mayEdit"><label class="check"><input type="checkbox" :checked="rule.isOn" :disabled="isBusy" :data-act="'rule-on'" @change="$emit('toggle')">{{ t('web.rules.on') }}</label>
        <button v-if="isPaused" class="btn small" :disabled="isBusy" data-act="rule-resume" @click="$emit('pause', null)">{{ t('web.rules.resume') }}</button><select v-else-if="rule.isOn" class="input rule-pause" :disabled="isBusy" :aria-label="t('web.rules.pause')" data-act="rule-pause" @change="$emit('pause', Number($event.target.value)); $event.target.value = ''"><option value="">{{ t('web.rules.pause') }}</option><option v-for="days in [1, 7, 30]" :key="days" :value="days">{{ t('web.rules.pause.days', { count: days }) }}</option></select>
        <button class="btn small" data-act="rule-edit" @click="$emit('edit')">{{ t('web.rules.change') }}</button></template>
        <button v-if="mayEdit" class="btn small" data-act="rule-copy" @click="$emit('copy')">{{ t('web.rules.copy') }}</button><button v-if="rule.mayEdit && mayEdit && (!isBuiltIn || rule.savedIn > 0)" class="icon-btn" :disabled="isBusy" :title="t(isBuiltIn ? 'web.rules.restore' : 'web.rules.remove')" :aria-label="t(isBuiltIn ? 'web.rules.restore' : 'web.rules.remove')" data-act="rule-remove" @click="$emit('remove')"><i class="icon" aria-hidden="true">{{ isBuiltIn ? 'restart_alt' : 'delete' }}</i></button></footer>
    </article>`,
  setup(props) {
    const isPaused = computed(() => !!props.rule.pausedUntil && props.rule.pausedUntil > props.today);
    return { t, text, day, follow, isPaused, isBuiltIn: computed(() => props.rule.id < 0), icon: computed(() => ICONS[props.rule.severity]), speaks: computed(() => props.rule.isOn && !isPaused.value && !props.rule.rest) };
  },
});
