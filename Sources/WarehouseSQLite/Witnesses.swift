// SPDX-License-Identifier: Apache-2.0
import GRDB
import Journal
import PlanningCycle

/// Compares the database with the journal file when a workspace is opened.
///
/// Same end: nothing to do. Journal shorter: the process ended between commit and journal, so the records are
/// completed.
/// Database shorter: SQLite lost commits it had promised, so they are replayed from the journal. Anything
/// else: nobody writes.
struct Witnesses {
  let pool: DatabasePool
  let folder: DataFolder
  let key: ChainKey
  var report = SQLiteWorkspace.StartupReport()

  init(pool: DatabasePool, folder: DataFolder, key: ChainKey) {
    self.pool = pool
    self.folder = folder
    self.key = key
  }

  mutating func reconcile() throws(StoreError) -> JournalFile {
    guard FileSystem.exists(folder.journal) else {
      throw disagreement("The journal file is missing.")
    }
    let head = try database { try EventRows.newest($0)?.head ?? .start }
    var known: [UInt8]?
    var last: [UInt8]?
    var beyond: [[UInt8]] = []
    var count: Int64 = 0
    var journal = try JournalFile(folder.journal, repairs: true) { (position, record) throws(StoreError) in
      count = position
      last = record
      if position == head.sequence { known = record }
      if position > head.sequence { beyond.append(record) }
    }
    report.tornBytes = journal.tornBytes
    if count >= head.sequence {
      try compare(known, at: head.sequence)
      if !beyond.isEmpty { try replay(beyond, after: head) }
    } else {
      try compare(last, at: count)
      try complete(&journal, from: count)
    }
    return journal
  }

  /// The event at a place both have must be the same bytes in both.
  private func compare(_ record: [UInt8]?, at sequence: Int64) throws(StoreError) {
    guard sequence > 0 else { return }
    let stored = try database { try EventRows.event($0, sequence: sequence)?.encoded() }
    guard let stored, stored == record else {
      throw disagreement("Event \(sequence) is not the same in the database and in the journal file.")
    }
  }

  private mutating func complete(_ journal: inout JournalFile, from count: Int64) throws(StoreError) {
    let key = self.key
    let start = try database { try EventRows.event($0, sequence: count)?.head ?? .start }
    let (records, broken): ([[UInt8]], Int64?) = try database { db in
      var verifier = ChainVerifier(from: start, key: key)
      var records: [[UInt8]] = []
      var broken: Int64?
      try EventRows.each(db, after: count, limit: .max) { event in
        if broken == nil, !verifier.accept(event) { broken = event.sequence }
        records.append(try event.encoded())
      }
      return (records, broken)
    }
    if let broken { throw disagreement("Event \(broken) of the database does not continue the chain.") }
    try journal.append(records)
    report.completedEvents = records.count
  }

  private mutating func replay(_ records: [[UInt8]], after head: ChainHead) throws(StoreError) {
    var verifier = ChainVerifier(from: head, key: key)
    var events: [Event] = []
    for record in records {
      guard let event = try? Event(decoding: record), verifier.accept(event) else {
        throw disagreement(
          "Event \(verifier.head.sequence + 1) of the journal file does not continue the chain.")
      }
      events.append(event)
    }
    let folder = self.folder
    do {
      try pool.write { db in
        for event in events { try Replay(folder: folder).apply(event, db) }
      }
    } catch { throw .translating(error, path: folder.database) }
    report.replayedEvents = events.count
  }

  private func database<Answer>(_ body: (Database) throws -> Answer) throws(StoreError) -> Answer {
    do { return try pool.read(body) } catch { throw .translating(error, path: folder.database) }
  }

  private func disagreement(_ detail: String) -> StoreError {
    StoreError(
      .journalDisagrees, subject: folder.path, detail: detail,
      hint:
        "Nothing was changed. Look with tongpin verify; restore the newest backup if the folder was tampered with or the disk failed."
    )
  }
}
