// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Commerce

/// 指标字典: the meaning of every measure under the rules a company chose.
public struct MetricDictionary: Hashable, Sendable {
  /// Sales first, each side in the order of its business.
  public let definitions: [MetricDefinition]

  public init(rules: MeasureRules = .standard) {
    definitions = MetricDictionary.sales(rules) + MetricDictionary.purchases(rules)
  }

  /// What a company keeps itself, several versions of a measure one after another.
  public init(definitions: [MetricDefinition]) { self.definitions = definitions }

  /// The newest definition of a measure, or the newest in force on a day.
  public func definition(of measure: TradeMeasure, on day: Day? = nil) -> MetricDefinition? {
    definitions.filter { $0.measure == measure && (day.map($0.isInForce) ?? true) }.max { $0.version < $1.version }
  }

  public func definition(id: String) -> MetricDefinition? { TradeMeasure(rawValue: id).flatMap { definition(of: $0) } }

  static func define(
    _ measure: TradeMeasure, version: Int = 1, _ name: TradeText, owner: TradeText, _ formula: TradeText, _ date: DateRule,
    _ tax: TaxRule = .including, standIn: TradeText, _ sources: [MetricSource]
  ) -> MetricDefinition {
    MetricDefinition(
      measure: measure, version: version, name: name, owner: owner, formula: formula, dateRule: date, taxRule: tax, standIn: standIn,
      sources: sources, validFrom: nil, validTo: nil)
  }

  static func reads(_ kind: FactKind, _ columns: String) -> MetricSource {
    MetricSource(kind: kind, columns: columns.split(separator: " ").map(String.init))
  }

  static let noStandIn = TradeText("没有替代：没有单据就没有这个数", "nothing stands in: no documents, no figure")
}
