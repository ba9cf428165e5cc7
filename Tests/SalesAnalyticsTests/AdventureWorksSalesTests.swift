// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Foundation
import Testing

@testable import SalesAnalytics

/// Sees sums, margins or punctuality that differ from a plain reading of the file; can't see receivables: the file has none.
@Suite(
  "76,000 real order lines give what plain loops over the file give",
  .enabled(if: RealSales.isPresent, "no adventure-works data beside the repository"))
struct AdventureWorksSalesTests {
  private static let whole = days("2010-01-01", "2030-12-31")

  private func ask(_ measures: [SalesMeasure], by dimensions: [SalesDimension] = []) throws -> SalesAnalysis {
    try RealSales.books.get().analyse(SalesQuestion(measures, by: dimensions, in: Self.whole, asOf: Self.whole.upperBound))
  }

  private func code(_ key: SalesAnalysis.Key) -> String {
    switch key {
    case .member(let member): member.code
    case .period(let period): period.description
    case .earlier, .later: "outside"
    }
  }

  @Test("Net amounts by month and channel, and by customer")
  func amounts() throws {
    let rows = try RealSales.rows.get()
    for dimensions in [[SalesDimension.month, .channel], [.customer], [.item, .territory]] {
      var expected: [String: Int64] = [:]
      for row in rows {
        let parts = dimensions.map { dimension in
          switch dimension {
          case .month: String(row["order_date"]!.prefix(7))
          case .channel: row["channel"]!
          case .customer: row["customer_id"]!
          case .item: row["product_id"]!
          default: row["territory_id"]!
          }
        }
        expected[parts.joined(separator: " "), default: 0] += RealSales.cents(row["net_amount"]!)
      }
      var found: [String: Int64] = [:]
      for row in try ask([.orderedExclTax], by: dimensions).rows {
        found[row.keys.map(code).joined(separator: " ")] = row.figures[0].whole
      }
      #expect(found == expected)
    }
  }

  @Test("Margin, lines, orders, customers, days to ship and punctuality")
  func figures() throws {
    let rows = try RealSales.rows.get()
    let net = rows.reduce(Int64(0)) { $0 + RealSales.cents($1["net_amount"]!) }
    let cost = rows.reduce(Int64(0)) { $0 + RealSales.cents($1["standard_cost"]!) }
    func on(_ row: [String: String], _ column: String) -> Day { Day(iso: row[column]!)! }
    let waited = rows.reduce(Int64(0)) { $0 + Int64(on($1, "order_date").distance(to: on($1, "ship_date"))) }
    let punctual = rows.filter { on($0, "ship_date") <= on($0, "due_date") }.count
    let answer = try ask([.orderMargin, .orderLines, .orders, .orderingCustomers, .daysToShip, .onTimeLines, .backlogLines])
    #expect(
      answer.total == [
        .amount(net - cost), .count(Int64(rows.count)), .count(Int64(Set(rows.map { $0["order_number"]! }).count)),
        .count(Int64(Set(rows.map { $0["customer_id"]! }).count)), .mean(waited, over: Int64(rows.count)),
        .share(Int64(punctual), over: Int64(rows.count)), .count(0),
      ])
  }

  @Test("RFM of all customers: days, orders and money as counted row by row")
  func rfm() throws {
    let rows = try RealSales.rows.get()
    var last: [String: Day] = [:]
    var orders: [String: Set<String>] = [:]
    for row in rows {
      let (customer, on) = (row["customer_id"]!, Day(iso: row["order_date"]!)!)
      last[customer] = max(last[customer] ?? on, on)
      orders[customer, default: []].insert(row["order_number"]!)
    }
    let scores = try RealSales.books.get().rfm(in: Self.whole, asOf: day("2025-12-31"))
    #expect(scores.entries.count == last.count)
    for entry in scores.entries {
      #expect(entry.lastOrder == last[entry.customer.code] && entry.orders == orders[entry.customer.code]?.count)
    }
    // About a fifth have each score of recency; ties make it uneven.
    #expect(scores.entries.filter { $0.recency == 5 }.count >= scores.entries.count / 5)
  }
}

/// The order lines as they lie, read without the importer: another road to the same facts.
enum RealSales {
  private static let file: URL = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder =
      ProcessInfo.processInfo.environment["TONGPIN_DATA"].map { URL(fileURLWithPath: $0) }
      ?? root.deletingLastPathComponent().appendingPathComponent("shared/data")
    return folder.appendingPathComponent("adventure-works/sales_order_lines.csv")
  }()
  static let isPresent = FileManager.default.fileExists(atPath: file.path)

  /// No cell of this file is quoted.
  static let rows = Result { () throws -> [[String: String]] in
    var lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)[...]
    let header = lines.removeFirst().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return lines.map { line in
      Dictionary(uniqueKeysWithValues: zip(header, line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)))
    }
  }

  /// Four decimals to cents, half away from zero.
  static func cents(_ text: String) -> Int64 {
    let value = Decimal(string: text)! * 100
    var (input, output) = (value, Decimal())
    NSDecimalRound(&output, &input, 0, .plain)
    return NSDecimalNumber(decimal: output).int64Value
  }

  static let books = rows.map { rows in
    var table = FactTable(kind: .salesOrderLines)
    let schema = table.schema
    for (index, row) in rows.enumerated() {
      var values = [FactValue?](repeating: nil, count: schema.fields.count)
      func set(_ field: String, _ value: FactValue?) { values[schema.index(of: field)!] = value }
      func text(_ column: String) -> FactValue? { row[column]!.isEmpty ? nil : .text(row[column]!) }
      for (field, column) in [
        ("channel", "channel"), ("order_number", "order_number"), ("item", "product_id"), ("customer", "customer_id"),
        ("owner", "sales_rep_id"), ("territory", "territory_id"),
      ] { set(field, text(column)) }
      for (field, column) in [("ordered_on", "order_date"), ("due_on", "due_date"), ("shipped_on", "ship_date")] {
        set(field, Day(iso: row[column]!).map { .day($0) })
      }
      set("line_number", .number(Int64(row["line_number"]!)!))
      set("quantity", .number(cents(row["quantity"]!) * 100))
      for (field, column) in [("amount_excl_tax", "net_amount"), ("tax_amount", "tax_amount"), ("cost_amount", "standard_cost")] {
        set(field, .number(cents(row[column]!)))
      }
      table.append(values, line: Int32(index + 2))
    }
    return SalesBooks(SalesTables { $0 == .salesOrderLines ? table : nil })
  }
}
