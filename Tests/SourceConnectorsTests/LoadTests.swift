// SPDX-License-Identifier: Apache-2.0
import Commerce
import Foundation
import PlanningCycle
import Synchronization
import Testing

@testable import SourceConnectors

@Suite("A table is read in parts, each row once", .enabled(if: DatabaseServer.areThere, DatabaseServer.isMissing))
struct LoadTests {
  static let select = "SELECT item, 'A' AS location, counted_on, quantity, changed_at FROM %"
  static let changed = SourceQuery.Watermark(column: "changed_at", kind: .timestamp, overlap: 60)

  /// Rows numbered from `first`; a hundred of them share each second.
  static func insert(_ table: String, _ product: DatabaseServer.Product, _ first: Int, _ last: Int, wide: Int = 0) -> String {
    switch product {
    case .postgres:
      """
      INSERT INTO \(table) SELECT 'I' || n, DATE '2026-11-01', n, TIMESTAMPTZ '2026-11-01 00:00:00+08' + (n / 100) * INTERVAL '1 second',
        repeat('x', \(wide)) FROM generate_series(\(first), \(last)) AS n
      """
    case .mariadb:
      """
      INSERT INTO \(table) SELECT CONCAT('I', seq), DATE '2026-11-01', seq, TIMESTAMP '2026-11-01 00:00:00' + INTERVAL seq DIV 100 SECOND,
        REPEAT('x', \(wide)) FROM seq_\(first)_to_\(last)
      """
    }
  }

  static func make(_ table: String, on server: DatabaseServer) throws {
    let time = server.product == .postgres ? "timestamptz" : "datetime"
    try server.run(
      "CREATE TABLE \(table) (item varchar(40) PRIMARY KEY, counted_on date, quantity numeric(18,4), changed_at \(time), filler text)")
  }

  static func sql(_ table: String) -> String { select.replacingOccurrences(of: "%", with: table) }

  @Test("twenty thousand rows in loads of three thousand: no mark is torn, nothing is missing", arguments: DatabaseServer.Product.allCases)
  func parts(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    try Self.make("parts", on: server)
    try server.run(Self.insert("parts", product, 1, 20_000))
    var kept = Kept()
    var isComplete = false
    while !isComplete, kept.loads < 50 {
      let reading = try Story.read(
        Story.request(
          server, Self.sql("parts"), mark: Self.changed, since: kept.mark, limits: SourceLimits(rows: 6_150, seconds: 120)))
      if let before = kept.mark, let next = reading.next { #expect(next > before) }
      // A second holds a hundred rows: a load that ends inside one would not be a multiple.
      if !reading.isComplete { #expect((reading.rows + 1) % 100 == 0 || reading.rows % 100 == 0) }
      #expect(reading.reading.rejected == 0)
      kept.take(reading)
      isComplete = reading.isComplete
    }
    #expect(kept.quantities.count == 20_000)
    #expect(kept.sum == 20_000 * 20_001 / 2 * 10_000)
    #expect(kept.loads > 2)
    // Once more: only what overlaps comes, and it changes nothing.
    let again = try Story.read(Story.request(server, Self.sql("parts"), mark: Self.changed, since: kept.mark))
    #expect(again.isComplete && again.rows < 6_200 && again.rows > 0)
    #expect(again.next == kept.mark)
    kept.take(again)
    #expect(kept.quantities.count == 20_000)
  }

  @Test("a correction at the source comes with the next load, and only what is near it", arguments: DatabaseServer.Product.allCases)
  func correction(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    try Self.make("corrected", on: server)
    try server.run(Self.insert("corrected", product, 1, 500))
    var kept = Kept()
    kept.take(try Story.read(Story.request(server, Self.sql("corrected"), mark: Self.changed)))
    try server.run("UPDATE corrected SET quantity = 7, changed_at = '2026-11-02 09:00:00' WHERE item = 'I3'")
    let reading = try Story.read(Story.request(server, Self.sql("corrected"), mark: Self.changed, since: kept.mark))
    kept.take(reading)
    #expect(kept.quantities["I3"] == 70_000)
    #expect(kept.quantities.count == 500)
    // The overlap of the second load begins where the first one ended.
    var third = kept
    third.take(try Story.read(Story.request(server, Self.sql("corrected"), mark: Self.changed, since: kept.mark)))
    #expect(third.quantities == kept.quantities)
  }

  @Test("a row that was written early and became visible late is found by the overlap", arguments: DatabaseServer.Product.allCases)
  func lateRow(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    try Self.make("late", on: server)
    try server.run(Self.insert("late", product, 1, 500))
    var kept = Kept()
    kept.take(try Story.read(Story.request(server, Self.sql("late"), mark: Self.changed)))
    // Its mark lies two seconds before the newest that was read.
    try server.run("INSERT INTO late VALUES ('Late', '2026-11-01', 9, '2026-11-01 00:00:03', '')")
    kept.take(try Story.read(Story.request(server, Self.sql("late"), mark: Self.changed, since: kept.mark)))
    #expect(kept.quantities["Late"] == 90_000)
  }

  @Test("one mark with more rows than a load may have is said, not torn", arguments: DatabaseServer.Product.allCases)
  func oneMark(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    try Self.make("equal", on: server)
    try server.run(Self.insert("equal", product, 100, 199))
    let fault = try #require(throws: SourceFault.self) {
      _ = try Story.read(
        Story.request(server, Self.sql("equal"), mark: Self.changed, limits: SourceLimits(rows: 50, seconds: 60)))
    }
    #expect(fault.code == .markTooLarge)
    #expect(fault.detail.english.contains("50 rows"))
    // Without a watermark there is no place to cut at all.
    let whole = try #require(throws: SourceFault.self) {
      _ = try Story.read(Story.request(server, Self.sql("equal"), limits: SourceLimits(rows: 50, seconds: 60)))
    }
    #expect(whole.code == .tooLarge)
    #expect(try Story.read(Story.request(server, Self.sql("equal"), limits: SourceLimits(rows: 100, seconds: 60))).rows == 100)
  }

