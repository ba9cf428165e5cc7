// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DataQuality
import Journal

/// How good what came in was, what of it is held, and the rules that people set; rebuilt from the events at start.
struct QualityLedger: Sendable {
  /// A batch that a rule stopped: its file is kept, none of its rows is a fact.
  static let held = "facts.quarantined"
  static let ruleSaved = "quality.rule-saved"
  static let ruleRemoved = "quality.rule-removed"
  static let ownerSet = "quality.owner-set"
  static let discarded = "quality.batch-discarded"
  static let reverted = "quality.reverted"
  static let restored = "quality.restored"
  /// What somebody may take back. A release is none: its rows are facts.
  static let decisions: Swift.Set<String> = [ruleSaved, ruleRemoved, ownerSet, discarded]
  /// Batches that are kept in memory; beyond them those that came first are forgotten here, not in the journal.
  static let limit = 10_000
  /// Rules that people may make.
  static let ruleLimit = 500

  private struct Step {
    let event: Int64
    let actor: Actor
    let change: Change
  }

  private enum Change {
    case rule(StandingRule)
    case noRule(String)
    case owner(Int64, Int64)
    case discarded(Int64, String)
  }

  /// Oldest first.
  private(set) var batches: [CheckedBatch] = []
  private var steps: [Step] = []
  private var takenBack: Swift.Set<Int64> = []
  /// What ended being held: released or replaced.
  private var ends: [Int64: CheckedBatch.Fate] = [:]
  /// By id, those that people set.
  private var chosen: [String: StandingRule] = [:]
  private var owners: [Int64: Int64] = [:]
  private var discards: [Int64: CheckedBatch.Fate] = [:]

  mutating func note(_ event: Event) {
    switch event.kind {
    case "facts.recorded", Self.held:
      guard let receipt = FactReceipt(event) else { return }
      add(receipt)
    case Self.ruleSaved:
      let id = event.payload["rule"]?.text ?? "own-\(event.sequence)"
      guard let rule = StandingRule(event.payload["content"], id: id, savedIn: event) else { return }
      take(event, .rule(rule))
    case Self.ruleRemoved:
      guard let id = event.payload["rule"]?.text else { return }
      take(event, .noRule(id))
    case Self.ownerSet:
      guard let batch = event.payload["batch"]?.integer, let owner = event.payload["owner"]?.integer else { return }
      take(event, .owner(batch, owner))
    case Self.discarded:
      guard let batch = event.payload["batch"]?.integer else { return }
      take(event, .discarded(batch, event.draft.reason))
    case Self.reverted:
      if let target = event.payload["undoes"]?.integer { mark(target, isTakenBack: true) }
    case Self.restored:
      if let target = event.payload["redoes"]?.integer { mark(target, isTakenBack: false) }
    default: break
    }
  }

  private mutating func add(_ receipt: FactReceipt) {
    batches.append(CheckedBatch(receipt))
    let command = receipt.command
    if let released = command["release"]?["of"]?.integer {
      ends[released] = .released(by: receipt.event.draft.actor, event: receipt.batch, reason: command["release"]?["reason"]?.text ?? "")
    }
    if let replaced = command["replaces"]?.integer { ends[replaced] = .replaced(by: receipt.batch) }
    if batches.count > Self.limit, let place = batches.firstIndex(where: { fate(of: $0) != .held }) { batches.remove(at: place) }
  }

  private mutating func take(_ event: Event, _ change: Change) {
    let step = Step(event: event.sequence, actor: event.draft.actor, change: change)
    steps.append(step)
    apply(step)
  }

  private mutating func mark(_ target: Int64, isTakenBack: Bool) {
    if isTakenBack { takenBack.insert(target) } else { takenBack.remove(target) }
    (chosen, owners, discards) = ([:], [:], [:])
    for step in steps where !takenBack.contains(step.event) { apply(step) }
  }

  private mutating func apply(_ step: Step) {
    switch step.change {
    case .rule(let rule): chosen[rule.rule.id] = rule
    case .noRule(let id): chosen[id] = nil
    case .owner(let batch, let owner): owners[batch] = owner
    case .discarded(let batch, let reason): discards[batch] = .discarded(by: step.actor, event: step.event, reason: reason)
    }
  }

  /// The newest event that stands of the same rule or batch as this one: what was done since is not taken back with it.
  func newest(like event: Int64) -> Int64? {
    guard let subject = steps.first(where: { $0.event == event }).map({ Self.subject($0) }) else { return nil }
    return steps.last { Self.subject($0) == subject && !takenBack.contains($0.event) }?.event
  }

  private static func subject(_ step: Step) -> String {
    switch step.change {
    case .rule(let rule): "rule " + rule.rule.id
    case .noRule(let id): "rule " + id
    case .owner(let batch, _), .discarded(let batch, _): "batch \(batch)"
    }
  }
}

extension QualityLedger {
  /// Those that are looked at when rows of a kind come in, in their order: those that come along, then people's own as they were made.
  func rules(for kind: FactKind) -> [StandingRule] {
    let shipped = ShippedRules.of(kind).map { chosen[$0.id] ?? StandingRule(shipped: $0) }
    let own = chosen.values.filter { !$0.isShipped && $0.rule.kind == kind }.sorted { $0.number < $1.number }
    return shipped + own
  }

  var rules: [StandingRule] { FactKind.allCases.flatMap { rules(for: $0) } }
  var ownCount: Int { chosen.values.count { !$0.isShipped } }

  func rule(_ id: String) -> StandingRule? {
    chosen[id] ?? ShippedRules.all.first { $0.id == id }.map { StandingRule(shipped: $0) }
  }

  func batch(_ number: Int64) -> CheckedBatch? {
    var (low, high) = (0, batches.count)
    while low < high {
      let middle = (low + high) / 2
      if batches[middle].batch < number { low = middle + 1 } else { high = middle }
    }
    return low < batches.count && batches[low].batch == number ? batches[low] : nil
  }

  func fate(of batch: CheckedBatch) -> CheckedBatch.Fate {
    guard batch.wasHeld else { return .kept }
    return ends[batch.batch] ?? discards[batch.batch] ?? .held
  }

  /// The person's number; nil for the program and the machine.
  func owner(of batch: CheckedBatch) -> Int64? { owners[batch.batch] ?? batch.owner }

  /// Those that wait for somebody, oldest first.
  var waiting: [CheckedBatch] { batches.filter { $0.wasHeld && fate(of: $0) == .held } }
}
