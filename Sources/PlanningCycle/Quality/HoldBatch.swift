// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DataQuality
import Journal

extension Workspace {
  /// Keeps the file of rows that a rule stops, and none of the rows: facts and plan are what they were.
  ///
  /// - Parameter earlier: what the same key brought before.
  func hold(
    _ reading: FactFileReading, _ report: QualityReport, fileName: String, fileBytes: [UInt8]?, origin: ImportOrigin,
    payload: [String: CanonicalValue], actor: Actor, key: String, earlier: FactReceipt?
  ) throws -> ImportResultRecord {
    let isFile = origin.isReadableAgain && fileBytes != nil
    var payload = payload
    payload["rows"] = .integer(Int64(reading.table.rowCount))
    payload["content"] = .digest(HeldRows.digest(reading.table))
    payload["kept_as"] = .text(isFile ? "file" : "rows")
    payload["owner"] = .integer(earlier?.command["owner"]?.integer ?? owner(ofHeld: report, broughtBy: actor))
    if let columns = origin.columns { payload["columns"] = .map(columns.mapValues { .text($0) }) }
    let kind = reading.table.kind
    let batch = FactBatch(
      table: FactTable(kind: kind), fileName: fileName, fileBytes: isFile ? fileBytes : HeldRows.encode(reading.table),
      recordedOn: environment.today())
    let draft = EventDraft(kind: QualityLedger.held, actor: actor, idempotencyKey: key, payload: .map(payload))
    let receipt = try store.record(batch, for: draft, at: environment.now())
    // The same rows with the same key: everybody heard of them already.
    if ledgers.quality.batch(receipt.batch) == nil {
      _ = announce(receipt.event, Self.heldWords(kind, fileName), [], spread: [], reason: "")
    }
    return ImportResultRecord(
      batch: receipt.batch, reading: reading.withoutRows(), accepted: reading.table.rowCount, added: 0, corrected: 0, unchanged: 0,
      report: report, isHeld: true)
  }

  static func heldWords(_ kind: FactKind, _ fileName: String) -> BilingualText {
    let file = fileName.isEmpty ? BilingualText("", "") : BilingualText("（\(fileName)）", " (\(fileName))")
    return BilingualText("\(kind.label.chinese)\(file.chinese)被隔离", "\(kind.label.english)\(file.english) held")
  }
}
