// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Formulas
import Planning

/// 采购计划: what is bought from whom in the thirteen weeks from today, open purchase orders and planned receipts together, 不含税.
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
  /// The first day of each week.
  public let weeks: [Day]
  /// The most bought from first; items without a supplier last.
  public let suppliers: [Supplier]

  public var total: [Int64] {
    weeks.indices.map { week in suppliers.reduce(0) { $0 + $1.amounts[week] } }
  }
}

extension Workspace {
  /// - Throws: `PlanningError` when the model has no purchases by item and day.
  public func purchasePlan(_ proof: Authorized<To.ViewPurchases>) throws -> PurchasePlan {
    let start = max(0, plan.calendar.firstDay.distance(to: planningDay))
    let ranges = (0..<PurchasePlan.weekCount).map { start + $0 * 7..<min(start + $0 * 7 + 7, plan.calendar.dayCount) }
      .filter { !$0.isEmpty }
    var bySupplier: [String: [PurchasePlan.Item]] = [:]
    for index in plan.catalogue.items.indices {
      guard let item = try plan.bought(index, ranges) else { continue }
      bySupplier[plan.members.mainSuppliers[index] ?? "", default: []].append(item)
    }
    let suppliers = bySupplier.map { code, items in
      PurchasePlan.Supplier(
        code: code.isEmpty ? nil : code,
        name: code.isEmpty
          ? BilingualText("没有供应商", "No supplier") : plan.catalogue.suppliers[code]?.name ?? BilingualText(name: code),
        amounts: ranges.indices.map { week in items.reduce(0) { $0 + $1.amounts[week] } }, items: items)
    }
    return PurchasePlan(
      weeks: ranges.map { plan.calendar.day(at: $0.lowerBound) },
      suppliers: suppliers.sorted { left, right in
        let (a, b) = (left.amounts.reduce(0, +), right.amounts.reduce(0, +))
        if (left.code == nil) != (right.code == nil) { return right.code == nil }
        return a != b ? a > b : (left.code ?? "") < (right.code ?? "")
      })
  }
}

extension PlanState {
  /// nil for what is not bought in these weeks.
  fileprivate func bought(_ index: Int, _ weeks: [Range<Int>]) throws(PlanningError) -> PurchasePlan.Item? {
    let coordinate: Coordinate = ["Item": members.items[index]]
    let amounts = try engine.values("purchases", at: coordinate)
    // A model may plan purchases by month.
    guard amounts.count == calendar.dayCount else { return nil }
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
}
