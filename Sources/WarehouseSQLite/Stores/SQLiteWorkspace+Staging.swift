// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
import GRDB
public import Journal
public import PlanningCycle
import Synchronization
import Warehouse

extension SQLiteWorkspace {
  public func stage(_ batch: consuming FactBatch) throws(StoreError) -> any StagedFacts {
    try requireRoom()
    var facts = batch
    var fileDigest: Digest?
    if let bytes = facts.fileBytes { fileDigest = try keep(bytes) }
    // The file is on the disk: its bytes need not wait in memory for its rows.
    facts.fileBytes = nil
    return try stage(facts, fileDigest: fileDigest)
  }

  private func stage(_ facts: FactBatch, fileDigest: Digest?) throws(StoreError) -> StagedRows {
    let kind = facts.table.kind
    nonisolated(unsafe) var begun: FactLoading?
    let number = try stepping { (db, staging) in
      if staging[kind] != nil { try FactRows.discard(db, kind) }
      begun = try FactLoading(facts, folder: folder, db)
      return staging.begin(kind)
    }
    guard let loading = begun else { preconditionFailure("the step made it") }
    loading.intake.fileDigest = fileDigest
    let staged = StagedRows(number, loading.intake)
    do {
      try loading.store(.staged) { insert in
        giveWay(to: waiting)
        return try stepping { (db, staging) in
          try staging.require(kind, number)
          return try insert(db)
        }
      }
      try loading.finish()
    } catch {
      try? discard(staged)
      throw .translating(error, path: path)
    }
    return staged
  }

  public func table(with staged: any StagedFacts) throws(StoreError) -> FactTable {
    let (intake, last) = (StagedRows.own(staged).intake, StagedRows.own(staged).lastRow)
    let past = Swift.Set(intake.retired)
    return try read { db in try FactRows.table(db, intake.kind, entity: intake.entity, through: last, leavingOut: past) }
  }

  public func record(
    _ staged: any StagedFacts, for draft: EventDraft, at moment: Moment
  ) throws(StoreError) -> FactReceipt {
    let (intake, number) = (StagedRows.own(staged).intake, StagedRows.own(staged).number)
    let event = try commit(at: moment) { transaction in
      if let earlier = try transaction.earlier(draft, isSame: { intake.isRepeated(by: $0, of: draft) }) { return earlier }
      try transaction.takeStaged(intake.kind, number)
      return try FactImport.append(draft, transaction, intake)
    }
    guard let receipt = FactReceipt(event) else { preconditionFailure("a batch event reads back as one") }
    return receipt
  }

  public func discard(_ staged: any StagedFacts) throws(StoreError) {
    let (kind, number) = (StagedRows.own(staged).intake.kind, StagedRows.own(staged).number)
    var isThere = true
    while isThere {
      isThere = try stepping { (db, staging) in
        guard staging[kind] == number else { return false }
        if try FactRows.discard(db, kind, atMost: FactLoading.chunk * 5).left > 0 { return true }
        staging.end(kind)
        return false
      }
      giveWay(to: waiting)
    }
  }

  /// One step of a long writing: a transaction of its own, that commands of others need not wait for the end of all.
  func stepping<Answer: Sendable>(
    _ body: (Database, inout Staging) throws -> Answer
  ) throws(StoreError) -> Answer {
    try state.withLock { (state: inout WriterState) throws(StoreError) in
      if let refusal = state.refusal { throw refusal }
      var staging = state.staging
      do {
        let answer = try writer.write { try body($0, &staging) }
        state.staging = staging
        return answer
      } catch { throw settle(.translating(error, path: path), &state) }
    }
  }
}
