// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import Commerce
import Journal

extension Workspace {
  /// Keeps the bytes of a dropped file until the person decides, and says how to look at it.
  ///
  /// - Throws: `StoreError`.
  public func previewImport(
    _ proof: Authorized<To.ImportFacts>, bytes: [UInt8], fileName: String, kind: FactKind?
  ) throws -> ImportPreview {
    let file = UploadedFile(name: fileName, bytes: bytes)
    return ImportPreview(
      reader: environment.reader, file: file, kind: kind, remembered: ledgers.layouts.layouts, known: knownCodes(for: kind),
      imports: facts.imports,
      upload: uploads.put(file, person: proof.person.id))
  }

  /// Keeps the rows of a file that was looked at; it is read again only where somebody confirmed other columns, or imported since.
  ///
  /// - Throws: `CycleError.uploadNotKnown`, `fileNotReadable`; `StoreError`.
  public func importUpload(
    _ proof: Authorized<To.ImportFacts>, upload: String, kind: FactKind, columns: [String: String]?
  ) throws -> ImportResultRecord {
    guard let file = uploads.take(upload, person: proof.person.id) else {
      throw CycleError(
        .uploadNotKnown, BilingualText("上传的文件已过期", "the uploaded file is no longer here"),
        hint: BilingualText("请重新上传", "upload it again"), parameters: ["upload": upload])
    }
    let reading =
      try file.reading(kind, columns, imports: facts.imports)
      ?? environment.reader.read(file.bytes, fileName: file.name, kind: kind, columns: columns, knows: knownCodes(for: kind).knows)
    return try record(
      proof, reading, fileName: file.name, fileBytes: file.bytes, layout: file.layout(kind, columns), key: "upload-\(upload)-\(revision)")
  }

  /// Keeps the rows of a reading as one batch, atomically, and derives everything again.
  public func record(
    _ proof: Authorized<To.ImportFacts>, _ reading: FactFileReading, fileName: String, fileBytes: [UInt8]?,
    layout: RememberedLayout? = nil, key: String
  ) throws -> ImportResultRecord {
    try record(proof, reading, fileName: fileName, fileBytes: fileBytes, layout: layout, key: key, source: nil)
  }

  /// - Parameters:
  ///   - source: where the rows came from by themselves, and how far it was read; kept with them.
  ///   - request: of what somebody sent.
  func record(
    _ proof: Authorized<To.ImportFacts>, _ reading: FactFileReading, fileName: String, fileBytes: [UInt8]?,
    layout: RememberedLayout? = nil, key: String, source: SourceStamp?,
    request: Digest? = nil
  ) throws -> ImportResultRecord {
    let batch = FactBatch(
      table: reading.table, fileName: fileName, fileBytes: fileBytes, recordedOn: environment.today())
    var payload: [String: CanonicalValue] = [
      "rows_read": .integer(Int64(reading.rowsRead)), "rejected": .integer(Int64(reading.rejected)),
    ]
    if let layout { payload["layout"] = LayoutLedger.payload(layout) }
    if let source { payload["source"] = source.canonical }
    if let request { payload["request"] = .digest(request) }
    let draft = EventDraft(kind: "facts.recorded", actor: proof.person.actor, idempotencyKey: key, payload: .map(payload))
    let receipt = try store.record(batch, for: draft, at: environment.now())
    stand(at: max(revision, receipt.batch))
    if receipt.keptRows > 0 {
      facts.forget(reading.table.kind)
      forgetDocuments()
      try rebuild()
      if plan.history.months != nil, plan.baseline.map({ $0.origin < plan.cutoff }) ?? true {
        // The first baseline, or a month more to learn from: every method is tried again.
        let key = plan.baseline == nil ? "first-forecast" : "month-closed"
        try refreshForecasts(as: .system, key: "\(key)-\(receipt.batch)", reason: "")
      }
      announceImport(receipt)
    } else {
      // What its columns mean was confirmed all the same.
      ledgers.note(receipt.event)
    }
    return ImportResultRecord(
      batch: receipt.batch, reading: reading, added: receipt.newRows, corrected: receipt.correctedRows,
      unchanged: receipt.unchangedRows)
  }

  public func imports(_ proof: Authorized<To.ViewCompany>) throws -> [ImportRecord] {
    try store.batches().reversed().map { receipt in
      ImportRecord(
        batch: receipt.batch, kind: receipt.kind, fileName: receipt.fileName, rows: receipt.keptRows,
        by: receipt.event.draft.actor.login, at: receipt.recordedAt.stampText)
    }
  }

  /// Codes that rows of a kind may name; nil: of every kind.
  public func knownCodes(for kind: FactKind?) -> KnownFactCodes { KnownFactCodes(facts, for: kind) }

  private func announceImport(_ receipt: FactReceipt) {
    tell(
      WorkspaceChange(
        revision: revision, at: receipt.recordedAt, actor: receipt.event.draft.actor, kind: "facts.recorded",
        label: BilingualText(
          "导入\(receipt.kind.label.chinese) \(receipt.keptRows) 行", "imported \(receipt.keptRows) rows of \(receipt.kind.label.english)"),
        reason: "", moved: [], spread: [], alerts: alerts(), firstShortfall: firstShortfall()))
  }
}

extension Moment {
  /// `2026-11-23T14:05+08:00`: a minute that every reader's clock can place.
  var stampText: String {
    let text = minuteText
    return text.prefix(10) + "T" + text.suffix(5) + "+08:00"
  }

  /// The day in China (UTC+8).
  var civilDay: Day {
    let minutes = minutesInChina
    return Day(ordinal: Int32(clamping: minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440))
  }

  private var minutesInChina: Int64 { millisecondsSinceEpoch / 60_000 + 8 * 60 }

  /// `2026-11-23 14:05` in China (UTC+8), for sentences.
  public var minuteText: String {
    let rest = Int(minutesInChina - Int64(civilDay.ordinal) * 1440)
    func padded(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
    return civilDay.description + " " + padded(rest / 60) + ":" + padded(rest % 60)
  }
}
