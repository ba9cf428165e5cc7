// SPDX-License-Identifier: Apache-2.0

/// Older payloads brought to today's form, one schema number at a time. Upcasters are kept for ever.
public struct EventUpcasters: Sendable {
  public typealias Upcast = @Sendable (CanonicalValue) throws(JournalError) -> CanonicalValue

  private struct Step: Hashable, Sendable {
    let kind: String
    let schema: Int
  }

  private var steps: [Step: Upcast] = [:]
  private var current: [String: Int] = [:]

  public init() {}

  /// Declares a kind that has only ever had one form.
  public mutating func declare(kind: String) {
    precondition(current[kind] == nil, "a kind is declared once")
    current[kind] = 1
  }

  /// Registers the way from `schema` to `schema + 1`; ways are registered in order, without gaps.
  public mutating func register(kind: String, from schema: Int, _ upcast: @escaping Upcast) {
    precondition(schema == current[kind, default: 1], "upcasters are registered in order, each once")
    steps[Step(kind: kind, schema: schema)] = upcast
    current[kind] = schema + 1
  }

  /// The draft in today's form.
  ///
  /// - Throws: `newerSchema` when a later program wrote it; kinds nobody declared pass as they are.
  public func upcast(_ draft: EventDraft) throws(JournalError) -> EventDraft {
    guard let target = current[draft.kind] else { return draft }
    guard draft.schema <= target else {
      throw JournalError(
        .newerSchema, subject: draft.kind,
        detail: "The event has form \(draft.schema); this program knows up to \(target).",
        hint: "Open the data with the program version that wrote it, or a later one.")
    }
    var payload = draft.payload
    var schema = draft.schema
    while schema < target {
      guard let step = steps[Step(kind: draft.kind, schema: schema)] else {
        throw JournalError(
          .noUpcaster, subject: draft.kind, detail: "Form \(schema) has no way to form \(target).")
      }
      payload = try step(payload)
      schema += 1
    }
    return EventDraft(
      kind: draft.kind, schema: schema, actor: draft.actor, idempotencyKey: draft.idempotencyKey,
      reason: draft.reason, payload: payload)
  }
}
