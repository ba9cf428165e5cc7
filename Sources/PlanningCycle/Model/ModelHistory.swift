// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// Which texts the planning model had, one step a change, and what measures were called in between. The texts stay in the events.
struct ModelHistory: Sendable {
  struct Step: Sendable {
    let event: Int64
    let at: Moment
    let actor: Actor
    let reason: String
    let label: BilingualText
    /// Former id → new id of measures that were renamed with `was:`.
    let renames: [String: String]
    /// The step that this one took back.
    let undoes: Int64?
  }

  static let eventKind = "model.changed"

  private(set) var steps: [Step] = []

  /// The event that brought the present text; 0 for the standard model.
  var newest: Int64 { steps.last?.event ?? 0 }

  mutating func note(_ event: Event) {
    guard event.kind == Self.eventKind, event.payload["text"] != nil else { return }
    let label = BilingualText(event.payload["label_zh"]?.text ?? "", event.payload["label_en"]?.text ?? "")
    append(
      Step(
        event: event.sequence, at: event.recordedAt, actor: event.draft.actor, reason: event.draft.reason, label: label,
        renames: (event.payload["renames"]?.map ?? [:]).compactMapValues(\.text), undoes: event.payload["undoes"]?.integer))
  }

  mutating func append(_ step: Step) { steps.append(step) }

  func step(_ event: Int64) -> Step? { steps.last { $0.event == event } }

  /// What a measure is called now that had this id when an event was written; 0: as the facts and the standard model call it.
  func present(_ name: String, since sequence: Int64) -> String {
    steps.reduce(name) { name, step in step.event > sequence ? step.renames[name] ?? name : name }
  }
}
