// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import SalesAnalytics
import Wire

extension SalesFigure {
  /// Money in 元, shares of one, days; null where it does not apply.
  func json(of measure: SalesMeasure) -> JSON {
    switch self {
    case .amount(let value): .money(value)
    case .quantity(let value): .pieces(value)
    case .count(let value): .string(String(value))
    case .share: .share(double)
    case .mean: measure.unit == .amount ? .figure(double.map { $0 / 100 }) : .figure(double, decimals: 1)
    case .notApplicable: .null
    }
  }
}

extension Growth {
  /// A kind, a figure where there is one, and words where there is none.
  func json(of measure: SalesMeasure) -> JSON {
    func one(_ kind: String, _ value: JSON = .null, _ words: JSON = .null) -> JSON {
      .object([.init("kind", .string(kind)), .init("value", value), .init("words", words)])
    }
    switch self {
    case .rate(let value): return one("rate", .share(value))
    case .points(let value): return one("points", .figure(value, decimals: 2))
    case .difference(let value): return one("difference", .figure(measure.unit == .amount ? value / 100 : value, decimals: 2))
    case .lossEnded: return one("lossEnded", .null, .bilingual("扭亏", "Loss ended"))
    case .lossBegun: return one("lossBegun", .null, .bilingual("转亏", "Loss begun"))
    case .lossLess(let value): return one("lossLess", .share(value), .bilingual("减亏", "Loss smaller"))
    case .lossMore(let value): return one("lossMore", .share(value), .bilingual("增亏", "Loss larger"))
    case .notApplicable(let reason): return one("notApplicable", .null, .text(reason.words))
    }
  }
}

extension Growth.Reason {
  var words: BilingualText {
    switch self {
    case .baseIsNought: BilingualText("不适用：没有可比的基数", "Does not apply: nothing to compare with")
    case .baseIsNegative: BilingualText("不适用：基数为负", "Does not apply: the base is below zero")
    case .notTold: BilingualText("不适用：其中一方没有数", "Does not apply: one of the two cannot be told")
    case .baseNotKnown: BilingualText("不适用：基期早于已有数据", "Does not apply: the data begin later than the earlier period")
    }
  }
}

extension SalesMember {
  /// What no document tells has a name of its own.
  var words: BilingualText {
    if code.isEmpty { return BilingualText("未填", "Not stated") }
    let chinese = name ?? code
    return BilingualText(chinese, englishName ?? chinese)
  }

  var json: JSON { .object([.init("code", .string(code)), .init("label", .text(words))]) }
}

extension SalesPeriod {
  /// As the rest of the API names periods: 2026, 2026Q4, 2026-11, 2026W47, 2026-11-23.
  var id: String { description.replacing("-Q", with: "Q").replacing("-W", with: "W") }
}

extension SalesAnalysis.Key {
  var code: String {
    switch self {
    case .member(let member): member.code
    case .period(let period): period.id
    case .earlier: "earlier"
    case .later: "later"
    }
  }

  /// nil for a period, whose name its code says.
  var words: BilingualText? {
    switch self {
    case .member(let member): member.words
    case .period: nil
    case .earlier: BilingualText("更早", "Earlier")
    case .later: BilingualText("更晚", "Later")
    }
  }

  var json: JSON {
    let kind =
      switch self {
      case .member: "member"
      case .period: "period"
      case .earlier: "earlier"
      case .later: "later"
      }
    return .object([.init("kind", .string(kind)), .init("code", .string(code)), .init("label", words.map { .text($0) } ?? .null)])
  }
}

extension SalesDimension {
  var words: BilingualText { BilingualText(chineseName, englishName) }
  var json: JSON { .object([.init("key", .string(rawValue)), .init("label", .text(words)), .init("isTime", JSON(isTime))]) }
}

extension SalesMeasure {
  var words: BilingualText { BilingualText(chineseName, englishName) }
  /// The name with its tax rule, where it does not say it: side by side, a figure says what it holds.
  var statedWords: BilingualText {
    guard taxRule != .none, !chineseName.contains("税") else { return words }
    return BilingualText("\(chineseName)（\(taxWords.chinese)）", "\(englishName), \(taxWords.english)")
  }

  /// By which day it counts, and whether it holds tax.
  var rules: String {
    let day: (String, String) =
      switch dateRule {
      case .ordered: ("订单日", "day of the order")
      case .shipped: ("发货日", "day of the shipment")
      case .invoiced: ("开票日", "day of the invoice")
      case .received: ("收款日", "day of the receipt")
      case .promised: ("承诺交期", "promised day")
      case .completed: ("交齐日", "day of completion")
      case .asOf: ("截至日余额", "balance of the as-of day")
      }
    return taxRule == .none ? "\(day.0) · \(day.1)" : "\(day.0)，\(taxWords.chinese) · \(day.1), \(taxWords.english)"
  }

  private var taxWords: BilingualText {
    taxRule == .inclusive ? BilingualText("含税", "incl. tax") : BilingualText("不含税", "excl. tax")
  }

  /// A balance or a distinct count has no growth from day to day.
  var addsUpByDay: Bool { dateRule != .asOf && self != .orders && self != .orderingCustomers && self != .averageOrderInclTax }

  var json: JSON {
    .object([
      .init("key", .string(rawValue)), .init("label", .text(words)), .init("unit", .string(unit.rawValue)),
      .init("day", .string(dateRule.rawValue)), .init("tax", .string(taxRule.rawValue)), .init("isAdditive", JSON(isAdditive)),
      .init("hasGrowth", JSON(addsUpByDay)), .init("tellsCost", JSON(tellsCost)),
    ])
  }
}

extension JSON {
  static func days(_ range: ClosedRange<Day>) -> JSON {
    .object([.init("first", .day(range.lowerBound)), .init("last", .day(range.upperBound))])
  }
}
