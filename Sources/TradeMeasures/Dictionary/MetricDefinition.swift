// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce

/// Which tax a figure holds.
public enum TaxRule: String, Hashable, Sendable {
  /// 含税.
  case including
  /// 不含税.
  case excluding

  public var name: TradeText { self == .including ? TradeText("含税", "incl. tax") : TradeText("不含税", "excl. tax") }
}

/// The day a document counts on.
public enum DateRule: String, CaseIterable, Hashable, Sendable {
  case signed, ordered, delivered, accepted, invoiced, recognised, settled, banked

  public var name: TradeText {
    switch self {
    case .signed: TradeText("签约日", "the day the contract is signed")
    case .ordered: TradeText("下单日", "the day of the order")
    case .delivered: TradeText("发货日或收货日", "the day goods leave or come in")
    case .accepted: TradeText("验收日", "the day of acceptance")
    case .invoiced: TradeText("开票日或到票日", "the day of the invoice")
    case .recognised: TradeText("确认日", "the day of recognition")
    case .settled: TradeText("收到或付出款项、票据之日", "the day money or a bill changes hands")
    case .banked: TradeText("银行记账日", "the day of the bank")
    }
  }
}

/// A column that a figure rests on.
public struct MetricSource: Hashable, Sendable {
  public let kind: FactKind
  public let columns: [String]
}

/// The stated meaning of one figure: what it counts, when, with which tax, and who answers for it.
public struct MetricDefinition: Hashable, Sendable {
  public let measure: TradeMeasure
  /// Raised whenever the meaning changes; what was reported under an earlier one is not comparable with it.
  public let version: Int
  public let name: TradeText
  /// Who answers for the figure.
  public let owner: TradeText
  /// The formula in words.
  public let formula: TradeText
  public let dateRule: DateRule
  public let taxRule: TaxRule
  /// What stands in where a source has no such documents.
  public let standIn: TradeText
  /// Facts and columns it reads.
  public let sources: [MetricSource]
  /// The first and the last day the definition is in force; nil without end.
  public let validFrom: Day?
  public let validTo: Day?

  /// Stable: `sales.order`.
  public var id: String { measure.rawValue }
  /// Minor units of the entity's currency, for every measure.
  public static let unit = TradeText("元（精确到分），本位币", "entity currency, exact to its minor unit")

  public func isInForce(on day: Day) -> Bool { (validFrom.map { $0 <= day } ?? true) && (validTo.map { day <= $0 } ?? true) }
}
