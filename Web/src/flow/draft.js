// SPDX-License-Identifier: Apache-2.0
// A flow being drawn: pure changes of its steps. A way is named by the step it leaves and its slot: `next`, `branch:0`, `otherwise`, `way:1`.

/** Distance between steps on the drawing. */
const STEP_X = 230, STEP_Y = 118;

export const copy = (value) => JSON.parse(JSON.stringify(value));

/** A flow to begin with: whoever comes first has to be chosen. */
export const fresh = (key, purpose, words) => ({
  key, purpose, name: words.name, skipsRepeats: true,
  nodes: [
    { id: 'start', kind: 'start', label: words.start, place: null, next: 'step-1' },
    { id: 'step-1', kind: 'approve', label: words.approve, place: null, next: 'end', people: [], rule: 'anyOne', limits: [], parts: [] },
    { id: 'end', kind: 'end', label: words.end, place: null },
  ],
});

export const find = (draft, id) => draft.nodes.find((node) => node.id === id);

/** Where one may go from a step. @returns {{slot: string, target: string}[]} */
export function ways(node) {
  const slots = [];
  if (node.next !== undefined) slots.push({ slot: 'next', target: node.next });
  (node.branches ?? []).forEach((branch, index) => slots.push({ slot: `branch:${index}`, target: branch.next }));
  if (node.kind === 'branch') slots.push({ slot: 'otherwise', target: node.otherwise });
  (node.ways ?? []).forEach((target, index) => slots.push({ slot: `way:${index}`, target }));
  return slots;
}

export function setWay(node, slot, target) {
  const [kind, index] = slot.split(':');
  if (kind === 'next') node.next = target;
  else if (kind === 'otherwise') node.otherwise = target;
  else if (kind === 'branch') node.branches[Number(index)].next = target;
  else node.ways[Number(index)] = target;
}

function freshId(draft) {
  let number = draft.nodes.length;
  while (find(draft, `step-${number}`)) number += 1;
  return `step-${number}`;
}

function add(draft, node) {
  const id = freshId(draft);
  draft.nodes.splice(draft.nodes.length - 1, 0, { id, place: null, ...node });
  return id;
}

const asking = (words, next) => ({ kind: 'approve', label: copy(words.approve), next, people: [], rule: 'anyOne', limits: [], parts: [] });

/** Puts a step of a kind into a way. A branch and a parallel part come with a step to fill in. @returns {string} the step to look at next */
export function insert(draft, from, slot, kind, words, condition) {
  const before = find(draft, from), target = ways(before).find((way) => way.slot === slot).target;
  let id;
  if (kind === 'branch') {
    const inner = add(draft, asking(words, target));
    id = add(draft, { kind, label: words.branch, branches: [{ next: inner, conditions: [copy(condition)] }], otherwise: target });
  } else if (kind === 'parallel') {
    const join = add(draft, { kind: 'join', label: words.join, next: target });
    const inner = [0, 1].map(() => add(draft, asking(words, join)));
    id = add(draft, { kind, label: words.parallel, ways: inner, join });
  } else {
    id = add(draft, kind === 'notify' ? { kind, label: words.notify, next: target, people: [] } : asking(words, target));
  }
  setWay(before, slot, id);
  return id;
}

/** One more way out of a branch or a parallel part, with a step on it. @returns {string} the new step */
export function addWay(draft, id, words, condition) {
  const node = find(draft, id);
  const inner = add(draft, asking(words, node.kind === 'parallel' ? node.join : node.otherwise));
  if (node.kind === 'parallel') node.ways.push(inner);
  else node.branches.push({ next: inner, conditions: [copy(condition)] });
  return inner;
}

function point(draft, from, to) {
  for (const node of draft.nodes) for (const way of ways(node)) if (way.target === from) setWay(node, way.slot, to);
}

