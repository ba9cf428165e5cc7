// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import DataQuality
import Journal

extension Workspace {
  /// Lets a held batch through: its rows become facts as they were read. Said by somebody else than who brought them in, with a reason that stands on the batch for
  /// ever.
  ///
  /// - Throws: `CycleError.heldBatchNotKnown`, `heldBatchClosed`, `releaseNotYours`, `reasonMissing`; `heldFileDiffers` where the program now reads other rows
  ///   from the file than those that were held; `StoreError`.
  public func releaseBatch(_ proof: Authorized<To.ReleaseData>, _ number: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let batch = try waitingBatch(number)
    try refuseOwnRelease(batch.actor, proof.person)
    try requireReason(context, of: number)
    let receipt = try heldReceipt(number)
    let reading = try heldReading(receipt)
    var payload = Self.counts(reading)
    payload["release"] = .map(["of": .integer(number), "reason": .text(context.reason), "login": .text(batch.actor.login)])
    if let source = receipt.command["source"] { payload["source"] = source }
    let facts = FactBatch(
      table: reading.table, fileName: receipt.fileName, fileBytes: try receipt.fileDigest.flatMap { try store.keptFile($0) },
      recordedOn: environment.today())
    let words = BilingualText(
      "放行被隔离的\(receipt.kind.label.chinese)，\(reading.table.rowCount) 行",
      "\(reading.table.rowCount) held rows of \(receipt.kind.label.english) released")
    let kept = try recordAtOnce(facts, context.draft("facts.recorded", .map(payload)), at: context.at, words: words)
    return CommandOutcome(
      event: kept.receipt.batch, revision: revision, label: words, moved: kept.moved, spread: [], isRepeat: false)
  }

  /// Says that a held batch shall never be facts.
  ///
  /// - Throws: `CycleError.heldBatchNotKnown`, `heldBatchClosed`, `reasonMissing`; `AccessError`; `StoreError`.
  public func discardBatch(_ proof: Authorized<To.ViewCompany>, _ number: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let batch = try waitingBatch(number)
    try requireHand(proof.person, on: batch)
    try requireReason(context, of: number)
    let words = BilingualText("弃用被隔离的\(batch.kind.label.chinese)", "held rows of \(batch.kind.label.english) discarded")
    return try recordDecision(QualityLedger.discarded, ["batch": .integer(number)], words, context)
  }

  /// Says who has to look at a held batch.
  ///
  /// - Throws: `CycleError.heldBatchNotKnown`, `heldBatchClosed`; `heldOwnerRefused` for somebody who may not see it; `AccessError`; `StoreError`.
  public func assignBatch(
    _ proof: Authorized<To.ViewCompany>, _ number: Int64, to login: String, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let batch = try waitingBatch(number)
    try requireHand(proof.person, on: batch)
    let owner = try qualityOwner(login)
    let words = BilingualText(
      "被隔离的\(batch.kind.label.chinese)交给 \(owner.name.chinese)", "held rows of \(batch.kind.label.english) given to \(owner.name.english)")
    return try recordDecision(QualityLedger.ownerSet, ["batch": .integer(number), "owner": .integer(owner.id)], words, context)
  }

  /// Takes back what one did to a rule or a held batch, or does it again; not over what somebody did since.
  func reverseQuality(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    let newest = ledgers.quality.newest(like: event.sequence)
    let isRule = event.payload["batch"] == nil
    if isRule { try Access.require(context.person, .releaseData) }
    let isOpen = event.payload["batch"]?.integer.map { number in
      guard let batch = ledgers.quality.batch(number) else { return false }
      switch ledgers.quality.fate(of: batch) {
      case .held, .discarded: return true
      case .kept, .released, .replaced: return false
      }
    }
    guard isOpen ?? true, mark == "undoes" ? newest == event.sequence : (newest ?? 0) < event.sequence else {
      throw CycleError(
        .qualityChanged, BilingualText("其他人已改动，不能撤销", "somebody changed it since"),
        hint: BilingualText("刷新后再看", "look again"))
    }
    return try recordReversal(
      of: event, as: mark == "undoes" ? QualityLedger.reverted : QualityLedger.restored, mark: mark, words: words, context: context)
  }

  // MARK: What a held batch is

  func heldReceipt(_ number: Int64) throws -> FactReceipt {
    guard let event = try store.events(after: number - 1, limit: 1).first, event.sequence == number, let receipt = FactReceipt(event) else {
      throw Self.heldNotKnown(number)
    }
    return receipt
  }

