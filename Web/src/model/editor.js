// SPDX-License-Identifier: Apache-2.0
// The text field of the model: CodeMirror in a shadow root, so that its styles are adopted sheets and the page's policy stays strict.
import {
  basicSetup, Compartment, Decoration, defaultHighlightStyle, EditorState, EditorView, gutter, GutterMarker, HighlightStyle, hoverTooltip, keymap, Prec, RangeSet, StateEffect, StateField, StreamLanguage,
  syntaxHighlighting,
} from 'codemirror';
import { completionsAt } from './completion.js';
import { nextFinding, rangeOf } from './places.js';
import { planParser } from './plan-language.js';

/** Tags of the highlighter by name: the default style of the library holds those we colour. */
const tags = new Map(defaultHighlightStyle.specs.flatMap(({ tag }) => [tag].flat()).map((tag) => [String(tag), tag]));
const COLOURS = { keyword: '#7a3e9d', literal: '#98501b', string: '#3c6e3a', 'definition(variableName)': '#123f7d', typeName: '#0b6a77', macroName: '#1a57b0', 'definition(propertyName)': '#7d5a00', comment: '#6b7688', meta: '#50617a', atom: '#98501b' };
const highlight = HighlightStyle.define(Object.entries(COLOURS).map(([name, color]) => ({
  tag: tags.get(name), color, ...(name === 'definition(variableName)' ? { fontWeight: '600' } : name === 'comment' ? { fontStyle: 'italic' } : {}),
})).filter((one) => one.tag));

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: '#fff', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "Noto Sans CJK SC", monospace', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { padding: '6px 0 40vh' },
  '.cm-gutters': { backgroundColor: '#f7f9fb', color: '#8792a5', borderRight: '1px solid #e1e6ee' },
  '.cm-activeLine': { backgroundColor: '#eef4fc88' },
  '.cm-activeLineGutter': { backgroundColor: '#e4ecf7' },
  '.cm-finding': { textDecoration: 'underline wavy #c23934 1px', textUnderlineOffset: '3px' },
  '.cm-finding.warning': { textDecorationColor: '#c98206' },
  '.cm-findings': { width: '12px' },
  '.cm-mark': { display: 'block', width: '8px', height: '8px', marginTop: '6px', borderRadius: '50%', backgroundColor: '#c23934' },
  '.cm-mark.warning': { backgroundColor: '#c98206' },
  '.cm-tooltip': { border: '1px solid #cfd6e1', borderRadius: '6px', backgroundColor: '#fff', boxShadow: '0 6px 20px rgba(20, 30, 50, .16)', maxWidth: '460px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '15em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: '#1d4e89', color: '#fff' },
  '.cm-completionDetail': { fontStyle: 'normal', color: '#6b7688', marginLeft: '10px' },
  'li[aria-selected] .cm-completionDetail': { color: '#cfdef1' },
  '.cm-completionInfo': { whiteSpace: 'pre-wrap', fontSize: '12px', padding: '6px 9px' },
  '.cm-hover': { padding: '7px 10px', fontSize: '12.5px', lineHeight: '1.5', whiteSpace: 'pre-wrap', fontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif' },
  '.cm-hover b': { display: 'block' },
  '.cm-hover.error b': { color: '#b8332e' },
  '.cm-hover span': { color: '#5a6577' },
  '.cm-panels': { backgroundColor: '#f4f6f9', color: 'var(--ink)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: '#d8ecd9' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: '#cfe0f5' },
});

class FindingMark extends GutterMarker {
  constructor(severity) { super(); this.severity = severity; }
  eq(other) { return other.severity === this.severity; }
  toDOM() {
    const dot = document.createElement('span');
    dot.className = `cm-mark ${this.severity}`;
    return dot;
  }
}

const setFindings = StateEffect.define();

/** Underlines that move with the text until the next answer of the server. */
const findingField = StateField.define({
  create: () => ({ marks: Decoration.none, dots: RangeSet.empty }),
  update(value, transaction) {
    let { marks, dots } = { marks: value.marks.map(transaction.changes), dots: value.dots.map(transaction.changes) };
    for (const effect of transaction.effects) {
      if (!effect.is(setFindings)) continue;
      const { doc } = transaction.state;
      const placed = effect.value.filter((one) => one.line >= 1 && one.line <= doc.lines).map((one) => ({ one, ...rangeOf(one, doc.line(one.line)) }));
      marks = Decoration.set(placed.filter(({ from, to }) => to > from).map(({ one, from, to }) => Decoration.mark({ class: `cm-finding ${one.severity}` }).range(from, to)), true);
      const worst = new Map();
      for (const { one } of placed) if (worst.get(one.line) !== 'error') worst.set(one.line, one.severity);
      dots = RangeSet.of([...worst].sort((a, b) => a[0] - b[0]).map(([line, severity]) => new FindingMark(severity).range(doc.line(line).from)));
    }
    return { marks, dots };
  },
  provide: (field) => [EditorView.decorations.from(field, ({ marks }) => marks), gutter({ class: 'cm-findings', markers: (view) => view.state.field(field).dots })],
});

