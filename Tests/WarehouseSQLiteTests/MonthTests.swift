// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import GRDB
import Journal
import PlanningCycle
import Testing
import Warehouse
import WarehouseContract
import WarehouseSQLite

/// Sees: a summary by month that a crash, an earlier schema, a copy or somebody else's hand left wrong. Does not see: what both adapters promise
/// (``MonthContract``).
@Suite("Sums of facts by month in a data folder")
struct MonthTests {
  private func months(_ store: SQLiteWorkspace) throws -> [FactMonth] { try store.months(.salesOrderLines, entity: 1, through: nil) }

  private func count(_ table: String, _ folder: TemporaryFolder) throws -> Int {
    try DatabaseQueue(path: folder.path + "/workspace.sqlite").read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
  }

  @Test("whatever comes, and wherever the power fails, months are the sums of their rows")
  func crashes() throws {
    let first = TemporaryFolder()
    var folders = [first]
    try MonthContract.journey(try SQLiteWorkspace.create(folder: first.path), steps: 90) { _ in
      // As a power cut would leave it: marks that nobody looked at, the log not checkpointed, nothing closed.
      let crashed = TemporaryFolder()
      try folders[folders.count - 1].copy(to: crashed)
      folders.append(crashed)
      return try SQLiteWorkspace.open(folder: crashed.path)
    }
  }

  @Test("marks outlive the process that made them, and go when somebody asked")
  func marksStay() throws {
    let folder = TemporaryFolder()
    let made = try SQLiteWorkspace.create(folder: folder.path)
    _ = try made.record(Samples.batch(Samples.orders(400)), for: Samples.importDraft("a"), at: Samples.moment(1))
    try made.close()
    let marked = try count("fact_month_marks", folder)
    #expect(try marked == 11 && count("fact_months", folder) == 0, "300 days from 23 November on lie in eleven months")
    let opened = try SQLiteWorkspace.open(folder: folder.path)
    let found = try months(opened)
    #expect(found.count == marked && found.reduce(0) { $0 + $1.rows } == 400)
    try opened.close()
    #expect(try count("fact_month_marks", folder) == 0 && count("fact_months", folder) == found.count)
    let again = try SQLiteWorkspace.open(folder: folder.path)
    #expect(try months(again) == found && again.verify().months == found.count)
    // One row of one month: the others stay as they are.
    _ = try again.record(Samples.batch(Samples.orders(1, first: 1, extra: 9)), for: Samples.importDraft("b"), at: Samples.moment(2))
    try again.close()
    #expect(try count("fact_month_marks", folder) == 1)
  }

  @Test("a folder from before there were sums opens at once, and has them when somebody asks")
  func folderOfSchema5() throws {
    let folder = TemporaryFolder()
    let made = try SQLiteWorkspace.create(folder: folder.path)
    _ = try made.record(Samples.batch(Samples.orders(300)), for: Samples.importDraft("a"), at: Samples.moment(1))
    _ = try made.record(Samples.batch(Samples.orders(50, extra: 4)), for: Samples.importDraft("b"), at: Samples.moment(2))
    let expected = try months(made)
    try made.close()
    let queue = try DatabaseQueue(path: folder.path + "/workspace.sqlite")
    try queue.write { db in
      for table in SchemaTests.monthTables { try db.execute(sql: "DROP TABLE \(table)") }
      try db.execute(sql: "DELETE FROM schema_migrations WHERE number > 5")
    }
    try queue.close()
    // Looked at without being changed: there is nothing to compare, and the answer is the sum of the rows.
    let reader = try SQLiteWorkspace.open(folder: folder.path, access: .readOnly)
    #expect(try months(reader) == expected && reader.verify().isSound && reader.verify().months == 0)
    try reader.close()
    try SQLiteWorkspace.open(folder: folder.path).close()
    #expect(try count("fact_month_marks", folder) == 1 && count("fact_months", folder) == 0, "one mark for all its months")
    let opened = try SQLiteWorkspace.open(folder: folder.path)
    #expect(try months(opened) == expected)
    #expect(try opened.verify().isSound && opened.verify().months == expected.count)
  }

  @Test("a summary that somebody changed is named with its month, and summed again when it is asked for")
  func tampered() throws {
    let folder = TemporaryFolder()
    let made = try SQLiteWorkspace.create(folder: folder.path)
    _ = try made.record(Samples.batch(Samples.orders(300)), for: Samples.importDraft("a"), at: Samples.moment(1))
    let expected = try months(made)
    try made.close()
    let queue = try DatabaseQueue(path: folder.path + "/workspace.sqlite")
    try queue.write { db in
      try db.execute(sql: "UPDATE fact_months SET row_count = row_count + 1 WHERE month = ?", arguments: [expected[1].month.ordinal])
      try db.execute(
        sql: "UPDATE fact_month_sums SET total = total + 1 WHERE month = ? AND field = 'quantity'", arguments: [expected[3].month.ordinal])
      try db.execute(sql: "DELETE FROM fact_months WHERE month = ?", arguments: [expected[5].month.ordinal])
    }
    try queue.close()
    let opened = try SQLiteWorkspace.open(folder: folder.path)
    let findings = try opened.verify().findings
    #expect(findings.map(\.witness) == ["months", "months", "months"])
    #expect(findings.map(\.subject) == [1, 3, 5].map { "sales-order-lines \(expected[$0].month)" })
    #expect(findings[0].detail == "The summary says \(expected[1].rows + 1) rows; there are \(expected[1].rows).")
    #expect(findings[1].detail.contains("of quantity") && findings[2].detail.hasPrefix("The summary does not know it"))
    try opened.markAllMonths()
    #expect(try months(opened) == expected && opened.verify().isSound && opened.verify().months == expected.count)
  }

  @Test("rows that come back from the journal, and rows that are copied, are summed anew")
  func returned() throws {
    let (folder, old, copy) = (TemporaryFolder(), TemporaryFolder(), TemporaryFolder())
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    _ = try workspace.record(Samples.batch(Samples.orders(30)), for: Samples.importDraft("a"), at: Samples.moment(1))
    _ = try months(workspace)
    try workspace.close()
    try folder.copy(to: old)
    let again = try SQLiteWorkspace.open(folder: folder.path)
    _ = try again.record(Samples.batch(Samples.orders(80, extra: 3)), for: Samples.importDraft("b"), at: Samples.moment(4))
    let expected = try months(again)
    try again.close()
    try folder.write("workspace.sqlite", try old.bytes("workspace.sqlite"))
    for name in ["workspace.sqlite-wal", "workspace.sqlite-shm"] { try folder.write(name, []) }
    let restored = try SQLiteWorkspace.open(folder: folder.path)
    #expect(restored.startup.replayedEvents == 1)
    #expect(try months(restored) == expected && restored.verify().isSound)
    #expect(try SQLiteWorkspace.create(folder: copy.path, copying: restored).isSound)
    let copied = try SQLiteWorkspace.open(folder: copy.path)
    #expect(try months(copied) == expected && copied.verify().months == expected.count)
  }
}