  /// Its rows, read again or as they were kept, and held against what they were.
  private func heldReading(_ receipt: FactReceipt) throws -> FactFileReading {
    let command = receipt.command
    guard let digest = receipt.fileDigest, let bytes = try store.keptFile(digest) else {
      throw StoreError(
        .damaged, subject: receipt.fileName, detail: "The file of the held batch \(receipt.batch) is gone.",
        hint: "Run tongpin verify; import the file anew.")
    }
    let reading: FactFileReading
    if command["kept_as"]?.text == "rows" {
      guard let table = HeldRows.decode(bytes, kind: receipt.kind) else { throw Self.heldDiffers(receipt) }
      reading = FactFileReading(
        table: table, rowsRead: Int(clamping: command["rows_read"]?.integer ?? 0),
        rejected: Int(clamping: command["rejected"]?.integer ?? 0), encoding: "", headerLine: 0, findings: [], findingsTotal: 0)
    } else {
      reading = try environment.reader.read(
        bytes, fileName: receipt.fileName, kind: receipt.kind, columns: command["columns"]?.map.map { $0.compactMapValues(\.text) },
        answers: .none, knows: knownCodes(for: receipt.kind).knows)
    }
    guard HeldRows.digest(reading.table) == command["content"]?.digest else { throw Self.heldDiffers(receipt) }
    return reading
  }

  func waitingBatch(_ number: Int64) throws -> CheckedBatch {
    guard let batch = ledgers.quality.batch(number), batch.wasHeld else { throw Self.heldNotKnown(number) }
    let fate = ledgers.quality.fate(of: batch)
    guard fate == .held else {
      throw CycleError(
        .heldBatchClosed, BilingualText("这一批已经处理过", "this batch was dealt with already"),
        detail: qualityWords(of: fate), hint: BilingualText("刷新后再看", "look again"), parameters: ["batch": "\(number)"])
    }
    return batch
  }

  /// Whoever brought rows in does not let them through; at the machine itself there is nobody else.
  func refuseOwnRelease(_ importer: Actor, _ person: Person) throws {
    guard try !maySettle(importer, person) else { return }
    throw CycleError(
      .releaseNotYours, BilingualText("自己导入的数据不能由自己放行", "whoever brought rows in does not release them"),
      detail: BilingualText("需要另一位有“放行被隔离的数据”权限的人", "somebody else with the right to release held data is needed"),
      hint: BilingualText(
        "请财务总监、总经理或管理员放行；或更正文件后重新导入", "ask the finance director, the general manager or the administrator, or import a corrected file"))
  }

  /// Whether somebody with the right may release what was brought in: never one's own while there is somebody else to ask.
  func maySettle(_ importer: Actor, _ person: Person) throws -> Bool {
    if importer.id != person.id || person.id == Person.localOperator.id { return true }
    return try !store.people().compactMap(\.person).contains {
      $0.isActive && $0.id != person.id && Access.allows($0, .releaseData)
    }
  }

  private func requireReason(_ context: CommandContext, of batch: Int64) throws {
    guard context.reason.allSatisfy(\.isWhitespace) else { return }
    throw Self.releaseReasonMissing(batch)
  }

  static func releaseReasonMissing(_ batch: Int64?) -> CycleError {
    CycleError(
      .reasonMissing, BilingualText("请写明原因", "a reason is needed"),
      detail: BilingualText("原因会永远留在这一批数据上", "it stands on the batch for ever"),
      hint: BilingualText("例如：客户确认是年度大单", "for example: the customer confirmed the order of the year"),
      parameters: ["batch": batch.map { "\($0)" } ?? ""])
  }

  /// Who brought it in, who has to look at it, and who may release.
  private func requireHand(_ person: Person, on batch: CheckedBatch) throws {
    if person.id == batch.actor.id || person.id == ledgers.quality.owner(of: batch) { return }
    try Access.require(person, .releaseData)
  }

  func qualityOwner(_ login: String) throws -> (id: Int64, name: BilingualText) {
    guard let record = try store.person(login: login), let person = record.person, Access.allows(person, .viewCompany) else {
      throw CycleError(
        .heldOwnerRefused, BilingualText("不能交给 \(login)", "it cannot be given to \(login)"),
        detail: BilingualText("没有这个登录名，或其看不到全公司的数据", "there is no such login, or it may not see the company's figures"),
        hint: BilingualText("从名单里选", "choose one of the list"), parameters: ["owner": login])
    }
    return (record.id, record.name)
  }

  private static func heldNotKnown(_ number: Int64) -> CycleError {
    CycleError(
      .heldBatchNotKnown, BilingualText("没有这一批被隔离的数据", "there is no such held batch"),
      detail: BilingualText("批次 \(number)", "batch \(number)"), hint: BilingualText("在数据质量里选", "choose one under data quality"),
      parameters: ["batch": "\(number)"])
  }

  private static func heldDiffers(_ receipt: FactReceipt) -> CycleError {
    CycleError(
      .heldFileDiffers, BilingualText("现在读出的内容与隔离时不同", "the file reads otherwise than when it was held"),
      detail: BilingualText(
        "\(receipt.fileName)：程序或代码表在这之间变了，放行的会不是检查过的数据",
        "\(receipt.fileName): the program or the known codes changed since, so what would be released is not what was checked"),
      hint: BilingualText("重新导入这个文件", "import the file anew"), parameters: ["batch": "\(receipt.batch)"])
  }
}
