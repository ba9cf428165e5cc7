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

  /// As `accept`, on stored bytes: there is one encoding of an event, so these bytes are what it signs.
  ///
  /// - Returns: the event when it is the next of the chain; nil when it is not, or no event at all.
  public mutating func accept(encoded bytes: [UInt8]) -> Event? {
    guard let event = try? Event(decoding: bytes), event.sequence == head.sequence + 1,
      event.previous == head.digest, event.recordedAt >= head.recordedAt,
      Digest.hmac(bytes, droppingLast: 32, key: key).matches(event.digest)
    else { return nil }
    head = event.head
    return event
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
