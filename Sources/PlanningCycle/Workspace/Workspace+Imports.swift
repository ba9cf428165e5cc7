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
    return look(at: file, uploads.put(file, person: proof.person.id), kind, .none)
  }

  /// Looks again at a file that was dropped: as another kind, or with what a person said of it.
  ///
  /// - Throws: `CycleError.uploadNotKnown`.
  public func previewAgain(
    _ proof: Authorized<To.ImportFacts>, upload: String, kind: FactKind?, answers: FileAnswers
  ) throws(CycleError) -> ImportPreview {
    guard let file = uploads.find(upload, person: proof.person.id) else { throw Self.noUpload(upload) }
    return look(at: file, upload, kind, answers)
  }

  private func look(at file: UploadedFile, _ upload: String, _ kind: FactKind?, _ answers: FileAnswers) -> ImportPreview {
    ImportPreview(
      reader: environment.reader, file: file, kind: kind, answers: answers, remembered: ledgers.layouts.layouts,
      known: knownCodes(for: kind),
      imports: facts.imports, upload: upload)
  }

  private static func noUpload(_ upload: String) -> CycleError {
    CycleError(
      .uploadNotKnown, BilingualText("上传的文件已过期", "the uploaded file is no longer here"),
      hint: BilingualText("请重新上传", "upload it again"), parameters: ["upload": upload])
  }

  /// Prepares to keep the rows of a file that was looked at; it is read again only where somebody confirmed other columns, or imported since.
  ///
  /// - Parameter reason: why the rows come late, or say something else than before.
  /// - Throws: `CycleError.uploadNotKnown`; `StoreError`.
  public func importUpload(
    _ proof: Authorized<To.ImportFacts>, upload: String, kind: FactKind, columns: [String: String]?, reason: String = "",
    replaces: Int64? = nil
  ) throws -> ImportRun {
    if let replaces { _ = try replaceable(replaces, by: kind) }
    guard let file = uploads.take(upload, person: proof.person.id) else { throw Self.noUpload(upload) }
    let (layout, answers) = (file.layout(kind, columns), file.answers)
    let origin = ImportOrigin(columns: columns ?? file.columns(kind), isReadableAgain: answers == .none, replaces: replaces)
    let seen = file.takeReading(kind, columns, imports: facts.imports)
    let (reader, known) = (environment.reader, seen == nil ? knownCodes(for: kind) : nil)
    let source = ImportRun.Source(bytes: file.bytes) { [name = file.name, bytes = file.bytes] in
      if let seen { return seen }
      return try reader.read(bytes, fileName: name, kind: kind, columns: columns, answers: answers) { known?.knows($0, $1) }
    }
    return ImportRun(
      proof, source, fileName: file.name, layout: layout, answers: answers, key: "upload-\(upload)-\(revision)", reason: reason,
      origin: origin)
  }

  /// Keeps the rows of a reading as one batch, atomically, and derives everything again; rows that a rule of quality stops are held instead, and nothing
  /// of the plan moves.
  ///
  /// - Parameters:
  ///   - layout: what somebody confirmed the columns to mean.
  ///   - answers: what a person said of the file; it stands in the event, the file is kept as it came.
  ///   - key: the same key with the same rows again changes nothing.
  ///   - reason: why the rows come late, or say something else than before.
  ///   - origin: where they come from; with a reason to release them, rows that a rule stops are kept all the same, which asks for the right.
  /// - Throws: `AccessError`, `CycleError.reasonMissing` for a release; `heldBatchNotKnown`, `heldBatchClosed` for a replacement; `StoreError`.
  public func record(
    _ proof: Authorized<To.ImportFacts>, _ reading: FactFileReading, fileName: String, fileBytes: [UInt8]?,
    layout: RememberedLayout? = nil, answers: FileAnswers = .none, key: String, reason: String = "", origin: ImportOrigin = ImportOrigin()
  ) throws -> ImportResultRecord {
    try record(
      proof, reading, fileName: fileName, fileBytes: fileBytes, layout: layout, answers: answers, key: key, reason: reason, origin: origin,
      stamp: nil)
  }

  /// - Parameters:
  ///   - stamp: where the rows came from by themselves, and how far it was read; kept with them.
  ///   - request: of what somebody sent.
  func record(
    _ proof: Authorized<To.ImportFacts>, _ reading: FactFileReading, fileName: String, fileBytes: [UInt8]?,
    layout: RememberedLayout? = nil, answers: FileAnswers = .none, key: String, reason: String = "",
    origin: ImportOrigin = ImportOrigin(), stamp: SourceStamp?, request: Digest? = nil
  ) throws -> ImportResultRecord {
    let source = ImportRun.Source(bytes: fileBytes) { reading }
    let run = ImportRun(
      proof, source, fileName: fileName, layout: layout, answers: answers, key: key, reason: reason, origin: origin, stamp: stamp,
      request: request)
    return try run.finish(HeldWorkspace(workspace: self))
  }

  /// - Throws: `CycleError.heldBatchNotKnown`, `heldBatchClosed`.
  func replaceable(_ number: Int64, by kind: FactKind) throws -> CheckedBatch {
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

  /// Characters of the reason of an import.
  public static let reasonLimit = 500

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

  /// A batch that was kept, and the totals of the plan that it moved.
  typealias Kept = (receipt: FactReceipt, moved: [MovedFigure])

  /// Keeps a batch and derives everything again, within the turn.
  ///
  /// - Parameter words: what was done; nil: that rows were imported.
  func recordAtOnce(_ batch: FactBatch, _ draft: EventDraft, at moment: Moment? = nil, words: BilingualText? = nil) throws -> Kept {
    let receipt = try store.record(batch, for: draft, at: moment ?? environment.now())
    stand(at: max(revision, receipt.batch))
    guard receipt.keptRows > 0 else {
      noteUnchanged(receipt)
      return (receipt, [])
    }
    facts.forget(batch.table.kind)
    forgetDocuments()
    let derived = try PlanDerivation(self, work: environment.work).derive(members: store, learns: true)
    return (receipt, try takeImported(derived, receipt, words))
  }

  /// What its columns mean was confirmed all the same. The same rows with the same key: everybody heard of them already.
  private func noteUnchanged(_ receipt: FactReceipt) {
    if ledgers.quality.batch(receipt.batch) == nil { ledgers.note(receipt.event) }
  }

  /// Keeps that nothing of a file was new.
  func recordUnchanged(_ staged: any StagedFacts, _ draft: EventDraft) throws -> Kept {
    let receipt = try store.record(staged, for: draft, at: environment.now())
    stand(at: max(revision, receipt.batch))
    noteUnchanged(receipt)
    return (receipt, [])
  }

  /// Makes staged rows facts, and what was derived from them the plan; nil when that was derived from something that has changed.
  func take(_ staged: any StagedFacts, _ table: FactTable, _ derived: DerivedPlan, _ draft: EventDraft) throws -> Kept? {
    try derived.isStale(self) ? nil : try keep(staged, table, derived, draft)
  }

  /// Makes staged rows facts, and what was derived from them the plan.
  func keep(_ staged: any StagedFacts, _ table: FactTable, _ derived: DerivedPlan, _ draft: EventDraft) throws -> Kept {
    let receipt = try store.record(staged, for: draft, at: environment.now())
    stand(at: max(revision, receipt.batch))
    facts.adopt(table.settled(batch: receipt.batch))
    forgetDocuments()
    return (receipt, try takeImported(derived, receipt, nil))
  }

  private func takeImported(_ derived: DerivedPlan, _ receipt: FactReceipt, _ words: BilingualText?) throws -> [MovedFigure] {
    var derived = derived
    let former = board
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
    announceImport(receipt, words)
    return board.moved(since: former, renames: [:], plan.engine)
  }

  private func announceImport(_ receipt: FactReceipt, _ words: BilingualText?) {
    let label =
      words
      ?? BilingualText(
        "导入\(receipt.kind.label.chinese) \(receipt.keptRows) 行", "imported \(receipt.keptRows) rows of \(receipt.kind.label.english)")
    tell(
      WorkspaceChange(
        revision: revision, at: receipt.recordedAt, actor: receipt.event.draft.actor, kind: "facts.recorded", label: label,
        reason: receipt.event.draft.reason, moved: [], spread: [], alerts: alerts(), firstShortfall: firstShortfall()))
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
