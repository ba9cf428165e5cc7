// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import Commerce
import DataQuality
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
    _ proof: Authorized<To.ImportFacts>, upload: String, kind: FactKind, columns: [String: String]?, replaces: Int64? = nil
  ) throws -> ImportResultRecord {
    if let replaces { _ = try replaceable(replaces, by: kind) }
    guard let file = uploads.take(upload, person: proof.person.id) else {
      throw CycleError(
        .uploadNotKnown, BilingualText("上传的文件已过期", "the uploaded file is no longer here"),
        hint: BilingualText("请重新上传", "upload it again"), parameters: ["upload": upload])
    }
    let reading =
      try file.reading(kind, columns, imports: facts.imports)
      ?? environment.reader.read(file.bytes, fileName: file.name, kind: kind, columns: columns, knows: knownCodes(for: kind).knows)
    return try record(
      proof, reading, fileName: file.name, fileBytes: file.bytes, layout: file.layout(kind, columns), key: "upload-\(upload)-\(revision)",
      origin: ImportOrigin(columns: columns ?? file.columns(kind), replaces: replaces))
  }

  /// Keeps the rows of a reading as one batch, atomically, and derives everything again; rows that a rule of quality stops are held instead, and nothing
  /// of the plan moves.
  ///
  /// - Parameters:
  ///   - layout: what somebody confirmed the columns to mean.
  ///   - key: the same key with the same rows again changes nothing.
  ///   - origin: where they come from; with a reason to release them, rows that a rule stops are kept all the same, which asks for the right.
  /// - Throws: `AccessError`, `CycleError.reasonMissing` for a release; `heldBatchNotKnown`, `heldBatchClosed` for a replacement; `StoreError`.
  public func record(
    _ proof: Authorized<To.ImportFacts>, _ reading: FactFileReading, fileName: String, fileBytes: [UInt8]?,
    layout: RememberedLayout? = nil, key: String, origin: ImportOrigin = ImportOrigin()
  ) throws -> ImportResultRecord {
    let actor = proof.person.actor
    // What was said of the same rows when they came first: with what they brought the same check may say something else.
    let earlier = try store.event(actor: actor.id, key: key).flatMap { FactReceipt($0) }
    let report = try earlier.map { QualityReport($0) } ?? checkImport(reading)
    var payload = Self.counts(reading)
    if let layout { payload["layout"] = LayoutLedger.payload(layout) }
    if let report { payload["quality"] = report.canonical }
    if !origin.source.isEmpty { payload["source"] = .text(origin.source) }
    if let replaced = origin.replaces {
      if earlier == nil { _ = try replaceable(replaced, by: reading.table.kind) }
      payload["replaces"] = .integer(replaced)
    }
    let stops = report?.isHeld ?? false
    if let report, earlier?.isHeld ?? (stops && origin.release == nil) {
      return try hold(
        reading, report, fileName: fileName, fileBytes: fileBytes, origin: origin, payload: payload, actor: actor, key: key,
        earlier: earlier)
    }
    if let reason = origin.release, stops {
      try Access.require(proof.person, .releaseData)
      if earlier == nil { try refuseOwnRelease(actor, proof.person) }
      guard !reason.allSatisfy(\.isWhitespace) else { throw Self.releaseReasonMissing(nil) }
      payload["release"] = .map(["reason": .text(reason), "login": .text(actor.login)])
    }
    let batch = FactBatch(
      table: reading.table, fileName: fileName, fileBytes: fileBytes, recordedOn: environment.today())
    let draft = EventDraft(
      kind: "facts.recorded", actor: actor, idempotencyKey: key, reason: payload["release"]?["reason"]?.text ?? "", payload: .map(payload))
    let before = board
    let receipt = try store.record(batch, for: draft, at: environment.now())
    try follow(receipt, nil, reason: draft.reason)
    return ImportResultRecord(
      batch: receipt.batch, reading: reading, added: receipt.newRows, corrected: receipt.correctedRows,
      unchanged: receipt.unchangedRows, report: report, moved: board.moved(since: before, renames: [:], plan.engine))
  }

  /// What every batch says of its file.
  static func counts(_ reading: FactFileReading) -> [String: CanonicalValue] {
    ["rows_read": .integer(Int64(reading.rowsRead)), "rejected": .integer(Int64(reading.rejected))]
  }

  /// Derives again what follows from new facts, and tells every screen.
  ///
  /// - Parameter words: what was done; nil: that rows were imported.
  func follow(_ receipt: FactReceipt, _ words: BilingualText?, reason: String) throws {
    stand(at: max(revision, receipt.batch))
    guard receipt.keptRows > 0 else {
      // What its columns mean was confirmed all the same.
      if ledgers.quality.batch(receipt.batch) == nil { ledgers.note(receipt.event) }
      return
    }
    facts.forget(receipt.kind)
    forgetDocuments()
    try rebuild()
    if plan.history.months != nil, plan.baseline.map({ $0.origin < plan.cutoff }) ?? true {
      // The first baseline, or a month more to learn from: every method is tried again.
      let key = plan.baseline == nil ? "first-forecast" : "month-closed"
      try refreshForecasts(as: .system, key: "\(key)-\(receipt.batch)", reason: "")
    }
    announceImport(receipt, words, reason: reason)
  }

  /// - Throws: `CycleError.heldBatchNotKnown`, `heldBatchClosed`.
  private func replaceable(_ number: Int64, by kind: FactKind) throws -> CheckedBatch {
    let batch = try waitingBatch(number)
    guard batch.kind == kind else {
      throw CycleError(
        .heldBatchNotKnown, BilingualText("被隔离的一批是另一种数据", "the held batch is of another kind"),
        detail: BilingualText(
          "批次 \(number) 是\(batch.kind.label.chinese)，文件是\(kind.label.chinese)",
          "batch \(number) holds \(batch.kind.label.english), the file holds \(kind.label.english)"),
        hint: BilingualText("选对内容种类", "choose the right kind"), parameters: ["batch": "\(number)"])
    }
    return batch
  }

  public func imports(_ proof: Authorized<To.ViewCompany>) throws -> [ImportRecord] {
    try store.batches().reversed().map { receipt in
      ImportRecord(
        batch: receipt.batch, kind: receipt.kind, fileName: receipt.fileName, rows: receipt.keptRows,
        by: receipt.event.draft.actor.login, at: receipt.recordedAt.stampText, state: qualityState(receipt.batch),
        score: ledgers.quality.batch(receipt.batch)?.score?.total)
    }
  }

  /// Codes that rows of a kind may name; nil: of every kind.
  public func knownCodes(for kind: FactKind?) -> KnownFactCodes { KnownFactCodes(facts, for: kind) }

  private func announceImport(_ receipt: FactReceipt, _ words: BilingualText?, reason: String) {
    let label =
      words
      ?? BilingualText(
        "导入\(receipt.kind.label.chinese) \(receipt.keptRows) 行", "imported \(receipt.keptRows) rows of \(receipt.kind.label.english)")
    tell(
      WorkspaceChange(
        revision: revision, at: receipt.recordedAt, actor: receipt.event.draft.actor, kind: "facts.recorded", label: label,
        reason: reason, moved: [], spread: [], alerts: alerts(), firstShortfall: firstShortfall()))
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
