// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Quantities

/// The pipeline forecast 商机预测: pieces by item, region and month that 项目型 deals are expected to bring: open ones, and those won since the last closed month.
///
/// Counting rule: 流水型 deals inform and are never added (the baseline holds them already); a committed deal counts in
/// full, others by the win rate of their stage. A deal that was won counts in full in the month it was won in, until that month is closed and its order
/// is among the actual ones. Orders count in the month of the stated closing day; revenue follows delivery, so
/// `shifts` moves what the usual delivery profile would ship to the deal's own delivery month. The learnt delay is shown beside it.
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
    public let delivery: Month
  }

  /// What a month ships more (or less) than the usual delivery profile says: pieces and 含税 yuan.
  struct Shift: Hashable, Sendable {
    var pieces = 0.0
    var amount = 0.0
  }

  public let shares: [Key: [Share]]
  let shifts: [Key: Shift]

  /// Pieces of a cell, deals added in the order of their codes.
  public func pieces(_ key: Key) -> Double { (shares[key] ?? []).reduce(0) { $0 + $1.pieces } }

  /// - Parameters:
  ///   - price: 含税 price per piece of an item in a month, for deals that state money only.
  ///   - months: the months that are planned; a closing day that is past is expected in the first of them.
  public static func build(
    deals: [Deal], statistics: [StageStatistics], catalogue: Catalogue, months: ClosedRange<Month>,
    deliveryProfile: [Double] = [], price: (Int, Int, Month) -> Double?
  ) -> PipelineLayer {
    let rates = Dictionary(statistics.map { ($0.stage, $0.winRate) }, uniquingKeysWith: { first, _ in first })
    var shares: [Key: [Share]] = [:]
    for deal in deals.sorted(by: { $0.code < $1.code }) {
      guard let place = place(of: deal, catalogue: catalogue, months: months) else { continue }
      let weight = self.weight(of: deal, rates: rates)
      guard let pieces = pieces(of: deal, place: place, price: price), weight > 0
      else { continue }
      let delivery = max(deal.expectedDelivery?.monthOf ?? place.month, place.month)
      shares[place, default: []].append(
        Share(deal: deal.code, pieces: pieces * weight, weight: weight, delivery: delivery))
    }
    return PipelineLayer(
      shares: shares, shifts: shifts(of: shares, profile: deliveryProfile, months: months, price: price))
  }

  /// Each deal ships in its own delivery month instead of along the profile; both sum to nought over all time.
  private static func shifts(
    of shares: [Key: [Share]], profile: [Double], months: ClosedRange<Month>, price: (Int, Int, Month) -> Double?
  ) -> [Key: Shift] {
    var result: [Key: Shift] = [:]
    let rest = 1 - profile.reduce(0, +)
    for key in shares.keys.sorted() {
      let value = price(key.item, key.region, key.month) ?? 0
      func add(_ month: Month, _ pieces: Double) {
        guard months.contains(month), pieces != 0 else { return }
        let at = Key(item: key.item, region: key.region, month: month)
        result[at, default: Shift()].pieces += pieces
        result[at, default: Shift()].amount += pieces * value
      }
      for share in shares[key] ?? [] {
        add(share.delivery, share.pieces)
        for (lag, part) in profile.enumerated() { add(key.month.adding(months: lag), -share.pieces * part) }
        add(key.month, -share.pieces * rest)
      }
    }
    return result
  }

  /// Where a deal counts; nil when it adds nothing to the plan.
  static func place(of deal: Deal, catalogue: Catalogue, months: ClosedRange<Month>) -> Key? {
    guard deal.kind == .project, let itemCode = deal.item, let item = catalogue.itemIndex(itemCode),
      let closing = closing(of: deal, from: months.lowerBound), closing <= months.upperBound
    else { return nil }
    let region = deal.region.flatMap { catalogue.regionIndex($0) } ?? catalogue.regions.count - 1
    return Key(item: item, region: region, month: max(closing, months.lowerBound))
  }

  private static func closing(of deal: Deal, from first: Month) -> Month? {
    switch deal.outcome {
    case .open: (deal.closesOn ?? deal.deliversOn)?.monthOf
    case .won: deal.history.last { DealOutcome(stage: $0.stage) == .won }.map(\.enteredOn.monthOf).flatMap { $0 >= first ? $0 : nil }
    case .lost: nil
    }
  }

  static func weight(of deal: Deal, rates: [String: Double]) -> Double {
    deal.isCommitted || deal.outcome == .won ? 1 : rates[deal.stage] ?? 0
  }

  private static func pieces(
    of deal: Deal, place: Key, price: (Int, Int, Month) -> Double?
  ) -> Double? {
    if let quantity = deal.quantity { return quantity.doubleValue }
    guard let amount = deal.amountInclTax, let price = price(place.item, place.region, place.month), price > 0 else { return nil }
    return Double(amount) / 100 / price
  }
}
