// SPDX-License-Identifier: Apache-2.0
import GRDB
import Glibc
import Journal
public import PlanningCycle
import Synchronization

extension SQLiteWorkspace {
  /// Events looked at between two calls of the progress.
  private static let block: Int64 = 1_000

  public func checkChains(_ progress: @Sendable (Int64) -> Bool) throws(StoreError) -> ChainReport {
    // What is acknowledged now is looked at: what comes meanwhile stands behind it.
    let (last, journalEnd) = state.withLock { ($0.head.sequence, $0.journal?.end) }
    var report = ChainReport()
    var done: Int64 = 0
    var records = try journalRecords(upTo: journalEnd)
    var verifier = ChainVerifier(key: key)
    while verifier.head.sequence < last {
      let from = verifier.head.sequence + 1
      guard try follow(.journal, &verifier, through: min(last, from + Self.block - 1), &records, &report) else { break }
      report.journal = verifier.head
      done = verifier.head.sequence
      guard progress(done) else { return ended(report) }
    }
    report.journal = verifier.head
    if report.faults.isEmpty, let end = records?.position, end != last {
      report.add("journal", "end", "The journal file ends at event \(end), the database at \(last).")
    }
    let trailEnd = try head(of: .trail).sequence
    var trail = ChainVerifier(key: key.ofTrail)
    var none: JournalRecords?
    while trail.head.sequence < trailEnd {
      let from = trail.head.sequence + 1
      guard try follow(.trail, &trail, through: min(trailEnd, from + Self.block - 1), &none, &report) else { break }
      guard progress(done + trail.head.sequence) else { return ended(report) }
    }
    report.trail = trail.head
    return report
  }

  private func ended(_ report: ChainReport) -> ChainReport {
    var report = report
    report.isWhole = false
    return report
  }

  /// One block of a chain with its origins; false where the chain breaks.
  private func follow(
    _ chain: AuditChain, _ verifier: inout ChainVerifier, through last: Int64, _ records: inout JournalRecords?,
    _ report: inout ChainReport
  ) throws(StoreError) -> Bool {
    let first = verifier.head.sequence + 1
    let (bodies, origins) = try read { db in
      let bodies = try Row.fetchAll(
        db, sql: "SELECT sequence, body FROM \(chain.table) WHERE sequence BETWEEN ? AND ? ORDER BY sequence", arguments: [first, last]
      ).map { (sequence: $0[0] as Int64, bytes: EventRows.bytes($0[1])) }
      return (bodies, try OriginRows.changed(db, chain, in: first...last, key: key))
    }
    report.origins += origins.count
    for sequence in origins.sequences {
      report.add("origin", "event \(sequence)", "From where it came is not what was sealed with it.")
    }
    let name = chain == .journal ? "chain" : "trail"
    for expected in first...last {
      let index = Int(expected - first)
      guard index < bodies.count, bodies[index].sequence == expected else {
        report.add(name, "event \(expected)", "It is gone.")
        return false
      }
      if let record = try records?.next(), record != bodies[index].bytes {
        report.add("journal", "event \(expected)", "Database and journal file differ.")
      }
      guard verifier.accept(encoded: bodies[index].bytes) != nil else {
        report.add(name, "event \(expected)", "It is not what was signed, or does not follow the event before.")
        return false
      }
    }
    return true
  }

  private func journalRecords(upTo end: Int?) throws(StoreError) -> JournalRecords? {
    guard let folder, let end else { return nil }
    return try JournalRecords(folder.journal, end: end)
  }
}

/// The records of a journal file, one after the other, up to where it ended at the beginning.
struct JournalRecords {
  private let path: String
  private let handle: OpenFile
  private let end: Int
  private var offset = 16
  private var buffer: [UInt8] = []
  private var bufferStart = 16
  /// The newest record that was read.
  private(set) var position: Int64 = 0

  init(_ path: String, end: Int) throws(StoreError) {
    self.path = path
    self.end = end
    handle = try OpenFile(path, O_RDONLY)
  }

  /// nil at the end.
  mutating func next() throws(StoreError) -> [UInt8]? {
    guard offset + 8 <= end else { return nil }
    let head = try bytes(8)
    let length = head[0..<4].reduce(0) { $0 << 8 | Int($1) }
    guard offset + 8 + length <= end else { return nil }
    let record = Array(try bytes(8 + length)[8...])
    offset += 8 + length
    position += 1
    return record
  }

  private mutating func bytes(_ count: Int) throws(StoreError) -> [UInt8] {
    if offset + count > bufferStart + buffer.count {
      buffer = try FileSystem.read(handle.number, path, at: offset, count: max(count, min(1 << 20, end - offset)))
      bufferStart = offset
    }
    let start = offset - bufferStart
    guard start + count <= buffer.count else {
      throw StoreError(.damaged, subject: path, detail: "It ends before its last record does.", hint: "tongpin verify names what differs.")
    }
    return Array(buffer[start..<start + count])
  }
}
