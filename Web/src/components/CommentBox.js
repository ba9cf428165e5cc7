// SPDX-License-Identifier: Apache-2.0
// Where one writes: plain words, and @ with the names of those who can be named here. What is unsent stays when one looks elsewhere.
import { computed, nextTick, onMounted, reactive, ref } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { namesOf, partialName, wireOf } from '../kit/mentions.js';
import { audience, book, pieces } from '../store/talk.js';

const LIMIT = 2000, SHOWN = 6;

export default define('CommentBox', {
  props: { subject: String, place: String, comment: { default: null }, send: Function, label: String, isFocused: Boolean, canCancel: Boolean },
  emits: ['cancel', 'sent'],
  template: `
    <form class="comment-box" @submit.prevent="submit">
      <textarea ref="box" :value="words" :aria-label="label" :placeholder="t('web.talk.placeholder')" :maxlength="limit" rows="3" name="comment" role="combobox" :aria-expanded="!!found.length" aria-autocomplete="list" @input="onInput" @click="look" @keydown="onKey" @keydown.esc.stop="onEscape"></textarea>
      <ul v-if="found.length" class="name-list" role="listbox"><li v-for="(one, index) in found" :key="one.login" role="option" :aria-selected="index === ui.at" :class="{ on: index === ui.at, blind: !one.maySee }" :data-name="one.login" @mousedown.prevent="pick(one)"><b>{{ text(one.name) }}</b><small>{{ text(one.role) }}</small><em v-if="!one.maySee" class="tag warn">{{ t('web.talk.blind') }}</em></li></ul>
      <p v-if="untold.length" class="comment-note" role="status"><i class="icon" aria-hidden="true">visibility_off</i>{{ t('web.talk.untold', { names: untold.map((one) => text(one.name)).join(t('web.list')) }) }}</p>
      <div class="comment-foot"><small v-if="words.length > limit - 200">{{ words.length }} / {{ limit }}</small><span class="spacer"></span><button v-if="canCancel" type="button" class="btn small" @click="cancel">{{ t('web.action.cancel') }}</button><button class="btn small primary" type="submit" data-act="send-comment" :disabled="!words.trim() || ui.isBusy" title="Ctrl+Enter">{{ t(comment ? 'web.action.save' : 'web.talk.send') }}</button></div>
    </form>`,
  setup(props, { emit }) {
    const box = ref();
    const ui = reactive({ people: [], partial: null, at: 0, isBusy: false });
    if (props.comment && book.drafts[props.place] === undefined) book.drafts[props.place] = pieces(props.comment).map((one) => one.text).join('');
    const words = computed(() => book.drafts[props.place] ?? '');
    const ready = audience(props.subject).then((answer) => { ui.people = answer.people; }, () => { /* then names are typed as logins */ });

    const found = computed(() => {
      if (ui.partial === null) return [];
      const typed = ui.partial.toLowerCase();
      const fits = (one) => namesOf(one).some((name) => name.toLowerCase().includes(typed));
      return ui.people.filter(fits).sort((a, b) => Number(b.maySee) - Number(a.maySee)).slice(0, SHOWN);
    });
    const wire = () => wireOf(words.value, ui.people);
    const untold = computed(() => wire().named.filter((one) => !one.maySee));

    /** The name that is being typed before the caret. */
    function look() {
      ui.partial = partialName(words.value.slice(0, box.value.selectionStart));
      ui.at = 0;
    }
    function onInput(event) {
      book.drafts[props.place] = event.target.value;
      nextTick(look);
    }
    function pick(one) {
      const caret = box.value.selectionStart, start = caret - ui.partial.length;
      const name = text(one.name) + ' ';
      book.drafts[props.place] = words.value.slice(0, start) + name + words.value.slice(caret);
      ui.partial = null;
      nextTick(() => { box.value.focus(); box.value.setSelectionRange(start + name.length, start + name.length); });
    }
    function onKey(event) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); submit(); return; }
      // Enter that ends an input method's composition chooses a word, not a person.
      if (!found.value.length || event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) ui.at = (ui.at + step + found.value.length) % found.value.length;
      else if (event.key === 'Enter' || event.key === 'Tab') pick(found.value[ui.at]);
      else return;
      event.preventDefault();
    }
    function onEscape() {
      if (found.value.length) ui.partial = null;
      else if (props.canCancel) cancel();
    }
    function cancel() {
      delete book.drafts[props.place];
      emit('cancel');
    }
    async function submit() {
      if (!words.value.trim() || ui.isBusy) return;
      ui.isBusy = true;
      await ready; // until then nobody is known by name
      try {
        await props.send(wire().text);
        delete book.drafts[props.place];
        emit('sent');
      } catch { /* the problem was shown; the words stay */ } finally {
        ui.isBusy = false;
      }
    }
    onMounted(() => { if (props.isFocused) nextTick(() => box.value?.focus()); });
    return { box, ui, words, found, untold, limit: LIMIT, look, onInput, pick, onKey, onEscape, cancel, submit, text };
  },
});
