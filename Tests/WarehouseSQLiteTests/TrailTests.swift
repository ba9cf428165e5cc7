// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import GRDB
import Journal
import PlanningCycle
import Synchronization
import Testing
import Warehouse
import WarehouseContract
import WarehouseSQLite

/// Who came and went, beside the journal. Sees: an entry that moves the revision, a byte of either chain or of an origin that was changed, an address that outlives
/// its time, a chain that breaks when addresses go, an older folder that no longer verifies. Does not see: who is told of it.
@Suite("The trail beside the journal")
struct TrailTests {
  private func filled(_ folder: TemporaryFolder) throws -> SQLiteWorkspace {
    let store = try SQLiteWorkspace.create(folder: folder.path)
    try TrailContract.fill(store)
    return store
  }

  private func change(_ folder: TemporaryFolder, _ sql: String) throws {
    let queue = try DatabaseQueue(path: folder.path + "/workspace.sqlite")
    try queue.write { db in
      for table in ["events", "trail"] {
        for action in ["update", "delete"] { try db.execute(sql: "DROP TRIGGER IF EXISTS \(table)_no_\(action)") }
      }
      try db.execute(sql: sql)
    }
    try queue.close()
  }

  @Test(
    "whatever was changed in the database is found, by the check that runs beside work and by the one of the command line",
    arguments: [
      ("UPDATE events SET body = CAST(substr(body, 1, 40) || x'00' || substr(body, 42) AS BLOB) WHERE sequence = 3", "chain", "event 3"),
      ("DELETE FROM trail WHERE sequence = 2", "trail", "event 2"),
      ("UPDATE trail SET body = (SELECT body FROM trail WHERE sequence = 1) WHERE sequence = 4", "trail", "event 4"),
      ("UPDATE origins SET address = '198.51.100.9' WHERE chain = 1 AND sequence = 2", "origin", "event 2"),
      ("UPDATE origins SET channel = 'moon' WHERE chain = 2 AND sequence = 5", "origin", "event 5"),
      ("UPDATE origins SET sequence = 5 WHERE chain = 1 AND sequence = 4", "origin", "event 5"),
    ])
  func forged(_ sql: String, _ witness: String, _ subject: String) throws {
    let folder = TemporaryFolder()
    try filled(folder).close()
    try change(folder, sql)
    let store = try SQLiteWorkspace.open(folder: folder.path, access: .readOnly)
    let report = try store.checkChains { _ in true }
    #expect(report.faults.contains { $0.witness == witness && $0.subject == subject }, "\(report.faults)")
    let whole = try store.verify()
    #expect(whole.findings.contains { $0.witness == witness }, "\(whole.findings)")
    try store.close()
  }

  @Test("a journal file that differs is found; a check says how far it is, and ends when it is told to")
  func journalFile() throws {
    let folder = TemporaryFolder()
    let store = try SQLiteWorkspace.create(folder: folder.path)
    _ = try store.append((1...2_500).map { Samples.draft("k\($0)", Int64($0)) }, at: Samples.moment(1), facts: nil)
    let reached = Mutex<[Int64]>([])
    let report = try store.checkChains { done in
      reached.withLock { $0.append(done) }
      return true
    }
    #expect(report.isSound && reached.withLock { $0 } == [1_000, 2_000, 2_500])
    let part = try store.checkChains { $0 < 2_000 }
    #expect(!part.isWhole && part.isSound && part.journal.sequence == 2_000)
    try store.close()
    var bytes = try folder.bytes("journal-0001.log")
    let place = bytes.count / 2
    bytes[place] ^= 1
    try folder.write("journal-0001.log", bytes)
    let opened = try SQLiteWorkspace.open(folder: folder.path, access: .readOnly)
    #expect(try opened.verify().findings.contains { $0.witness == "journal" })
    try opened.close()
  }

  @Test("a folder from before the trail opens, its chain verifies, and what comes next is written down with its origin")
  func folderOfSchema3() throws {
    let folder = TemporaryFolder()
    let made = try SQLiteWorkspace.create(folder: folder.path)
    for number in 1...3 { try made.append(Samples.draft("k\(number)", Int64(number)), at: Samples.moment(Int64(number))) }
    let head = try made.head()
    try made.close()
    for table in SchemaTests.trailTables + SchemaTests.monthTables { try change(folder, "DROP TABLE \(table)") }
    try change(folder, "ALTER TABLE forecast_runs DROP COLUMN rows_run")
    try change(folder, "DELETE FROM schema_migrations WHERE number > 3")
    #expect(try SQLiteWorkspace.verify(folder: folder.path).isSound, "also where nobody may migrate it")
    let store = try SQLiteWorkspace.open(folder: folder.path, from: TrailContract.home)
    #expect(try store.head() == head && store.checkChains { _ in true }.journal == head)
    try store.append(Samples.draft("k4"), at: Samples.moment(4))
    #expect(try store.origins(of: .journal, 1...4) == [4: TrailContract.home] && store.verify().isSound)
  }
}
