// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Quantities

/// 商机: the funnel by stage, the board by closing month, and every deal with what is known of it.
public struct DealsView: Sendable {
  public struct Stage: Sendable {
    public let name: String
    public let winRate: Double
    public let delayDays: Double
    public let count: Int
    /// 分, 含税.
    public let amount: Int64
    public let weighted: Int64
  }

  public struct MonthTotal: Sendable {
    public let month: Month
    public let count: Int
    public let amount: Int64
    public let weighted: Int64
  }

  public struct Line: Sendable {
    public let deal: Deal
    public let customerName: BilingualText
    public let ownerName: BilingualText?
    public let itemName: BilingualText
    public let regionName: BilingualText
    public let amountExclTax: Int64
    public let weighted: Int64
    public let winRate: Double
    public let ageDays: Int
    /// How often the expected closing day was put off.
    public let slips: Int
  }

  public let stages: [Stage]
  public let months: [MonthTotal]
  public let lines: [Line]

  /// Open deals, and those decided within the last `recentDays`.
  public static func make(
    deals: [Deal], statistics: [StageStatistics], catalogue: Catalogue, today: Day, recentDays: Int = 90
  ) -> DealsView {
    let rates = Dictionary(statistics.map { ($0.stage, $0.winRate) }, uniquingKeysWith: { first, _ in first })
    let lines = deals.filter { isShown($0, today: today, recentDays: recentDays) }.map {
      line($0, rates: rates, catalogue: catalogue, today: today)
    }.sorted { ($0.deal.closesOn ?? today, $0.deal.code) < ($1.deal.closesOn ?? today, $1.deal.code) }
    let open = lines.filter { $0.deal.outcome == .open }
    let stages = statistics.map { entry in
      let here = open.filter { $0.deal.stage == entry.stage }
      return Stage(
        name: entry.stage, winRate: entry.winRate, delayDays: entry.delayDays, count: here.count,
        amount: here.reduce(0) { $0 + ($1.deal.amountInclTax ?? 0) }, weighted: here.reduce(0) { $0 + $1.weighted })
    }
    var byMonth: [Month: [Line]] = [:]
    for line in open { if let day = line.deal.closesOn { byMonth[day.monthOf, default: []].append(line) } }
    let months = byMonth.keys.sorted().map { month in
      let here = byMonth[month] ?? []
      return MonthTotal(
        month: month, count: here.count, amount: here.reduce(0) { $0 + ($1.deal.amountInclTax ?? 0) },
        weighted: here.reduce(0) { $0 + $1.weighted })
    }
    return DealsView(stages: stages, months: months, lines: lines)
  }

  private static func isShown(_ deal: Deal, today: Day, recentDays: Int) -> Bool {
    if deal.outcome == .open { return true }
    guard let decided = deal.history.last?.enteredOn ?? deal.closesOn else { return false }
    return decided.distance(to: today) <= recentDays && decided <= today
  }

  private static func line(_ deal: Deal, rates: [String: Double], catalogue: Catalogue, today: Day) -> Line {
    let amount = deal.amountInclTax ?? 0
    let rate =
      switch deal.outcome {
      case .won: 1.0
      case .lost: 0.0
      case .open: PipelineLayer.weight(of: deal, rates: rates)
      }
    let item = deal.item.flatMap { catalogue.itemIndex($0) }.map { catalogue.items[$0] }
    let tax = item?.taxRate?.doubleValue ?? 0
    let expected = deal.history.compactMap(\.closesOn)
    let slips = zip(expected, expected.dropFirst()).count { $0 < $1 }
    return Line(
      deal: deal,
      customerName: deal.customer.flatMap { catalogue.customers[$0]?.name } ?? BilingualText(name: deal.customer ?? ""),
      ownerName: deal.owner.map { catalogue.employees[$0] ?? BilingualText(name: $0) },
      itemName: item?.name ?? BilingualText(name: deal.item ?? ""),
      regionName: deal.region.flatMap { catalogue.regionIndex($0) }.map { catalogue.regions[$0].name }
        ?? BilingualText(name: deal.region ?? ""),
      amountExclTax: hundredths(Double(amount) / 100 / (1 + tax)), weighted: hundredths(Double(amount) / 100 * rate),
      winRate: rate, ageDays: deal.openedOn.map { max(0, $0.distance(to: today)) } ?? 0, slips: slips)
  }
}
