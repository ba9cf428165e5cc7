// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// All scenarios there ever were, rebuilt from the events at start.
struct ScenarioLedger: Sendable {
  static let created = "scenario.created"
  static let edited = "scenario.edited"
  static let renamed = "scenario.renamed"
  static let rebased = "scenario.rebased"
  static let discarded = "scenario.discarded"
  static let restored = "scenario.restored"
  static let merged = "scenario.merged"

  private var scenarios: [Int64: Scenario] = [:]

  subscript(id: Int64) -> Scenario? { scenarios[id] }

  /// Oldest first.
  var open: [Scenario] { scenarios.values.filter { $0.status == .open }.sorted { $0.id < $1.id } }

  mutating func note(_ event: Event) {
    let payload = event.payload
    if let target = payload["undoes"]?.integer { follow(event, undone: target) }
    if let target = payload["redoes"]?.integer { follow(event, redone: target) }
    if event.kind == Self.created {
      scenarios[event.sequence] = Self.scenario(event)
      return
    }
    guard let id = payload["scenario"]?.integer, var scenario = scenarios[id] else { return }
    scenario.changed = (event.sequence, event.recordedAt, event.draft.actor)
    switch event.kind {
    case Self.edited: scenario.edits.append(event.sequence)
    case Self.renamed:
      scenario.name = payload["name"]?.text ?? scenario.name
      scenario.isShared = payload["is_shared"]?.boolean ?? scenario.isShared
    case Self.rebased:
      scenario.base = Self.base(event) ?? scenario.base
      scenario.edits = []
      scenario.startsWithCells = true
    case Self.discarded: scenario.status = .discarded
    case Self.restored: scenario.status = .open
    case Self.merged:
      scenario.status = .merged
      scenario.mergedIn = event.sequence
    default: break
    }
    scenarios[id] = scenario
  }

  /// A merge that is taken back opens its scenario again.
  private mutating func follow(_ event: Event, undone target: Int64) {
    guard var scenario = scenarios.values.first(where: { $0.mergedIn == target }) else { return }
    scenario.status = .open
    scenario.changed = (event.sequence, event.recordedAt, event.draft.actor)
    scenarios[scenario.id] = scenario
  }

  private mutating func follow(_ event: Event, redone target: Int64) {
    guard var scenario = scenarios.values.first(where: { $0.mergedIn == target }) else { return }
    scenario.status = .merged
    scenario.changed = (event.sequence, event.recordedAt, event.draft.actor)
    scenarios[scenario.id] = scenario
  }

  private static func scenario(_ event: Event) -> Scenario? {
    guard let base = base(event) else { return nil }
    var scenario = Scenario(
      id: event.sequence, name: event.payload["name"]?.text ?? "", owner: event.draft.actor,
      isShared: event.payload["is_shared"]?.boolean ?? false, createdAt: event.recordedAt, status: .open,
      changed: (event.sequence, event.recordedAt, event.draft.actor), base: base)
    scenario.startsWithCells = event.payload["scenario_cells"] != nil
    return scenario
  }

  private static func base(_ event: Event) -> Scenario.Base? {
    guard let readOn = event.payload["read_on"]?.day, let inputs = event.payload["base_inputs"]?.digest else { return nil }
    return Scenario.Base(event: event.sequence, at: event.recordedAt, readOn: readOn, inputs: inputs)
  }
}
