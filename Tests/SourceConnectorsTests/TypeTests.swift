// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import PlanningCycle
import Testing

@testable import SourceConnectors

@Suite("Every type of a database becomes what it says", .enabled(if: DatabaseServer.areThere, DatabaseServer.isMissing))
struct TypeTests {
  private static let select = """
    SELECT channel, order_number, line_number, ordered_on, due_on, item, customer, quantity, price_excl_tax, tax_rate, amount_excl_tax,
      is_project FROM
    """

  @Test("PostgreSQL: decimals, days, times with and without a zone, truth, big numbers, 中文")
  func postgres() throws {
    let server = try #require(DatabaseServer.postgres)
    try server.run(
      """
      CREATE TABLE typed (channel text, order_number varchar(40), line_number bigint, ordered_on timestamptz, due_on timestamp, item text,
        customer char(8), quantity numeric(20,6), price_excl_tax double precision, tax_rate real, amount_excl_tax numeric(18,2), is_project boolean);
      INSERT INTO typed VALUES ('直销“渠道”', 'SO-1', 9007199254740993, '2026-10-31 17:30:00+00', '2026-11-05 23:59:59.999', '轴承 😀', 'C1',
        1234.5, 12.25, 0.13, -0.01, true),
       (NULL, 'SO-1', 2, '2026-11-01', NULL, 'it''s; "quoted"', NULL, 0.0001, NULL, NULL, 100, false);
      """)
    let reading = try Story.read(Story.request(server, Self.select + " typed ORDER BY line_number DESC", kind: .salesOrderLines)).reading
    #expect(reading.rejected == 0 && reading.encoding == "rows")
    try check(reading.table)
    // The zone is China's, so half past one at night on 1 November.
    #expect(reading.table["ordered_on"].day(0) == Day(iso: "2026-11-01"))
  }

  @Test("MariaDB: the same, in utf8mb4 and in GBK columns")
  func mariadb() throws {
    let server = try #require(DatabaseServer.mariadb)
    try server.run(
      """
      CREATE TABLE typed (channel varchar(40) CHARACTER SET gbk, order_number varchar(40), line_number bigint, ordered_on timestamp NULL,
        due_on datetime(3), item varchar(40), customer char(8), quantity decimal(20,6), price_excl_tax double, tax_rate float,
        amount_excl_tax decimal(18,2), is_project boolean);
      SET time_zone = '+00:00';
      SET NAMES utf8mb4;
      INSERT INTO typed VALUES ('直销“渠道”', 'SO-1', 9007199254740993, '2026-10-31 17:30:00', '2026-11-05 23:59:59.999', '轴承 😀', 'C1',
        1234.5, 12.25, 0.13, -0.01, true),
       (NULL, 'SO-1', 2, '2026-10-31 16:00:00', NULL, 'it''s; "quoted"', NULL, 0.0001, NULL, NULL, 100, false);
      """)
    let reading = try Story.read(Story.request(server, Self.select + " typed ORDER BY line_number DESC", kind: .salesOrderLines)).reading
    #expect(reading.rejected == 0 && reading.encoding == "rows")
    try check(reading.table)
    #expect(reading.table["ordered_on"].day(0) == Day(iso: "2026-11-01"))
  }

  private func check(_ table: FactTable) throws {
    try #require(table.rowCount == 2)
    #expect(table["channel"].text(0) == "直销“渠道”" && table["channel"].text(1) == nil)
    #expect(table["line_number"].integer(0) == 9_007_199_254_740_993)
    #expect(table["due_on"].day(0) == Day(iso: "2026-11-05") && table["due_on"].day(1) == nil)
    #expect(table["item"].text(0) == "轴承 😀" && table["item"].text(1) == "it's; \"quoted\"")
    #expect(table["customer"].text(0) == "C1")
    #expect(table["quantity"].integer(0) == 12_345_000 && table["quantity"].integer(1) == 1)
    #expect(table["price_excl_tax"].integer(0) == 12_250_000 && table["tax_rate"].integer(0) == 130_000)
    #expect(table["amount_excl_tax"].integer(0) == -1 && table["amount_excl_tax"].integer(1) == 10_000)
    #expect(table["is_project"].boolean(0) == true && table["is_project"].boolean(1) == false)
    #expect(table.lines == [1, 2])
  }

  @Test("what stands blank stays blank: nothing is taken from the row above", arguments: DatabaseServer.Product.allCases)
  func blanks(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    let rows = (1...30).map {
      "SELECT '\($0 % 3 == 1 ? "SO-\($0)" : "")' AS order_number, \($0) AS line_number, '2026-11-01' AS ordered_on, 'I' AS item, 1 AS quantity"
    }
    let reading = try Story.read(Story.request(server, rows.joined(separator: " UNION ALL "), kind: .salesOrderLines)).reading
    #expect(reading.table.rowCount == 10 && reading.rejected == 20)
    let finding = try #require(reading.findings.first { $0.severity == "rejected" })
    #expect(finding.line > 0 && finding.column.isEmpty && finding.header == "order_number")
  }

