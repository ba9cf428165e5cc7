// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
public import Journal
public import PlanningCycle
import Synchronization
import Warehouse

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
    nonisolated(unsafe) var begun: FactLoading?
    let number = try step { (connection, staging) in
      if staging[kind] != nil { try FactRows.discard(connection, kind) }
      begun = try FactLoading(facts, connection)
      return staging.begin(kind)
    }
    guard let loading = begun else { preconditionFailure("the step made it") }
    loading.intake.fileDigest = fileDigest
    let staged = StagedRows(number, loading.intake)
    do {
      try loading.store(.staged) { insert in
        giveWay(to: waiting)
        return try step { (connection, staging) in
          try staging.require(kind, number)
          return try insert(connection)
        }
      }
      try loading.finish()
    } catch {
      try? discard(staged)
      throw .translating(error, subject)
    }
    return staged
  }

  public func table(with staged: any StagedFacts) throws(StoreError) -> FactTable {
    let (intake, last) = (StagedRows.own(staged).intake, StagedRows.own(staged).lastRow)
    let past = Swift.Set(intake.retired)
    return try readAside { try FactRows.table($0, intake.kind, entity: intake.entity, through: last, leavingOut: past) }
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
      isThere = try step { (connection, staging) in
        guard staging[kind] == number else { return false }
        if try FactRows.discard(connection, kind, atMost: FactLoading.chunk * 4) > 0 { return true }
        staging.end(kind)
        return false
      }
      giveWay(to: waiting)
    }
  }
}
