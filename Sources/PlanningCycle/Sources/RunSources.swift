// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import Commerce
import Journal

/// A run of a source that has begun.
public struct SourceTask: Sendable {
  public let source: Int64
  public let name: BilingualText
  public let startedAt: Moment
  /// The event that the source was saved with: a run reads nothing for another form of it.
  let savedIn: Int64
  public let kinds: [FactKind]
  /// The folder that is watched, and what its files hold; nil for another source.
  public let folder: String?
}

/// One load that a run asks for: everything the reading needs, so that it is done beside the workspace.
public struct SourceStep: Sendable {
  public let task: SourceTask
  public let request: SourceRequest
  public let known: KnownFactCodes
  /// The batch that the load follows on.
  let after: Int64
  /// The newest rows that came, by what they are.
  let digest: Digest?
}

/// What was read, with what of it takes time.
public struct SourceLoad: Sendable {
  public let reading: SourceReading
  let digest: Digest
  let newestDay: Day?

  public init(_ reading: SourceReading) {
    self.reading = reading
    digest = reading.reading.table.contentDigest
    newestDay = reading.reading.table.newestDay
  }
}

extension Workspace {
  /// Begins the runs that are due, the longest overdue first.
  ///
  /// - Parameter limit: how many more may run.
  /// - Throws: `StoreError`.
  public func beginDueSources(limit: Int) throws -> [SourceTask] {
    guard limit > 0, !sourceLedger.sources.isEmpty else { return [] }
    let now = environment.now()
    let due = sourceLedger.standing.compactMap { source -> (moment: Moment, source: DataSource)? in
      guard sourceShelf.memory(of: source).runningSince == nil,
        let moment = SourceHealth.due(signals(of: source, nil), isWorkday: { planDays.isWorkday($0) }), moment <= now
      else { return nil }
      return (moment, source)
    }
    guard !due.isEmpty else { return [] }
    // Asked every second: secrets are read only where something is to be done.
    let secrets = try store.channelSecrets()
    let able = due.filter { !$0.source.content.usesSecret || secrets[Self.secretName(of: $0.source.id)] != nil }
    return able.sorted { ($0.moment, $0.source.id) < ($1.moment, $1.source.id) }.prefix(limit).map { begin($0.source, at: now) }
  }

  /// Begins a run of one source, due or not; nil while it runs already.
  ///
  /// - Throws: `CycleError.sourceNotKnown`.
  public func beginSource(_ proof: Authorized<To.ImportFacts>, _ id: Int64) throws -> SourceTask? {
    let source = try source(id)
    guard sourceShelf.memory(of: source).runningSince == nil else { return nil }
    return begin(source, at: environment.now())
  }

  private func begin(_ source: DataSource, at now: Moment) -> SourceTask {
    sourceShelf.change(source) { memory in
      (memory.runningSince, memory.lastStart) = (now, now)
      memory.servedAsk = source.askedIn ?? memory.servedAsk
    }
    return SourceTask(
      source: source.id, name: source.content.name, startedAt: now, savedIn: source.savedIn, kinds: source.content.queries.map(\.kind),
      folder: source.content.folder)
  }

  /// What the next load of a query asks for; nil when the source is gone, rests, or is another one by now.
  ///
  /// - Throws: `SourceFault` when its owner may not import any more; `StoreError`.
  public func step(_ task: SourceTask, _ kind: FactKind) throws -> SourceStep? {
    guard let source = current(task), let query = source.content.query(kind), let connection = source.content.connection else { return nil }
    _ = try ownerProof(of: source)
    let stand = sourceLedger.progress(of: source.id).stands[kind]
    let request = SourceRequest(
      name: source.content.name.chinese, connection: connection, secret: try store.channelSecrets()[Self.secretName(of: source.id)],
      query: query, since: query.watermark == nil ? nil : stand?.mark)
    return SourceStep(
      task: task, request: request, known: knownCodes(for: kind), after: stand?.batch ?? 0,
      digest: sourceShelf.memory(of: source).digests[kind] ?? stand?.digest)
  }

