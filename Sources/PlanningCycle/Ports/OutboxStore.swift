// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Keeps what is told to people outside the browser, and what became of it. It stands beside the chain of events, as sessions do.
///
/// A message goes out at least once: it is sent, and then that is written down. Where the program ends between the two, it is sent again under the
/// same key.
public protocol OutboxStore: Sendable {
  /// Keeps entries and how far the events were told, all or none.
  ///
  /// An entry whose person, channel and key are known is left out. One that may join a message which is not due yet becomes part of it; one beyond
  /// the day's limit becomes part of a digest. Beyond ``outboxLimit`` waiting messages nothing is taken.
  /// - Parameter cursor: the newest event that was looked at; nil leaves it.
  /// - Returns: how many were taken, and how many there was no room for.
  @discardableResult
  func enqueue(_ entries: [OutboxEntry], through cursor: Int64?) throws(StoreError) -> (taken: Int, dropped: Int)

  /// The newest event that was told; nil before the first.
  func outboxCursor() throws(StoreError) -> Int64?

  /// Of each channel the waiting message that is due the longest; those due the longest first.
  func dueMessages(at moment: Moment) throws(StoreError) -> [OutboxMessage]

  /// - Parameters:
  ///   - state: nil for all.
  ///   - before: those with a smaller id; nil from the newest.
  /// - Returns: the newest first.
  func outboxMessages(_ state: OutboxMessage.State?, before: Int64?, limit: Int) throws(StoreError) -> [OutboxMessage]

  func outboxMessage(_ id: Int64) throws(StoreError) -> OutboxMessage?

  /// How many there are in each state.
  func outboxCounts() throws(StoreError) -> [OutboxMessage.State: Int]

  /// Writes an attempt down, and what the message is after it.
  func note(_ attempt: OutboxAttempt, of id: Int64, state: OutboxMessage.State, dueAt: Moment) throws(StoreError)

  /// Waits again, from the first try on. Nothing happens to one that is gone.
  func requeue(_ id: Int64, at moment: Moment) throws(StoreError)

  func discard(_ id: Int64) throws(StoreError)

  /// Forgets what was sent, given up or discarded before a moment, and the oldest of it beyond ``outboxLimit``.
  func pruneOutbox(before moment: Moment) throws(StoreError)
}

extension OutboxStore {
  /// Messages that are kept, and that may wait.
  public static var outboxLimit: Int { 10_000 }
}
