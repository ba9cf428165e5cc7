// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Checks that look at one row at a time.
extension CheckBatch {
  static func required(_ rule: QualityRule, _ field: String, _ table: FactTable) -> RuleOutcome {
    let column = table[field]
    var tally = FailureTally()
    for row in 0..<table.rowCount {
      if column.isPresent[row] { tally.pass() } else { tally.fail(row, line: table.lines[row]) }
    }
    return tally.outcome(rule, table) { _ in ("", "") }
  }

  static func range(
    _ rule: QualityRule, _ field: String, _ low: QualityBound?, _ high: QualityBound?, _ table: FactTable, today: Day
  ) -> RuleOutcome {
    let column = table[field]
    let type = column.field.type
    let lowest = low?.value(type, today) ?? .min
    let highest = high?.value(type, today) ?? .max
    let values = column.packed(missing: 0)
    var tally = FailureTally()
    for row in values.indices where column.isPresent[row] {
      if values[row] < lowest || values[row] > highest { tally.fail(row, line: table.lines[row]) } else { tally.pass() }
    }
    return tally.outcome(rule, table) { row in
      (column.cellText(row), type.text(of: values[row] < lowest ? lowest : highest))
    }
  }

  /// Each code is asked for once, however many rows name it.
  static func reference(_ rule: QualityRule, _ field: String, _ table: FactTable, _ context: QualityContext) -> RuleOutcome {
    let column = table[field]
    guard let named = column.field.refersTo else { return RuleOutcome(rule: rule, checked: 0, failed: 0, examples: []) }
    let known = column.texts.map { context.knows(named, $0) }
    let places = column.packed(missing: -1)
    var tally = FailureTally()
    for row in places.indices where places[row] >= 0 {
      switch known[Int(places[row])] {
      case true?: tally.pass()
      case false?: tally.fail(row, line: table.lines[row])
      case nil: break
      }
    }
    return tally.outcome(rule, table) { (column.cellText($0), "") }
  }

  static func sum(_ rule: QualityRule, _ parts: [String], _ total: String, _ within: Int64, _ table: FactTable) -> RuleOutcome {
    let (columns, whole) = (parts.map { table[$0] }, table[total])
    var tally = FailureTally()
    func expected(_ row: Int) -> Int128 { columns.reduce(Int128(0)) { $0 + Int128($1.integers[row]) } }
    for row in 0..<table.rowCount where whole.isPresent[row] && columns.allSatisfy({ $0.isPresent[row] }) {
      let gap = expected(row) - Int128(whole.integers[row])
      if gap.magnitude > UInt128(within.magnitude) { tally.fail(row, line: table.lines[row]) } else { tally.pass() }
    }
    return tally.outcome(rule, table) { row in
      (whole.cellText(row), Int64(exactly: expected(row)).map { whole.field.type.text(of: $0) } ?? "")
    }
  }

  static func product(
    _ rule: QualityRule, _ fields: (quantity: String, price: String, amount: String), _ within: Int, _ table: FactTable
  ) -> RuleOutcome {
    let (quantity, price, amount) = (table[fields.quantity], table[fields.price], table[fields.amount])
    let digits = quantity.field.type.scale + price.field.type.scale - amount.field.type.scale
    guard digits >= 0 else { return RuleOutcome(rule: rule, checked: 0, failed: 0, examples: []) }
    let unit = (0..<digits).reduce(Int128(1)) { unit, _ in unit * 10 }
    func expected(_ row: Int) -> Int128 { Int128(quantity.integers[row]) * Int128(price.integers[row]) / unit }
    var tally = FailureTally()
    for row in 0..<table.rowCount where quantity.isPresent[row] && price.isPresent[row] && amount.isPresent[row] {
      let (should, stands) = (expected(row), Int128(amount.integers[row]))
      let allowed = should.magnitude * UInt128(within) / 10_000 + 1
      if (should - stands).magnitude > allowed { tally.fail(row, line: table.lines[row]) } else { tally.pass() }
    }
    return tally.outcome(rule, table) { row in
      (amount.cellText(row), Int64(exactly: expected(row)).map { amount.field.type.text(of: $0) } ?? "")
    }
  }

  static func order(_ rule: QualityRule, _ first: String, _ last: String, _ table: FactTable) -> RuleOutcome {
    let (early, late) = (table[first], table[last])
    var tally = FailureTally()
    for row in 0..<table.rowCount where early.isPresent[row] && late.isPresent[row] {
      if late.integers[row] < early.integers[row] { tally.fail(row, line: table.lines[row]) } else { tally.pass() }
    }
    return tally.outcome(rule, table) { (late.cellText($0), early.cellText($0)) }
  }

  static func differs(_ rule: QualityRule, _ one: String, _ other: String, _ table: FactTable) -> RuleOutcome {
    let (left, right) = (table[one], table[other])
    // Each column numbers its texts for itself: those of the left are looked up among the right ones once.
    let places = Dictionary(zip(right.texts, Int64(0)...), uniquingKeysWith: { first, _ in first })
    let same = left.texts.map { places[$0] ?? -1 }
    var tally = FailureTally()
    for row in 0..<table.rowCount where left.isPresent[row] && right.isPresent[row] {
      if same[Int(left.integers[row])] == right.integers[row] { tally.fail(row, line: table.lines[row]) } else { tally.pass() }
    }
    return tally.outcome(rule, table) { (left.cellText($0), "") }
  }
}

extension QualityBound {
  /// As a scaled integer of a field's type.
  func value(_ type: FactFieldType, _ today: Day) -> Int64 {
    switch self {
    case .fixed(let value): value
    case .daysFromToday(let days):
      type == .month ? Int64(today.adding(days: days).monthOf.ordinal) : Int64(today.adding(days: days).ordinal)
    }
  }
}
