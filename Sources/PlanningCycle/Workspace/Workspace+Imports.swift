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

  /// Prepares to keep the rows of a file that was looked at; it is read again only where somebody confirmed other columns, or imported since.
  ///
  /// - Throws: `CycleError.uploadNotKnown`; `StoreError`.
  public func importUpload(
    _ proof: Authorized<To.ImportFacts>, upload: String, kind: FactKind, columns: [String: String]?
  ) throws -> ImportRun {
    guard let file = uploads.take(upload, person: proof.person.id) else {
      throw CycleError(
        .uploadNotKnown, BilingualText("上传的文件已过期", "the uploaded file is no longer here"),
        hint: BilingualText("请重新上传", "upload it again"), parameters: ["upload": upload])
    }
    let layout = file.layout(kind, columns)
    let seen = file.takeReading(kind, columns, imports: facts.imports)
    let (reader, known) = (environment.reader, seen == nil ? knownCodes(for: kind) : nil)
    let source = ImportRun.Source(bytes: file.bytes) { [name = file.name, bytes = file.bytes] in
      if let seen { return seen }
      return try reader.read(bytes, fileName: name, kind: kind, columns: columns) { known?.knows($0, $1) }
    }
    return ImportRun(proof, source, fileName: file.name, layout: layout, key: "upload-\(upload)-\(revision)")
  }

  /// Keeps the rows of a reading as one batch, atomically, and derives everything again.
  public func record(
    _ proof: Authorized<To.ImportFacts>, _ reading: FactFileReading, fileName: String, fileBytes: [UInt8]?,
    layout: RememberedLayout? = nil, key: String
  ) throws -> ImportResultRecord {
    let source = ImportRun.Source(bytes: fileBytes) { reading }
    return try ImportRun(proof, source, fileName: fileName, layout: layout, key: key).finish(HeldWorkspace(workspace: self))
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

  /// Keeps a batch and derives everything again, within the turn.
  func recordAtOnce(_ batch: FactBatch, _ draft: EventDraft) throws -> FactReceipt {
    let receipt = try store.record(batch, for: draft, at: environment.now())
    stand(at: max(revision, receipt.batch))
    guard receipt.keptRows > 0 else {
      // What its columns mean was confirmed all the same.
      ledgers.note(receipt.event)
      return receipt
    }
    facts.forget(batch.table.kind)
    forgetDocuments()
    try takeImported(try PlanDerivation(self, work: environment.work).derive(members: store, learns: true), receipt)
    return receipt
  }

  /// Keeps that nothing of a file was new.
  func recordUnchanged(_ staged: any StagedFacts, _ draft: EventDraft) throws -> FactReceipt {
    let receipt = try store.record(staged, for: draft, at: environment.now())
    stand(at: max(revision, receipt.batch))
    ledgers.note(receipt.event)
    return receipt
  }

  /// Makes staged rows facts, and what was derived from them the plan; nil when that was derived from something that has changed.
  func take(_ staged: any StagedFacts, _ table: FactTable, _ derived: DerivedPlan, _ draft: EventDraft) throws -> FactReceipt? {
    try derived.isStale(self) ? nil : try keep(staged, table, derived, draft)
  }

  /// Makes staged rows facts, and what was derived from them the plan.
  func keep(_ staged: any StagedFacts, _ table: FactTable, _ derived: DerivedPlan, _ draft: EventDraft) throws -> FactReceipt {
    let receipt = try store.record(staged, for: draft, at: environment.now())
    stand(at: max(revision, receipt.batch))
    facts.adopt(table.settled(batch: receipt.batch))
    forgetDocuments()
    try takeImported(derived, receipt)
    return receipt
  }

  private func takeImported(_ derived: DerivedPlan, _ receipt: FactReceipt) throws {
    var derived = derived
    if let fitted = derived.fitted {
      let key = derived.isFirstForecast ? "first-forecast" : "month-closed"
      let draft = EventDraft(kind: "forecast.refreshed", actor: .system, idempotencyKey: "\(key)-\(receipt.batch)", reason: "")
      do {
        let run = try store.record(fitted.run, fitted.prepared, for: draft, at: environment.now())
        stand(at: max(revision, run.id))
        derived.name(run)
      } catch {
        // The rows are facts all the same.
        try rebuild()
        throw error
      }
    }
    try take(derived)
    announceImport(receipt)
  }

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
