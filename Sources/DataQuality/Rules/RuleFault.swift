// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// Why a rule cannot be checked as it is written.
public enum RuleFault: Hashable, Sendable {
  /// The kind has no such field.
  case noField(String)
  /// The field holds something else than the check can look at.
  case wrongType(field: String, needs: Need)
  /// The field names no other kind.
  case namesNothing(String)
  /// A check that needs fields has none, or more than it can look at.
  case fieldCount(most: Int)
  case noBound
  case boundsReversed
  /// A number lies outside what makes sense.
  case number(name: String, low: Int, high: Int)
  /// The kind has no day to count by.
  case noDay
  /// The balance is one of another kind.
  case otherKind(FactKind)

  public enum Need: String, Hashable, Sendable { case number, text, day }
}

extension QualityRule {
  /// Fields that one rule may look at together.
  public static let fieldLimit = 8

  /// Everything that is wrong with it; empty for a rule that can be checked.
  public var faults: [RuleFault] {
    let schema = FactSchema.of(kind)
    var faults: [RuleFault] = []
    func field(_ name: String, _ need: RuleFault.Need? = nil) {
      guard let index = schema.index(of: name) else { return faults.append(.noField(name)) }
      let type = schema.fields[index].type
      switch need {
      case .number where !type.isNumber: faults.append(.wrongType(field: name, needs: .number))
      case .text where type != .text: faults.append(.wrongType(field: name, needs: .text))
      case .day where type != .day: faults.append(.wrongType(field: name, needs: .day))
      default: break
      }
    }
    func number(_ name: String, _ value: Int, _ range: ClosedRange<Int>) {
      if !range.contains(value) { faults.append(.number(name: name, low: range.lowerBound, high: range.upperBound)) }
    }
    func measure(_ measure: QualityMeasure) {
      field(measure.field, .number)
      if let per = measure.per { field(per, .number) }
      if let by = measure.by { field(by, .text) }
    }
    number("tolerated", tolerated, 0...10_000)
    switch check {
    case .required(let name): field(name)
    case .range(let name, let low, let high): rangeFaults(schema, name, low, high, &faults)
    case .reference(let name):
      field(name)
      if let index = schema.index(of: name), schema.fields[index].refersTo == nil { faults.append(.namesNothing(name)) }
    case .uniqueness(let fields):
      if fields.isEmpty || fields.count > Self.fieldLimit { faults.append(.fieldCount(most: Self.fieldLimit)) }
      for name in fields { field(name) }
    case .freshness(let days):
      number("days", days, 0...3_660)
      if schema.timeField == nil { faults.append(.noDay) }
    case .balance(let balance): balanceFaults(balance, field, &faults)
    case .volume(let low, let high):
      number("low", low, 0...100)
      number("high", high, 100...100_000)
      if schema.timeField == nil { faults.append(.noDay) }
    case .outlier(let one, let factor), .scale(let one, let factor):
      measure(one)
      number("factor", factor, 2...1_000_000)
    }
    return faults
  }

  private func rangeFaults(
    _ schema: FactSchema, _ name: String, _ low: QualityBound?, _ high: QualityBound?, _ faults: inout [RuleFault]
  ) {
    guard let index = schema.index(of: name) else { return faults.append(.noField(name)) }
    let type = schema.fields[index].type
    guard type != .text, type != .boolean else { return faults.append(.wrongType(field: name, needs: .number)) }
    if low == nil, high == nil { faults.append(.noBound) }
    if case .fixed(let low)? = low, case .fixed(let high)? = high, low > high { faults.append(.boundsReversed) }
    if case .daysFromToday(let low)? = low, case .daysFromToday(let high)? = high, low > high { faults.append(.boundsReversed) }
    for case .daysFromToday(let days)? in [low, high] {
      if type != .day, type != .month { faults.append(.wrongType(field: name, needs: .day)) }
      if abs(days) > 36_600 { faults.append(.number(name: "days", low: -36_600, high: 36_600)) }
    }
  }

  private func balanceFaults(
    _ balance: QualityBalance, _ field: (String, RuleFault.Need?) -> Void, _ faults: inout [RuleFault]
  ) {
    switch balance {
    case .sum(let parts, let total, let within):
      if parts.isEmpty || parts.count > Self.fieldLimit { faults.append(.fieldCount(most: Self.fieldLimit)) }
      for name in parts + [total] { field(name, .number) }
      if !(0...1_000_000_000).contains(within) { faults.append(.number(name: "within", low: 0, high: 1_000_000_000)) }
    case .product(let quantity, let price, let amount, let within):
      for name in [quantity, price, amount] { field(name, .number) }
      if !(0...10_000).contains(within) { faults.append(.number(name: "within", low: 0, high: 10_000)) }
    case .order(let first, let last):
      field(first, .day)
      field(last, .day)
    case .differs(let one, let other):
      field(one, .text)
      field(other, .text)
    case .zeroSum: if kind != .ledgerBalances { faults.append(.otherKind(.ledgerBalances)) }
    case .bankRoll: if kind != .bankBalances, kind != .bankTransactions { faults.append(.otherKind(.bankBalances)) }
    }
  }
}

extension FactFieldType {
  /// Whether values of it can be compared by how large they are.
  public var isNumber: Bool {
    switch self {
    case .quantity, .price, .rate, .amount, .integer: true
    case .text, .day, .month, .boolean: false
    }
  }
}

extension FactSchema {
  /// The field that says when a row is true: the effective day, or the month it speaks of.
  public var timeField: String? {
    if let effectiveField { return effectiveField }
    return fields.first { $0.type == .month && $0.isRequired }?.name
  }
}
