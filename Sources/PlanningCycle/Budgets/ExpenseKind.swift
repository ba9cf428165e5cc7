// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning
import Quantities

/// What a department spends money on, as far as budgets and drivers tell it apart.
enum ExpenseKind: Int, CaseIterable {
  case pay, freight, advertising, other

  /// By the words of a budget's line.
  init(words: String) {
    let text = words.lowercased()
    func says(_ parts: [String]) -> Bool { parts.contains { text.contains($0) } }
    if says(["薪酬", "工资", "人工", "pay", "salar", "wage"]) {
      self = .pay
    } else if says(["运费", "物流", "仓储", "freight", "warehous", "logistic"]) {
      self = .freight
    } else if says(["广告", "推广", "advert", "promotion"]) {
      self = .advertising
    } else {
      self = .other
    }
  }

  var label: BilingualText {
    switch self {
    case .pay: BilingualText("薪酬", "Pay")
    case .freight: BilingualText("运费与仓储", "Freight and warehousing")
    case .advertising: BilingualText("广告与推广", "Advertising")
    case .other: BilingualText("其他部门费用", "Other expenses")
    }
  }

  /// How much of it follows which driver in a department; none for what is fixed.
  func rules(of department: String, _ drivers: Drivers) -> [FlexRule] {
    func value(_ name: String) -> Double? {
      let entries = drivers[name].filter { $0.department == department }
      return entries.isEmpty ? nil : entries.reduce(0) { $0 + $1.value }
    }
    switch self {
    case .pay: return []
    case .freight:
      var rules = [value("freight_share_of_revenue").map(FlexRule.revenue), value("expense_per_unit").map(FlexRule.units)]
      if let amount = value("expense_step"), let size = value("expense_step_units"), size > 0 { rules.append(.step(amount, every: size)) }
      return rules.compactMap { $0 }
    case .advertising: return [value("advertising_share_of_revenue").map(FlexRule.revenue)].compactMap { $0 }
    case .other:
      return [value("expense_share_of_revenue").map(FlexRule.revenue), value("expense_per_head").map(FlexRule.heads)].compactMap { $0 }
    }
  }
}

/// A part of an expense that follows a driver, as the drivers of the company say.
public enum FlexRule: Sendable, Hashable {
  /// A share of revenue.
  case revenue(Double)
  /// 元 a piece shipped.
  case units(Double)
  /// 元 a head and month.
  case heads(Double)
  /// 元 for every begun so many pieces shipped in a month.
  case step(Double, every: Double)

  /// nil when it does not fit 64 bits.
  var part: FlexibleBudget.Part? {
    func fixed(_ value: Double) -> FixedPoint? { Rounding.toInteger(value * 1_000_000).map { FixedPoint(mantissa: $0, scale: 6) } }
    switch self {
    case .revenue(let rate): return fixed(rate).map { .rate($0, of: .revenue) }
    case .units(let rate): return fixed(rate).map { .rate($0, of: .units) }
    case .heads(let rate): return fixed(rate).map { .rate($0, of: .heads) }
    case .step(let amount, let size):
      guard let minor = Rounding.toInteger(amount * 100), let pieces = Rounding.toInteger(size * 10_000) else { return nil }
      return .step(minor, every: pieces, of: .units)
    }
  }
}
