// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DataQuality
import Testing

func day(_ text: String) -> Day {
  guard let day = Day(iso: text) else { fatalError("a test names a day that is none: \(text)") }
  return day
}

func month(_ text: String) -> Month {
  guard let month = Month(iso: text) else { fatalError("a test names a month that is none: \(text)") }
  return month
}

extension FactValue: ExpressibleByStringLiteral {
  init(stringLiteral value: String) { self = .text(value) }
}

/// 分 of yuan; pieces with four decimals; prices and rates with six.
func yuan(_ amount: Int) -> FactValue { .number(Int64(amount) * 100) }
func pieces(_ count: Int) -> FactValue { .number(Int64(count) * 10_000) }
func price(_ amount: Int) -> FactValue { .number(Int64(amount) * 1_000_000) }

func table(_ kind: FactKind, _ rows: [[String: FactValue]]) -> FactTable {
  var table = FactTable(kind: kind)
  for (index, row) in rows.enumerated() { table.append(row, line: Int32(index + 2)) }
  return table
}

/// Northlight Lamps: forty lamps at forty prices, twelve months of orders, seen on 2026-11-23.
enum Lamps {
  static let today = day("2026-11-23")
  static let items = (1...40).map { "LAMP-\($0)" }

  static func unitPrice(_ item: Int) -> Int { 20 + item * 15 }

  /// One line an item and month, each of some pieces at the item's price.
  ///
  /// - Parameters:
  ///   - times: what every amount is multiplied by: another unit in the file.
  ///   - change: what is done to a row before it is written; false leaves it out.
  static func orders(
    _ months: ClosedRange<Month>, mark: String = "SO", times: Int64 = 1, items: ClosedRange<Int> = 1...40,
    change: (inout [String: FactValue], _ index: Int) -> Bool = { _, _ in true }
  ) -> FactTable {
    var rows: [[String: FactValue]] = []
    for month in months {
      for item in items {
        let count = 5 + (item * 7 + Int(month.ordinal) * 3) % 9
        let gross = Int64(count * unitPrice(item)) * 113
        var row: [String: FactValue] = [
          "channel": "经销", "order_number": .text("\(mark)-\(month)"), "line_number": .number(Int64(item)),
          "ordered_on": .day(month.firstDay.adding(days: item % 20)), "due_on": .day(month.firstDay.adding(days: item % 20 + 10)),
          "item": .text(Lamps.items[item - 1]), "customer": .text("C\(item % 7)"), "territory": "EAST", "quantity": pieces(count),
          "amount_incl_tax": .number(gross * times), "amount_excl_tax": .number(gross / 113 * 100 * times),
          "tax_amount": .number(gross / 113 * 13 * times),
        ]
        if change(&row, rows.count) { rows.append(row) }
      }
    }
    return table(.salesOrderLines, rows)
  }

  static let year = month("2025-11")...month("2026-10")
  static let november = month("2026-11")...month("2026-11")

  static func context(_ known: FactTable?, _ rules: [QualityRule] = ShippedRules.all, codes: [FactKind: Set<String>] = [:])
    -> QualityContext
  {
    QualityContext(today: today, known: known, rules: rules) { kind, code in codes[kind].map { $0.contains(code) } }
  }

  /// By the rules that come along.
  static func check(_ batch: FactTable, known: FactTable? = nil, codes: [FactKind: Set<String>] = [:]) -> QualityReport {
    CheckBatch.check(batch, ShippedRules.of(batch.kind), context(known, codes: codes))
  }

  /// By one rule.
  static func check(
    _ batch: FactTable, _ check: QualityCheck, _ severity: QualitySeverity = .warn, tolerated: Int = 0, known: FactTable? = nil,
    codes: [FactKind: Set<String>] = [:]
  ) -> RuleOutcome {
    let rule = QualityRule(id: "own-1", kind: batch.kind, check: check, severity: severity, tolerated: tolerated)
    return CheckBatch.check(batch, [rule], context(known, [rule], codes: codes)).outcomes[0]
  }
}

extension QualityReport {
  var failing: [String] { outcomes.filter { $0.state == .failed }.map(\.rule.id) }
  subscript(_ id: String) -> RuleOutcome? { outcomes.first { $0.rule.id == "\(kind.rawValue).\(id)" } }
}

/// The same rows in another order, each with the line it had.
func shuffled(_ table: FactTable, _ random: inout some RandomNumberGenerator) -> FactTable {
  var other = FactTable(kind: table.kind)
  for row in (0..<table.rowCount).shuffled(using: &random) {
    let values = table.columns.map { column -> FactValue? in
      column.field.type == .text ? column.text(row).map { .text($0) } : column.integer(row).map { .number($0) }
    }
    other.append(values, line: table.lines[row])
  }
  return other
}

struct Stream: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
