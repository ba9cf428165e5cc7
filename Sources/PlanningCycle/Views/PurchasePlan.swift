// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Formulas
import Planning

/// 采购计划: what is bought from whom in the thirteen weeks from today, open purchase orders and planned receipts together, 不含税; in the next six months where
/// the model plans purchases by month.
public struct PurchasePlan: Sendable {
  public struct Item: Sendable {
    public let code: String
    public let name: BilingualText
    public let unit: String
    /// Received by week, in units.
    public let quantities: [Double]
    /// By week, 分.
    public let amounts: [Int64]
    /// The item's purchases of the first month, to be explained.
    public let cell: String
  }

  public struct Supplier: Sendable {
    /// nil for items that nobody supplies.
    public let code: String?
    public let name: BilingualText
    /// The sums of its items, to the last 分.
    public let amounts: [Int64]
    public let items: [Item]
  }

  public static let weekCount = 13
  static let monthCount = 6
  /// `none`: the model plans no purchases by item.
  public let grain: SupplyGrain
  /// The first day of each week, or of each month.
  public let weeks: [Day]
  /// The most bought from first; items without a supplier last.
  public let suppliers: [Supplier]

  public var total: [Int64] {
    weeks.indices.map { week in suppliers.reduce(0) { $0 + $1.amounts[week] } }
  }
}

extension Workspace {
  /// - Throws: `PlanningError` when the model has purchases by day, but not what they are made of.
  public func purchasePlan(_ proof: Authorized<To.ViewPurchases>) throws -> PurchasePlan {
    if let measure = plan.engine.model.measure(named: "purchases"), plan.engine.model.measures[measure].axis == .day {
      return try purchasesByWeek()
    }
    guard let measure = plan.engine.model.measure(named: "purchases_month"),
      plan.engine.model.measures[measure].dimensions.contains("Item")
    else { return PurchasePlan(grain: .none, weeks: [], suppliers: []) }
    let last = min(plan.calendar.lastMonth, plan.cutoff.adding(months: PurchasePlan.monthCount))
    let months = plan.cutoff < last ? (1...plan.cutoff.distance(to: last)).map { plan.cutoff.adding(months: $0) } : []
    return PurchasePlan(
      grain: .month, weeks: months.map(\.firstDay), suppliers: try suppliers(columns: months.count) { try plan.boughtByMonth($0, months) })
  }

  private func purchasesByWeek() throws -> PurchasePlan {
    let start = max(0, plan.calendar.firstDay.distance(to: planningDay))
    let ranges = (0..<PurchasePlan.weekCount).map { start + $0 * 7..<min(start + $0 * 7 + 7, plan.calendar.dayCount) }
      .filter { !$0.isEmpty }
    return PurchasePlan(
      grain: .day, weeks: ranges.map { plan.calendar.day(at: $0.lowerBound) },
      suppliers: try suppliers(columns: ranges.count) { try plan.bought($0, ranges) })
  }

  /// Items under whom they are bought from, the most bought from first.
  private func suppliers(columns: Int, _ bought: (Int) throws -> PurchasePlan.Item?) throws -> [PurchasePlan.Supplier] {
    var bySupplier: [String: [PurchasePlan.Item]] = [:]
    for index in plan.catalogue.items.indices {
      guard let item = try bought(index) else { continue }
      bySupplier[plan.members.mainSuppliers[index] ?? "", default: []].append(item)
    }
    let suppliers = bySupplier.map { code, items in
      PurchasePlan.Supplier(
        code: code.isEmpty ? nil : code,
        name: code.isEmpty
          ? BilingualText("没有供应商", "No supplier") : plan.catalogue.suppliers[code]?.name ?? BilingualText(name: code),
        amounts: (0..<columns).map { week in items.reduce(0) { $0 + $1.amounts[week] } }, items: items)
    }
    return suppliers.sorted { left, right in
      let (a, b) = (left.amounts.reduce(0, +), right.amounts.reduce(0, +))
      if (left.code == nil) != (right.code == nil) { return right.code == nil }
      return a != b ? a > b : (left.code ?? "") < (right.code ?? "")
    }
  }
}

extension PlanState {
  /// nil for what is not bought in these weeks.
  fileprivate func bought(_ index: Int, _ weeks: [Range<Int>]) throws(PlanningError) -> PurchasePlan.Item? {
    let coordinate: Coordinate = ["Item": members.items[index]]
    let amounts = try engine.values("purchases", at: coordinate)
    let money = weeks.map { hundredths(amounts[$0].reduce(0) { $0 + ($1.finite ?? 0) }) }
    guard money.contains(where: { $0 != 0 }) else { return nil }
    let planned = try engine.values("bought_receipts", at: coordinate)
    let ordered = try engine.values("scheduled_receipts", at: coordinate)
    // A model of before knows no released orders.
    let released =
      engine.model.measure(named: PlanState.releasedReceipts) == nil ? [] : try engine.values(PlanState.releasedReceipts, at: coordinate)
    let item = catalogue.items[index]
    return PurchasePlan.Item(
      code: item.code, name: item.name, unit: item.unit,
      quantities: weeks.map { week in
        week.reduce(0) { $0 + (planned[$1].finite ?? 0) + (ordered[$1].finite ?? 0) + (released.isEmpty ? 0 : released[$1].finite ?? 0) }
      },
      amounts: money,
      cell: address("purchases_month", coordinate, .month(calendar.cutoff.adding(months: 1))).text)
  }

  /// The same of a model that plans purchases by month; units where it counts them.
  fileprivate func boughtByMonth(_ index: Int, _ months: [Month]) throws(PlanningError) -> PurchasePlan.Item? {
    let coordinate: Coordinate = ["Item": members.items[index]]
    let hasUnits = engine.model.measure(named: "purchased_units") != nil
    var (amounts, units): ([Int64], [Double]) = ([], [])
    for month in months {
      amounts.append(hundredths(try engine.value("purchases_month", at: coordinate, period: .month(month)) ?? 0))
      units.append(hasUnits ? try engine.value("purchased_units", at: coordinate, period: .month(month)) ?? 0 : 0)
    }
    guard amounts.contains(where: { $0 != 0 }) else { return nil }
    let item = catalogue.items[index]
    return PurchasePlan.Item(
      code: item.code, name: item.name, unit: item.unit, quantities: units, amounts: amounts,
      cell: address("purchases_month", coordinate, .month(calendar.cutoff.adding(months: 1))).text)
  }
}