  /// Keeps what was read with the mark it was read to, in one event; nothing where it was nothing new.
  ///
  /// - Returns: whether more waits.
  /// - Throws: `SourceFault`, `StoreError`; then nothing was kept, and the next load begins at the same mark.
  public func keep(_ load: SourceLoad, of step: SourceStep) throws -> Bool {
    let (kind, reading) = (step.request.query.kind, load.reading)
    guard let source = current(step.task) else { return false }
    let stand = sourceLedger.progress(of: source.id).stands[kind]
    // Another run, or somebody who had it read from the start, was there in between.
    guard (stand?.batch ?? 0) == step.after, step.request.query.watermark == nil || stand?.mark == step.request.since else { return true }
    if try isNothingNew(load, step) {
      note(quiet: load, of: step, source)
      return false
    }
    var stamp = SourceStamp(source: source.id, kind: kind, startedAt: step.task.startedAt, rows: reading.rows, digest: load.digest)
    (stamp.rejected, stamp.withoutMark) = (reading.reading.rejected, reading.rowsWithoutMark)
    (stamp.from, stamp.to, stamp.newestDay) = (step.request.since, reading.next, load.newestDay)
    (stamp.findings, stamp.findingsTotal) = (reading.reading.findings, reading.reading.findingsTotal)
    stamp.isUnfinished = !reading.isComplete
    let key = "source-\(source.id)-\(kind.rawValue)-after-\(step.after)-to-\(reading.next?.text ?? "end")"
    _ = try record(
      try ownerProof(of: source), reading.reading, fileName: "\(source.content.name.chinese) · \(kind.rawValue)", fileBytes: nil, key: key,
      stamp: stamp)
    if let now = current(step.task) {
      sourceShelf.change(now) { $0.digests[kind] = load.digest }
    }
    return !reading.isComplete
  }

  /// The same rows as before at the same mark are nothing new, and neither are rows that are all known.
  private func isNothingNew(_ load: SourceLoad, _ step: SourceStep) throws -> Bool {
    guard load.reading.next == step.request.since, load.reading.isComplete else { return false }
    if load.digest == step.digest { return true }
    let table = load.reading.reading.table
    guard load.reading.reading.rejected == 0, table.rowCount <= Self.comparedRows else { return false }
    return try (0..<table.rowCount).allSatisfy { try isKnown($0, of: table) }
  }

  /// Rows that are held one by one against what is known: more of them are faster kept.
  private static let comparedRows = 500

  private func isKnown(_ row: Int, of table: FactTable) throws -> Bool {
    let values = table.columns.map { $0.value(row) }
    let key = table.schema.keys.map { name in table.schema.index(of: name).flatMap { values[$0] } }
    return try store.history(table.kind, key: key).last?.values == values
  }

  private func note(quiet load: SourceLoad, of step: SourceStep, _ source: DataSource) {
    var run = SourceRun(kind: step.request.query.kind, startedAt: step.task.startedAt, endedAt: environment.now())
    (run.rows, run.unchanged, run.rejected) = (load.reading.rows, load.reading.reading.table.rowCount, load.reading.reading.rejected)
    (run.withoutMark, run.from, run.to) = (load.reading.rowsWithoutMark, step.request.since, load.reading.next)
    (run.findings, run.findingsTotal) = (
      Array(load.reading.reading.findings.prefix(SourceBounds.findings)), load.reading.reading.findingsTotal
    )
    sourceShelf.change(source) { memory in
      memory.digests[run.kind ?? step.request.query.kind] = load.digest
      memory.add(run)
    }
  }

  /// The source of a run as long as it is the one that the run began with.
  func current(_ task: SourceTask) -> DataSource? {
    guard let source = sourceLedger[task.source], source.savedIn == task.savedIn, !source.isPaused else { return nil }
    return source
  }

  /// - Throws: `SourceFault` when nobody answers for the source any more.
  func ownerProof(of source: DataSource) throws -> Authorized<To.ImportFacts> {
    guard let person = try store.person(id: source.content.owner)?.person,
      let proof = try? Access.authorize(person, to: To.ImportFacts.self)
    else {
      throw SourceFault(
        .settingRefused, BilingualText("负责人已离开，或不再有导入数据的权限", "its owner has left, or may not import data any more"))
    }
    return proof
  }
}