  @Test("rows without a mark are counted and told", arguments: DatabaseServer.Product.allCases)
  func withoutMark(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    try Self.make("unmarked", on: server)
    try server.run(Self.insert("unmarked", product, 1, 10))
    try server.run("INSERT INTO unmarked VALUES ('None', '2026-11-01', 1, NULL, ''), ('Neither', '2026-11-01', 1, NULL, '')")
    let reading = try Story.read(Story.request(server, Self.sql("unmarked"), mark: Self.changed))
    #expect(reading.rows == 10 && reading.rowsWithoutMark == 2)
    let finding = try #require(reading.reading.findings.first { $0.code == "source.mark-missing" })
    #expect(finding.message.chinese.contains("2") && finding.header == "changed_at")
  }

  @Test("a writer goes on while parts are read: at the end everything is there once", arguments: DatabaseServer.Product.allCases)
  func writer(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    try Self.make("written", on: server)
    try server.run(Self.insert("written", product, 1, 6_000))
    var kept = Kept()
    var next = 6_001
    for _ in 0..<8 {
      // Between two parts, and of the newest second as well as after it.
      try server.run(Self.insert("written", product, next, next + 249))
      next += 250
      let reading = try Story.read(
        Story.request(server, Self.sql("written"), mark: Self.changed, since: kept.mark, limits: SourceLimits(rows: 6_150, seconds: 60)))
      kept.take(reading)
    }
    while true {
      let reading = try Story.read(
        Story.request(server, Self.sql("written"), mark: Self.changed, since: kept.mark, limits: SourceLimits(rows: 6_150, seconds: 60)))
      kept.take(reading)
      if reading.isComplete { break }
    }
    #expect(kept.quantities.count == next - 1)
    #expect(kept.sum == Int64(next - 1) * Int64(next) / 2 * 10_000)
  }
}

@Suite("A server that goes in mid-load", .enabled(if: DatabaseServer.areThere, DatabaseServer.isMissing), .serialized)
struct BrokenLoadTests {
  @Test(
    "nothing of the load is kept; after its return nothing is missing and nothing comes twice", arguments: DatabaseServer.Product.allCases)
  func killed(_ product: DatabaseServer.Product) throws {
    let server = try #require(DatabaseServer(product))
    defer { server.end() }
    try LoadTests.make("broken", on: server)
    // Wider than what lies on the way between two programs.
    for first in stride(from: 1, through: 18_001, by: 2_000) {
      try server.run(LoadTests.insert("broken", product, first, first + 1_999, wide: 3_000))
    }
    let sql = LoadTests.sql("broken").replacingOccurrences(of: "changed_at FROM", with: "changed_at, filler FROM")
    var kept = Kept()
    kept.take(
      try Story.read(Story.request(server, sql, mark: LoadTests.changed, limits: SourceLimits(rows: 6_150, bytes: 256 << 20, seconds: 120)))
    )
    let before = kept
    let asked = Atomic(0)
    let fault = try #require(throws: SourceFault.self) {
      _ = try Story.read(
        Story.request(
          server, sql, mark: LoadTests.changed, since: before.mark, limits: SourceLimits(rows: 50_000, bytes: 64 << 20, seconds: 120)),
        isStopped: {
          // The rows are on their way by now.
          if asked.add(1, ordering: .relaxed).newValue == 30 { server.kill() }
          return false
        })
    }
    #expect(asked.load(ordering: .relaxed) >= 30)
    #expect(fault.code == .brokenOff)
    #expect(fault.isTransient)
    let gone = try #require(throws: SourceFault.self) {
      _ = try Story.read(Story.request(server, sql, mark: LoadTests.changed, since: before.mark))
    }
    #expect(gone.code == .unreachable)
    #expect(server.start())
    let rest = try Story.read(
      Story.request(
        server, sql, mark: LoadTests.changed, since: before.mark, limits: SourceLimits(rows: 50_000, bytes: 256 << 20, seconds: 120)))
    #expect(rest.isComplete)
    kept.take(rest)
    #expect(kept.quantities.count == 20_000)
    #expect(kept.sum == 20_000 * 20_001 / 2 * 10_000)
  }

  @Test("whoever stops it is obeyed", arguments: DatabaseServer.Product.allCases)
  func stopped(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    try LoadTests.make("stopped", on: server)
    try server.run(LoadTests.insert("stopped", product, 1, 2_000))
    let fault = try #require(throws: SourceFault.self) {
      _ = try Story.read(Story.request(server, LoadTests.sql("stopped"), mark: LoadTests.changed), isStopped: { true })
    }
    #expect(fault.code == .stopped)
  }
}
