// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
import GRDB
import Glibc
public import Journal
public import PlanningCycle
import Synchronization
import Warehouse

/// Rows in their table that no batch names yet: nobody reads rows after the last batch of their kind.
private final class StagedRows: StagedFacts, @unchecked Sendable {
  let number: Int64
  let kind: FactKind
  let fileName: String
  let recordedOn: Day
  let fileDigest: Digest?
  /// Changed by the one who stages; read afterwards.
  let loading: FactLoading

  init(_ batch: FactBatch, number: Int64, fileDigest: Digest?, _ loading: FactLoading) {
    self.number = number
    self.kind = batch.table.kind
    self.fileName = batch.fileName
    self.recordedOn = batch.recordedOn
    self.fileDigest = fileDigest
    self.loading = loading
  }

  var newRows: Int { loading.new }
  var correctedRows: Int { loading.corrected }
  var unchangedRows: Int { loading.unchanged }
}

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
    do {
      for range in loading.chunks {
        try loading.store(range, .staged) { insert in
          try stepping { (db, staging) in
            try staging.require(kind, number)
            return try insert(db)
          }
        }
        giveWay()
      }
      try loading.finish()
    } catch {
      let staged = StagedRows(facts, number: number, fileDigest: fileDigest, loading)
      try? discard(staged)
      throw .translating(error, path: path)
    }
    return StagedRows(facts, number: number, fileDigest: fileDigest, loading)
  }

  public func table(with staged: any StagedFacts) throws(StoreError) -> FactTable {
    let staged = own(staged)
    let past = Swift.Set(staged.loading.retired)
    return try read { db in
      try FactRows.table(
        db, staged.kind, entity: staged.loading.entity, through: staged.loading.firstRow + Int64(staged.keptRows) - 1, leavingOut: past)
    }
  }

  public func record(
    _ staged: any StagedFacts, for draft: EventDraft, at moment: Moment
  ) throws(StoreError) -> FactReceipt {
    let staged = own(staged)
    let event = try commit(at: moment) { transaction in
      let loading = staged.loading
      let earlier = try FactImport.earlier(draft, transaction, staged.kind, loading.entity) { loading.inputDigest }
      if let earlier { return earlier }
      try transaction.takeStaged(staged.kind, staged.number)
      return try FactImport.append(
        draft, transaction, loading, fileName: staged.fileName, recordedOn: staged.recordedOn, kind: staged.kind,
        fileDigest: staged.fileDigest)
    }
    guard let receipt = FactReceipt(event) else { preconditionFailure("a batch event reads back as one") }
    return receipt
  }

  public func discard(_ staged: any StagedFacts) throws(StoreError) {
    let staged = own(staged)
    var isThere = true
    while isThere {
      isThere = try stepping { (db, staging) in
        guard staging[staged.kind] == staged.number else { return false }
        if try FactRows.discard(db, staged.kind, atMost: FactLoading.chunk * 5).left > 0 { return true }
        staging.end(staged.kind)
        return false
      }
      giveWay()
    }
  }

  private func own(_ staged: any StagedFacts) -> StagedRows {
    guard let staged = staged as? StagedRows else { preconditionFailure("what is staged belongs to the store that staged it") }
    return staged
  }

  /// One step of a long writing: a transaction of its own, that commands of others need not wait for the end of all.
  private func stepping<Answer: Sendable>(
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

  /// Lets commands that wait be kept first; a lock by itself does not see to it.
  private func giveWay() {
    var patience = 200
    while waiting.load(ordering: .relaxed) > 0, patience > 0 {
      usleep(100)
      patience -= 1
    }
  }
}
