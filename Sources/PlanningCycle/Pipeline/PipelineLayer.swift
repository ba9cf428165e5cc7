// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Quantities

/// The pipeline forecast 商机预测: pieces by item, region and month that open 项目型 deals are expected to bring.
///
/// Counting rule: 流水型 deals inform and are never added (the baseline holds them already); a committed deal counts in
/// full, others by the win rate of their stage; revenue follows delivery, so the month is that of the expected delivery.
/// The point plan keeps the day that people stated; the learnt delay is shown beside it.
public struct PipelineLayer: Sendable {
  public struct Key: Hashable, Comparable, Sendable {
    public let item: Int
    public let region: Int
    public let month: Month

    public static func < (left: Key, right: Key) -> Bool {
      (left.item, left.region, left.month) < (right.item, right.region, right.month)
    }
  }

  /// One deal's share of a cell.
  public struct Share: Hashable, Sendable {
    public let deal: String
    public let pieces: Double
    public let weight: Double
  }

  public let shares: [Key: [Share]]

  /// Pieces of a cell, deals added in the order of their codes.
  public func pieces(_ key: Key) -> Double { (shares[key] ?? []).reduce(0) { $0 + $1.pieces } }

  /// - Parameters:
  ///   - price: 含税 price per piece of an item in a month, for deals that state money only.
  ///   - months: the months that are planned; a delivery that is overdue is expected in the first of them.
  public static func build(
    deals: [Deal], statistics: [StageStatistics], catalogue: Catalogue, months: ClosedRange<Month>,
    price: (Int, Int, Month) -> Double?
  ) -> PipelineLayer {
    let rates = Dictionary(statistics.map { ($0.stage, $0.winRate) }, uniquingKeysWith: { first, _ in first })
    var shares: [Key: [Share]] = [:]
    for deal in deals.sorted(by: { $0.code < $1.code }) {
      guard let place = place(of: deal, catalogue: catalogue, months: months) else { continue }
      let weight = self.weight(of: deal, rates: rates)
      guard let pieces = pieces(of: deal, place: place, price: price), weight > 0
      else { continue }
      shares[place, default: []].append(Share(deal: deal.code, pieces: pieces * weight, weight: weight))
    }
    return PipelineLayer(shares: shares)
  }

  /// Where a deal counts; nil when it adds nothing to the plan.
  static func place(of deal: Deal, catalogue: Catalogue, months: ClosedRange<Month>) -> Key? {
    guard deal.outcome == .open, deal.kind == .project, let itemCode = deal.item,
      let item = catalogue.itemIndex(itemCode), let delivery = deal.expectedDelivery?.monthOf,
      delivery <= months.upperBound
    else { return nil }
    let region = deal.region.flatMap { catalogue.regionIndex($0) } ?? catalogue.regions.count - 1
    return Key(item: item, region: region, month: max(delivery, months.lowerBound))
  }

  static func weight(of deal: Deal, rates: [String: Double]) -> Double {
    deal.isCommitted ? 1 : rates[deal.stage] ?? 0
  }

  private static func pieces(
    of deal: Deal, place: Key, price: (Int, Int, Month) -> Double?
  ) -> Double? {
    if let quantity = deal.quantity { return quantity.doubleValue }
    guard let amount = deal.amountInclTax, let price = price(place.item, place.region, place.month), price > 0 else { return nil }
    return Double(amount) / 100 / price
  }
}
