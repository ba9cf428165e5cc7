// SPDX-License-Identifier: Apache-2.0
public import Journal

/// Keeps the inputs of the plan as they stood after an event, so that start-up need not begin at the first.
public protocol SnapshotStore: Sendable {
  /// Keeps a snapshot; the two newest stay.
  func save(_ snapshot: InputSnapshot) throws(StoreError)
  /// The newest whose bytes are what was saved; a damaged one is passed over.
  func newestSnapshot() throws(StoreError) -> InputSnapshot?
}

/// All inputs after one event, in a form its writer knows.
public struct InputSnapshot: Hashable, Sendable {
  /// The last event it contains.
  public let sequence: Int64
  /// That event's digest: a snapshot of another chain is noticed.
  public let eventDigest: Digest
  public let bytes: [UInt8]

  public init(sequence: Int64, eventDigest: Digest, bytes: [UInt8]) {
    self.sequence = sequence
    self.eventDigest = eventDigest
    self.bytes = bytes
  }
}
