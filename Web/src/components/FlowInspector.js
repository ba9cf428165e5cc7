// SPDX-License-Identifier: Apache-2.0
// One step of a flow: whom it asks and how many must agree, what time does, or the conditions of its ways. Everything can be done with the mouse.
import { computed } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { amountWords, approverWords } from '../flow/words.js';

const HOURS = [24, 48, 72];
const EFFECTS = ['remind', 'sendBack', 'escalate'];
const RULES = ['anyOne', 'all', 'inOrder'];
const TESTS = { money: ['above', 'atLeast', 'below', 'atMost'], percent: ['above', 'atLeast', 'below', 'atMost'], number: ['atLeast', 'atMost'], text: ['oneOf', 'noneOf'] };
const PRESETS = { money: ['10000', '50000', '100000', '500000', '1000000'], percent: ['5', '10', '20', '50'] };

export default define('FlowInspector', {
  props: { node: Object, purpose: Object, roles: Array, people: Array, groups: Array, isFixed: Boolean },
  emits: ['remove', 'add', 'drop'],
  template: `
    <section class="card flow-inspector" :data-inspector="node.kind"><h2>{{ t('web.flows.kind.' + node.kind) }}<button v-if="!isFixed && mayRemove" class="icon-btn" :title="t('web.flows.remove')" :aria-label="t('web.flows.remove')" data-act="remove-step" @click="$emit('remove', node.id)"><i class="icon" aria-hidden="true">delete_outline</i></button></h2>
      <label class="field"><span>{{ t('web.flows.label') }}</span><input :value="text(node.label)" maxlength="60" :disabled="isFixed" @change="node.label = { zh: $event.target.value, en: $event.target.value }"></label>
      <div v-if="node.people" class="field"><span>{{ t(node.kind === 'notify' ? 'web.flows.told' : 'web.flows.asked') }}</span><div class="chips"><button v-for="one in choices" :key="one.kind + one.value" type="button" class="chip" :class="{ on: has(one) }" :aria-pressed="has(one)" :disabled="isFixed" :data-approver="one.kind + (one.value ? ':' + one.value : '')" @click="toggle(one)">{{ words(one) }}</button></div>
        <select v-if="!isFixed" class="input" :aria-label="t('web.flows.person')" :value="''" @change="toggle({ kind: 'person', value: $event.target.value })"><option value="">{{ t('web.flows.person') }}</option><option v-for="one in people" :key="one.login" :value="one.login">{{ text(one.name) }}</option></select></div>
      <div v-if="node.rule" class="field"><span>{{ t('web.flows.rule') }}</span><segment-switch v-model="node.rule" :options="rules" :label="t('web.flows.rule')" data-act="flow-rule"/><small class="quiet">{{ t('web.flows.rule.' + node.rule + '.hint') }}</small></div>
      <div v-if="node.limits" class="field"><span>{{ t('web.flows.limits') }}</span><div v-for="effect in effects" :key="effect" class="flow-limit"><span>{{ t('web.flows.effect.' + effect) }}</span><div class="chips"><button v-for="hours in hoursOf(effect)" :key="hours" type="button" class="chip" :class="{ on: limit(effect) === hours }" :aria-pressed="limit(effect) === hours" :disabled="isFixed" :data-limit="effect + ':' + hours" @click="setLimit(effect, limit(effect) === hours ? 0 : hours)">{{ t('web.flows.hours', { hours }) }}</button><input v-if="!isFixed" class="input flow-hours" inputmode="numeric" :aria-label="t('web.flows.effect.' + effect)" :placeholder="t('web.flows.hours.other')" @change="setLimit(effect, Number($event.target.value) || 0); $event.target.value = ''"></div></div></div>
      <div v-if="node.kind === 'approve'" class="field"><span>{{ t('web.flows.parts') }}</span><div v-for="part in purpose?.parts ?? []" :key="part.key" class="flow-limit"><span>{{ text(part.label) }}</span><div class="chips"><button v-for="right in part.rights" :key="right" type="button" class="chip" :class="{ on: rightOf(part.key) === right }" :aria-pressed="rightOf(part.key) === right" :disabled="isFixed" :data-part="part.key + ':' + right" @click="setRight(part.key, right)">{{ t('web.flows.right.' + right) }}</button></div></div><small class="quiet">{{ t('web.flows.parts.note') }}</small></div>
      <div v-for="(branch, index) in node.branches ?? []" :key="index" class="flow-branch"><h3>{{ t('web.flows.way', { number: index + 1 }) }}<button v-if="!isFixed" class="icon-btn tiny" :title="t('web.flows.drop')" :aria-label="t('web.flows.drop')" @click="$emit('drop', { id: node.id, index })"><i class="icon" aria-hidden="true">close</i></button></h3>
        <div v-for="(one, place) in branch.conditions" :key="place" class="flow-condition">
          <div class="chips"><button v-for="field in testable" :key="field.key" type="button" class="chip" :class="{ on: one.field === field.key }" :disabled="isFixed" :data-field="field.key" @click="setField(one, field)">{{ text(field.label) }}</button></div>
          <div class="chips"><button v-for="test in tests(one)" :key="test" type="button" class="chip" :class="{ on: one.test === test }" :disabled="isFixed" :data-test="test" @click="one.test = test">{{ t('web.flows.test.' + test) }}</button></div>
          <div class="chips"><button v-for="value in presets(one)" :key="value" type="button" class="chip" :class="{ on: one.values[0] === value || Number(one.values[0]) === Number(value) }" :disabled="isFixed" :data-value="value" @click="one.values = [value]">{{ shown(one, value) }}</button><button v-for="option in optionsOf(one)" :key="option.key" type="button" class="chip" :class="{ on: one.values.includes(option.key) }" :aria-pressed="one.values.includes(option.key)" :disabled="isFixed" :data-option="option.key" @click="flip(one, option.key)">{{ text(option.label) }}</button><input v-if="!optionsOf(one).length" class="input flow-value" :value="one.values.join(', ')" :disabled="isFixed" :aria-label="t('web.flows.value')" :placeholder="t('web.flows.value')" @change="setValues(one, $event.target.value)"></div>
          <button v-if="!isFixed && branch.conditions.length > 1" class="link small-text" @click="branch.conditions.splice(place, 1)">{{ t('web.flows.condition.drop') }}</button>
        </div>
        <button v-if="!isFixed" class="link small-text" @click="branch.conditions.push({ field: testable[0].key, test: tests({ field: testable[0].key })[0], values: [] })">{{ t('web.flows.condition.add') }}</button></div>
      <p v-if="node.kind === 'branch'" class="meta">{{ t('web.flows.branch.note') }}</p>
      <div v-if="node.kind === 'parallel'" class="flow-branch"><p class="meta">{{ t('web.flows.parallel.note', { count: node.ways.length }) }}</p></div>
      <button v-if="!isFixed && (node.branches || node.ways)" class="btn small" data-act="add-way" @click="$emit('add', node.id)"><i class="icon" aria-hidden="true">add</i>{{ t('web.flows.add-way') }}</button>
    </section>`,
  setup(props) {
    const same = (a, b) => a.kind === b.kind && a.value === b.value;
    const has = (one) => props.node.people.some((other) => same(one, other));
    const fieldOf = (key) => props.purpose?.fields.find((one) => one.key === key);
    const choices = computed(() => {
      const offered = [...props.roles.filter((one) => one.key !== 'administrator' && one.key !== 'auditor').map((one) => ({ kind: 'role', value: one.key })), { kind: 'head', value: '' }, { kind: 'superior', value: '1' }, { kind: 'superior', value: '2' }, { kind: 'superior', value: '3' }, ...(props.groups ?? []).map((one) => ({ kind: 'group', value: one.key })),
        ...(props.purpose?.fields ?? []).filter((one) => one.kind === 'person').map((one) => ({ kind: 'field', value: one.key }))];
      return [...offered, ...props.node.people.filter((one) => !offered.some((other) => same(one, other)))].filter((one) => one.kind !== 'head' || fieldOf('department'));
    });
    function toggle(one) {
      if (one.kind === 'person' && !one.value) return;
      const at = props.node.people.findIndex((other) => same(one, other));
      if (at >= 0) props.node.people.splice(at, 1);
      else props.node.people.push(one);
    }
    const limit = (effect) => props.node.limits.find((one) => one.effect === effect)?.hours ?? 0;
    function setLimit(effect, hours) {
      const others = props.node.limits.filter((one) => one.effect !== effect);
      props.node.limits = (hours > 0 ? [...others, { hours: Math.round(hours), effect }] : others).sort((a, b) => a.hours - b.hours);
    }
    const kindOf = (one) => fieldOf(one.field)?.kind ?? 'text';
    function setField(one, field) {
      if (one.field === field.key) return;
      Object.assign(one, { field: field.key, test: TESTS[field.kind][0], values: PRESETS[field.kind]?.slice(0, 1) ?? [] });
    }
    const rightOf = (part) => props.node.parts?.find((one) => one.part === part)?.right ?? 'visible';
    /** What is visible is not listed: nothing was said about it. */
    function setRight(part, right) {
      const others = (props.node.parts ?? []).filter((one) => one.part !== part);
      props.node.parts = right === 'visible' ? others : [...others, { part, right }].sort((a, b) => (a.part < b.part ? -1 : 1));
    }
    const optionsOf = (one) => fieldOf(one.field)?.options ?? [];
    const flip = (one, key) => { one.values = one.values.includes(key) ? one.values.filter((value) => value !== key) : [...one.values, key]; };
    function setValues(one, typed) {
      const isText = kindOf(one) === 'text';
      one.values = isText ? typed.split(/[,，、]/).map((value) => value.trim()).filter(Boolean) : [typed.replaceAll(/[,，%\s]/g, '')];
    }
    return {
      text, choices, has, toggle, limit, setLimit, rightOf, setRight, setField, setValues, optionsOf, flip, effects: EFFECTS,
      words: (one) => approverWords(one, { roles: props.roles, people: props.people, groups: props.groups }, props.purpose),
      hoursOf: (effect) => [...new Set([...HOURS, limit(effect)])].filter(Boolean).sort((a, b) => a - b),
      rules: computed(() => RULES.map((value) => ({ value, label: t('web.flows.rule.' + value) }))),
      testable: computed(() => (props.purpose?.fields ?? []).filter((one) => one.kind !== 'person')),
      tests: (one) => TESTS[kindOf(one)] ?? TESTS.text, presets: (one) => PRESETS[kindOf(one)] ?? [],
      shown: (one, value) => (kindOf(one) === 'percent' ? `${value}%` : kindOf(one) === 'money' ? amountWords(value) : value),
      mayRemove: computed(() => !['start', 'end', 'join'].includes(props.node.kind)),
    };
  },
});
