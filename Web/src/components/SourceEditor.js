// SPDX-License-Identifier: Apache-2.0
// A source being made: where it is, what is asked, what the answer means, and when.
import { computed, nextTick, reactive, shallowRef } from 'vue';
import { define } from '../kit/template.js';
import { t, text } from '../kit/i18n.js';
import { DATABASES, draftOf, emptyQuery, likelyMark, PAGINGS, payloadOf, PROTECTIONS, pushLines, TYPES, usualOverlap, withType } from '../kit/sources.js';
import { post } from '../store/api.js';
import { send } from '../store/commands.js';
import { wordsOf } from '../store/notices.js';
import { useView } from '../store/view.js';
import SourceProbe from './SourceProbe.js';

export default define('SourceEditor', {
  components: { SourceProbe },
  props: { given: Object, owners: Array },
  emits: ['close', 'saved'],
  template: `
    <q-dialog :model-value="true" persistent @update:model-value="$emit('close')"><form class="dialog wide source-editor" @submit.prevent="save">
      <h2>{{ t(draft.id ? 'web.sources.edit' : 'web.sources.new') }}</h2>
      <div class="source-fields"><label class="field"><span>{{ t('web.sources.name') }}</span><input v-model.trim="draft.name.zh" name="name" class="input" required maxlength="60"></label><label class="field"><span>{{ t('web.sources.name-en') }}</span><input v-model.trim="draft.name.en" name="name-en" class="input" maxlength="60"></label>
        <label class="field"><span>{{ t('web.sources.owner') }}</span><select v-model="draft.owner" name="owner" class="input"><option value="">{{ t('web.sources.owner.me') }}</option><option v-for="one in owners" :key="one.login" :value="one.login">{{ text(one.label) }}</option></select></label></div>
      <fieldset><legend>{{ t('web.sources.part.where') }}</legend>
        <segment-switch class="source-types" :model-value="draft.type" :options="types" :label="t('web.sources.type')" data-act="source-type" @update:model-value="change"/><p class="quiet">{{ t('web.sources.way.' + draft.type) }}</p>
        <div v-if="isDatabase" class="source-fields">
          <label v-if="draft.type === 'odbc'" class="field"><span>{{ t('web.sources.driver') }}</span><input v-model.trim="draft.driver" name="driver" class="input" list="odbc-drivers"><datalist id="odbc-drivers"><option value="MariaDB Unicode"></option><option value="FreeTDS"></option></datalist></label>
          <label class="field"><span>{{ t('web.sources.host') }}</span><input v-model.trim="draft.host" name="host" class="input" placeholder="db.corp.cn"></label><label class="field narrow"><span>{{ t('web.sources.port') }}</span><input v-model.number="draft.port" name="port" class="input" inputmode="numeric"></label>
          <label class="field"><span>{{ t('web.sources.database') }}</span><input v-model.trim="draft.database" name="database" class="input"></label><label class="field"><span>{{ t('web.sources.user') }}</span><input v-model.trim="draft.user" name="user" class="input" autocomplete="off"></label>
          <label class="field"><span>{{ t('web.sources.secret') }}</span><input v-model="ui.secret" name="secret" type="password" class="input" autocomplete="new-password" :placeholder="given.hasSecret ? t('web.sources.secret.kept') : ''"></label>
          <label class="field"><span>{{ t('web.sources.protection') }}</span><select v-model="draft.protection" name="protection" class="input"><option v-for="one in protections" :key="one" :value="one">{{ t('web.sources.protection.' + one) }}</option></select></label>
          <label class="check source-nosecret"><input v-model="draft.usesSecret" type="checkbox" name="uses-secret"> {{ t('web.sources.uses-secret') }}</label></div>
        <div v-else-if="draft.type === 'rest'" class="source-fields">
          <label class="field wide"><span>{{ t('web.sources.url') }}</span><input v-model.trim="draft.url" name="url" class="input" placeholder="https://erp.corp.cn/api"></label><label class="field"><span>{{ t('web.sources.rows-path') }}</span><input v-model.trim="draft.rowsPath" name="rows-path" class="input" placeholder="data.items"></label>
          <label class="field"><span>{{ t('web.sources.paging') }}</span><select v-model="draft.paging" name="paging" class="input"><option v-for="one in pagings" :key="one" :value="one">{{ t('web.sources.paging.' + one) }}</option></select></label>
          <label v-if="['page', 'cursor'].includes(draft.paging)" class="field"><span>{{ t('web.sources.page-parameter') }}</span><input v-model.trim="draft.pageParameter" name="page-parameter" class="input"></label>
          <template v-if="draft.paging === 'page'"><label class="field"><span>{{ t('web.sources.size-parameter') }}</span><input v-model.trim="draft.sizeParameter" name="size-parameter" class="input"></label><label class="field narrow"><span>{{ t('web.sources.page-size') }}</span><input v-model.number="draft.pageSize" name="page-size" class="input" inputmode="numeric"></label></template>
          <label v-if="['cursor', 'link'].includes(draft.paging)" class="field"><span>{{ t('web.sources.page-path') }}</span><input v-model.trim="draft.pagePath" name="page-path" class="input" placeholder="paging.next"></label>
          <label class="field"><span>{{ t('web.sources.since-parameter') }}</span><input v-model.trim="draft.sinceParameter" name="since-parameter" class="input" placeholder="updated_after"></label>
          <label class="field"><span>{{ t('web.sources.secret-header') }}</span><input v-model.trim="draft.secretHeader" name="secret-header" class="input" placeholder="Authorization"></label><label v-if="draft.secretHeader" class="field"><span>{{ t('web.sources.secret-value') }}</span><input v-model="ui.secret" name="secret" type="password" class="input" autocomplete="new-password" :placeholder="given.hasSecret ? t('web.sources.secret.kept') : 'Bearer …'"></label></div>
        <div v-else-if="draft.type === 'folder'" class="source-fields"><label class="field wide"><span>{{ t('web.sources.path') }}</span><input v-model.trim="draft.path" name="path" class="input" placeholder="inbox"></label><label class="field"><span>{{ t('web.sources.kind') }}</span><select v-model="draft.queries[0].kind" name="kind" class="input"><option value="">{{ t('web.sources.kind.any') }}</option><option v-for="one in kinds" :key="one.kind" :value="one.kind">{{ text(one.label) }}</option></select></label></div>
        <p v-else class="source-push"><code v-for="line in pushed" :key="line">{{ line }}</code></p></fieldset>
      <fieldset v-if="hasQueries"><legend>{{ t('web.sources.part.what') }}</legend>
        <div class="chips"><button v-for="(one, place) in draft.queries" :key="place" type="button" class="chip" :class="{ on: place === ui.place }" :data-query="place" @click="ui.place = place">{{ labelOf(one.kind) }}</button><button type="button" class="chip" data-act="query-add" @click="add">＋ {{ t('web.sources.query.add') }}</button></div>
        <div class="source-fields"><label class="field"><span>{{ t('web.sources.kind') }}</span><select v-model="query.kind" name="kind" class="input" @change="forget"><option v-for="one in kinds" :key="one.kind" :value="one.kind">{{ text(one.label) }}</option></select></label><button v-if="draft.queries.length > 1" type="button" class="btn source-query-remove" data-act="query-remove" @click="drop">{{ t('web.sources.query.remove') }}</button></div>
        <label class="field"><span>{{ t(draft.type === 'rest' ? 'web.sources.query.path' : 'web.sources.query') }}</span><textarea v-model="query.text" name="query" class="input source-text" :rows="draft.type === 'rest' ? 2 : 7" spellcheck="false" :placeholder="draft.type === 'rest' ? '/orders?status=open' : 'SELECT … FROM …'" @input="ui.isStale = true"></textarea></label>
        <p class="source-try"><button type="button" class="btn" data-act="source-probe" :disabled="ui.isProbing || !query.text" @click="probe">{{ t(ui.isProbing ? 'web.sources.probing' : 'web.sources.probe') }}</button><span class="quiet">{{ t('web.sources.probe.note') }}</span></p>
        <p v-if="ui.fault" class="form-problem" role="alert" data-answer="fault"><b>{{ ui.fault.title }}</b> <span>{{ ui.fault.detail }} {{ ui.fault.hint }}</span></p>
        <source-probe v-if="answer" :answer="answer" :query="query" :fields="fieldsOf(query.kind)" :is-stale="ui.isStale"/></fieldset>
      <p v-else-if="draft.type === 'folder'" class="source-try"><button type="button" class="btn" data-act="source-probe" :disabled="ui.isProbing || !draft.path" @click="probe">{{ t('web.sources.probe') }}</button><span v-if="folder" class="quiet" data-answer="folder">{{ t('web.sources.folder.files', { count: folder.filesTotal }) }}</span><span v-if="ui.fault" class="form-problem" data-answer="fault">{{ ui.fault.title }} {{ ui.fault.detail }}</span></p>
      <fieldset><legend>{{ t(draft.type === 'push' ? 'web.sources.part.expected' : 'web.sources.part.when') }}</legend><div class="source-fields source-when">
        <label class="check"><input v-model="ui.rhythm" type="radio" value="every" name="rhythm"> {{ t('web.sources.every') }}</label><input v-model.number="draft.every" name="every" class="input source-number" inputmode="numeric" :aria-label="t('web.sources.every')" @focus="ui.rhythm = 'every'"><span>{{ t('web.sources.minutes') }}</span>
        <label class="check"><input v-model="ui.rhythm" type="radio" value="daily" name="rhythm"> {{ t('web.sources.daily') }}</label><input v-model="draft.daily" name="daily" type="time" class="input" :aria-label="t('web.sources.daily')" @focus="ui.rhythm = 'daily'">
        <label class="check"><input v-model="draft.isWorkdaysOnly" type="checkbox" name="workdays"> {{ t('web.sources.workdays') }}</label></div></fieldset>
      <p v-if="ui.problem" class="form-problem" role="alert"><b>{{ ui.problem.title }}</b> <span>{{ ui.problem.detail }} {{ ui.problem.hint }}</span></p>
      <div class="dialog-actions"><button type="button" class="btn" @click="$emit('close')">{{ t('web.action.cancel') }}</button><button class="btn primary" type="submit" data-act="source-save" :disabled="ui.isBusy">{{ t('web.sources.save') }}</button></div>
    </form></q-dialog>`,
  setup(props, { emit }) {
    const { hasSecret, ...given } = props.given;
    const begun = given.type && !given.id ? withType(draftOf(given), given.type) : draftOf(given);
    const ui = reactive({ draft: { ...begun, every: begun.every ?? 15, daily: begun.daily || '06:30' }, place: 0, rhythm: given.id && !given.every ? 'daily' : 'every', secret: '', isBusy: false, isProbing: false, isStale: false, fault: null, problem: null });
    const answers = shallowRef({}), folder = shallowRef(null);
    const { data } = useView(() => '/kinds', { isLive: false });
    const draft = computed(() => ui.draft), query = computed(() => ui.draft.queries[ui.place] ?? ui.draft.queries[0]), kinds = computed(() => data.value?.kinds ?? []);
    const fieldsOf = (kind) => kinds.value.find((one) => one.kind === kind)?.fields ?? [];
    const isDatabase = computed(() => DATABASES.includes(ui.draft.type));
    const forget = () => { answers.value = { ...answers.value, [ui.place]: null }; query.value.columns = {}; };
    async function probe() {
      Object.assign(ui, { isProbing: true, fault: null });
      try {
        const payload = { ...payloadOf(ui.draft, ui.rhythm), id: ui.draft.id, query: ui.place, secret: ui.secret || null };
        const answer = await post('/sources/probe', payload);
        if (answer.files) folder.value = answer;
        else take(answer);
      } catch (problem) {
        ui.fault = wordsOf(problem);
        answers.value = { ...answers.value, [ui.place]: null };
        folder.value = null;
      } finally {
        ui.isProbing = false;
        nextTick(() => document.querySelector('.source-editor [data-answer]')?.scrollIntoView({ block: 'nearest' }));
      }
    }
    /** What the answer seems to mean is put in where nothing was chosen yet. */
    function take(answer) {
      const one = query.value, mark = likelyMark(answer.types);
      if (!Object.keys(one.columns).length) one.columns = Object.fromEntries(answer.preview.columns.filter((column) => column.field).map((column) => [column.field, column.header]));
      if (!answer.types.some((type) => type.name === one.markColumn)) Object.assign(one, mark ? { markColumn: mark.name, markKind: mark.mark, overlap: usualOverlap(mark.mark) } : { markColumn: '', markKind: '', overlap: null });
      answers.value = { ...answers.value, [ui.place]: answer };
      ui.isStale = false;
    }
    async function save() {
      Object.assign(ui, { isBusy: true, problem: null });
      try {
        const done = await send('save-source', payloadOf(ui.draft, ui.rhythm), { opensPanel: false, isQuiet: true });
        const id = ui.draft.id ?? done.event;
        if (ui.secret) await post(`/sources/${id}/secret`, { secret: ui.secret });
        emit('saved', id);
      } catch (problem) {
        ui.problem = wordsOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    return {
      pushed: computed(() => pushLines(ui.draft.id)),
      ui, draft, query, kinds, folder, fieldsOf, isDatabase, probe, save, forget, text, t, protections: PROTECTIONS, pagings: PAGINGS,
      hasQueries: computed(() => isDatabase.value || ui.draft.type === 'rest'), answer: computed(() => answers.value[ui.place] ?? null),
      types: computed(() => TYPES.map((value) => ({ value, label: t('web.sources.type.' + value) }))),
      labelOf: (kind) => text(kinds.value.find((one) => one.kind === kind)?.label) || kind,
      change: (type) => { ui.draft = withType(ui.draft, type); ui.fault = null; },
      add: () => { const used = ui.draft.queries.map((one) => one.kind); ui.draft.queries.push(emptyQuery(['sales-order-lines', 'shipments', 'invoices', 'receipts', 'items', 'customers', 'stock'].find((kind) => !used.includes(kind)) ?? 'purchase-order-lines')); ui.place = ui.draft.queries.length - 1; ui.fault = null; },
      drop: () => { ui.draft.queries.splice(ui.place, 1); answers.value = {}; ui.place = 0; },
    };
  },
});
