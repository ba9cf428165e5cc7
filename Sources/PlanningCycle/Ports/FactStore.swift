// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
public import Journal

/// Answers about facts. They come in through `EventStore.append(_:at:facts:)`, with the event of their
/// import.
public protocol FactStore: Sendable {
  /// The newest version of each source key, in the order of the keys (bytes ascending, missing first).
  ///
  /// - Parameter moment: what was known then (recorded at or before); nil for now.
  func table(_ kind: FactKind, entity: Int64, asOf moment: Moment?) throws(StoreError) -> FactTable

  /// Every version of one source key, oldest first; `key` in the order of `FactSchema.keys`, nil where
  /// missing.
  func history(_ kind: FactKind, entity: Int64, key: [FactValue?]) throws(StoreError) -> [FactVersion]

  /// Where a row came from; nil for a batch that is not of this kind or kept no row of this line.
  func origin(_ kind: FactKind, batch: Int64, line: Int32) throws(StoreError) -> FactOrigin?

  /// Every import, oldest first.
  func batches() throws(StoreError) -> [FactReceipt]

  /// A file as it was imported; nil when none is kept under this digest.
  func keptFile(_ digest: Digest) throws(StoreError) -> [UInt8]?
}

extension FactStore {
  /// The newest facts of the first legal entity.
  public func table(_ kind: FactKind, asOf moment: Moment? = nil) throws(StoreError) -> FactTable {
    try table(kind, entity: 1, asOf: moment)
  }

  public func history(_ kind: FactKind, key: [FactValue?]) throws(StoreError) -> [FactVersion] {
    try history(kind, entity: 1, key: key)
  }
}

/// One version of a fact.
public struct FactVersion: Hashable, Sendable {
  /// From 1; a correction is the next.
  public let version: Int
  public let batch: Int64
  public let line: Int32
  public let recordedAt: Moment
  public let effectiveOn: Day
  /// In the order of `FactSchema.fields`, nil where missing.
  public let values: [FactValue?]

  public init(
    version: Int, batch: Int64, line: Int32, recordedAt: Moment, effectiveOn: Day, values: [FactValue?]
  ) {
    self.version = version
    self.batch = batch
    self.line = line
    self.recordedAt = recordedAt
    self.effectiveOn = effectiveOn
    self.values = values
  }
}

/// File and line a row came from, and when.
public struct FactOrigin: Hashable, Sendable {
  public let fileName: String
  public let line: Int32
  public let batch: Int64
  public let recordedAt: Moment
  public let actor: Actor
  public let fileDigest: Digest?

  public init(
    fileName: String, line: Int32, batch: Int64, recordedAt: Moment, actor: Actor, fileDigest: Digest?
  ) {
    self.fileName = fileName
    self.line = line
    self.batch = batch
    self.recordedAt = recordedAt
    self.actor = actor
    self.fileDigest = fileDigest
  }
}
