// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DemoCompany
import Foundation
import Testing

@testable import SalesAnalytics

func day(_ text: String) -> Day { Day(iso: text)! }
func days(_ from: String, _ to: String) -> ClosedRange<Day> { day(from)...day(to) }

extension FactValue {
  static func on(_ text: String) -> FactValue { .day(SalesAnalyticsTests.day(text)) }
  /// Money in yuan.
  static func yuan(_ value: Double) -> FactValue { .number(Int64((value * 100).rounded())) }
  static func price(_ value: Double) -> FactValue { .number(Int64((value * 1_000_000).rounded())) }
  static func pieces(_ count: Int64) -> FactValue { .number(count * 10_000) }
}

func table(_ kind: FactKind, _ rows: [[String: FactValue]]) -> FactTable {
  var result = FactTable(kind: kind)
  for (index, row) in rows.enumerated() { result.append(row, line: Int32(index + 2)) }
  return result
}

func books(_ tables: [FactTable]) -> SalesBooks {
  SalesBooks(SalesTables { kind in tables.first { $0.kind == kind } })
}

/// 分 of a figure.
func cents(_ yuan: Double) -> SalesFigure { .amount(Int64((yuan * 100).rounded())) }

/// The demo company as its seed 42 makes it, read once.
enum Demo {
  static let today = day("2026-11-23")
  static let facts = DemoCompany.generate(seed: 42, today: today)
  static let books = SalesBooks(SalesTables { facts.table($0) })
  static let history = day("2023-11-01")...day("2026-10-31")

  static func sum(_ kind: FactKind, _ column: String, where counts: (FactTable, Int) -> Bool = { _, _ in true }) -> Int64 {
    let table = facts.table(kind)!
    return (0..<table.rowCount).reduce(0) { $0 + (counts(table, $1) ? table[column].integers[$1] : 0) }
  }
}
