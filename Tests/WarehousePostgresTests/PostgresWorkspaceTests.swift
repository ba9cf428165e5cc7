// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
import Testing
import Warehouse
import WarehouseContract
import WarehousePostgres

/// A database of one test with the workspace in it.
struct Database {
  let server: PostgresServer
  let address: PostgresAddress
  let name: String
  static let key = ChainKey([UInt8](repeating: 7, count: 32))!

  init() throws {
    server = try #require(PostgresServer.shared)
    address = try server.emptyDatabase()
    name = String(address.description.split(separator: "/").last ?? "")
  }

  func create(patience: Int = 3) throws -> PostgresWorkspace {
    try PostgresWorkspace.create(address, key: Self.key, patience: patience)
  }

  func open(_ access: PostgresWorkspace.Access = .readWrite, patience: Int = 3) throws -> PostgresWorkspace {
    try PostgresWorkspace.open(address, key: Self.key, access: access, patience: patience)
  }

  var administrator: Administrator { Administrator(server.folder, database: name) }
}

@Suite("A workspace in PostgreSQL", .enabled(if: PostgresServer.shared != nil, PostgresServer.isMissing))
struct PostgresWorkspaceTests {
  @Test("keeps the contract of the ports")
  func contract() throws { try checkWorkspaceStore { try Database().create() } }

  @Test("opened again it goes on where it was, knows every command, and holds what it held")
  func reopened() throws {
    let database = try Database()
    let store = try database.create()
    expectCode(.folderExists) { _ = try database.create() }
    let receipt = try store.record(
      Samples.batch(Samples.orders(30), bytes: Array("file".utf8)), for: Samples.importDraft("i"), at: Samples.moment(1))
    let event = try store.append(Samples.draft("a"), at: Samples.moment(2))
    try store.save(channelSecrets: ["mail.password": try #require(SecretText("p4ssword-nobody-may-know"))])
    try store.close()
    expectCode(.readOnly) { try store.append(Samples.draft("b"), at: Samples.moment(3)) }
    let opened = try database.open()
    #expect(try opened.head() == event.head && opened.append(Samples.draft("a"), at: Samples.moment(9)) == event)
    #expect(try opened.batches() == [receipt] && opened.keptFile(try #require(receipt.fileDigest)) == Array("file".utf8))
    #expect(try opened.channelSecrets()["mail.password"]?.value == "p4ssword-nobody-may-know")
    let report = try opened.verify()
    #expect(report.isSound && report.events == 2 && report.factRows == 30 && report.files == 1, "\(report)")
  }

  @Test("whatever comes, and however often it is opened again, months are the sums of their rows; one that was changed is named")
  func months() throws {
    let database = try Database()
    let store = try MonthContract.journey(try database.create(), steps: 90) { store in
      try store.close()
      return try database.open()
    }
    let months = try store.months(.salesOrderLines, entity: 1, through: nil)
    let changed = try #require(months.last)
    try database.administrator.run(
      "UPDATE tongpin.fact_months SET row_count = row_count + 1 WHERE kind = 'sales-order-lines' AND entity = 1 AND month = \(changed.month.ordinal)"
    )
    let findings = try store.verify().findings
    #expect(findings.map(\.subject) == ["sales-order-lines \(changed.month)"] && findings.first?.witness == "months")
    try store.markAllMonths()
    #expect(try store.months(.salesOrderLines, entity: 1, through: nil) == months && store.verify().isSound)
  }

  @Test("a database from before there were sums opens at once, and has them when somebody asks")
  func monthsOfSchema5() throws {
    let database = try Database()
    let made = try database.create()
    _ = try made.record(Samples.batch(Samples.orders(300)), for: Samples.importDraft("a"), at: Samples.moment(1))
    let expected = try made.months(.salesOrderLines, entity: 1, through: nil)
    try made.close()
    let administrator = database.administrator
    try administrator.run("DROP TABLE tongpin.fact_months, tongpin.fact_month_sums, tongpin.fact_month_marks")
    try administrator.run("DELETE FROM tongpin.schema_migrations WHERE number > 5")
    let reader = try database.open(.readOnly)
    #expect(try reader.months(.salesOrderLines, entity: 1, through: nil) == expected && reader.verify().isSound)
    try reader.close()
    let opened = try database.open()
    #expect(try administrator.run("SELECT count(*) FROM tongpin.fact_month_marks") == "1")
    #expect(try opened.months(.salesOrderLines, entity: 1, through: nil) == expected)
    #expect(try administrator.run("SELECT count(*) FROM tongpin.fact_month_marks") == "0")
    #expect(try opened.verify().months == expected.count)
  }

  @Test("a big file of several pieces comes back as it was; the same file is kept once")
  func bigFile() throws {
    let database = try Database()
    let store = try database.create()
    let file = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    for key in ["a", "b"] {
      _ = try store.record(Samples.batch(Samples.orders(3), bytes: file), for: Samples.importDraft(key), at: Samples.moment(1))
    }
    #expect(try store.keptFile(.sha256(file)) == file && store.keptFiles() == [.sha256(file)])
    #expect(try database.administrator.run("SELECT count(*) FROM tongpin.kept_file_pieces") == "3")
  }

  @Test("texts hold every character, also the two that PostgreSQL or the marks for them use, and keep their order")
  func characters() throws {
    let store = try Database().create()
    let codes = ["\u{0}", "\u{0}\u{0}", "\u{0}a", "\u{1}", "\u{1}\u{1}", "a", "a\u{0}", "a\u{1}", "é", "e\u{301}", "中文", "😀", ""]
    let ids = try store.identifiers(dimension: "item\u{0}", codes: codes, at: Samples.moment(1))
    #expect(Set(ids).count == codes.count)
    let known: [[UInt8]] = try store.members(dimension: "item\u{0}").map { Array($0.code.utf8) }
    let expected: [[UInt8]] = codes.map { Array($0.utf8) }
    #expect(known == expected)
    let run = ForecastRun(
      purpose: "baseline", cutoff: Samples.day, inputDigest: .zero, method: "auto", parameters: .empty, seed: 1, programVersion: "0")
    let rows = codes.filter { $0 != "é" }.map { ForecastResultRow(series: $0, layer: "baseline", ordinal: 1, value: 1) }
    let record = try store.record(run, rows: rows, for: Samples.draft("r"), at: Samples.moment(2))
    let read: [[UInt8]] = try store.rows(run: record.id, series: nil).map { Array($0.series.utf8) }
    let ordered: [[UInt8]] = rows.map { Array($0.series.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
    #expect(read == ordered)
    #expect(try store.verify().isSound)
  }

  @Test("a key that no index of PostgreSQL holds is refused in words, and nothing of its import is kept")
  func longKey() throws {
    let store = try Database().create()
    var generator = SystemRandomNumberGenerator()
    let long = String(decoding: (0..<9_000).map { _ in UInt8.random(in: 33...126, using: &generator) }, as: UTF8.self)
    var table = Samples.orders(2)
    var values = Samples.rows(table)[0].values
    values[try #require(table.schema.index(of: "order_number"))] = .text(long)
    table.append(values, line: 9)
    expectCode(.incoherentRequest) {
      _ = try store.record(Samples.batch(table), for: Samples.importDraft("i"), at: Samples.moment(1))
    }
    #expect(try store.table(.salesOrderLines).rowCount == 0 && store.head() == .start)
    try store.append(Samples.draft("a"), at: Samples.moment(2))
  }
}
