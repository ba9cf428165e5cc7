// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// Which rights everybody has had, from when, and who gave them; rebuilt from the events at start.
struct RightsLedger: Sendable {
  /// Rights as one event left them.
  struct Standing: Sendable {
    let event: Int64
    let by: Actor
    let at: Moment
    let kind: String
    let reason: String
    let name: BilingualText
    let role: String
    let scope: String
    let isDisabled: Bool
  }

  private var standings: [Int64: [Standing]] = [:]

  mutating func note(_ event: Event) {
    guard event.kind.hasPrefix("person."), let id = event.payload["person_id"]?.integer, let person = event.payload["person"] else {
      return
    }
    let name = person["name"]?.text ?? ""
    let english = person["name_en"]?.text ?? ""
    standings[id, default: []].append(
      Standing(
        event: event.sequence, by: event.draft.actor, at: event.recordedAt, kind: event.kind, reason: event.draft.reason,
        name: BilingualText(name, english.isEmpty ? name : english), role: person["role"]?.text ?? "", scope: person["scope"]?.text ?? "",
        isDisabled: person["is_disabled"]?.boolean ?? false))
  }

  /// Oldest first.
  func history(of person: Int64) -> [Standing] { standings[person] ?? [] }

  /// What somebody's rights were before an event.
  func standing(of person: Int64, before event: Int64) -> Standing? { standings[person]?.last { $0.event < event } }
}