function wordAt(state, at) {
  const line = state.doc.lineAt(at);
  const isPart = (sign) => /[\p{L}\p{N}_]/u.test(sign ?? '');
  let from = at - line.from, to = from;
  while (from > 0 && isPart(line.text[from - 1])) from -= 1;
  while (to < line.text.length && isPart(line.text[to])) to += 1;
  return { word: line.text.slice(from, to), line: line.number, column: at - line.from + 1, from: line.from + from, to: line.from + to };
}

/**
 * @param {HTMLElement} host
 * @param {{text: string, isReadOnly: boolean, isStill: boolean, source: () => any, hover: (place: any) => {title: string, lines: string[], kind: string}|null, phrases: () => object,
 *   onText: (text: string) => void, onCursor: (place: any) => void, onKey: (name: string) => void}} options isStill: no caret, as on a phone
 */
export function makeEditor(host, { text, isReadOnly, isStill, source, hover, phrases, onText, onCursor, onKey }) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const words = new Compartment(), access = new Compartment();
  let findings = [];

  function complete(context) {
    const line = context.state.doc.lineAt(context.pos);
    const above = [];
    for (let number = Math.max(1, line.number - 30); number < line.number; number += 1) above.push(context.state.doc.line(number).text);
    const found = completionsAt(above, line.text.slice(0, context.pos - line.from), source(), context.explicit);
    return found && { from: context.pos - found.length, options: found.options, validFor: /^[\p{L}_][\p{L}\p{N}_]*$/u };
  }

  const act = (name) => () => { onKey(name); return true; };
  const step = (direction) => () => { goToFinding(direction); return true; };
  const keys = Prec.highest(keymap.of([
    { key: 'Mod-s', run: act('preview'), preventDefault: true }, { key: 'Mod-Enter', run: act('commit') }, { key: 'F8', run: step(1) }, { key: 'Shift-F8', run: step(-1) },
  ]));
  const hovering = hoverTooltip((view, at) => {
    const place = wordAt(view.state, at);
    const said = hover(place);
    if (!said) return null;
    return {
      pos: place.from, end: place.to, above: true,
      create() {
        const dom = document.createElement('div');
        dom.className = `cm-hover ${said.kind}`;
        const title = document.createElement('b'), rest = document.createElement('span');
        title.textContent = said.title;
        rest.textContent = said.lines.join('\n');
        dom.append(title, rest);
        return { dom };
      },
    };
  });

  const limits = (readOnly) => [EditorState.readOnly.of(readOnly), EditorView.editable.of(!isStill)];
  const view = new EditorView({
    parent: root, root,
    state: EditorState.create({
      doc: text,
      extensions: [
        keys, basicSetup, StreamLanguage.define(planParser), EditorState.languageData.of(() => [{ autocomplete: complete }]), syntaxHighlighting(highlight), theme, findingField, hovering,
        words.of(EditorState.phrases.of(phrases())), access.of(limits(isReadOnly)), EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': 'plan', spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onText(update.state.doc.toString());
          if (update.docChanged || update.selectionSet) onCursor(wordAt(update.state, update.state.selection.main.head));
        }),
      ],
    }),
  });

  function goTo(line, column = 1) {
    const at = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
    const position = Math.min(at.from + column - 1, at.to);
    view.dispatch({ selection: { anchor: position }, effects: EditorView.scrollIntoView(position, { y: 'center' }) });
    if (!isStill) view.focus();
  }

  function goToFinding(direction) {
    const place = wordAt(view.state, view.state.selection.main.head);
    const next = findings[nextFinding(findings, place.line, place.column, direction)];
    if (next) goTo(next.line, next.column);
  }

  return {
    goTo, goToFinding,
    focus: () => view.focus(),
    setText(next) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }); },
    setFindings(list) { findings = list; view.dispatch({ effects: setFindings.of(list) }); },
    setReadOnly(readOnly) { view.dispatch({ effects: access.reconfigure(limits(readOnly)) }); },
    setPhrases() { view.dispatch({ effects: words.reconfigure(EditorState.phrases.of(phrases())) }); },
    destroy: () => view.destroy(),
  };
}
