// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Journal

/// 地区对账: one closed month of one region from the budget to the money, each figure beside the next and what lies between them in named parts. 分.
public struct Reconciliation: Sendable, Hashable {
  /// A figure of one 口径.
  public enum Station: String, Sendable, CaseIterable, Hashable {
    /// Orders 不含税: of the budget, of the forecast as it was before the month, as they came.
    case budget, forecast, orders
    /// 含税 from here on.
    case ordersGross, shipments, invoices
    /// At face: transfers and bills.
    case receipts

    public var label: BilingualText {
      switch self {
      case .budget: BilingualText("预算订单（不含税）", "Budget, orders excl. tax")
      case .forecast: BilingualText("当时的预测（不含税）", "Forecast as it was, excl. tax")
      case .orders: BilingualText("订单（不含税）", "Orders excl. tax")
      case .ordersGross: BilingualText("订单（含税）", "Orders incl. tax")
      case .shipments: BilingualText("发货（含税）", "Shipments incl. tax")
      case .invoices: BilingualText("开票（含税）", "Invoices incl. tax")
      case .receipts: BilingualText("回款", "Receipts")
      }
    }
  }

  /// A part of what lies between two stations.
  public struct Item: Sendable, Hashable {
    /// `tax`, `open-orders`, `factor:volume`
    public let key: String
    public let amount: Int64
    /// Documents behind it; 0 where it is not one of documents.
    public let count: Int

    public var label: BilingualText { ReconciliationItem.label(key) }
  }

  public struct Step: Sendable, Hashable {
    public let from: Station
    public let to: Station
    public let items: [Item]
  }

  public let region: String
  public let month: Month
  /// In the order of the cases; one that no document tells of is left out.
  public let stations: [Station: Int64]
  public let steps: [Step]

  /// What the parts of a step do not explain; nought by construction, and shown.
  public func residual(_ step: Step) -> Int64 {
    (stations[step.to] ?? 0) - (stations[step.from] ?? 0) - step.items.reduce(0) { $0 + $1.amount }
  }

  public var residual: Int64 { steps.reduce(0) { $0 + residual($1) } }

  var canonical: CanonicalValue {
    .map([
      "region": .text(region), "month": .month(month),
      "stations": .map(Dictionary(uniqueKeysWithValues: stations.map { ($0.key.rawValue, .integer($0.value)) })),
      "steps": .list(
        steps.map { step in
          .map([
            "from": .text(step.from.rawValue), "to": .text(step.to.rawValue),
            "items": .list(
              step.items.map {
                .map(["key": .text($0.key), "amount": .integer($0.amount), "count": .integer(Int64($0.count))])
              }),
          ])
        }),
    ])
  }

  init(region: String, month: Month, stations: [Station: Int64], steps: [Step]) {
    self.region = region
    self.month = month
    self.stations = stations
    self.steps = steps
  }

  init?(_ value: CanonicalValue?) {
    guard let region = value?["region"]?.text, let month = value?["month"]?.month else { return nil }
    var stations: [Station: Int64] = [:]
    for (key, amount) in value?["stations"]?.map ?? [:] {
      if let station = Station(rawValue: key) { stations[station] = amount.integer }
    }
    let steps = (value?["steps"]?.list ?? []).compactMap { step -> Step? in
      guard let from = step["from"]?.text.flatMap({ Station(rawValue: $0) }), let to = step["to"]?.text.flatMap({ Station(rawValue: $0) })
      else { return nil }
      return Step(
        from: from, to: to,
        items: (step["items"]?.list ?? []).compactMap { item in
          guard let key = item["key"]?.text, let amount = item["amount"]?.integer else { return nil }
          return Item(key: key, amount: amount, count: Int(item["count"]?.integer ?? 0))
        })
    }
    self.init(region: region, month: month, stations: stations, steps: steps)
  }

  /// SHA-256 of the figures: what is signed.
  var digest: Digest {
    var encoder = CanonicalEncoder()
    guard (try? encoder.put(canonical)) != nil else { return .zero }
    return Digest.sha256(encoder.bytes)
  }
}
