// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Foundation
import Journal
import PlanningCycle
import Testing
import Warehouse
import WarehouseContract
import WarehousePostgres

/// Sees: a load that takes a round trip a row, and one whose rows are wrong. The figures are printed; `TONGPIN_LOAD_ROWS` asks for more rows.
@Suite("Loads", .enabled(if: PostgresServer.shared != nil, PostgresServer.isMissing))
struct LoadTests {
  private static let rows = ProcessInfo.processInfo.environment["TONGPIN_LOAD_ROWS"].flatMap { Int($0) } ?? 100_000

  @Test("order lines go in by thousands; sent again they are all known; a tenth corrected is a tenth of new versions")
  func orderLines() throws {
    let database = try Database()
    let store = try database.create()
    let table = Self.table(Self.rows, extra: 0)
    let first = try Self.timed("first import", Self.rows) {
      try store.record(Samples.batch(table), for: Samples.importDraft("a"), at: Samples.moment(1))
    }
    #expect(first.newRows == Self.rows)
    let again = try Self.timed("the same again", Self.rows) {
      try store.record(Samples.batch(table), for: Samples.importDraft("b"), at: Samples.moment(2))
    }
    #expect(again.keptRows == 0 && again.unchangedRows == Self.rows)
    let tenth = Self.table(Self.rows / 10, extra: 1)
    let corrected = try Self.timed("a tenth corrected", Self.rows / 10) {
      try store.record(Samples.batch(tenth), for: Samples.importDraft("c"), at: Samples.moment(3))
    }
    #expect(corrected.correctedRows == Self.rows / 10)
    let read = try Self.timed("read back", Self.rows) { try store.table(.salesOrderLines) }
    #expect(read.rowCount == Self.rows)
    let report = try Self.timed("verify", Self.rows + Self.rows / 10) { try store.verify() }
    #expect(report.isSound && report.factRows == Self.rows + Self.rows / 10)
    print("size of the database:", try database.administrator.run("SELECT pg_size_pretty(pg_database_size(current_database()))"))
    try store.close()
  }

  /// Columns at once: order lines of 40,000 customers and 9,000 items over two years.
  private static func table(_ count: Int, extra: Int64) -> FactTable {
    func texts(_ field: FactField, _ distinct: Int, _ prefix: String, _ pick: (Int) -> Int) -> FactColumn {
      FactColumn(
        field: field, integers: (0..<count).map { Int64(pick($0)) }, isPresent: [Bool](repeating: true, count: count),
        texts: (0..<distinct).map { prefix + "\($0)" })
    }
    func numbers(_ field: FactField, _ value: (Int) -> Int64) -> FactColumn {
      FactColumn(field: field, integers: (0..<count).map(value), isPresent: [Bool](repeating: true, count: count))
    }
    let schema = FactSchema.of(.salesOrderLines)
    let orders = count / 4 + 1
    let columns = schema.fields.map { field -> FactColumn in
      switch field.name {
      case "channel": texts(field, 2, "渠道", { $0 / 4 % 2 })
      case "order_number": texts(field, orders, "SO2026", { $0 / 4 })
      case "line_number": numbers(field) { Int64($0 % 4 + 1) }
      case "ordered_on": numbers(field) { Int64(Samples.day.ordinal) - Int64($0 % 730) }
      case "item": texts(field, min(9_000, count), "KT-", { $0 &* 7_919 % min(9_000, count) })
      case "customer": texts(field, min(40_000, count), "C", { $0 / 4 % min(40_000, count) })
      case "quantity": numbers(field) { Int64($0 % 90 + 1) * 10_000 + extra }
      case "price_incl_tax": numbers(field) { _ in 2_999_000_000 }
      case "tax_rate": numbers(field) { _ in 130_000 }
      case "amount_incl_tax": numbers(field) { Int64($0 % 90 + 1) * 299_900 }
      default:
        FactColumn(field: field, integers: [Int64](repeating: 0, count: count), isPresent: [Bool](repeating: false, count: count))
      }
    }
    return FactTable(kind: .salesOrderLines, columns: columns, lines: (0..<count).map { Int32($0 + 2) })
  }

  private static func timed<Answer>(_ name: String, _ rows: Int, _ work: () throws -> Answer) rethrows -> Answer {
    let start = ContinuousClock.now
    let answer = try work()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }.map(String.init) ?? ""
    print("\(name): \(rows) rows, \(seconds) s, \(Int(Double(rows) / max(seconds, 1e-9))) rows/s, \(peak)")
    return answer
  }
}
