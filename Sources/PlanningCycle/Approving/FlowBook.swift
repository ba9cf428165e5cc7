// SPDX-License-Identifier: Apache-2.0
import Approvals
import Journal

/// All flows and their versions, and which of them is in force for what is handed in; rebuilt from the events at start.
struct FlowBook: Sendable {
  static let saved = "flow.saved"
  static let bound = "flow.bound"

  /// Shipped ones first, then in the order in which they were made; versions of one flow ascending.
  private(set) var definitions = ShippedFlows.all
  /// The flow of each purpose; a purpose without one is decided by one person.
  private var inForce = Dictionary(uniqueKeysWithValues: FlowPurpose.allCases.map { ($0, $0.rawValue) })

  func definition(_ key: String, version: Int) -> FlowDefinition? {
    definitions.first { $0.flow.key == key && $0.flow.version == version }
  }

  func newest(_ key: String) -> FlowDefinition? { definitions.last { $0.flow.key == key } }

  /// What is handed in from now on goes this way; nil: one person decides.
  func flow(for purpose: FlowPurpose) -> FlowDefinition? { inForce[purpose].flatMap { newest($0) } }

  /// The newest version of each.
  var newest: [FlowDefinition] {
    definitions.filter { one in newest(one.flow.key)?.flow.version == one.flow.version }
  }

  mutating func note(_ event: Event) {
    if event.kind == Self.saved, let definition = FlowDefinition(event.payload["definition"]) { definitions.append(definition) }
    if event.kind == Self.bound, let purpose = event.payload["purpose"]?.text.flatMap({ FlowPurpose(rawValue: $0) }) {
      inForce[purpose] = event.payload["flow"]?.text
    }
  }
}
