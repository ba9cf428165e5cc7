// SPDX-License-Identifier: Apache-2.0
public import Quantities

/// A figure as it is shown somewhere: which measure, of which definition, in which currency.
public struct StatedFigure: Hashable, Sendable {
  public let definition: MetricDefinition
  public let currency: Currency

  public init(_ definition: MetricDefinition, currency: Currency) {
    self.definition = definition
    self.currency = currency
  }
}

/// One reason why two figures are not the same thing.
public enum Unlikeness: Hashable, Sendable {
  case measure(TradeMeasure, TradeMeasure)
  case taxRule(TaxRule, TaxRule)
  case dateRule(DateRule, DateRule)
  case currency(Currency, Currency)
  /// The same measure before and after its meaning changed.
  case version(Int, Int)

  /// Stable: `unlike.tax`.
  public var code: String {
    switch self {
    case .measure: "unlike.measure"
    case .taxRule: "unlike.tax"
    case .dateRule: "unlike.date"
    case .currency: "unlike.currency"
    case .version: "unlike.version"
    }
  }
}

extension StatedFigure {
  /// Every reason why this figure and another may not be compared, added or subtracted without a bridge; empty when they are alike.
  public func unlikeness(to other: StatedFigure) -> [Unlikeness] {
    let (a, b) = (definition, other.definition)
    var result: [Unlikeness] = []
    if a.measure != b.measure { result.append(.measure(a.measure, b.measure)) }
    if a.taxRule != b.taxRule { result.append(.taxRule(a.taxRule, b.taxRule)) }
    if a.dateRule != b.dateRule { result.append(.dateRule(a.dateRule, b.dateRule)) }
    if currency != other.currency { result.append(.currency(currency, other.currency)) }
    if a.measure == b.measure, a.version != b.version { result.append(.version(a.version, b.version)) }
    return result
  }

  /// What is unlike, and what to do, for a person; nil when the two are alike.
  public func refusal(to compare: StatedFigure) -> TradeText? {
    let reasons = unlikeness(to: compare)
    guard !reasons.isEmpty else { return nil }
    let said = reasons.map { words(for: $0, compare) }
    let canBridge =
      definition.measure.side == compare.definition.measure.side && currency == compare.currency
      && definition.measure != compare.definition.measure
    let advice =
      canBridge
      ? TradeText("请打开两者之间的口径桥", "open the bridge between them") : TradeText("请改看同一口径的数", "look at figures of one definition")
    return TradeText(
      "\(definition.name.chinese)与\(compare.definition.name.chinese)不可直接比较：" + said.map(\.chinese).joined(separator: "；") + "。"
        + advice.chinese,
      "\(definition.name.english) and \(compare.definition.name.english) are not comparable: "
        + said.map(\.english).joined(separator: "; ") + ". "
        + advice.english)
  }

  private func words(for reason: Unlikeness, _ other: StatedFigure) -> TradeText {
    switch reason {
    case .measure:
      TradeText(
        "指标不同（\(definition.name.chinese)、\(other.definition.name.chinese)）",
        "two measures (\(definition.name.english), \(other.definition.name.english))")
    case .taxRule(let a, let b): TradeText("\(a.name.chinese)与\(b.name.chinese)", "\(a.name.english) and \(b.name.english)")
    case .dateRule(let a, let b):
      TradeText("计期日不同（\(a.name.chinese)、\(b.name.chinese)）", "they count on different days (\(a.name.english); \(b.name.english))")
    case .currency(let a, let b): TradeText("币种不同（\(a.code)、\(b.code)）", "two currencies (\(a.code), \(b.code))")
    case .version(let a, let b): TradeText("定义版本不同（第 \(a) 版、第 \(b) 版）", "two versions of the definition (\(a), \(b))")
    }
  }
}
