// SPDX-License-Identifier: Apache-2.0
import Approvals
import Calendars
import Journal

/// All flows and their versions, and which of them is in force for what is handed in; rebuilt from the events at start.
struct FlowBook: Sendable {
  static let saved = "flow.saved"
  static let bound = "flow.bound"

  struct Entry: Sendable {
    let definition: FlowDefinition
    /// Who kept it, and when; nil for what came with the program.
    let by: Int64?
    let at: Moment?
  }

  /// Shipped ones first, then in the order in which they were made; versions of one flow ascending.
  private(set) var entries = ShippedFlows.all.map { Entry(definition: $0, by: nil, at: nil) }
  /// The flow of each purpose; a purpose without one is decided by one person.
  private var inForce = Dictionary(uniqueKeysWithValues: FlowPurpose.allCases.map { ($0, $0.rawValue) })

  func definition(_ key: String, version: Int) -> FlowDefinition? {
    entries.first { $0.definition.flow.key == key && $0.definition.flow.version == version }?.definition
  }

  func isShipped(_ key: String) -> Bool { entries.contains { $0.definition.flow.key == key && $0.by == nil } }

  func newest(_ key: String) -> FlowDefinition? { entries.last { $0.definition.flow.key == key }?.definition }

  /// What is handed in from now on goes this way; nil: one person decides.
  func flow(for purpose: FlowPurpose) -> FlowDefinition? { inForce[purpose].flatMap { newest($0) } }

  /// The newest version of each.
  var newest: [FlowDefinition] {
    entries.map(\.definition).filter { one in newest(one.flow.key)?.flow.version == one.flow.version }
  }

  mutating func note(_ event: Event) {
    if event.kind == Self.saved, let definition = FlowDefinition(event.payload["definition"]) {
      entries.append(Entry(definition: definition, by: event.draft.actor.id, at: event.recordedAt))
    }
    if event.kind == Self.bound, let purpose = event.payload["purpose"]?.text.flatMap({ FlowPurpose(rawValue: $0) }) {
      inForce[purpose] = event.payload["flow"]?.text
    }
  }
}
