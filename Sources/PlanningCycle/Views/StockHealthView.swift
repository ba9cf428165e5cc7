// SPDX-License-Identifier: Apache-2.0
public import Calendars
import SupplyPlanning

/// 库存健康: what the stock of every item and family costs, how old it is, how long it lasts, and how much of it the forecast does not need.
public struct StockHealthView: Sendable {
  /// Figures of an item, or the sums of a family. Money in 分, nil for who may not see costs.
  public struct Figures: Sendable {
    /// Counted at the cutoff.
    public internal(set) var stockMoney: Int64?
    /// By age band, the youngest first; nil where no fact tells when it came in.
    public internal(set) var ageMoney: [Int64]?
    /// Stock beyond safety stock and the demand of the next half year, and of the whole plan.
    public internal(set) var slowMoney: Int64?
    public internal(set) var excessMoney: Int64?
    /// Days the stock lasts at the demand of the next thirteen weeks; nil where nothing is asked for.
    public internal(set) var days: Double?
    /// Times a year the average stock of the plan turns over; nil without stock.
    public internal(set) var turnover: Double?
    /// Projected stock at the end of each month.
    public internal(set) var trendMoney: [Int64]?
  }

  public struct Row: Sendable {
    public let item: SupplyDraft.Item
    public let figures: Figures
    /// Units at the cutoff, by age band, beyond half a year, beyond the plan, at month ends.
    public let stock: Double
    public let ages: [Double]?
    public let slow: Double
    public let excess: Double
    public let trend: [Double]
    /// How its age is known.
    public let ageRule: StockInflow.Rule?
    /// The first day on which it runs short before an order can help, and how deep.
    public let shortOn: Day?
    public let short: Double
  }

  public struct Family: Sendable {
    public let code: String
    public let name: BilingualText
    public let figures: Figures
    public let itemCount: Int
    public let shortCount: Int
  }

  /// Last age in days of each band; one more band holds what is older.
  public static let bands = [30, 60, 90, 180, 360]
  /// 滞销: stock that lasts longer than so many days.
  static let slowDays = 180

  public let revision: Int64
  public let grain: SupplyGrain
  /// The day the stock was counted.
  public let asOf: Day
  public let months: [Month]
  /// By item in outline order.
  public let rows: [Row]
  public let families: [Family]
  public let total: Figures
}

extension StockHealthView {
  /// Nets the plan and sums it up; no workspace is needed.
  public init(_ draft: StockHealthDraft) {
    let plan = SupplySection(draft.supply).plan
    let first = draft.supply.firstDay
    let ends = draft.months.map { min(plan.dayCount - 1, first.distance(to: $0.lastDay)) }
    let items = draft.supply.parts.indices.map { Self.measure($0, plan: plan, ends: ends, draft: draft) }
    self.init(
      items, families: draft.families, familyOf: draft.familyOf, grain: .day, revision: draft.supply.revision, asOf: draft.asOf,
      months: draft.months)
  }

  init(
    _ items: [Measured], families: [Catalogue.Named], familyOf: [Int], grain: SupplyGrain, revision: Int64, asOf: Day, months: [Month]
  ) {
    self.grain = grain
    (self.revision, self.asOf, self.months) = (revision, asOf, months)
    rows = items.map(\.row)
    self.families = families.enumerated().compactMap { position, family in
      let mine = items.filter { familyOf[$0.index] == position }
      guard !mine.isEmpty else { return nil }
      return Family(
        code: family.code, name: family.name, figures: Self.sum(mine), itemCount: mine.count,
        shortCount: mine.count { $0.row.shortOn != nil })
    }
    total = Self.sum(items)
  }

  /// One item with the money that its family's ratios are made of.
  struct Measured {
    let index: Int
    let row: Row
    /// Money of a day's demand over thirteen weeks, of a year's use and of the average stock; 0 without cost.
    let dailyUse, yearlyUse, average: Double
  }

  private static func measure(_ index: Int, plan: SupplyPlan, ends: [Int], draft: StockHealthDraft) -> Measured {
    let item = draft.supply.parts[index].item
    let policy = plan.inputs.policies[index]
    let cost = item.unitCost ?? 0
    let health = stockHealth(of: index, plan: plan, unitCost: cost)
    let stock = max(0, policy.openingStock)
    func use(_ days: Int) -> Double { (0..<min(days, plan.dayCount)).reduce(0) { $0 + plan.grossRequirement(index, $1) } }
    let daily = use(SupplyBoard.weekCount * 7) / Double(SupplyBoard.weekCount * 7)
    let slow = max(health.excess.quantity, stock - policy.safetyStock - use(slowDays), 0)
    let inflow = draft.inflows[index]
    let ages = inflow.map {
      ageStock(onHand: stock, receipts: $0.receipts, asOf: draft.asOf, unitCost: cost, limits: bands)
    }
    let short = exceptions(
      of: Int32(index), rows: plan.rows.netting(index), policy: policy, calendar: plan.inputs.calendar, coverDays: 0
    ).first { $0.kind == .short }
    let trend = ends.map { plan.rows.stock[index][$0] }
    func money(_ units: Double) -> Int64? { item.unitCost.map { hundredths(units * $0) } }
    let figures = Figures(
      stockMoney: money(stock), ageMoney: item.unitCost == nil ? nil : ages.map { $0.map { hundredths($0.money) } },
      slowMoney: money(slow), excessMoney: money(health.excess.quantity), days: daily > 0 ? stock / daily : nil,
      turnover: health.turnover.isFinite && health.average.quantity > 0 ? health.turnover : nil,
      trendMoney: item.unitCost == nil ? nil : trend.map { hundredths(max(0, $0) * cost) })
    let row = Row(
      item: item, figures: figures, stock: stock, ages: ages.map { $0.map(\.quantity) }, slow: slow, excess: health.excess.quantity,
      trend: trend, ageRule: inflow?.rule, shortOn: short.map { draft.supply.firstDay.adding(days: Int($0.day)) },
      short: short?.quantity ?? 0)
    return Measured(
      index: index, row: row, dailyUse: daily * cost, yearlyUse: health.turnover.isFinite ? health.turnover * health.average.money : 0,
      average: health.average.money)
  }

  /// Money adds up; days and turnover are those of the money together.
  private static func sum(_ items: [Measured]) -> Figures {
    func sum(_ value: (Figures) -> Int64?) -> Int64? {
      let known = items.compactMap { value($0.row.figures) }
      return known.isEmpty ? nil : known.reduce(0, &+)
    }
    func sums(_ value: (Figures) -> [Int64]?) -> [Int64]? {
      let known = items.compactMap { value($0.row.figures) }
      guard let first = known.first else { return nil }
      return known.dropFirst().reduce(first) { zip($0, $1).map(&+) }
    }
    let stock = sum(\.stockMoney)
    let daily = items.reduce(0) { $0 + $1.dailyUse }
    let average = items.reduce(0) { $0 + $1.average }
    return Figures(
      stockMoney: stock, ageMoney: sums(\.ageMoney), slowMoney: sum(\.slowMoney), excessMoney: sum(\.excessMoney),
      days: daily > 0 ? stock.map { Double($0) / 100 / daily } : nil,
      turnover: average > 0 ? items.reduce(0) { $0 + $1.yearlyUse } / average : nil, trendMoney: sums(\.trendMoney))
  }
}
