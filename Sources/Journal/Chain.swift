// SPDX-License-Identifier: Apache-2.0

/// Following the chain, event by event, so that a journal of any length is checked in constant memory.
public struct ChainVerifier: Sendable {
  /// The last event that was in order.
  public private(set) var head: ChainHead
  private let key: ChainKey

  public init(from head: ChainHead = .start, key: ChainKey) {
    self.head = head
    self.key = key
  }

  /// Whether `event` is the next of the chain, unchanged; goes on to it when it is.
  public mutating func accept(_ event: Event) -> Bool {
    guard event.sequence == head.sequence + 1, event.previous == head.digest,
      event.recordedAt >= head.recordedAt, event.isSigned(with: key)
    else { return false }
    head = event.head
    return true
  }

  /// - Returns: the sequence number where the chain first breaks (expected there, not found or changed); nil
  ///   when it holds.
  public static func verify(
    _ events: some Swift.Sequence<Event>, from head: ChainHead = .start, key: ChainKey
  ) -> Int64? {
    var verifier = ChainVerifier(from: head, key: key)
    for event in events where !verifier.accept(event) { return verifier.head.sequence + 1 }
    return nil
  }
}
