// SPDX-License-Identifier: Apache-2.0
import Journal

/// The views that people saved, rebuilt from the events at start. A view is what its events that stand make of it, so that each of them can be taken
/// back and stand again.
struct SavedViewLedger: Sendable {
  static let saved = "saved-view.saved"
  static let removed = "saved-view.removed"
  static let ordered = "saved-view.ordered"
  static let reverted = "saved-view.reverted"
  static let restored = "saved-view.restored"
  /// What somebody may take back.
  static let decisions: Swift.Set<String> = [saved, removed, ordered]

  private struct Step {
    let event: Int64
    let actor: Actor
    /// nil: removed.
    let content: Content?
  }

  private struct Content {
    let screen: SavedView.Screen
    let name: String
    let question: ViewQuestion
    let isShared: Bool

    init?(_ payload: CanonicalValue) {
      guard let screen = payload["screen"]?.text.flatMap({ SavedView.Screen(rawValue: $0) }), let name = payload["name"]?.text else {
        return nil
      }
      self.screen = screen
      self.name = name
      question = ViewQuestion((payload["question"]?.map ?? [:]).compactMapValues(\.text))
      isShared = payload["shared"]?.boolean ?? false
    }
  }

  private var steps: [Int64: [Step]] = [:]
  /// By person: what they said of the order of their views, the newest last.
  private var orders: [Int64: [(event: Int64, screen: String, views: [Int64])]] = [:]
  private var takenBack: Swift.Set<Int64> = []
  /// Those that stand, by number.
  private var views: [Int64: SavedView] = [:]

  /// In the order in which they were made.
  var standing: [SavedView] { views.values.sorted { $0.id < $1.id } }

  subscript(id: Int64) -> SavedView? { views[id] }

  /// A person's own, in the order they gave them; what came after it stands at the end.
  func own(_ person: Int64) -> [SavedView] {
    SavedView.Screen.allCases.flatMap { screen in
      let mine = standing.filter { $0.owner == person && $0.screen == screen }
      let order = orders[person]?.last { $0.screen == screen.rawValue && !takenBack.contains($0.event) }?.views ?? []
      return order.compactMap { id in mine.first { $0.id == id } } + mine.filter { !order.contains($0.id) }
    }
  }

  /// The newest event that stands about what an event is about: a view, or the order of somebody's views of a screen.
  func newest(likeThatOf event: Event) -> Int64? {
    if event.kind == Self.ordered {
      let screen = event.payload["screen"]?.text
      return orders[event.draft.actor.id]?.last { $0.screen == screen && !takenBack.contains($0.event) }?.event
    }
    return steps[event.payload["view"]?.integer ?? event.sequence]?.last { !takenBack.contains($0.event) }?.event
  }

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = SavedViewLedger() }
    switch event.kind {
    case Self.saved:
      guard let content = Content(event.payload) else { return }
      add(Step(event: event.sequence, actor: event.draft.actor, content: content), to: event.payload["view"]?.integer ?? event.sequence)
    case Self.removed:
      guard let view = event.payload["view"]?.integer else { return }
      add(Step(event: event.sequence, actor: event.draft.actor, content: nil), to: view)
    case Self.ordered:
      let views = (event.payload["views"]?.list ?? []).compactMap(\.integer)
      orders[event.draft.actor.id, default: []].append((event.sequence, event.payload["screen"]?.text ?? "", views))
    case Self.reverted: mark(event.payload["undoes"]?.integer, isTakenBack: true)
    case Self.restored: mark(event.payload["redoes"]?.integer, isTakenBack: false)
    default: return
    }
  }

  private mutating func add(_ step: Step, to view: Int64) {
    steps[view, default: []].append(step)
    fold(view)
  }

  private mutating func mark(_ target: Int64?, isTakenBack: Bool) {
    guard let target else { return }
    if isTakenBack { takenBack.insert(target) } else { takenBack.remove(target) }
    guard let view = steps.first(where: { $0.value.contains { $0.event == target } })?.key else { return }
    fold(view)
  }

  private mutating func fold(_ id: Int64) {
    let standing = steps[id, default: []].filter { !takenBack.contains($0.event) }
    guard let last = standing.last, let first = standing.first, let content = last.content else { return views[id] = nil }
    views[id] = SavedView(
      id: id, owner: first.actor.id, login: first.actor.login, savedIn: last.event, screen: content.screen, name: content.name,
      question: content.question, isShared: content.isShared)
  }
}
