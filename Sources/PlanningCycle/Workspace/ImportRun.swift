// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import DataQuality
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

  private let person: Person
  private let fileName: String
  private let layout: RememberedLayout?
  private let answers: FileAnswers
  private let key: String
  private let reason: String
  private let origin: ImportOrigin
  /// Where the rows came from by themselves, and how far it was read.
  private let stamp: SourceStamp?
  /// Of what somebody sent.
  private let request: Digest?
  /// The file and how it is read: let go when its rows are in the store.
  private let source: Mutex<Source?>

  init(
    _ proof: Authorized<To.ImportFacts>, _ source: Source, fileName: String, layout: RememberedLayout?, answers: FileAnswers, key: String,
    reason: String, origin: ImportOrigin, stamp: SourceStamp? = nil, request: Digest? = nil
  ) {
    person = proof.person
    self.fileName = fileName
    self.layout = layout
    self.answers = answers
    self.key = key
    self.reason = reason
    self.origin = origin
    self.stamp = stamp
    self.request = request
    self.source = Mutex(source)
  }

  /// Does all of it; once.
  ///
  /// - Parameter work: threads of the calculation; nil takes the workspace's.
  /// - Throws: `CycleError.fileNotReadable`; what a release or a replacement refuses; `StoreError`, `superseded` when rows of the same kind were kept
  ///   meanwhile and these are many.
  public func finish(_ turns: some WorkspaceTurns, work: (any ParallelWork)? = nil) throws -> ImportResultRecord {
    let (store, environment) = try turns.turn { ($0.store, $0.environment) }
    // File and reading are held by what is done in `read` alone: when it is over they are held by nobody but the rows on their way.
    switch try read(turns, store, environment) {
    case .held(let record): return record
    case .rows(let rows, let said):
      let keeping = Keeping(
        turns: turns, store: store, draft: said.draft, work: work ?? environment.work, release: environment.release)
      let kept = try said.earlier == nil ? keeping.keep(rows) : turns.turn { try $0.recordAtOnce(try rows.take(), said.draft) }
      return ImportResultRecord(
        batch: kept.receipt.batch, reading: said.reading, accepted: said.accepted, added: kept.receipt.newRows,
        corrected: kept.receipt.correctedRows, unchanged: kept.receipt.unchangedRows, report: said.report, moved: kept.moved)
    }
  }

  /// What is said of rows besides the rows.
  private struct Said {
    let draft: EventDraft
    /// Without its rows.
    let reading: FactFileReading
    let accepted: Int
    let report: QualityReport?
    let earlier: FactReceipt?
  }

  private enum Read {
    case held(ImportResultRecord)
    case rows(ImportRows, Said)
  }

  private func read(_ turns: some WorkspaceTurns, _ store: any WorkspaceStore, _ environment: WorkspaceEnvironment) throws -> Read {
    guard let source = source.withLock({ $0.take() }) else { preconditionFailure("an import is done once") }
    let reading = try source.read()
    // What was said of the same rows when they came first: with what they brought the same check may say something else.
    let earlier = try store.event(actor: person.actor.id, key: key).flatMap { FactReceipt($0) }
    let report = try earlier.map { QualityReport($0) } ?? turns.turn { try ImportCheck($0, reading.table.kind) }.report(reading)
    let command = try turns.turn { try said(of: reading, report, earlier, $0) }
    if let report, command.isHeld {
      return .held(try turns.turn { try hold(reading, report, earlier, source.bytes, command.payload, $0) })
    }
    let draft = EventDraft(
      kind: "facts.recorded", actor: person.actor, idempotencyKey: key, reason: String(command.reason.prefix(Workspace.reasonLimit)),
      payload: .map(command.payload))
    let rows = ImportRows(FactBatch(table: reading.table, fileName: fileName, fileBytes: source.bytes, recordedOn: environment.today()))
    return .rows(
      rows,
      Said(draft: draft, reading: reading.withoutRows(), accepted: reading.table.rowCount, report: report, earlier: earlier))
  }

  /// What is said with the rows, and whether a rule stops them.
  private func said(
    of reading: FactFileReading, _ report: QualityReport?, _ earlier: FactReceipt?, _ workspace: Workspace
  ) throws -> (payload: [String: CanonicalValue], reason: String, isHeld: Bool) {
    var payload = Workspace.counts(reading)
    if let layout { payload["layout"] = LayoutLedger.payload(layout) }
    if let stamp { payload["source"] = stamp.canonical }
    if let request { payload["request"] = .digest(request) }
    if answers != .none { payload["answers"] = answers.canonical }
    if let report { payload["quality"] = report.canonical }
    if let replaced = origin.replaces {
      if earlier == nil { _ = try workspace.replaceable(replaced, by: reading.table.kind) }
      payload["replaces"] = .integer(replaced)
    }
    let stops = report?.isHeld ?? false
    if earlier?.isHeld ?? (stops && origin.release == nil) { return (payload, reason, report != nil) }
    guard let release = origin.release, stops else { return (payload, reason, false) }
    try Access.require(person, .releaseData)
    if earlier == nil { try workspace.refuseOwnRelease(person.actor, person) }
    guard !release.allSatisfy(\.isWhitespace) else { throw Workspace.releaseReasonMissing(nil) }
    payload["release"] = .map(["reason": .text(release), "login": .text(person.login)])
    return (payload, release, false)
  }

  private func hold(
    _ reading: FactFileReading, _ report: QualityReport, _ earlier: FactReceipt?, _ bytes: [UInt8]?,
    _ payload: [String: CanonicalValue], _ workspace: Workspace
  ) throws -> ImportResultRecord {
    try workspace.hold(
      reading, report, fileName: fileName, fileBytes: bytes, origin: origin, payload: payload, actor: person.actor, key: key,
      earlier: earlier)
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
  let release: @Sendable () -> Void

  func keep(_ rows: ImportRows) throws -> Workspace.Kept {
    for _ in 0..<ImportRun.attempts {
      do {
        return try take(try store.stage(try rows.take()))
      } catch let error as StoreError where error.code == .superseded { continue }
    }
    return try turns.turn { try $0.recordAtOnce(try rows.take(), draft) }
  }

  private func take(_ staged: any StagedFacts) throws -> Workspace.Kept {
    do {
      guard staged.keptRows > 0 else { return try turns.turn { try $0.recordUnchanged(staged, draft) } }
      // The rows are in the store: what they took here goes before they are read again.
      release()
      let table = try store.table(with: staged)
      for _ in 0..<ImportRun.attempts {
        let ground = try turns.turn { try PlanDerivation($0, work: work) }
        var derived = try derive(ground, table, NumberedInTurns(turns: turns, store: store))
        // What came meanwhile is heard of here, so that the turn has little left to hear.
        try derived.catchUp(store)
        release()
        // The former plan goes with the switch: what is found in the new one needs the room.
        if let kept = try turns.turn({ try $0.take(staged, table, derived, draft) }) { return kept }
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
