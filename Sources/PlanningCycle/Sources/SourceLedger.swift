// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal

/// The sources of the house and how far each was read, rebuilt from the events at start. A mark stands in the batch event that kept its rows: there is
/// no second place that could say something else.
struct SourceLedger: Sendable {
  static let saved = "source.saved"
  static let paused = "source.paused"
  static let removed = "source.removed"
  static let asked = "source.asked"
  static let failed = "source.failed"
  static let recovered = "source.recovered"

  /// How far the rows of one kind were read.
  struct Stand: Sendable {
    /// The event of the newest batch; it is part of the key of the next one.
    var batch: Int64 = 0
    var mark: SourceMark?
    var digest: Digest?
    var newestDay: Day?
  }

  /// It cannot be read, since when and why.
  struct Trouble: Sendable {
    let fault: SourceFault
    let since: Moment
    let event: Int64
  }

  /// What is known of the reading of one source.
  struct Progress: Sendable {
    var stands: [FactKind: Stand] = [:]
    var trouble: Trouble?
    /// When the newest run that left an event began, and the newest that worked ended.
    var lastStart: Moment?
    var lastSuccess: Moment?
    /// The newest batch was not the last of its run: more waited at the source.
    var isUnfinished = false
    /// Rows that were kept on the newest day on which any were.
    var rowsOn: (day: Day, rows: Int)?
    /// Oldest first.
    var runs: [SourceRun] = []
    /// Batches by what their file held, and in their order.
    var files: [Digest: Int64] = [:]
    var fileOrder: [Digest] = []
  }

  private(set) var sources: [Int64: DataSource] = [:]
  private(set) var progress: [Int64: Progress] = [:]

  /// In the order in which they were made.
  var standing: [DataSource] { sources.values.sorted { $0.id < $1.id } }

  subscript(id: Int64) -> DataSource? { sources[id] }

  func progress(of id: Int64) -> Progress { progress[id] ?? Progress() }

  mutating func note(_ event: Event) {
    switch event.kind {
    case Acknowledgements.resetKind: self = SourceLedger()
    case Self.saved: save(event)
    case Self.paused:
      guard let id = event.payload["source"]?.integer, let isPaused = event.payload["paused"]?.boolean else { return }
      sources[id]?.isPaused = isPaused
      if !isPaused { sources[id]?.activeSince = event.recordedAt }
    case Self.removed:
      guard let id = event.payload["source"]?.integer else { return }
      sources[id] = nil
      progress[id] = nil
    case Self.asked:
      guard let id = event.payload["source"]?.integer, sources[id] != nil else { return }
      sources[id]?.askedIn = event.sequence
      guard event.payload["from_start"]?.boolean == true else { return }
      for kind in (progress[id]?.stands ?? [:]).keys {
        progress[id]?.stands[kind]?.mark = nil
        progress[id]?.stands[kind]?.digest = nil
      }
    case Self.failed, Self.recovered: noteTrouble(event)
    default: noteBatch(event)
    }
  }

  private mutating func save(_ event: Event) {
    guard let content = SourceContent(event.payload["content"]) else { return }
    let id = event.payload["source"]?.integer ?? event.sequence
    var source = DataSource(id: id, savedIn: event.sequence, savedAt: event.recordedAt, content: content)
    if let known = sources[id] {
      source.isPaused = known.isPaused
      // How far it was read says nothing about another server, another query or another column.
      for query in known.content.queries {
        let now = content.query(query.kind)
        guard
          known.content.feed != content.feed || now?.text != query.text || now?.watermark?.column != query.watermark?.column
            || now?.watermark?.kind != query.watermark?.kind
        else { continue }
        progress[id]?.stands[query.kind]?.mark = nil
        progress[id]?.stands[query.kind]?.digest = nil
      }
    }
    sources[id] = source
    // What stood in the way may be put right with it.
    progress[id, default: Progress()].trouble = nil
  }

  private mutating func noteTrouble(_ event: Event) {
    guard let id = event.payload["source"]?.integer, sources[id] != nil else { return }
    let started = event.payload["started"]?.moment ?? event.recordedAt
    var run = SourceRun(
      kind: event.payload["query"]?.text.flatMap { FactKind(rawValue: $0) }, startedAt: started, endedAt: event.recordedAt)
    var known = progress[id] ?? Progress()
    if event.kind == Self.failed {
      guard let fault = SourceFault(event.payload["fault"]) else { return }
      run.fault = fault
      known.trouble = Trouble(fault: fault, since: event.payload["since"]?.moment ?? started, event: event.sequence)
    } else {
      run.isRecovery = true
      known.trouble = nil
      known.lastSuccess = event.recordedAt
    }
    known.add(run)
    progress[id] = known
    sources[id]?.askedIn = nil
  }

  private mutating func noteBatch(_ event: Event) {
    guard let receipt = FactReceipt(event), let stamp = SourceStamp(receipt.command["source"]), sources[stamp.source] != nil else { return }
    var known = progress[stamp.source] ?? Progress()
    defer { progress[stamp.source] = known }
    // Rows that waited become facts: how far the source was read has gone on since.
    guard receipt.command["release"]?["of"] == nil else { return known.add(SourceRun(stamp, receipt)) }
    known.stands[stamp.kind] = Stand(
      batch: event.sequence, mark: stamp.to, digest: stamp.digest,
      newestDay: [known.stands[stamp.kind]?.newestDay, stamp.newestDay].compactMap { $0 }.max())
    known.lastSuccess = event.recordedAt
    known.isUnfinished = stamp.isUnfinished
    let day = event.recordedAt.civilDay
    let before = known.rowsOn.flatMap { $0.day == day ? $0.rows : nil } ?? 0
    known.rowsOn = (day, before + receipt.keptRows)
    if !stamp.file.isEmpty, let digest = receipt.fileDigest { known.add(file: digest, batch: event.sequence) }
    known.add(SourceRun(stamp, receipt))
    sources[stamp.source]?.askedIn = nil
  }
}

extension SourceLedger.Progress {
  mutating func add(_ run: SourceRun) {
    lastStart = max(lastStart ?? run.startedAt, run.startedAt)
    runs.append(run)
    if runs.count > SourceBounds.runs { runs.removeFirst(runs.count - SourceBounds.runs) }
  }

  mutating func add(file digest: Digest, batch: Int64) {
    if files[digest] == nil { fileOrder.append(digest) }
    files[digest] = batch
    guard fileOrder.count > SourceBounds.files else { return }
    files[fileOrder.removeFirst()] = nil
  }
}

extension SourceRun {
  init(_ stamp: SourceStamp, _ receipt: FactReceipt) {
    self.init(kind: stamp.kind, startedAt: stamp.startedAt, endedAt: receipt.recordedAt)
    (rows, rejected, withoutMark, file) = (stamp.rows, stamp.rejected, stamp.withoutMark, stamp.file)
    (added, corrected, unchanged) = (receipt.newRows, receipt.correctedRows, receipt.unchangedRows)
    (from, to, batch, findings, findingsTotal) = (stamp.from, stamp.to, receipt.batch, stamp.findings, stamp.findingsTotal)
    isHeld = receipt.isHeld
  }
}
