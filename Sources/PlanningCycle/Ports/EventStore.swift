// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// Keeps what people decided: an append-only, signed chain. What `append` returned survives every crash.
public protocol EventStore: Sendable {
  /// The newest event's place; `ChainHead.start` for an empty workspace.
  func head() throws(StoreError) -> ChainHead

  /// Keeps the drafts as the next events, all or none, durable when it returns.
  ///
  /// A draft whose actor and key are known is not kept again: the earlier event stands in its place. The
  /// recorded moment is the
  /// later of `moment` and the newest event's, so that time never runs backwards.
  /// - Parameter facts: rows of one import; the *last* draft is their batch event, and its payload becomes
  ///   `FactReceipt.payload` with the command's own payload inside it (read it with `FactReceipt(event)`).
  /// - Returns: one event a draft, in order.
  /// - Throws: `idempotencyKeyReused`, `idempotencyKeyMissing`, `diskFull` (nothing kept), `outcomeUnknown`
  ///   (restart, then ask by key), `readOnly`.
  func append(_ drafts: [EventDraft], at moment: Moment, facts: FactBatch?) throws(StoreError) -> [Event]

  /// Events with a sequence above `sequence`, ascending.
  func events(after sequence: Int64, limit: Int) throws(StoreError) -> [Event]

  /// What became of a command; nil when it was never kept.
  func event(actor: Int64, key: String) throws(StoreError) -> Event?
}

extension EventStore {
  /// Events in memory at once while all are looked at: one may be as large as a forecast of thousands of series.
  private var stride: Int { 16 }

  /// Looks at every event after one, in their order.
  public func eachEvent(after sequence: Int64, _ visit: (Event) throws(StoreError) -> Void) throws(StoreError) {
    var last = sequence
    while true {
      let events = try events(after: last, limit: stride)
      for event in events {
        try visit(event)
        last = event.sequence
      }
      if events.isEmpty { return }
    }
  }

  /// Keeps one command.
  @discardableResult
  public func append(_ draft: EventDraft, at moment: Moment) throws(StoreError) -> Event {
    let events = try append([draft], at: moment, facts: nil)
    guard let event = events.last else { preconditionFailure("one event a draft") }
    return event
  }

  /// Keeps one import with its command, and says what was new.
  public func record(_ facts: FactBatch, for draft: EventDraft, at moment: Moment) throws(StoreError)
    -> FactReceipt
  {
    let events = try append([draft], at: moment, facts: facts)
    guard let event = events.last else { preconditionFailure("one event a draft") }
    guard let receipt = FactReceipt(event) else {
      throw StoreError(
        .idempotencyKeyReused, subject: draft.idempotencyKey,
        detail: "The key came before with event \(event.sequence), which is no import.")
    }
    return receipt
  }
}
