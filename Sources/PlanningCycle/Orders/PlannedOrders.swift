// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Planning
public import Quantities
import SupplyPlanning

/// A planned or firm order that may be released, with what it would cost.
public struct OrderProposal: Hashable, Sendable {
  public let item: String
  public let name: BilingualText
  public let unit: String
  public let isMade: Bool
  /// nil for what is made, and for what nobody supplies.
  public let supplierCode: String?
  public let supplier: BilingualText?
  /// The day it should be released.
  public let release: Day
  public let due: Day
  /// Units, to 4 decimals as orders count.
  public let quantity: FixedPoint
  /// Working days the plan begins too late for it.
  public let lateBy: Int
  public let isFirm: Bool
  /// 不含税, a unit; nil for what is made, and where no price is known.
  public let price: FixedPoint?
  /// 分.
  public let value: Int64
}

/// Which planned orders somebody looks at; nil asks for all.
public struct OrderWish: Sendable {
  public var supplier: String?
  public var item: String?
  public var dueFrom: Day?
  public var dueThrough: Day?
  public var releaseThrough: Day?

  public init(
    supplier: String? = nil, item: String? = nil, dueFrom: Day? = nil, dueThrough: Day? = nil, releaseThrough: Day? = nil
  ) {
    self.supplier = supplier
    self.item = item
    self.dueFrom = dueFrom
    self.dueThrough = dueThrough
    self.releaseThrough = releaseThrough
  }

  func takes(_ order: OrderProposal) -> Bool {
    (supplier == nil || supplier == order.supplierCode) && (dueFrom.map { $0 <= order.due } ?? true)
      && (dueThrough.map { order.due <= $0 } ?? true) && (releaseThrough.map { order.release <= $0 } ?? true)
  }
}

extension Workspace {
  /// Planned and firm orders due from today on that could be released, by item and due day.
  ///
  /// - Throws: `PlanningError` when the model has no `planned_receipts`, `lead_time` or `purchase_price`.
  public func orderProposals(_ proof: Authorized<To.ViewPurchases>, _ wish: OrderWish) throws -> [OrderProposal] {
    try proposals(wish)
  }

  func proposals(_ wish: OrderWish) throws -> [OrderProposal] {
    let works = (0..<plan.calendar.dayCount).map { WorkingDays.china.isWorkday(plan.calendar.day(at: $0)) }
    let days = LeadTimeCalendar(isWorkingDay: works)
    var result: [OrderProposal] = []
    for (index, item) in plan.catalogue.items.enumerated() where wish.item == nil || wish.item == item.code {
      result += try plan.proposals(of: index, days, from: planningDay).filter { wish.takes($0) }
    }
    return result
  }
}

extension PlanState {
  /// One item's orders by due day; a firm one of a day comes before the planned one.
  fileprivate func proposals(of index: Int, _ days: LeadTimeCalendar, from today: Day) throws(PlanningError) -> [OrderProposal] {
    let at: Coordinate = ["Item": members.items[index]]
    let planned = try daily("planned_receipts", item: index)
    let firm = engine.model.measure(named: PlanState.firmReceipts) == nil ? [] : try daily(PlanState.firmReceipts, item: index)
    let first = max(0, calendar.firstDay.distance(to: today))
    guard first < planned.count else { return [] }
    let lead = Int32(clamping: Int((try engine.value("lead_time", at: at, period: nil) ?? 0).rounded()))
    let price = catalogue.items[index].isMade ? nil : try priceOnRelease(of: index)
    var result: [OrderProposal] = []
    for day in first..<planned.count {
      let release = days.release(due: day, leadTime: lead)
      for (units, isFirm) in [(firm.isEmpty ? 0 : firm[day], true), (planned[day], false)] {
        guard let quantity = Self.decimal(units, .up), !quantity.isZero else { continue }
        let item = catalogue.items[index]
        let supplier = item.isMade ? nil : members.mainSuppliers[index]
        result.append(
          OrderProposal(
            item: item.code, name: item.name, unit: item.unit, isMade: item.isMade, supplierCode: supplier,
            supplier: supplier.map { catalogue.suppliers[$0]?.name ?? BilingualText(name: $0) },
            release: calendar.day(at: Int(release.day)), due: calendar.day(at: day), quantity: quantity, lateBy: Int(release.lateBy),
            isFirm: isFirm, price: price, value: ReleasedOrder.value(price, quantity) ?? 0))
      }
    }
    return result
  }

  /// What the plan buys the item at; nil where it knows no price.
  private func priceOnRelease(of index: Int) throws(PlanningError) -> FixedPoint? {
    let at: Coordinate = ["Item": members.items[index]]
    guard let price = try engine.value("purchase_price", at: at, period: nil), price > 0 else { return nil }
    var rise = 0.0
    if let family = members.familyPositions[catalogue.items[index].family] {
      rise = try engine.value("purchase_price_change", at: ["Item": members.families[family]], period: nil) ?? 0
    }
    return Self.decimal(price * (1 + rise), .toNearestOrAwayFromZero)
  }

  /// A live figure as documents keep it, to 4 decimals; nil below 0 and for what does not fit. Quantities go up, so that nothing stays missing.
  private static func decimal(_ value: Double, _ rule: FloatingPointRoundingRule) -> FixedPoint? {
    guard value > 0, value < 9e13 else { return nil }
    let slack = rule == .up ? 1e-5 : 0
    return FixedPoint(mantissa: Int64((value * 10_000 - slack).rounded(rule)), scale: 4)
  }
}
