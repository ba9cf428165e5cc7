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

@Suite("The schema as data")
struct SchemaTests {
  @Test("every migration is frozen")
  func frozen() throws {
    let digests = Migration.all.map {
      Digest.sha256(Array($0.statements(SQLiteDialect()).joined(separator: ";\n").utf8)).hex
    }
    #expect(
      digests == [
        "6a24b6cdfade37004d14a6afde46876c69122c351e9a3110a5ea2a15db599ef6",
        "aeb00ddbcfe4264421c3b9b9bdae36bd3b0e64222c12a452b4440f886583160f",
        "9bb348d3befe4b33336d1f5f27cb7c37704b54d077c15fccc1341b5b23dce7c4",
        "baec5863726d339bbcbd9bfd1919603a46b2accb2008ea6b0db25611a806c82f",
        "f891984483c95bcda5a89a43b546495c8383dde86220029cea6736e24b962de2",
        "4456b1b8c337d0df19df493260affd2bc454a70ab7a27e00b673452b2480cc3e",
      ], "A migration that was on main never changes: write the next one.")
  }

  @Test("a folder from before people had English names opens, and its people are who they were")
  func folderOfSchema1() throws {
    let folder = TemporaryFolder()
    let made = try SQLiteWorkspace.create(folder: folder.path)
    let draft = EventDraft(kind: "person.added", actor: .system, idempotencyKey: "p", payload: .map([:]))
    let person = try made.add(
      NewPerson(login: "zhao", name: "赵敏", passwordHash: "scrypt$…", role: "planner"), for: draft,
      at: Samples.moment(1))
    try made.close()
    let queue = try DatabaseQueue(path: folder.path + "/workspace.sqlite")
    try queue.write { db in
      try db.execute(sql: "ALTER TABLE people DROP COLUMN name_en")
      for table in Self.outboxTables + Self.trailTables + Self.monthTables { try db.execute(sql: "DROP TABLE \(table)") }
      try db.execute(sql: "ALTER TABLE forecast_runs DROP COLUMN rows_run")
      try db.execute(sql: "DELETE FROM schema_migrations WHERE number > 1")
    }
    try queue.close()
    let opened = try SQLiteWorkspace.open(folder: folder.path)
    #expect(try opened.people() == [person])
    #expect(try opened.verify().isSound)
  }

  @Test("rows of a large run lie in their table before it; those of a run that never came are gone with the next opening")
  func preparedForecasts() throws {
    let folder = TemporaryFolder()
    let store = try SQLiteWorkspace.create(folder: folder.path)
    let rows = Samples.forecastRows(6_000)
    let kept = try store.record(Samples.forecastRun, rows: rows, for: Samples.draft("kept"), at: Samples.moment(1))
    _ = try store.prepare(rows)
    _ = try store.record(Samples.forecastRun, rows: Array(rows.prefix(10)), for: Samples.draft("small"), at: Samples.moment(2))
    try store.close()
    func numbers() throws -> [Int64] {
      try DatabaseQueue(path: folder.path + "/workspace.sqlite").read {
        try Int64.fetchAll($0, sql: "SELECT DISTINCT run FROM forecast_results ORDER BY run")
      }
    }
    #expect(try numbers() == [-2, -1, 2])
    let opened = try SQLiteWorkspace.open(folder: folder.path)
    #expect(try numbers() == [-1, 2])
    #expect(try opened.rows(run: kept.id, series: nil) == rows && opened.rows(run: 2, series: nil).count == 10)
    #expect(try opened.rows(run: kept.id, series: rows[0].series).allSatisfy { $0.series == rows[0].series })
    #expect(try opened.verify().isSound)
  }

  static let outboxTables = ["outbox_messages", "outbox_notices", "outbox_attempts", "outbox_cursor"]
  static let trailTables = ["trail", "origins"]
  static let monthTables = ["fact_months", "fact_month_sums", "fact_month_marks"]

  @Test("a folder from before there was an outbox opens, and has an empty one")
  func folderOfSchema2() throws {
    let folder = TemporaryFolder()
    let made = try SQLiteWorkspace.create(folder: folder.path)
    try made.append(Samples.draft("first"), at: Samples.moment(1))
    try made.close()
    let queue = try DatabaseQueue(path: folder.path + "/workspace.sqlite")
    try queue.write { db in
      for table in Self.outboxTables + Self.trailTables + Self.monthTables { try db.execute(sql: "DROP TABLE \(table)") }
      try db.execute(sql: "ALTER TABLE forecast_runs DROP COLUMN rows_run")
      try db.execute(sql: "DELETE FROM schema_migrations WHERE number > 2")
    }
    try queue.close()
    let opened = try SQLiteWorkspace.open(folder: folder.path)
    #expect(try opened.outboxMessages(nil, before: nil, limit: 1).isEmpty && opened.outboxCursor() == nil)
    #expect(try opened.verify().isSound)
  }

  @Test("no field bears the name of a column that every fact has, in any kind")
  func columnNames() {
    for kind in FactKind.allCases {
      let schema = FactTableSchema(kind)
      #expect(!schema.schema.fields.contains { FactTableSchema.rowColumns.contains($0.name) }, "\(kind)")
    }
  }

  @Test(
    "a source key orders missing before present, negative before positive, short before long, and never mixes two texts"
  )
  func keyOrder() {
    let ascending: [[FactValue?]] = [
      [nil, .number(5)], [.text(""), .number(5)], [.text("\u{0}"), nil], [.text("\u{1}"), nil],
      [.text("a"), .number(.min)],
      [.text("a"), .number(-1)], [.text("a"), .number(0)], [.text("a"), .number(.max)],
      [.text("a\u{0}"), nil], [.text("ab"), nil],
      [.text("中"), nil],
    ]
    let keys = ascending.map { FactRowCoder.key(of: $0) }
    for (left, right) in zip(keys, keys.dropFirst()) { #expect(left.lexicographicallyPrecedes(right)) }
    #expect(
      FactRowCoder.key(of: [.text("ab"), .text("c")]) != FactRowCoder.key(of: [.text("a"), .text("bc")]))
  }

  @Test("a field added to a kind later is missing in old rows, and their batches still verify")
  func growth() throws {
    let schema = FactTableSchema(.quotas)
    let known = FactTableSchema.rowColumns + ["owner", "starts_on"]
    let statements = schema.growth(known: known, SQLiteDialect())
    #expect(statements.first == "ALTER TABLE facts_quotas ADD COLUMN \"amount\" INTEGER")
    #expect(schema.growth(known: known + ["amount"], SQLiteDialect()).isEmpty)
    // An older folder: the column gone, as if the field had not been there.
    let folder = TemporaryFolder()
    try SQLiteWorkspace.create(folder: folder.path).close()
    let queue = try DatabaseQueue(path: folder.path + "/workspace.sqlite")
    try queue.write { db in
      for name in ["no_delete", "no_update", "only_past"] {
        try db.execute(sql: "DROP TRIGGER facts_quotas_\(name)")
      }
      try db.execute(sql: "ALTER TABLE facts_quotas DROP COLUMN amount")
    }
    try queue.close()
    let reopened = try SQLiteWorkspace.open(folder: folder.path)
    var table = FactTable(kind: .quotas)
    table.append([.text("E1"), .day(Samples.day), .number(100)], line: 2)
    _ = try reopened.record(Samples.batch(table), for: Samples.importDraft("i"), at: Samples.moment(1))
    #expect(try reopened.table(.quotas)["amount"].integer(0) == 100)
  }

  @Test("a folder of a later program is left alone")
  func newer() throws {
    let folder = TemporaryFolder()
    try SQLiteWorkspace.create(folder: folder.path).close()
    let queue = try DatabaseQueue(path: folder.path + "/workspace.sqlite")
    try queue.write {
      try $0.execute(sql: "INSERT INTO schema_migrations (number, name) VALUES (999, 'future')")
    }
    try queue.close()
    expectCode(.newerSchema) { _ = try SQLiteWorkspace.open(folder: folder.path) }
  }

  @Test("fifty thousand order lines go in, come again unchanged, and come out in order")
  func fiftyThousand() throws {
    let folder = TemporaryFolder()
    let store = try SQLiteWorkspace.create(folder: folder.path)
    let table = Samples.orders(50_000)
    let first = try store.record(Samples.batch(table), for: Samples.importDraft("i1"), at: Samples.moment(1))
    #expect([first.newRows, first.correctedRows, first.unchangedRows] == [50_000, 0, 0])
    let again = try store.record(Samples.batch(table), for: Samples.importDraft("i2"), at: Samples.moment(2))
    #expect([again.newRows, again.correctedRows, again.unchangedRows] == [0, 0, 50_000])
    #expect(again.inputDigest == first.inputDigest && again.rowsDigest != first.rowsDigest)
    let read = try store.table(.salesOrderLines)
    #expect(read.rowCount == 50_000)
    #expect(Samples.keysAscend(read))
    let total = (0..<50_000).reduce(Int64(0)) { $0 + (read["amount_incl_tax"].integer($1) ?? 0) }
    #expect(total == 299_900 * 50_000 * 50_001 / 2)
    #expect(try store.verify().isSound)
  }
}
