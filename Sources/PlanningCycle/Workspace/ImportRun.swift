// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
public import Planning
import Synchronization

/// The rows of a file on their way to be facts, beside the workspace, which goes on meanwhile: written where nobody sees them yet, the plan derived from
/// them, and then both taken at once, in one turn. Until that turn nothing of it is there; after it everything is.
public final class ImportRun: Sendable {
  /// How often it begins again when what it was derived from changed meanwhile; then it is done within one turn.
  static let attempts = 3
  /// Rows that stay at hand in case they have to be brought in again; a larger file is sent again by whoever sent it.
  static let smallRows = 50_000

  struct Source: Sendable {
    let bytes: [UInt8]?
    /// Beside the workspace as well.
    let read: @Sendable () throws -> FactFileReading
  }

  private let actor: Actor
  private let fileName: String
  private let layout: RememberedLayout?
  private let key: String
  /// The file and how it is read: let go when its rows are in the store.
  private let source: Mutex<Source?>

  init(_ proof: Authorized<To.ImportFacts>, _ source: Source, fileName: String, layout: RememberedLayout?, key: String) {
    actor = proof.person.actor
    self.fileName = fileName
    self.layout = layout
    self.key = key
    self.source = Mutex(source)
  }

  /// Does all of it; once.
  ///
  /// - Parameter work: threads of the calculation; nil takes the workspace's.
  /// - Throws: `CycleError.fileNotReadable`; `StoreError`, `superseded` when rows of the same kind were kept meanwhile and these are many.
  public func finish(_ turns: some WorkspaceTurns, work: (any ParallelWork)? = nil) throws -> ImportResultRecord {
    let (store, environment) = try turns.turn { ($0.store, $0.environment) }
    let (rows, summary) = try self.rows(on: environment.today())
    let draft = self.draft(summary)
    let keeping = Keeping(turns: turns, store: store, draft: draft, work: work ?? environment.work)
    let receipt =
      try store.event(actor: actor.id, key: key) == nil
      ? try keeping.keep(rows) : try turns.turn { try $0.recordAtOnce(try rows.take(), draft) }
    return ImportResultRecord(
      batch: receipt.batch, reading: summary.reading, accepted: summary.accepted, added: receipt.newRows, corrected: receipt.correctedRows,
      unchanged: receipt.unchangedRows)
  }

  private func rows(on day: Day) throws -> (ImportRows, (reading: FactFileReading, accepted: Int)) {
    guard let source = source.withLock({ $0.take() }) else { preconditionFailure("an import is done once") }
    let reading = try source.read()
    let batch = FactBatch(table: reading.table, fileName: fileName, fileBytes: source.bytes, recordedOn: day)
    return (ImportRows(batch), (reading.withoutRows(), reading.table.rowCount))
  }

  private func draft(_ summary: (reading: FactFileReading, accepted: Int)) -> EventDraft {
    var payload: [String: CanonicalValue] = [
      "rows_read": .integer(Int64(summary.reading.rowsRead)), "rejected": .integer(Int64(summary.reading.rejected)),
    ]
    if let layout { payload["layout"] = LayoutLedger.payload(layout) }
    return EventDraft(kind: "facts.recorded", actor: actor, idempotencyKey: key, payload: .map(payload))
  }
}

/// The rows of an import, held by nobody else, so that many go when they were handed on.
private final class ImportRows {
  private var batch: FactBatch?

  init(_ batch: FactBatch) { self.batch = batch }

  /// - Throws: `StoreError.superseded` when they were handed on and were many.
  func take() throws(StoreError) -> FactBatch {
    guard let rows = batch else {
      throw StoreError(
        .superseded, subject: "import", detail: "Rows of the same kind were kept while these were on their way.",
        hint: "Nothing of these was kept: send them again.")
    }
    if rows.table.rowCount > ImportRun.smallRows { batch = nil }
    return rows
  }
}

/// One import on its way through store and plan.
private struct Keeping<Turns: WorkspaceTurns> {
  let turns: Turns
  let store: any WorkspaceStore
  let draft: EventDraft
  let work: any ParallelWork

  func keep(_ rows: ImportRows) throws -> FactReceipt {
    for _ in 0..<ImportRun.attempts {
      do {
        return try take(try store.stage(try rows.take()))
      } catch let error as StoreError where error.code == .superseded { continue }
    }
    return try turns.turn { try $0.recordAtOnce(try rows.take(), draft) }
  }

  private func take(_ staged: any StagedFacts) throws -> FactReceipt {
    do {
      guard staged.keptRows > 0 else { return try turns.turn { try $0.recordUnchanged(staged, draft) } }
      let table = try store.table(with: staged)
      for _ in 0..<ImportRun.attempts {
        let ground = try turns.turn { try PlanDerivation($0, work: work) }
        var derived = try derive(ground, table, NumberedInTurns(turns: turns, store: store))
        // What came meanwhile is heard of here, so that the turn has little left to hear.
        try derived.catchUp(store)
        // The former plan goes when the turn is over: a large one takes its time.
        var former: PlanState?
        let receipt = try turns.turn { workspace in
          former = workspace.plan
          return try workspace.take(staged, table, derived, draft)
        }
        withExtendedLifetime(former) {}
        if let receipt { return receipt }
      }
      return try turns.turn { workspace in
        let derived = try derive(try PlanDerivation(workspace, work: workspace.environment.work), table, workspace.store)
        return try workspace.keep(staged, table, derived, draft)
      }
    } catch {
      try? store.discard(staged)
      throw error
    }
  }

  private func derive(_ ground: PlanDerivation, _ table: FactTable, _ members: any MemberStore) throws -> DerivedPlan {
    ground.facts.adopt(table)
    return try ground.derive(members: members, learns: true)
  }
}

/// Numbers of members: those that are known are read beside the workspace, new ones are given in a turn.
private struct NumberedInTurns<Turns: WorkspaceTurns>: MemberStore, @unchecked Sendable {
  // Asked by one thread.
  let turns: Turns
  let store: any WorkspaceStore

  func identifiers(dimension: String, codes: [String], at moment: Moment) throws(StoreError) -> [Int64] {
    let known = Dictionary(
      try store.members(dimension: dimension).map { (Array($0.code.utf8), $0.id) }, uniquingKeysWith: { first, _ in first })
    let unknown = codes.filter { known[Array($0.utf8)] == nil }
    if !unknown.isEmpty {
      do {
        try turns.turn { workspace in
          _ = try workspace.store.identifiers(dimension: dimension, codes: unknown, at: moment)
          workspace.stand(at: max(workspace.revision, try workspace.store.head().sequence))
        }
      } catch let error as StoreError { throw error } catch {
        throw StoreError(.database, subject: dimension, detail: "\(error)")
      }
      return try store.identifiers(dimension: dimension, codes: codes, at: moment)
    }
    return codes.compactMap { known[Array($0.utf8)] }
  }

  func members(dimension: String) throws(StoreError) -> [MemberRecord] { try store.members(dimension: dimension) }
}
