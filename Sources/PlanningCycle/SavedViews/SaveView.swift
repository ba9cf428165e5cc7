// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal

/// A view as somebody wants to keep it.
public struct SavedViewDraft: Hashable, Sendable {
  public let screen: String
  public let name: String
  public let parts: [String: String]
  public let isShared: Bool

  public init(screen: String, name: String, parts: [String: String], isShared: Bool = false) {
    self.screen = screen
    self.name = name
    self.parts = parts
    self.isShared = isShared
  }
}

extension Workspace {
  /// Saves a view, a new one or another form of one's own: its name, what it asks, whether colleagues see it.
  ///
  /// - Parameters:
  ///   - id: of one's own view; nil for a new one.
  ///   - seen: the event it was saved with when it was looked at; nil when that does not matter.
  /// - Throws: `CycleError.viewRefused` with every reason; `viewNotKnown`, `viewChanged`; `StoreError`.
  public func saveView(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64? = nil, _ draft: SavedViewDraft, seen: Int64? = nil, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try id.map { try ownView($0, of: proof.person) }
    if let known, let seen, seen != known.savedIn { throw Self.viewChanged() }
    let name = String(draft.name.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    let question = ViewQuestion(draft.parts)
    var problems = viewProblems(name, draft, of: proof.person, instead: known?.id)
    guard let screen = SavedView.Screen(rawValue: draft.screen) else {
      let screens = SavedView.Screen.allCases.map(\.rawValue).joined(separator: ", ")
      problems.append(
        BilingualText("“\(draft.screen.prefix(40))”没有视图；可用：\(screens)", "“\(draft.screen.prefix(40))” has no views; known are \(screens)"))
      throw Self.viewRefused(problems)
    }
    problems += question.problems(on: screen)
    guard problems.isEmpty else { throw Self.viewRefused(problems) }
    // A measure of cost is asked for by whoever may see it.
    try requireSales(proof.person, question.measures)
    var payload: [String: CanonicalValue] = [
      "screen": .text(screen.rawValue), "name": .text(name), "question": .map(question.parts.mapValues { .text($0) }),
      "shared": .boolean(draft.isShared),
    ]
    payload["view"] = known.map { .integer($0.id) }
    return try recordDecision(SavedViewLedger.saved, payload, BilingualText("保存了一个视图", "a view was saved"), context)
  }

  /// Removes a view of one's own.
  ///
  /// - Throws: `CycleError.viewNotKnown`; `StoreError`.
  public func removeView(_ proof: Authorized<To.ViewPlan>, _ id: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let view = try ownView(id, of: proof.person)
    let words = BilingualText("删除了一个视图", "a view was removed")
    return try recordDecision(SavedViewLedger.removed, ["view": .integer(view.id)], words, context)
  }

  /// Puts one's views of a screen into an order; those that are not named stand after them.
  ///
  /// - Throws: `CycleError.viewNotKnown` for a view that is not one's own of this screen, or comes twice; `StoreError`.
  public func orderViews(
    _ proof: Authorized<To.ViewPlan>, _ screen: String, _ ids: [Int64], context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let own = viewLedger.own(proof.person.id).filter { $0.screen.rawValue == screen }.map(\.id)
    for (place, id) in ids.enumerated() where !own.contains(id) || ids[..<place].contains(id) { throw Self.viewNotKnown(id) }
    return try recordDecision(
      SavedViewLedger.ordered, ["screen": .text(screen), "views": .list(ids.map { .integer($0) })],
      BilingualText("调整了视图的顺序", "views were put into another order"), context)
  }

  /// Takes back what one did to one's views, or does it again; not over what came since.
  func reverseView(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    let newest = viewLedger.newest(likeThatOf: event)
    guard mark == "undoes" ? newest == event.sequence : (newest ?? 0) < event.sequence else { throw Self.viewChanged() }
    return try recordReversal(
      of: event, as: mark == "undoes" ? SavedViewLedger.reverted : SavedViewLedger.restored, mark: mark, words: words, context: context)
  }

  private func viewProblems(_ name: String, _ draft: SavedViewDraft, of person: Person, instead id: Int64?) -> [BilingualText] {
    var problems: [BilingualText] = []
    func add(_ chinese: String, _ english: String) { problems.append(BilingualText(chinese, english)) }
    if name.isEmpty { add("给视图起个名字", "give the view a name") }
    if name.count > SavedViewLimits.name {
      add("名字超过 \(SavedViewLimits.name) 个字", "the name is longer than \(SavedViewLimits.name) characters")
    }
    let others = viewLedger.own(person.id).filter { $0.id != id }
    if others.contains(where: { $0.screen.rawValue == draft.screen && $0.name == name }) {
      add("您已有同名的视图“\(name)”", "you have a view of the name “\(name)” already")
    }
    if others.count >= SavedViewLimits.person {
      add(
        "您已有 \(others.count) 个视图，每人最多 \(SavedViewLimits.person) 个；先删除不用的",
        "you have \(others.count) views, at most \(SavedViewLimits.person) a person: remove one that you do not need first")
    }
    let shared = draft.isShared ? viewLedger.standing.count { $0.isShared && $0.id != id } : 0
    if shared >= SavedViewLimits.shared {
      add(
        "全公司已共享 \(shared) 个视图，最多 \(SavedViewLimits.shared) 个", "the company shares \(shared) views, at most \(SavedViewLimits.shared)")
    }
    let size = ViewQuestion(draft.parts).size
    if size > SavedViewLimits.question {
      add("选择太多：\(size) 字节，最多 \(SavedViewLimits.question)", "too much is chosen: \(size) bytes, at most \(SavedViewLimits.question)")
    }
    return problems
  }

  private func ownView(_ id: Int64, of person: Person) throws -> SavedView {
    guard let view = viewLedger[id], view.owner == person.id else { throw Self.viewNotKnown(id) }
    return view
  }

  private static func viewNotKnown(_ id: Int64) -> CycleError {
    CycleError(
      .viewNotKnown, BilingualText("没有这个视图", "there is no such view"),
      detail: BilingualText("视图 \(id) 不存在、已删除，或不是您的", "view \(id) is not there, was removed, or is not yours"),
      hint: BilingualText("打开视图列表看看", "look at the list of views"), parameters: ["view": "\(id)"])
  }

  private static func viewChanged() -> CycleError {
    CycleError(
      .viewChanged, BilingualText("这个视图已被改过", "the view was changed meanwhile"),
      hint: BilingualText("看过现在的视图再改", "look at it as it is now and try again"))
  }

  private static func viewRefused(_ problems: [BilingualText]) -> CycleError {
    CycleError(
      .viewRefused, BilingualText("视图不能这样保存", "the view cannot be saved so"), detail: BilingualText.joined(problems),
      hint: BilingualText("改正后再保存", "correct it and save again"))
  }
}