/** Takes a step out; what led there goes on where it led. What nobody comes to any more goes with it. */
export function remove(draft, id) {
  const node = find(draft, id);
  if (!node || ['start', 'end', 'join'].includes(node.kind)) return;
  const to = node.kind === 'branch' ? node.otherwise : node.kind === 'parallel' ? find(draft, node.join)?.next : node.next;
  draft.nodes = draft.nodes.filter((one) => one.id !== id);
  point(draft, id, to);
  tidy(draft);
}

/** Removes one way of a branch or a parallel part. */
export function removeWay(draft, id, index) {
  const node = find(draft, id);
  (node.branches ?? node.ways).splice(index, 1);
  tidy(draft);
}

/** A branch whose ways all lead to one place is none; a parallel part with one way is that way. */
function tidy(draft) {
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const node of [...draft.nodes]) {
      if (node.kind === 'branch') {
        const kept = node.branches.filter((branch) => branch.next !== node.otherwise);
        if (kept.length < node.branches.length) { node.branches = kept; isChanged = true; }
        if (kept.length) continue;
        draft.nodes = draft.nodes.filter((one) => one !== node);
        point(draft, node.id, node.otherwise);
        isChanged = true;
      } else if (node.kind === 'parallel') {
        const kept = node.ways.filter((way) => way !== node.join);
        if (kept.length < node.ways.length) { node.ways = kept; isChanged = true; }
        if (kept.length > 1) continue;
        const join = find(draft, node.join);
        draft.nodes = draft.nodes.filter((one) => one !== node && one !== join);
        point(draft, node.id, kept[0] ?? join.next);
        point(draft, join.id, join.next);
        isChanged = true;
      }
    }
    const reached = reach(draft), left = draft.nodes.filter((node) => reached.has(node.id) || node.kind === 'end');
    if (left.length < draft.nodes.length) { draft.nodes = left; isChanged = true; }
  }
}

function reach(draft) {
  const reached = new Set(), pending = draft.nodes.filter((node) => node.kind === 'start').map((node) => node.id);
  while (pending.length) {
    const id = pending.pop(), node = find(draft, id);
    if (!node || reached.has(id)) continue;
    reached.add(id);
    pending.push(...ways(node).map((way) => way.target));
    if (node.join) pending.push(node.join);
  }
  return reached;
}

/** Where each step stands: below all that lead to it, ways beside one another. @returns {Map<string, {x: number, y: number}>} */
export function layout(draft) {
  const depth = new Map(), column = new Map();
  const start = draft.nodes.find((node) => node.kind === 'start');
  const visit = (id, level, at, seen) => {
    const node = find(draft, id);
    if (!node || seen.has(id)) return;
    if ((depth.get(id) ?? -1) >= level) return;
    depth.set(id, level);
    if (!column.has(id)) column.set(id, at);
    const out = ways(node), deeper = new Set([...seen, id]);
    // The plain way goes straight down, the others stand to its right.
    const order = node.kind === 'branch' ? [...out.slice(-1), ...out.slice(0, -1)] : out;
    order.forEach((way, index) => visit(way.target, level + 1, at + index * spread(draft, node), deeper));
  };
  if (start) visit(start.id, 0, 0, new Set());
  let below = Math.max(-1, ...depth.values());
  for (const node of draft.nodes) if (!depth.has(node.id)) { below += 1; depth.set(node.id, below); column.set(node.id, 0); }
  separate(draft, depth, column);
  return new Map(draft.nodes.map((node) => [node.id, node.place ?? { x: Math.round(column.get(node.id) * STEP_X), y: depth.get(node.id) * STEP_Y }]));
}

/** Steps of one level stand beside each other. */
function separate(draft, depth, column) {
  const free = new Map();
  for (const { id } of [...draft.nodes].sort((a, b) => column.get(a.id) - column.get(b.id))) {
    const level = depth.get(id), at = Math.max(column.get(id), free.get(level) ?? -Infinity);
    column.set(id, at);
    free.set(level, at + 1);
  }
}

/** A branch inside a branch needs room. */
const spread = (draft, node) => (ways(node).slice(0, -1).some((way) => ['branch', 'parallel'].includes(find(draft, way.target)?.kind)) ? 2 : 1);
