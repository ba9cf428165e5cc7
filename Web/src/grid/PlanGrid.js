// SPDX-License-Identifier: Apache-2.0
// <plan-grid>: rows as a tree, months in columns, edits as events. The only file that knows the grid library.
import { onBeforeUnmount, onMounted, ref, watch } from 'vue';
import { define } from '../kit/template.js';
import { language, sectionName, t, text } from '../kit/i18n.js';
import { parseTsv, printTsv, tile } from '../kit/clipboard.js';
import { arrow, favour, formatValue } from '../kit/numbers.js';
import { subtract } from '../kit/decimal.js';
import { unitWords } from '../kit/units.js';
import { who } from '../store/people.js';
import { initialsOf, tint } from '../store/presence.js';
import { session } from '../store/session.js';
import { areSameRows, buildModels, cellId, COMPARES, differsFromPlan, foldedAtFirst, hiddenRows, isUnbalanced, rawValue, sectionKey, splitProp, unitOf } from './models.js';
import { fastTyping } from './fast-typing.js';
import { meaningOf } from './keyboard.js';

const FLASH_MS = 1700;
const PANEL_MS = 250;
/** The grid says where the focus is a moment after the mouse; keys may come sooner. */
const FOCUS_WAIT_MS = 500;

/** The grid tells every cell it draws to whoever listens, which nobody does: that alone took half the time of drawing. */
async function loadLibrary() {
  await import('/vendor/revogrid/dash-datagrid.js');
  customElements.whenDefined('revogr-data').then(() => {
    const cells = customElements.get('revogr-data').prototype, dispatch = EventTarget.prototype.dispatchEvent;
    cells.dispatchEvent = function (event) { return event.type === 'beforecellrender' || dispatch.call(this, event); };
  });
}

/** The grid puts its list of columns together again twice for every cell it draws: it is kept as long as the columns are the same. */
function rememberColumns(service) {
  const type = Object.getPrototypeOf(service), { get } = Object.getOwnPropertyDescriptor(type, 'columns');
  if (get.isKept) return;
  const kept = new WeakMap();
  const columns = function () {
    const source = this.source.get('source'), items = this.source.get('items');
    let known = kept.get(this);
    if (known?.source !== source || known.items !== items) kept.set(this, known = { source, items, columns: get.call(this) });
    return known.columns;
  };
  columns.isKept = true;
  Object.defineProperty(type, 'columns', { get: columns, configurable: true });
}

/** How long a grid is given to draw itself before it is asked to scroll. */
const BOUNDARY_MS = 120;

