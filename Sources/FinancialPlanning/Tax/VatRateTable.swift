// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// One rate, for one class and kind of taxpayer, from one day to another.
public struct VatRate: Hashable, Sendable {
  public let itemClass: VatItemClass
  public let taxpayer: TaxpayerKind
  public let from: Day
  /// The last day it holds; nil while no end is known.
  public let through: Day?
  /// 0.13 for 13 %.
  public let rate: FixedPoint
  /// The rule it rests on.
  public let source: String
  /// 推定: the law alone gives it, a relief may still be announced.
  public let isPresumed: Bool

  public init(
    _ itemClass: VatItemClass, _ taxpayer: TaxpayerKind, from: Day, through: Day? = nil, rate: FixedPoint, source: String,
    isPresumed: Bool = false
  ) {
    self.itemClass = itemClass
    self.taxpayer = taxpayer
    self.from = from
    self.through = through
    self.rate = rate
    self.source = source
    self.isPresumed = isPresumed
  }

  public func holds(on day: Day) -> Bool { from <= day && through.map { day <= $0 } ?? true }

  func meets(_ other: VatRate) -> Bool {
    itemClass == other.itemClass && taxpayer == other.taxpayer && (through ?? other.from) >= other.from && (other.through ?? from) >= from
  }
}

/// VAT rates by class of item, kind of taxpayer and day of the tax point. Old documents keep their old rates; a day without a rate is said, never 0.
public struct VatRateTable: Hashable, Sendable {
  /// In the order they were given.
  public let rates: [VatRate]

  /// - Throws: `FinanceFindings`, all together, for rates that overlap, end before they begin, or are not 0 to 100 %.
  public init(_ rates: [VatRate]) throws(FinanceFindings) {
    var findings: [FinanceFinding] = []
    for (index, rate) in rates.enumerated() {
      if let through = rate.through, through < rate.from { findings.append(.rateEndsEarly(rate)) }
      let isShare = rate.rate.mantissa >= 0 && !FixedPoint(mantissa: 1, scale: 0).isLess(than: rate.rate)
      if !isShare { findings.append(.rateNotPossible(rate)) }
      for earlier in rates[..<index] where earlier.meets(rate) { findings.append(.ratesOverlap(earlier, rate)) }
    }
    guard findings.isEmpty else { throw FinanceFindings(findings) }
    self.rates = rates
  }

  init(checked rates: [VatRate]) { self.rates = rates }

  /// The rate in force.
  ///
  /// - Throws: `vat.rate-missing` when the table has none for that day, with the nearest ones it has.
  public func rate(_ itemClass: VatItemClass, _ taxpayer: TaxpayerKind, on day: Day) throws(FinanceFindings) -> VatRate {
    let known = rates.filter { $0.itemClass == itemClass && $0.taxpayer == taxpayer }
    if let rate = known.first(where: { $0.holds(on: day) }) { return rate }
    throw FinanceFindings([.rateMissing(itemClass, taxpayer, day, known: known)])
  }

  /// 含税 split into 不含税 and VAT at the rate of the day; the same for a credit note below zero. A received e-invoice keeps its own tax and is not split here.
  ///
  /// - Throws: as `rate(_:_:on:)`; `vat.amount-too-large` when the money does not fit.
  public func split(
    gross: Amount, _ itemClass: VatItemClass, _ taxpayer: TaxpayerKind, on day: Day
  ) throws(FinanceFindings) -> TaxSplit {
    let rate = try rate(itemClass, taxpayer, on: day)
    guard let split = TaxSplit(gross: gross, rate: rate.rate) else { throw FinanceFindings([.vatAmountTooLarge(gross)]) }
    return split
  }
}

extension FinanceFinding {
  static func rateMissing(_ itemClass: VatItemClass, _ taxpayer: TaxpayerKind, _ day: Day, known: [VatRate]) -> FinanceFinding {
    let before = known.filter { $0.from < day }.max { $0.from < $1.from }
    let after = known.filter { $0.from > day }.min { $0.from < $1.from }
    var (chinese, english): ([String], [String]) = ([], [])
    if let through = before?.through {
      chinese.append("之前的到 \(through) 为止")
      english.append("the one before ends on \(through)")
    }
    if let after {
      chinese.append("之后的从 \(after.from) 起")
      english.append("the next begins on \(after.from)")
    }
    let (why, reason) =
      known.isEmpty ? ("表里没有这一类", "the table has none of this kind") : (chinese.joined(separator: "，"), english.joined(separator: ", "))
    return FinanceFinding(
      "vat.rate-missing", "\(itemClass) \(taxpayer.rawValue) \(day)", "\(day) 没有 \(itemClass)（\(taxpayer.chineseName)）的增值税税率：\(why)",
      "no VAT rate for \(itemClass) (\(taxpayer.rawValue)) on \(day): \(reason)", advice: "在税率表里加一行，写明起止日期和依据",
      "Add a row to the table of rates with its days and its source")
  }

  static func ratesOverlap(_ first: VatRate, _ second: VatRate) -> FinanceFinding {
    FinanceFinding(
      "vat.rates-overlap", "\(second.itemClass) \(second.taxpayer.rawValue)",
      "\(second.itemClass)（\(second.taxpayer.chineseName)）从 \(first.from) 和 \(second.from) 起的两行有重叠",
      "the rows of \(second.itemClass) (\(second.taxpayer.rawValue)) from \(first.from) and from \(second.from) overlap",
      advice: "给前一行写终止日期",
      "Give the earlier row a last day")
  }

  static func rateEndsEarly(_ rate: VatRate) -> FinanceFinding {
    FinanceFinding(
      "vat.rate-ends-early", "\(rate.itemClass)", "从 \(rate.from) 起的税率在 \(rate.through.map(\.description) ?? "") 就结束了",
      "the rate from \(rate.from) ends before it begins", advice: "核对两个日期", "Check the two days")
  }

  static func rateNotPossible(_ rate: VatRate) -> FinanceFinding {
    FinanceFinding(
      "vat.rate-not-possible", "\(rate.rate)", "税率 \(rate.rate) 不在 0 到 1 之间", "the rate \(rate.rate) is not between 0 and 1",
      advice: "13% 写成 0.13",
      "Write 13 % as 0.13")
  }

  static func vatAmountTooLarge(_ amount: Amount) -> FinanceFinding {
    FinanceFinding(
      "vat.amount-too-large", amount.decimalText, "金额 \(amount.decimalText) 太大", "the amount \(amount.decimalText) is too large",
      advice: "核对单位",
      "Check the unit")
  }
}