  @Test("binary columns are named and refused", arguments: DatabaseServer.Product.allCases)
  func binary(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    try server.run("CREATE TABLE photos (item varchar(10), picture \(product == .postgres ? "bytea" : "blob"))")
    let fault = try #require(throws: SourceFault.self) {
      _ = try Story.read(Story.request(server, "SELECT item, picture FROM photos", kind: .items))
    }
    #expect(fault.code == .queryRefused && fault.detail.english.contains("picture"))
  }

  @Test("a text of a megabyte costs its own row only", arguments: DatabaseServer.Product.allCases)
  func longText(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    let reading = try Story.read(
      Story.request(
        server, "SELECT REPEAT('长', 1000000) AS code, 'a' AS name UNION ALL SELECT 'B' AS code, 'b' AS name", kind: .items)
    ).reading
    #expect(reading.table.rowCount == 1 && reading.rejected == 1)
    #expect(reading.table["code"].text(0) == "B")
  }

  @Test(
    "a query without a column that its kind needs is a fault, so that no mark goes past its rows",
    arguments: DatabaseServer.Product.allCases)
  func missingColumn(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    for sql in ["SELECT 'A' AS item", "SELECT 'SO-1' AS order_number, '2026-11-01' AS ordered_on, 'A' AS item, 1 AS quantity"] {
      let fault = try #require(throws: SourceFault.self) { _ = try Story.read(Story.request(server, sql, kind: .salesOrderLines)) }
      #expect(fault.code == .queryRefused)
    }
    let named = try #require(throws: SourceFault.self) {
      _ = try Story.read(Story.request(server, "SELECT 'A' AS code", kind: .items, columns: ["code": "料号"]))
    }
    #expect(named.code == .queryRefused && named.detail.chinese.contains("料号"))
  }

  @Test("columns under other names are read as somebody said, or as they seem to mean", arguments: DatabaseServer.Product.allCases)
  func otherNames(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    let quote = product == .postgres ? "\"" : "`"
    let sql = "SELECT 'A1' AS \(quote)料号\(quote), '轴承' AS \(quote)品名\(quote), 'x' AS \(quote)Memo\(quote)"
    let guessed = try Story.read(Story.request(server, sql, kind: .items)).reading
    #expect(guessed.table["code"].text(0) == "A1" && guessed.table["name"].text(0) == "轴承")
    let said = try Story.read(Story.request(server, sql, kind: .items, columns: ["code": "料号", "name": "Memo"])).reading
    #expect(said.table["name"].text(0) == "x")
  }

  @Test("a watermark of the wrong type, or none of that name", arguments: DatabaseServer.Product.allCases)
  func wrongMark(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    let sql = "SELECT 'A' AS code, 'later' AS changed_at"
    func code(_ column: String) throws -> SourceFault.Code {
      try #require(throws: SourceFault.self) {
        _ = try Story.read(
          Story.request(server, sql, kind: .items, mark: SourceQuery.Watermark(column: column, kind: .timestamp, overlap: 60)))
      }.code
    }
    #expect(try code("changed_at") == .markNotUnderstood)
    #expect(try code("no_such") == .queryRefused)
  }

  @Test("numbers and days as marks", arguments: DatabaseServer.Product.allCases)
  func otherMarks(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    try server.run("CREATE TABLE marked (id bigint, day date, code varchar(10))")
    try server.run("INSERT INTO marked VALUES (1, '2026-11-01', 'A'), (2, '2026-11-01', 'B'), (9007199254740993, '2026-11-02', 'C')")
    let sql = "SELECT id, day, code FROM marked"
    let number = SourceQuery.Watermark(column: "id", kind: .integer, overlap: 0)
    let first = try Story.read(Story.request(server, sql, kind: .items, mark: number))
    #expect(first.next?.text == "9007199254740993")
    #expect(try Story.read(Story.request(server, sql, kind: .items, mark: number, since: first.next)).rows == 0)
    let day = SourceQuery.Watermark(column: "day", kind: .day, overlap: 1)
    let days = try Story.read(Story.request(server, sql, kind: .items, mark: day))
    #expect(days.next?.text == "2026-11-02")
    try server.run("INSERT INTO marked VALUES (5, '2026-11-02', 'D')")
    #expect(try Story.read(Story.request(server, sql, kind: .items, mark: day, since: days.next)).rows == 2)
  }

  @Test("the first look tells columns, rows, version, clock and what they seem to mean", arguments: DatabaseServer.Product.allCases)
  func probe(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    try LoadTests.make("probed", on: server)
    try server.run(LoadTests.insert("probed", product, 1, 50))
    let probe = try Story.sources().probe(
      Story.request(server, LoadTests.sql("probed")), remembered: [], knows: { _, _ in nil }, isStopped: { false })
    #expect(probe.columns.map(\.name) == ["item", "location", "counted_on", "quantity", "changed_at"])
    #expect(probe.columns.map(\.mark) == [nil, nil, .day, nil, .timestamp])
    #expect(probe.columns.allSatisfy { !$0.type.isEmpty })
    #expect(probe.first.rows.count == 20 && probe.first.rows.allSatisfy { $0.count == 5 })
    #expect(probe.server.contains(product == .postgres ? "PostgreSQL" : "MariaDB"))
    #expect(SourceMark(probe.clock ?? "", .timestamp) != nil)
    #expect(probe.preview.kind == .stock && probe.preview.columns.first { $0.header == "quantity" }?.field == "quantity")
  }
}
