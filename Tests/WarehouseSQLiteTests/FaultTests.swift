// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import GRDB
import Glibc
import Journal
import PlanningCycle
import Synchronization
import Testing
import Warehouse
import WarehouseContract

@testable import WarehouseSQLite

@Suite("When the disk or somebody else fails")
struct FaultTests {
  @Test("what the log holds comes into the database beside the commits, and the log is used again from its beginning")
  func checkpoints() throws {
    let folder = TemporaryFolder()
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    let checkpointer = try #require(workspace.checkpointer)
    func size(_ name: String) -> Int {
      var info = stat()
      return stat(folder.path + "/" + name, &info) == 0 ? Int(info.st_size) : 0
    }
    // Each batch is more than a thousand pages.
    var logs: [Int] = []
    for round in 0..<4 {
      let before = size("workspace.sqlite")
      let batch = Samples.batch(Samples.orders(40_000, first: round * 40_000))
      _ = try workspace.record(batch, for: Samples.importDraft("i\(round)"), at: Samples.moment(Int64(round)))
      checkpointer.finish()
      #expect(size("workspace.sqlite") > before + (1 << 20), "the rows of round \(round) are in the database")
      logs.append(size("workspace.sqlite-wal"))
    }
    #expect(logs[3] < logs[0] * 5 / 2, "and not in a log that grows: \(logs)")
    try workspace.close()
    #expect(try SQLiteWorkspace.verify(folder: folder.path).isSound)
  }

  @Test("every commit is synced: the writer reads back synchronous = 2, also after reopening")
  func synchronous() throws {
    let folder = TemporaryFolder()
    var workspace = try SQLiteWorkspace.create(folder: folder.path)
    for _ in 0..<2 {
      let level = try workspace.writer.writeWithoutTransaction {
        try Int.fetchOne($0, sql: "PRAGMA synchronous")
      }
      let mode = try workspace.writer.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
      #expect(level == 2 && mode == "wal")
      try workspace.close()
      workspace = try SQLiteWorkspace.open(folder: folder.path)
    }
  }

  @Test(
    "a full disk keeps nothing of an import, says so, and gives the reserve back so that single decisions still fit"
  )
  func diskFull() throws {
    let folder = TemporaryFolder()
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    let pages = try workspace.writer.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages + 20)")
      return pages
    }
    #expect(pages > 0)
    expectCode(.diskFull) {
      _ = try workspace.record(
        Samples.batch(Samples.orders(5000)), for: Samples.importDraft("i"), at: Samples.moment(1))
    }
    #expect(access(folder.path + "/reserve.bin", F_OK) != 0, "the reserve was given back")
    #expect(try workspace.table(.salesOrderLines).rowCount == 0)
    #expect(try workspace.head() == .start)
    try workspace.append(Samples.draft("a"), at: Samples.moment(2))
    // Room again: the reserve is set aside before bulk rows are taken.
    try workspace.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
    let receipt = try workspace.record(
      Samples.batch(Samples.orders(5000)), for: Samples.importDraft("i"), at: Samples.moment(3))
    #expect(receipt.newRows == 5000)
    #expect(access(folder.path + "/reserve.bin", F_OK) == 0)
    #expect(try workspace.verify().isSound)
  }

  @Test(
    "a journal that cannot be written makes the outcome unknown and stops the writing; the next start says what is kept"
  )
  func journalFails() throws {
    let folder = TemporaryFolder()
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    try workspace.append(Samples.draft("a"), at: Samples.moment(1))
    // A descriptor for reading refuses the record, after the database has committed.
    let refusing = try JournalFile(folder.path + "/journal-0001.log", repairs: false) { (_, _) in }
    workspace.state.withLock { $0.journal = refusing }
    expectCode(.outcomeUnknown) { try workspace.append(Samples.draft("b"), at: Samples.moment(2)) }
    #expect(try workspace.head().sequence == 1, "not acknowledged")
    #expect(workspace.writingStopped()?.code == .readOnly)
    expectCode(.readOnly) { try workspace.append(Samples.draft("c"), at: Samples.moment(3)) }
    try workspace.close()
    let reopened = try SQLiteWorkspace.open(folder: folder.path)
    #expect(reopened.startup.completedEvents == 1)
    #expect(try reopened.event(actor: Samples.wang.id, key: "b")?.sequence == 2, "asked by its key")
    #expect(try reopened.append(Samples.draft("b"), at: Samples.moment(9)).sequence == 2)
  }

  @Test("verify names what was changed behind the program's back")
  func tampering() throws {
    let original = TemporaryFolder()
    let workspace = try SQLiteWorkspace.create(folder: original.path)
    let receipt = try workspace.record(
      Samples.batch(Samples.orders(50), bytes: Array("file".utf8)), for: Samples.importDraft("i"),
      at: Samples.moment(1))
    try workspace.append(Samples.draft("a"), at: Samples.moment(2))
    _ = try workspace.identifiers(dimension: "item", codes: ["KT-1"], at: Samples.moment(3))
    let run = ForecastRun(
      purpose: "baseline", cutoff: Samples.day, inputDigest: .zero, method: "auto", parameters: .empty,
      seed: 1,
      programVersion: "0.1.0")
    _ = try workspace.record(
      run, rows: [ForecastResultRow(series: "a", layer: "baseline", ordinal: 1, value: 5)],
      for: Samples.draft("run"), at: Samples.moment(4))
    try workspace.append(Samples.draft("z"), at: Samples.moment(5))
    try workspace.close()
    #expect(try SQLiteWorkspace.verify(folder: original.path).isSound)
    let changes: [(witness: String, sql: String)] = [
      ("facts", "UPDATE facts_sales_order_lines SET quantity = quantity + 1 WHERE row_id = 7"),
      ("facts", "UPDATE facts_sales_order_lines SET item = 'KT-99' WHERE row_id = 50"),
      ("facts", "DELETE FROM facts_sales_order_lines WHERE row_id = 50"),
      ("members", "INSERT INTO members (id, dimension, code, event) VALUES (9, 'item', 'X', 1)"),
      ("members", "DELETE FROM batches"),
      ("forecast", "UPDATE forecast_results SET value = 6"),
      ("chain", "UPDATE events SET body = (SELECT body FROM events WHERE sequence = 1) WHERE sequence = 2"),
      ("chain", "DELETE FROM events WHERE sequence = 2"),
      ("journal", "DELETE FROM events WHERE sequence = 5"),
    ]
    for change in changes {
      let folder = TemporaryFolder()
      try original.copy(to: folder)
      try Self.behindTheBack(folder, change.sql)
      let report = try SQLiteWorkspace.verify(folder: folder.path)
      #expect(report.findings.contains { $0.witness == change.witness }, "\(change.sql): \(report.findings)")
    }
    for digest in [receipt.rowsDigest, try #require(receipt.fileDigest)] {
      let folder = TemporaryFolder()
      try original.copy(to: folder)
      try folder.write("files/" + digest.hex, [1])
      #expect(try SQLiteWorkspace.verify(folder: folder.path).findings.map(\.witness) == ["file"])
    }
  }

  /// As somebody with the file and no scruples: triggers dropped, then the change.
  private static func behindTheBack(_ folder: TemporaryFolder, _ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: folder.path + "/workspace.sqlite", configuration: configuration)
    try queue.writeWithoutTransaction { db in
      for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
        try db.execute(sql: "DROP TRIGGER \(name)")
      }
      try db.execute(sql: sql)
      #expect(db.changesCount > 0)
    }
    try queue.close()
  }
}
