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

  /// The newest version of each source key among what batches up to one brought; otherwise as above.
  func table(_ kind: FactKind, entity: Int64, through batch: Int64) throws(StoreError) -> FactTable

  /// What batches did to the days on which rows of a kind are true, by batch and day.
  ///
  /// - Parameters:
  ///   - amount: fields of money; the first that a row has is the row's amount. Empty: rows are counted alone.
  ///   - batch: the newest that counts.
  func movements(_ kind: FactKind, entity: Int64, amount: [String], through batch: Int64) throws(StoreError) -> [FactMovement]

  /// What the newest rows of a kind come to by the month in which they are true, ascending; none for a kind without days.
  ///
  /// - Parameter batch: the newest that counts, summed from rows as they were known then; nil for all, which takes months that nothing touched
  ///   from the summary and sums the others. The answer is the same either way, and never stale.
  func months(_ kind: FactKind, entity: Int64, through batch: Int64?) throws(StoreError) -> [FactMonth]

  /// Has every month summed from its rows again when somebody asks next.
  func markAllMonths() throws(StoreError)

  /// Rows of one batch, each with the version it took the place of, in the order in which they were kept.
  ///
  /// - Parameters:
  ///   - days: only rows that are true, or were, on one of them; nil: all.
  ///   - isCorrection: only rows that took another's place, or only rows that did not; nil: both.
  func revisions(
    _ kind: FactKind, batch: Int64, days: ClosedRange<Day>?, isCorrection: Bool?, offset: Int, limit: Int
  ) throws(StoreError) -> [FactRevision]

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

/// What one batch did to one day of a kind.
public struct FactMovement: Hashable, Sendable {
  public let batch: Int64
  public let day: Day
  /// Rows that nobody knew before.
  public var added = 0
  public var addedAmount: Int64 = 0
  /// New versions that are true on this day, and the amounts they state.
  public var corrected = 0
  public var correctedAmount: Int64 = 0
  /// Versions of this day that others took the place of, and the amounts they stated.
  public var replaced = 0
  public var replacedAmount: Int64 = 0

  public init(batch: Int64, day: Day) {
    self.batch = batch
    self.day = day
  }
}

/// A row of a batch, and what was known under its key before.
public struct FactRevision: Hashable, Sendable {
  public let now: FactVersion
  /// nil: nobody knew the key.
  public let former: FactVersion?

  public init(now: FactVersion, former: FactVersion?) {
    self.now = now
    self.former = former
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
