// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
public import Journal

/// What became of an import: read from its batch event, so that every past one can be asked again.
public struct FactReceipt: Sendable, Equatable {
  public let event: Event
  public let kind: FactKind
  public let entity: Int64
  public let fileName: String
  /// SHA-256 of the kept file; nil when none was kept.
  public let fileDigest: Digest?
  /// Rows whose key was not known.
  public let newRows: Int
  /// Rows with a known key and other values, kept as the next version.
  public let correctedRows: Int
  /// Rows equal to the newest version of their key: counted, not kept.
  public let unchangedRows: Int
  /// Field names in the order their values were digested; later fields do not disturb older batches.
  public let fields: [String]
  /// SHA-256 over the kept rows: `verify` computes it again.
  public let rowsDigest: Digest
  /// SHA-256 over all rows as they came: a repeated key with other rows is noticed.
  public let inputDigest: Digest

  /// The batch: the event's sequence number, which is on every row it brought.
  public var batch: Int64 { event.sequence }
  public var recordedAt: Moment { event.recordedAt }
  public var keptRows: Int { newRows + correctedRows }
  /// The civil day of the import: rows that say no day themselves are true from it.
  public var recordedOn: Day? { event.payload["batch"]?["recorded_on"]?.day }
  /// What the command itself carried.
  public var command: CanonicalValue { event.payload["command"] ?? .empty }

  /// nil when the event is not a batch of facts.
  public init?(_ event: Event) {
    let payload = event.payload
    guard let batch = payload["batch"], let name = batch["kind"]?.text, let kind = FactKind(rawValue: name),
      let entity = batch["entity"]?.integer, let fileName = batch["file_name"]?.text,
      let newRows = batch["new"]?.integer.flatMap({ Int(exactly: $0) }),
      let corrected = batch["corrected"]?.integer.flatMap({ Int(exactly: $0) }),
      let unchanged = batch["unchanged"]?.integer.flatMap({ Int(exactly: $0) }),
      let fields = batch["fields"]?.list, let rowsDigest = batch["rows_digest"]?.digest,
      let inputDigest = batch["input_digest"]?.digest
    else { return nil }
    self.event = event
    self.kind = kind
    self.entity = entity
    self.fileName = fileName
    self.fileDigest = batch["file_digest"]?.digest
    self.newRows = newRows
    self.correctedRows = corrected
    self.unchangedRows = unchanged
    self.fields = fields.compactMap(\.text)
    self.rowsDigest = rowsDigest
    self.inputDigest = inputDigest
  }

  /// The payload of a batch event: what adapters write, so that every adapter writes the same bytes.
  public static func payload(
    command: CanonicalValue, kind: FactKind, entity: Int64, fileName: String, recordedOn: Day, fileDigest: Digest?, newRows: Int,
    correctedRows: Int, unchangedRows: Int, rowsDigest: Digest, inputDigest: Digest
  ) -> CanonicalValue {
    var entries: [String: CanonicalValue] = [
      "kind": .text(kind.rawValue), "entity": .integer(entity), "file_name": .text(fileName), "recorded_on": .day(recordedOn),
      "new": .integer(Int64(newRows)), "corrected": .integer(Int64(correctedRows)),
      "unchanged": .integer(Int64(unchangedRows)),
      "fields": .list(FactSchema.of(kind).fields.map { .text($0.name) }),
      "rows_digest": .digest(rowsDigest), "input_digest": .digest(inputDigest),
    ]
    if let fileDigest { entries["file_digest"] = .digest(fileDigest) }
    return .map(["command": command, "batch": .map(entries)])
  }
}
