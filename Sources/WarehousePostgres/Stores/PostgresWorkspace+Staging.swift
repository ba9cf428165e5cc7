// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
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

extension PostgresWorkspace {
  public func stage(_ batch: consuming FactBatch) throws(StoreError) -> any StagedFacts {
    var facts = batch
    let bytes = facts.fileBytes
    facts.fileBytes = nil
    let kind = facts.table.kind
    var fileDigest: Digest?
    if let bytes { fileDigest = try step { (connection, _) in try KeptFileRows.keep(connection, bytes) } }
    return try stage(facts, kind, fileDigest: fileDigest)
  }

  private func stage(_ facts: FactBatch, _ kind: FactKind, fileDigest: Digest?) throws(StoreError) -> StagedRows {
    nonisolated(unsafe) var loading: FactLoading?
    let number = try step { (connection, staging) in
      if staging[kind] != nil { try FactRows.discard(connection, kind) }
      loading = try FactLoading(facts, connection)
      return staging.begin(kind)
    }
    guard let loading else { preconditionFailure("the step made it") }
    let staged = StagedRows(facts, number: number, fileDigest: fileDigest, loading)
    do {
      for range in loading.chunks {
        try loading.store(range, .staged) { insert in
          try step { (connection, staging) in
            try staging.require(kind, number)
            return try insert(connection)
          }
        }
        giveWay()
      }
      loading.finish()
    } catch {
      try? discard(staged)
      throw .translating(error, subject)
    }
    return staged
  }

  public func table(with staged: any StagedFacts) throws(StoreError) -> FactTable {
    let staged = own(staged)
    let (loading, past) = (staged.loading, Swift.Set(staged.loading.retired))
    // On a connection of its own: others go on reading meanwhile.
    let connection = try PostgresWorkspace.connect(address)
    do {
      try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
      let table = try FactRows.table(
        connection, staged.kind, entity: loading.entity, through: loading.firstRow + Int64(staged.keptRows) - 1, leavingOut: past)
      try connection.run("COMMIT")
      return table
    } catch { throw .translating(error, subject) }
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
      isThere = try step { (connection, staging) in
        guard staging[staged.kind] == staged.number else { return false }
        if try FactRows.discard(connection, staged.kind, atMost: FactLoading.chunk * 4) > 0 { return true }
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

  /// Lets commands that wait be kept first; a lock by itself does not see to it.
  private func giveWay() {
    var patience = 200
    while waiting.load(ordering: .relaxed) > 0, patience > 0 {
      usleep(100)
      patience -= 1
    }
  }
}