export default define('PlanGrid', {
  props: { answer: Object, compare: Array, moneyUnit: String, marks: Object, problems: Object, pending: Object, talks: Object, cursors: Object, canEdit: Boolean, wanted: { default: null } },
  emits: ['edit', 'select', 'focus', 'explain', 'comment'],
  template: `<div class="plan-grid" ref="host"></div>`,
  setup(props, { emit, expose }) {
    const host = ref();
    let grid = null, models = [], folded = null, shape = '', isGone = false, selectTimer = 0, focused = null, copied = '', isActive = false, shownRows = null, isPainting = false, pressed = null;
    // Cells that flash, by the name of their animation: another one lets a cell flash again.
    const flashing = { flash: [], 'flash-again': [] };
    let flashes = 0;
    const typing = fastTyping(() => host.value, () => (pressed ? pressed.classList.contains('editable') : isEditable(focused?.model, focused?.prop)));

    /** Forecast months of rows that take input; what has happened stays as it is. */
    const isEditable = (model, prop) => {
      const { kind, column } = splitProp(prop ?? '');
      return props.canEdit && kind === 'v' && !!model?.row?.isEditable && !props.answer.columns[columnIndex.get(column)]?.isActual;
    };

    function classesOf({ model, prop }) {
      if (!model) return {};
      if (model.isSection) return { class: { section: true } };
      const { kind, column } = splitProp(prop);
      const { row } = model;
      const level = 'level' + Math.min(row.level, 3);
      if (!column) return { class: { [level]: true, unbalanced: isUnbalanced(row) } };
      const index = columnIndex.get(column);
      const common = { [level]: true, actual: !!props.answer.columns[index]?.isActual, boundary: kind === lastKind && column === boundary };
      if (kind !== 'v') return { class: { ...common, compared: true } };
      const id = cellId(row, column), editable = isEditable(model, prop);
      const visitor = props.cursors?.get(id)?.[0];
      return { class: { ...common, ...(visitor && { visited: true, ['tint' + tint(visitor.login)]: true }), entry: editable, editable, unbalanced: isUnbalanced(row, index), differs: differsFromPlan(row, index), marked: !!props.marks.of(row, index, column), talked: !!talkOf(id), settled: !!talkOf(id) && !talkOf(id).open, failed: props.problems.has(id), waiting: props.pending.has(id), ...flashOf(row, index, column) } };
    }

    const talkOf = (id) => props.talks?.get('cell:' + id);

    let columnIndex = new Map(), boundary = null, lastKind = 'v';

    function labelCell(h, { model }) {
      if (model.isSection) return h('span', { class: 'section-name' }, sectionName(model.words));
      const { row } = model;
      const twist = row.hasChildren ? h('button', { class: 'twist', tabindex: -1, 'aria-label': t(folded.has(row.id) ? 'web.table.unfold' : 'web.table.fold'), onMouseDown: (e) => e.stopPropagation(), onClick: (e) => { e.stopPropagation(); toggle(row.id); } }, folded.has(row.id) ? '▸' : '▾') : h('span', { class: 'twist' }, '');
      const unit = unitWords(row.unit);
      return h('span', { class: 'row-label', 'data-row': row.id, style: { paddingLeft: row.level * 14 + 'px' }, title: [text(row.label), row.basisLabel && text(row.basisLabel), row.note && text(row.note), row.failure && text(row.failure)].filter(Boolean).join('\n') }, [twist, isUnbalanced(row) ? h('span', { class: 'row-alarm', 'aria-label': t('web.table.unbalanced') }, '✕') : null, h('span', { class: 'row-name' }, text(row.label)), talkOf(row.id)?.open ? h('span', { class: 'row-talk', 'aria-label': t('web.talk.open-here', { count: talkOf(row.id).open }) }, '◤') : null, row.unit === '元' ? null : h('small', {}, unit || '%')]);
    }

    function valueCell(h, { model, prop }) {
      if (model.isSection) return null;
      const { kind, column } = splitProp(prop);
      const { row } = model;
      const id = cellId(row, column);
      const waiting = kind === 'v' ? props.pending.get(id) : undefined;
      const raw = waiting !== undefined ? waiting : rawValue(row, columnIndex.get(column), kind);
      const isChange = kind === 'difference';
      const shown = formatValue(raw, unitOf(row, kind), props.moneyUnit, { sign: isChange });
      const mark = kind === 'v' ? props.marks.of(row, columnIndex.get(column), column) : null;
      const problem = kind === 'v' ? props.problems.get(id) : null;
      const title = problem ? problem.words : kind === 'v' && isUnbalanced(row, columnIndex.get(column)) ? text(row.failure) || t('web.table.unbalanced') : mark ? t('web.table.mark', { old: formatValue(mark.old, row.unit, props.moneyUnit, { fine: true }) || '·', new: formatValue(mark.new, row.unit, props.moneyUnit, { fine: true }) || '·', change: formatValue(subtract(mark.new, mark.old), row.unit, props.moneyUnit, { fine: true, sign: true }), by: who(mark.by) }) : null;
      const visitors = kind === 'v' ? props.cursors?.get(id) ?? [] : [];
      const visited = visitors.length ? h('i', { class: 'who tint' + tint(visitors[0].login), title: visitors.map((one) => who(one.login)).join(t('web.list')) }, initialsOf(visitors[0].login)) : null;
      // Who moved what one could type oneself; it fades with the flash.
      const mover = mark && mark.by !== session.person?.login && isEditable(model, prop) && flashOf(row, columnIndex.get(column), column) ? mark.by : null;
      const moved = mover ? h('i', { class: 'who mover tint' + tint(mover) }, initialsOf(mover)) : null;
      return h('span', { class: `n ${Number(raw) < 0 ? 'negative' : ''} ${isChange ? favour(raw, row.good) : ''}`, title, 'data-cell': kind === 'v' ? id : null, 'data-raw': kind === 'v' ? raw : null }, [moved ?? visited, shown, isChange && shown ? h('small', {}, arrow(raw)) : null]);
    }

    function buildColumns() {
      const width = innerWidth < 700 ? 132 : innerWidth < 1400 ? 208 : 244;
      const kinds = ['v', ...COMPARES.filter((kind) => props.compare.includes(kind))];
      lastKind = kinds[kinds.length - 1];
      const size = props.moneyUnit === 'yuan' ? 108 : 86;
      const one = (column, kind, name) => ({ prop: `${kind}:${column.id}`, name, size: kind === 'attainment' ? 72 : size, readonly: ({ model }) => !isEditable(model, `${kind}:${column.id}`), cellProperties: classesOf, cellTemplate: valueCell, columnProperties: () => ({ class: { 'head-number': true, actual: column.isActual, boundary: kind === lastKind && column.id === boundary } }) });
      return [
        { prop: 'label', name: t('web.table.row'), pin: 'colPinStart', size: width, readonly: true, cellProperties: classesOf, cellTemplate: labelCell },
        ...props.answer.columns.map((column) => (kinds.length === 1
          ? one(column, 'v', text(column.label))
          : { name: text(column.label) + (column.isActual ? ' ' + t('web.table.actual-mark') : ''), children: kinds.map((kind) => one(column, kind, t('web.compare.short.' + kind))) })),
      ];
    }

    /** New data: in place when rows and columns are the same ones, so that scroll and selection stay. */
    function put() {
      if (!grid || !props.answer) return;
      columnIndex = new Map(props.answer.columns.map((column, index) => [column.id, index]));
      boundary = [...props.answer.columns].reverse().find((column) => column.isActual)?.id ?? null;
      folded ??= foldedAtFirst(props.answer);
      const { rows } = props.answer, before = shownRows;
      shownRows = rows;
      const now = JSON.stringify([props.answer.columns.map((c) => c.id), props.compare, language.value, props.moneyUnit === 'yuan']);
      if (now !== shape || !areSameRows(before, rows)) {
        shape = now;
        models = buildModels(props.answer, () => props.moneyUnit);
        grid.columns = buildColumns();
        grid.source = models;
        grid.trimmedRows = hiddenRows(models, folded);
        setTimeout(showBoundary, BOUNDARY_MS);
        return;
      }
      let next = 0;
      const inSight = new Set(rowsInSight());
      let isSeen = false;
      for (const model of models) {
        if (model.isSection) continue;
        const row = rows[next++];
        isSeen ||= row !== model.row && inSight.has(model.id);
        model.row = row;
      }
      if (isSeen) paint();
    }

    /** In the next frame, once, however many reasons there are: what follows from one answer follows at once, but one after the other. */
    function paint() {
      if (isPainting) return;
      isPainting = true;
      setTimeout(() => {
        isPainting = false;
        if (isGone || !grid) return;
        const service = grid.querySelector('revogr-data')?.columnService;
        if (service) rememberColumns(service);
        grid.refresh('rgRow');
      });
    }

    /** Ids of the rows on the screen and just beside it. */
    const rowsInSight = () => [...host.value?.querySelectorAll('.row-label[data-row]') ?? []].map((label) => label.dataset.row);

    function toggle(id, wanted) {
      const isFolded = folded.has(id);
      if (wanted !== undefined && wanted === isFolded) return;
      if (isFolded) folded.delete(id);
      else folded.add(id);
      grid.trimmedRows = hiddenRows(models, folded);
      setTimeout(paint, 0);
    }

    function foldTo(level) {
      folded = new Set(models.filter((m) => m.row?.hasChildren && m.row.level >= level).map((m) => m.id));
      grid.trimmedRows = hiddenRows(models, folded);
      setTimeout(paint, 0);
    }

    function requestEdit(entries) {
      const wanted = entries.filter(({ model, prop }) => isEditable(model, prop)).map(({ model, prop, text: typed }) => ({ row: model.row, column: splitProp(prop).column, typed, current: rawValue(model.row, columnIndex.get(splitProp(prop).column), 'v'), shown: model[prop] }))
        .filter((entry) => String(entry.typed) !== String(entry.shown));
      if (wanted.length) emit('edit', { entries: wanted, anchor: anchorOf(wanted[0]) });
    }

    function anchorOf({ row, column }) {
      const box = host.value?.querySelector(`[data-cell="${CSS.escape(cellId(row, column))}"]`)?.closest('.rgCell')?.getBoundingClientRect();
      return box ? { x: box.left, y: box.bottom, width: box.width } : null;
    }

    async function selection() {
      const range = await grid.getSelectedRange().catch(() => null);
      const at = range ?? (focused ? { x: focused.x, y: focused.y, x1: focused.x, y1: focused.y, colType: focused.colType } : null);
      if (!at || at.colType === 'colPinStart') return null;
      const rows = await grid.getVisibleSource();
      const store = grid.columns.flatMap((column) => column.children ?? [column]).filter((column) => column.pin !== 'colPinStart');
      return { range: at, rows, props: store.map((column) => column.prop) };
    }

    async function announceSelection() {
      const now = await selection();
      if (!now || isGone) return;
      const cells = [];
      for (let y = now.range.y; y <= now.range.y1; y++) {
        for (let x = now.range.x; x <= now.range.x1; x++) {
          const model = now.rows[y], prop = now.props[x];
          if (!model?.row || !prop) continue;
          const { kind, column } = splitProp(prop);
          cells.push({ row: model.row, column, kind, value: rawValue(model.row, columnIndex.get(column), kind), unit: unitOf(model.row, kind) });
        }
      }
      emit('select', cells);
    }

    const selectLater = () => { clearTimeout(selectTimer); selectTimer = setTimeout(announceSelection, 60); };

    async function paste(raw) {
      const now = await selection();
      if (!now) return;
      const { range, rows, props: columns } = now;
      // Compare columns stand between the months: what comes from elsewhere goes to the months alone.
      const isOwn = raw.replace(/\r/g, '').trimEnd() === copied.trimEnd();
      const targets = isOwn ? columns.slice(range.x) : columns.slice(range.x).filter((prop) => splitProp(prop).kind === 'v');
      const width = isOwn ? range.x1 - range.x + 1 : columns.slice(range.x, range.x1 + 1).filter((prop) => splitProp(prop).kind === 'v').length;
      const block = tile(parseTsv(raw), range.y1 - range.y + 1, width);
      const entries = [];
      block.forEach((line, dy) => line.forEach((cell, dx) => {
        const model = rows[range.y + dy], prop = targets[dx];
        if (model?.row && prop && cell.trim() !== '') entries.push({ model, prop, text: cell });
      }));
      requestEdit(entries);
    }

    async function fill(direction) {
      const now = await selection();
      if (!now) return;
      const { range, rows, props: columns } = now;
      const entries = [];
      for (let y = range.y; y <= range.y1; y++) {
        for (let x = range.x; x <= range.x1; x++) {
          const isSource = direction === 'down' ? y === range.y : x === range.x;
          const model = rows[direction === 'down' ? range.y : y];
          if (!isSource && model?.row) entries.push({ model: rows[y], prop: columns[x], text: model[columns[direction === 'down' ? x : range.x]] });
        }
      }
      requestEdit(entries);
    }

    function onKeyDown(event) {
      // Right after a click the button that had the focus before still has it: its keys are meant for the cell.
      const isOurs = pressed || event.target === document.body || host.value.contains(event.target);
      if (!isActive || !isOurs || (!focused && !pressed)) return;
      if (typing.takes(event)) { event.preventDefault(); event.stopPropagation(); return; }
      if (pressed || /^(INPUT|TEXTAREA)$/.test(event.target.tagName) || !host.value.querySelector('revogr-focus, revogr-clipboard')) return;
      const rows = grid.visible ?? [];
      const meaning = meaningOf(event, { x: focused.x, y: focused.y, lastX: columnCount() - 1, lastY: rows.length - 1 });
      if (!meaning) return;
      event.preventDefault();
      event.stopPropagation();
      const model = rows[focused.y];
      if (meaning.move) moveTo(meaning.move, event.key === 'Home' || event.key === 'End');
      else if (meaning.act === 'edit' && isEditable(model, focused.prop)) grid.setCellEdit(focused.y, focused.prop);
      else if (meaning.act === 'explain') explainFocused();
      else if (meaning.act === 'comment') commentFocused();
      else if (meaning.act === 'fold') toggle(model.row?.hasChildren && !folded.has(model.id) ? model.id : model.parent, true);
      else if (meaning.act === 'unfold' && model.row?.hasChildren) toggle(model.id, false);
      else if (meaning.act === 'fill-down') fill('down');
      else if (meaning.act === 'fill-right') fill('right');
    }

    function onMouseDown(event) {
      const cell = host.value.contains(event.target) ? event.target.closest('.rgCell') : null;
      if (!cell) {
        isActive &&= host.value.contains(event.target);
        return;
      }
      typing.moved();
      isActive = true;
      pressed = cell;
      setTimeout(() => { if (pressed === cell) pressed = null; }, FOCUS_WAIT_MS);
    }

    const columnCount = () => grid.columns.flatMap((column) => column.children ?? [column]).length - 1;

    async function moveTo({ x, y }, isFar) {
      await grid.setCellsFocus({ x, y }, { x, y }, 'rgCol', 'rgRow');
      if (isFar) grid.scrollToColumnIndex(x);
      grid.scrollToRow(Math.max(0, y - 4));
    }

    function explainFocused() {
      const { kind, column } = splitProp(focused?.prop ?? '');
      if (focused?.model?.row && kind) emit('explain', { cell: cellId(focused.model.row, column), label: focused.model.row.label });
    }

    function commentFocused() {
      const { kind, column } = splitProp(focused?.prop ?? '');
      if (focused?.model?.row) emit('comment', { cell: kind ? cellId(focused.model.row, column) : focused.model.row.id, label: focused.model.row.label, column: kind ? column : null });
      setTimeout(keepInSight, PANEL_MS);
    }

    /** The panel that opens beside the grid may cover the cell it is about. */
    function keepInSight() {
      if (isGone || !focused) return;
      const right = Math.max(0, ...[...host.value.querySelectorAll('revogr-focus, revogr-focus *')].map((one) => one.getBoundingClientRect().right));
      if (right > host.value.getBoundingClientRect().right) grid.scrollToColumnIndex(Math.max(0, focused.x - 1));
    }

    function listen() {
      grid.addEventListener('beforeedit', (event) => {
        const { model, prop, val } = event.detail;
        event.preventDefault();
        requestEdit([{ model, prop, text: val }]);
      });
      grid.addEventListener('beforerangeedit', (event) => {
        event.preventDefault();
        const { data, models: touched } = event.detail;
        requestEdit(Object.keys(data).flatMap((index) => Object.keys(data[index]).map((prop) => ({ model: touched[index], prop, text: data[index][prop] }))));
      });
      grid.addEventListener('beforepaste', (event) => { event.preventDefault(); event.detail.event.preventDefault(); paste(event.detail.dataText); });
      grid.addEventListener('clipboardrangecopy', (event) => { copied = printTsv(event.detail.data.map((line) => line.map((cell) => String(cell ?? '')))); });
      grid.addEventListener('afterfocus', async (event) => {
        const { model, column, colIndex, rowIndex, colType } = event.detail;
        focused = { x: colIndex, y: rowIndex, prop: column?.prop, model, colType: colType ?? (column?.pin || 'rgCol') };
        isActive = true;
        if (!pressed) typing.moved();
        pressed = null;
        grid.visible = await grid.getVisibleSource();
        const { kind, column: id } = splitProp(focused.prop ?? '');
        emit('focus', model?.row && kind ? { cell: cellId(model.row, id), row: model.row, column: id, isEditable: isEditable(model, focused.prop) } : null);
        selectLater();
      });
      for (const type of ['setrange', 'settemprange', 'beforesetrange']) grid.addEventListener(type, selectLater);
      host.value.addEventListener('dblclick', (event) => {
        const cell = event.target.closest?.('.rgCell:not(.editable)')?.querySelector('[data-cell]')?.dataset.cell;
        const row = cell && props.answer.rows.find((one) => cell.startsWith(one.id + '@'));
        if (row) emit('explain', { cell, label: row.label });
      }, true);
      document.addEventListener('keydown', onKeyDown, true);
      document.addEventListener('mousedown', onMouseDown, true);
    }

    onMounted(async () => {
      await loadLibrary();
      if (isGone) return;
      grid = document.createElement('revo-grid');
      Object.assign(grid, { range: true, resize: true, useClipboard: { rangeFill: true }, canFocus: true, hideAttribution: true, accessible: true, theme: 'compact', rowSize: 26, applyOnClose: true });
      put();
      listen();
      host.value.append(grid);
      setTimeout(() => reveal(props.wanted), 250);
    });
    onBeforeUnmount(() => { isGone = true; clearTimeout(selectTimer); document.removeEventListener('keydown', onKeyDown, true); document.removeEventListener('mousedown', onMouseDown, true); grid?.remove(); });
    watch(() => [props.answer, props.compare, language.value, props.moneyUnit], put);
    watch(() => props.wanted, reveal);
    watch(() => props.cursors, (now, before) => { if (now.size || before.size) paint(); });
    watch(() => [props.problems, props.pending, props.talks, props.canEdit], paint);
    watch(() => props.marks, (now, before) => { if (rowsInSight().some((id) => now.rows.get(id) !== before.rows.get(id))) paint(); });

    /** At first the last actual months and the next ones are in sight. A grid that has not drawn itself yet forgets what it is asked: it is asked again, for five seconds at most. */
    function showBoundary(tries = 40) {
      if (isGone) return;
      const { columns } = props.answer, at = columns.findIndex((column) => column.id === boundary);
      const first = columns[Math.max(0, at - 2)], next = columns[at + 1] ?? columns[at];
      if (!first || at <= 2) return;
      if (grid.querySelector('revogr-data .rgCell')) grid.scrollToColumnProp(`v:${first.id}`);
      if (tries > 0) setTimeout(() => { if (!isGone && !grid.querySelector(`[data-cell$="@${next.id}"]`)) showBoundary(tries - 1); }, BOUNDARY_MS);
    }

    /** Unfolds the way to a row, or to a cell `row@column`, scrolls to it and puts the focus there. */
    async function reveal(wanted) {
      if (!wanted || !grid) return;
      const [id, column] = wanted.split('@');
      for (let row = models.find((model) => model.id === id); row?.parent; row = models.find((model) => model.id === row.parent)) folded.delete(row.parent);
      grid.trimmedRows = hiddenRows(models, folded);
      await new Promise((done) => setTimeout(done, 200));
      const y = (await grid.getVisibleSource()).findIndex((model) => model.id === id);
      if (y < 0 || isGone) return;
      const shown = grid.columns.flatMap((column) => column.children ?? [column]).filter((column) => column.pin !== 'colPinStart');
      const at = props.answer.columns.findIndex((one) => one.id === boundary) + 1;
      const target = column && columnIndex.has(column) ? column : props.answer.columns[Math.min(at, props.answer.columns.length - 1)].id;
      const x = Math.max(0, shown.findIndex((one) => one.prop === `v:${target}`));
      if (column) grid.scrollToColumnProp(`v:${target}`);
      grid.scrollToRow(Math.max(0, y - 4));
      grid.setCellsFocus({ x, y }, { x, y }, 'rgCol', 'rgRow');
    }

    /** Lets cells flash once. @param {import('./marks.js').Marks} moved */
    function flash(moved) {
      const name = ++flashes % 2 ? 'flash' : 'flash-again';
      flashing[name].push(moved);
      if (rowsInSight().some((id) => moved.rows.has(id))) paint();
      // The animation ends by itself: nothing is drawn for that.
      setTimeout(() => flashing[name].shift(), FLASH_MS);
    }

    function flashOf(row, index, column) {
      const name = Object.keys(flashing).find((one) => flashing[one].some((moved) => moved.of(row, index, column)));
      return name && { flash: true, again: name === 'flash-again' };
    }

    async function goTo(section) {
      const rows = await grid.getVisibleSource();
      grid.scrollToRow(Math.max(0, rows.findIndex((model) => model.isSection && model.section === section)));
    }

    /** The visible rows and columns as text, for export. */
    async function visibleTable() {
      const rows = await grid.getVisibleSource();
      const columns = grid.columns.flatMap((column) => (column.children ? column.children.map((child) => ({ ...child, name: `${column.name} ${child.name}` })) : [column]));
      return [columns.map((column) => column.name), ...rows.map((model) => columns.map((column) => (column.prop === 'label' ? (model.isSection ? sectionName(model.words) : '  '.repeat(model.row.level) + text(model.row.label) + (unitWords(model.row.unit) ? ` (${unitWords(model.row.unit)})` : '')) : model[column.prop] ?? '')))];
    }

    /** Ids of the rows that are unfolded, in their order. */
    const rowsUnfolded = async () => (await grid.getVisibleSource()).filter((model) => !model.isSection).map((model) => model.id);

    expose({ flash, foldTo, goTo, rowsInSight, rowsUnfolded, visibleTable, explainFocused });
    return { host };
  },
});
