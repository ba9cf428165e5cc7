// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// The rules that people made, rebuilt from the events at start. A rule is what its events that stand make of it, so that each of them can be
/// taken back and stand again.
struct RuleLedger: Sendable {
  static let saved = "rule.saved"
  static let removed = "rule.removed"
  static let paused = "rule.paused"
  static let reverted = "rule.reverted"
  static let restored = "rule.restored"
  /// What somebody may take back.
  static let decisions: Swift.Set<String> = [saved, removed, paused]

  private struct Step {
    let event: Int64
    let actor: Actor
    let change: Change
  }

  private enum Change {
    case saved(RuleContent)
    case removed
    case paused(Day?)
  }

  private var steps: [Int64: [Step]] = [:]
  private var takenBack: Swift.Set<Int64> = []
  /// Those of people that stand, by number.
  private(set) var rules: [Int64: AlertRule] = [:]
  /// Those that the house brought along, as they are now.
  private(set) var house = HouseRules.byNumber
  /// The newest event that changed people: who owns a rule may have left with it.
  private(set) var peopleChangedIn: Int64 = 0

  /// In the order in which they were made.
  var standing: [AlertRule] { rules.values.sorted { $0.id < $1.id } }

  /// In their order.
  var ofHouse: [AlertRule] { house.values.sorted { $1.id < $0.id } }

  /// All that are looked at.
  var watching: [AlertRule] { ofHouse + standing }

  /// Any that stands; nil for a number that none has.
  subscript(id: Int64) -> AlertRule? { id < 0 ? house[id] : rules[id] }

  /// The rule that an event is about; nil for another event.
  func rule(of event: Event) -> Int64? { Self.decisions.contains(event.kind) ? event.payload["rule"]?.integer ?? event.sequence : nil }

  /// The newest event of a rule that stands.
  func newest(_ rule: Int64) -> Int64? { steps[rule]?.last { !takenBack.contains($0.event) }?.event }

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = RuleLedger() }
    if event.kind.hasPrefix("person.") { peopleChangedIn = event.sequence }
    let change: Change
    switch event.kind {
    case Self.saved:
      guard let content = RuleContent(event.payload["content"]) else { return }
      change = .saved(content)
    case Self.removed: change = .removed
    case Self.paused: change = .paused(event.payload["until"]?.day)
    case Self.reverted:
      if let target = event.payload["undoes"]?.integer { mark(target, isTakenBack: true) }
      return
    case Self.restored:
      if let target = event.payload["redoes"]?.integer { mark(target, isTakenBack: false) }
      return
    default: return
    }
    guard let rule = rule(of: event) else { return }
    steps[rule, default: []].append(Step(event: event.sequence, actor: event.draft.actor, change: change))
    fold(rule)
  }

  private mutating func mark(_ target: Int64, isTakenBack: Bool) {
    if isTakenBack { takenBack.insert(target) } else { takenBack.remove(target) }
    guard let rule = steps.first(where: { $0.value.contains { $0.event == target } })?.key else { return }
    fold(rule)
  }

  private mutating func fold(_ id: Int64) {
    let made = HouseRules.byNumber[id]
    var rule = made
    for step in steps[id] ?? [] where !takenBack.contains(step.event) {
      switch step.change {
      case .saved(let content):
        rule = AlertRule(
          id: id, owner: made?.owner ?? step.actor.id, login: made?.login ?? step.actor.login, savedIn: step.event, content: content,
          pausedUntil: rule?.pausedUntil)
      // One of the house is as it was made.
      case .removed: rule = made
      case .paused(let day): rule?.pausedUntil = day
      }
    }
    if made == nil { rules[id] = rule } else { house[id] = rule }
  }
}
