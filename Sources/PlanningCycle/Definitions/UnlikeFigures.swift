// SPDX-License-Identifier: Apache-2.0
import Formulas
import Planning
import Quantities
import TradeMeasures

/// Two figures of the plan that are not the same thing: why, and the way from one to the other.
public struct UnlikeFigures: Hashable, Sendable {
  public let words: BilingualText
  /// Both ends of the bridge between them; nil where no documents lead from one to the other.
  public let bridge: Bridge?

  public struct Bridge: Hashable, Sendable {
    public let from: String
    public let to: String
    /// Of the screen; `GET /api/v1/measure-bridge` takes the same names.
    public var address: String { "#/figures?from=\(from)&to=\(to)" }
  }
}

extension PlanState {
  /// Why a figure may not be divided by another one, subtracted from it or drawn on its axis without a bridge; nil when they are alike, or nothing that is
  /// known of them says that they are not.
  func unlikeness(_ one: PlanningModel.Measure, _ other: PlanningModel.Measure) -> UnlikeFigures? {
    guard one.unit.isMoney, other.unit.isMoney, one.id != other.id else { return nil }
    let (left, right) = (shownName(one.id), shownName(other.id))
    if let from = stated(one), let to = stated(other) {
      return from.refusal(to: to).map {
        UnlikeFigures(
          words: BilingualText($0), bridge: .init(from: from.definition.measure.rawValue, to: to.definition.measure.rawValue))
      }
    }
    guard let mine = one.basis, let theirs = other.basis, mine != theirs else { return nil }
    func english(_ basis: String) -> String { basis == "含税" ? "incl. tax" : "excl. tax" }
    return UnlikeFigures(
      words: BilingualText(
        "\(left.chinese)（\(mine)）与\(right.chinese)（\(theirs)）不可直接比较：税口径不同。请改看同一税口径的数",
        "\(left.english) (\(english(mine))) and \(right.english) (\(english(theirs))) are not comparable: one holds tax. Look at figures of one tax basis"
      ),
      bridge: nil)
  }
}

extension PlanState {
  /// A measure of the plan as the dictionary defines it; nil for what it does not, and for what states another tax basis.
  private func stated(_ measure: PlanningModel.Measure) -> StatedFigure? {
    guard let trade = TradeMeasure(planMeasure: measure.id), let definition = MetricDictionary().definition(of: trade) else { return nil }
    let basis = definition.taxRule == .including ? "含税" : "不含税"
    return (measure.basis ?? basis) == basis ? StatedFigure(definition, currency: .cny) : nil
  }
}

extension TradeMeasure {
  /// The figure of documents that a measure of the models that come along plans; nil for what is none of the eight.
  init?(planMeasure id: String) {
    switch id {
    case "orders", "new_orders", "actual_orders": self = .order
    case "shipments", "actual_shipments": self = .shipment
    case "billing", "billing_day": self = .invoice
    case "revenue", "total_revenue", "actual_revenue": self = .revenue
    case "collections", "collections_month": self = .collection
    default: return nil
    }
  }
}
