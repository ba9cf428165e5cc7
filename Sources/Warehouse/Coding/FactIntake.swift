// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
public import Journal
public import PlanningCycle

/// The rows of one batch on their way into their table, some thousands at a time: what every database does alike. Counts, digests, versions and numbers
/// come out as with one statement a row.
public final class FactIntake {
  /// What is on every row; a staged row does not know it yet.
  public struct Mark: Sendable {
    public let batch: Int64
    public let recordedAt: Moment

    public init(batch: Int64, recordedAt: Moment) {
      self.batch = batch
      self.recordedAt = recordedAt
    }

    public static let staged = Mark(batch: BatchPlaces.unsaid, recordedAt: Moment(millisecondsSinceEpoch: BatchPlaces.unsaid))
  }

  public let schema: FactTableSchema
  public let entity: Int64
  public let firstRow: Int64
  /// Nothing was known of the entity before: the unique index speaks for the few keys that come twice.
  public let isFirst: Bool
  /// Of the kept file; nil when none was kept.
  public var fileDigest: Digest?
  public private(set) var new = 0
  public private(set) var corrected = 0
  public private(set) var unchanged = 0
  public private(set) var rowsDigest = Digest.zero
  /// Rows of earlier batches that are past once these are facts.
  public private(set) var retired: [Int64] = []
  /// Months that gain a row by this batch, or lose one: ordinals.
  public private(set) var touchedMonths: Swift.Set<Int32> = []
  // Most rows lie beside others of their month.
  private var touchedDays: ClosedRange<Int64>?
  /// Where each row stood in its file.
  public private(set) var lines: [Int32]
  /// The number of the next row that is kept.
  public private(set) var nextRow: Int64

  private let fileName: String
  private let recordedOn: Day
  private var inputDigest = Digest.zero
  // Let go when the last row is in.
  private var coder: FactRowCoder?
  private var effective: FactColumn?
  private var rows: KeptRowsWriter? = KeptRowsWriter()
  private var input: DigestStream? = DigestStream()

  /// - Parameter lastRow: the greatest number of a row of the table.
  public init(_ batch: FactBatch, lastRow: Int64, isFirst: Bool) {
    schema = FactTableSchema(batch.table.kind)
    entity = batch.entity
    fileName = batch.fileName
    recordedOn = batch.recordedOn
    coder = FactRowCoder(batch.table)
    lines = batch.table.lines
    effective = batch.table.schema.effectiveField.map { batch.table[$0] }
    (firstRow, nextRow) = (lastRow + 1, lastRow + 1)
    self.isFirst = isFirst
  }

  public var kind: FactKind { schema.schema.kind }
  public var keptRows: Int { new + corrected }

  public func chunks(of size: Int) -> [Range<Int>] {
    stride(from: 0, to: lines.count, by: size).map { $0..<min(lines.count, $0 + size) }
  }

  /// Reads the next rows; each range once, in order.
  ///
  /// - Parameter body: brings them in and says the version each was kept as; nil for one that says nothing new.
  /// - Parameter flush: gets the bytes of kept rows once in a while, in order.
  public func store(
    _ range: Range<Int>, flush: (UnsafeRawBufferPointer) throws -> Void, _ body: (FactChunk, FactRowCoder) throws -> [Int64?]
  ) throws {
    guard let coder else { preconditionFailure("rows come in once") }
    let chunk = FactChunk(coder, range) { effective?.integer($0) ?? Int64(recordedOn.ordinal) }
    chunk.read { input?.update($0) }
    for (index, version) in try body(chunk, coder).enumerated() {
      guard let version else {
        unchanged += 1
        continue
      }
      if version == 1 { new += 1 } else { corrected += 1 }
      nextRow += 1
      touch(chunk.effectiveOn[index])
      try withExtendedLifetime(chunk) {
        try rows?.add(version: version, effectiveOn: chunk.effectiveOn[index], content: chunk.content(index), flush: flush)
      }
    }
  }

  /// A row of an earlier batch is past once these rows are facts.
  public func retire(_ row: Int64, effectiveOn day: Int64) {
    retired.append(row)
    touch(day)
  }

  private func touch(_ day: Int64) {
    if let touchedDays, touchedDays.contains(day) { return }
    let month = Day(ordinal: Int32(clamping: day)).monthOf
    touchedMonths.insert(month.ordinal)
    touchedDays = Int64(month.firstDay.ordinal)...Int64(month.lastDay.ordinal)
  }

  /// Ends the digests and lets the rows go.
  public func finish(flush: (UnsafeRawBufferPointer) throws -> Void) throws {
    guard let rows = rows.take(), let input = input.take() else { preconditionFailure("rows end once") }
    rowsDigest = try rows.finish(flush: flush)
    inputDigest = input.finish()
    coder = nil
    lines = []
    effective = nil
  }

  /// Whether an event is of the same command with the same rows.
  public func isRepeated(by event: Event, of draft: EventDraft) -> Bool {
    guard let receipt = FactReceipt(event), receipt.command == draft.payload, receipt.kind == kind, receipt.entity == entity
    else { return false }
    return receipt.inputDigest == coder?.inputDigest() ?? inputDigest
  }

  /// What the event of the batch says.
  public func payload(command: CanonicalValue) -> CanonicalValue {
    FactReceipt.payload(
      command: command, kind: kind, entity: entity, fileName: fileName, recordedOn: recordedOn, fileDigest: fileDigest, newRows: new,
      correctedRows: corrected, unchangedRows: unchanged, rowsDigest: rowsDigest, inputDigest: inputDigest)
  }
}
