// SPDX-License-Identifier: Apache-2.0
// 组织: units with their people as of a day, groups of people, and who works nowhere yet. Whoever manages people changes it here.
import { computed, reactive } from 'vue';
import { define } from '../kit/template.js';
import { day, t, text } from '../kit/i18n.js';
import { send } from '../store/commands.js';
import { sentenceOf } from '../store/notices.js';
import { go, route, setQuery } from '../store/router.js';
import { can } from '../store/session.js';
import { useView } from '../store/view.js';
import AppointDialog from './AppointDialog.js';
import GroupDialog from './GroupDialog.js';
import UnitDialog from './UnitDialog.js';

// So many units that begin later are named.
const COMING = 6;
// What a notice asks for.
const ACTS = { 'no-head': 'appoint', 'head-left': 'end', 'person-left': 'end', 'group-left': 'group', flow: 'flow' };

export default define('OrganisationTree', {
  components: { AppointDialog, GroupDialog, UnitDialog },
  template: `
    <state-box :state="state" :has-data="!!data" :rows="8" :is-empty="false" @retry="reload">
      <article v-if="data.notices.length" class="card organisation-notices" data-section="notices"><h2>{{ t('web.organisation.notices') }}<span class="badge late">{{ data.notices.length }}</span></h2>
        <ul><li v-for="(one, index) in data.notices" :key="index" :data-notice="one.kind"><i class="icon" aria-hidden="true">error_outline</i><span>{{ text(one.words) }}</span><button class="btn small" data-act="mend" @click="mend(one)">{{ t('web.organisation.act.' + ACTS[one.kind]) }}</button></li></ul></article>
      <article class="card organisation" data-section="units"><h2>{{ t('web.organisation.units') }}<span class="badge">{{ data.units.length }}</span>
          <label class="as-of"><span>{{ t('web.organisation.on') }}</span><input class="input" type="date" name="on" :value="data.on" @change="setQuery({ on: $event.target.value && $event.target.value !== data.today ? $event.target.value : null })"></label>
          <button v-if="data.on !== data.today" class="btn small" data-act="today" @click="setQuery({ on: null })">{{ t('web.organisation.today') }}</button>
          <button v-if="may" class="btn primary" data-act="new-unit" @click="show('unit', null)">{{ t('web.organisation.new-unit') }}</button></h2>
        <div v-if="!data.units.length" class="state-box" data-empty="units"><i class="icon" aria-hidden="true">account_tree</i><b>{{ t('web.organisation.empty-units') }}</b><p>{{ data.coming.length ? t('web.organisation.begins', { day: day(data.coming[0].from) }) : t('web.organisation.empty-units.hint') }}</p></div>
        <div v-else class="organisation-tools"><input v-model="ui.sought" class="input" type="search" name="organisation-filter" :placeholder="t('web.organisation.filter')" :aria-label="t('web.organisation.filter')"><button class="btn small" data-act="fold-all" :disabled="!!ui.sought" @click="foldAll">{{ t(folded.size ? 'web.organisation.unfold-all' : 'web.organisation.fold-all') }}</button></div>
        <p v-if="data.units.length && !shown.length" class="meta" role="status">{{ t('web.organisation.filter.none') }}</p>
        <div v-if="shown.length" class="scroll-x"><table class="data-table organisation-table"><thead><tr><th>{{ t('web.organisation.unit') }}</th><th>{{ t('web.organisation.people') }}</th><th class="num">{{ t('web.organisation.headcount') }}</th><th>{{ t('web.organisation.later') }}</th><th v-if="may"></th></tr></thead>
          <tbody><tr v-for="one in shown" :key="one.id" :data-unit="one.id">
            <td class="unit-name" :style="{ '--depth': one.depth }"><span class="unit-line"><button v-if="hasBelow(one)" class="icon-btn small" :disabled="!!ui.sought" :aria-expanded="!folded.has(one.id)" :aria-label="t('web.organisation.fold', { name: text(one.name) })" @click="fold(one)"><i class="icon" aria-hidden="true">{{ folded.has(one.id) ? 'chevron_right' : 'expand_more' }}</i></button><i v-else class="fold-space"></i><b :title="one.id">{{ text(one.name) }}</b><i class="tag">{{ t('web.organisation.kind.' + one.kind) }}</i><i v-if="one.department" class="icon unit-budget" role="img" :title="t('web.organisation.answers', { name: text(one.departmentName) })" :aria-label="t('web.organisation.answers', { name: text(one.departmentName) })">account_balance_wallet</i></span></td>
            <td class="unit-people"><span v-for="person in one.people" :key="person.appointment" class="place-chip" :class="{ quiet: !person.isActive }" :data-place="person.login"><i v-if="person.isHead" class="icon" :title="t('web.organisation.head')" :aria-label="t('web.organisation.head')">star</i>{{ text(person.name) }}<small v-if="!person.isActive" class="unfavourable">{{ t('web.organisation.left') }}</small><small v-if="!person.isMain" class="quiet">{{ t('web.organisation.besides') }}</small><small v-if="person.through" class="quiet">{{ t('web.organisation.until', { day: day(person.through) }) }}</small><button v-if="may" class="icon-btn small" :title="t('web.organisation.end')" :aria-label="t('web.organisation.end.of', { name: text(person.name) })" data-act="end-appointment" @click="show('end', one, person)"><i class="icon" aria-hidden="true">close</i></button></span><span v-if="!one.people.some((person) => person.isHead) && one.kind !== 'post'" class="quiet small-text">{{ t('web.organisation.no-head') }}</span></td>
            <td class="num" :data-label="t('web.organisation.headcount')">{{ one.headcount }}</td>
            <td class="unit-later"><span v-for="later in one.later" :key="later.from" class="later-line">{{ laterWords(later) }}</span><span v-for="person in one.comingPeople" :key="person.appointment" class="later-line" :data-coming="person.login">{{ t(person.isHead ? 'web.organisation.comes-head' : 'web.organisation.comes', { day: day(person.from), name: text(person.name) }) }}<button v-if="may" class="icon-btn small" :title="t('web.organisation.end')" :aria-label="t('web.organisation.end.of', { name: text(person.name) })" data-act="end-appointment" @click="show('end', one, person)"><i class="icon" aria-hidden="true">close</i></button></span></td>
            <td v-if="may" class="member-acts"><button class="btn small" data-act="appoint" @click="show('appoint', one)">{{ t('web.organisation.appoint') }}</button><button class="btn small" data-act="edit-unit" @click="show('unit', one)">{{ t('web.members.edit') }}</button></td></tr></tbody></table></div>
        <p v-if="data.units.length && data.coming.length" class="meta">{{ t(data.coming.length > COMING ? 'web.organisation.coming-more' : 'web.organisation.coming', { units: data.coming.slice(0, COMING).map((one) => text(one.name) + ' ' + day(one.from)).join(t('web.list')), count: data.coming.length - COMING }) }}</p>
        <p v-if="data.units.length" class="meta">{{ t('web.organisation.note') }}</p>
      </article>
      <article class="card" data-section="groups"><h2>{{ t('web.organisation.groups') }}<span class="badge">{{ data.groups.length }}</span><button v-if="may" class="btn" data-act="new-group" @click="show('group', null)">{{ t('web.organisation.new-group') }}</button></h2>
        <div v-if="!data.groups.length" class="state-box" data-empty="groups"><i class="icon" aria-hidden="true">groups</i><b>{{ t('web.organisation.empty-groups') }}</b><p>{{ t('web.organisation.empty-groups.hint') }}</p></div>
        <ul v-else class="group-list"><li v-for="one in data.groups" :key="one.id" :data-group="one.id"><b>{{ text(one.name) }}</b><span v-for="person in one.members" :key="person.login" class="place-chip" :class="{ quiet: !person.isActive }">{{ text(person.name) }}<small v-if="!person.isActive" class="unfavourable">{{ t('web.organisation.left') }}</small></span><button v-if="may" class="btn small" data-act="edit-group" @click="show('group', one)">{{ t('web.members.edit') }}</button></li></ul>
      </article>
      <article v-if="data.units.length && data.unplaced.length" class="card" data-section="unplaced"><h2>{{ t('web.organisation.unplaced') }}<span class="badge">{{ data.unplaced.length }}</span></h2><p class="meta">{{ t('web.organisation.unplaced.note') }}</p><p><span v-for="person in data.unplaced" :key="person.login" class="place-chip">{{ text(person.name) }}</span></p></article>
      <unit-dialog v-if="ui.open === 'unit'" :unit="ui.unit" :data="data" :is-busy="ui.isBusy" :problem="ui.problem" @save="save('set-unit', $event)" @cancel="ui.open = null"/>
      <appoint-dialog v-if="ui.open === 'appoint' || ui.open === 'end'" :unit="ui.unit" :person="ui.person" :data="data" :is-busy="ui.isBusy" :problem="ui.problem" @save="save(ui.open === 'end' ? 'end-appointment' : 'appoint-person', $event)" @cancel="ui.open = null"/>
      <group-dialog v-if="ui.open === 'group'" :group="ui.unit" :is-busy="ui.isBusy" :problem="ui.problem" @save="save('set-group', $event)" @cancel="ui.open = null"/>
    </state-box>`,
  setup() {
    const { data, state, reload } = useView(() => '/organisation' + (route.query.on ? '?on=' + encodeURIComponent(route.query.on) : ''));
    const ui = reactive({ sought: '', open: null, unit: null, person: null, isBusy: false, problem: '' });
    const folded = reactive(new Set());
    const may = computed(() => can('manageUsers'));
    const below = computed(() => new Set(data.value.units.map((one) => one.parent)));
    const named = (one) => [one.name, ...one.people.map((person) => person.name)].flatMap((name) => [name.zh, name.en]).concat(one.id, one.people.map((person) => person.login)).join(' ').toLowerCase();
    const shown = computed(() => (ui.sought.trim() ? found(ui.sought.trim().toLowerCase()) : unfolded()));
    // What matches, and the units above it, so that one sees where it lies.
    function found(sought) {
      const byID = new Map(data.value.units.map((one) => [one.id, one]));
      const kept = new Set();
      for (const one of data.value.units) if (named(one).includes(sought)) for (let next = one; next && !kept.has(next.id); next = byID.get(next.parent)) kept.add(next.id);
      return data.value.units.filter((one) => kept.has(one.id));
    }
    // What lies below a folded unit follows it in the list and lies deeper.
    function unfolded() {
      let hiddenBelow = Infinity;
      return data.value.units.filter((one) => {
        if (one.depth > hiddenBelow) return false;
        hiddenBelow = folded.has(one.id) ? one.depth : Infinity;
        return true;
      });
    }
    function foldAll() {
      if (folded.size) return folded.clear();
      // The first level stays to be seen.
      return data.value.units.filter((one) => one.depth > 0 && hasBelow(one)).forEach((one) => folded.add(one.id));
    }
    const show = (open, unit, person = null) => Object.assign(ui, { open, unit, person, problem: '' });
    // What a notice asks for is one click away.
    function mend(notice) {
      if (notice.kind === 'flow') return go('flows', { flow: notice.subject });
      if (notice.kind === 'group-left') return show('group', data.value.groups.find((one) => one.id === notice.subject));
      const unit = data.value.units.find((one) => one.id === notice.subject);
      return notice.kind === 'no-head' ? show('appoint', unit) : show('end', unit, unit.people.find((one) => !one.isActive));
    }
    async function save(kind, payload) {
      ui.isBusy = true;
      ui.problem = '';
      try {
        await send(kind, payload, { isQuiet: true, isAskedHere: true, opensPanel: false });
        ui.open = null;
        await reload();
      } catch (problem) {
        ui.problem = sentenceOf(problem);
      } finally {
        ui.isBusy = false;
      }
    }
    const laterWords = (later) => t(later.isClosed ? 'web.organisation.closes' : 'web.organisation.changes', { day: day(later.from), name: text(later.name) });
    const hasBelow = (one) => below.value.has(one.id);
    const fold = (one) => (folded.has(one.id) ? folded.delete(one.id) : folded.add(one.id));
    return { data, state, reload, ui, may, folded, fold, foldAll, shown, hasBelow, show, mend, ACTS, COMING, save, setQuery, text, day, laterWords };
  },
});
