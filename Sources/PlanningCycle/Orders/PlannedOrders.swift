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
  public let kind: OrderKind
  /// nil for what is made here, and for what nobody supplies.
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
  /// What is paid for which part of it: under an agreement while something is left of it, then at the ordinary price. Empty for what is made here.
  public let parts: [Part]
  /// 发料: what a subcontractor is given for it; empty for other orders.
  public let issues: [Issue]

  /// Units of a component that go out with a subcontract order.
  public struct Issue: Hashable, Sendable {
    public let item: String
    public let name: BilingualText
    public let unit: String
    public let quantity: Double
  }

  /// So many units at one price.
  public struct Part: Hashable, Sendable {
    /// Number of the frame agreement; nil for the ordinary price.
    public let agreement: String?
    public let quantity: FixedPoint
    /// 不含税, a unit; nil where no price is known.
    public let price: FixedPoint?

    /// 分.
    public var value: Int64 { ReleasedOrder.value(price, quantity) ?? 0 }
  }

  /// 分.
  public var value: Int64 { parts.reduce(0) { $0 + $1.value } }
  /// The one price of all its units; nil for what is made here, where no price is known, and where an agreement covers a part of it only.
  public var price: FixedPoint? { parts.count == 1 ? parts[0].price : nil }
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
  /// Planned and firm orders due from today on that could be released, by item and due day; none of a model that does not plan by day.
  ///
  /// - Throws: `PlanningError` when the model has no `planned_receipts`, `lead_time` or `purchase_price`.
  public func orderProposals(_ proof: Authorized<To.ViewPurchases>, _ wish: OrderWish) throws -> [OrderProposal] {
    supplyGrain == .day ? try proposals(wish) : []
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
    let orders = try plannedOrders(of: index, days)
    let first = max(0, calendar.firstDay.distance(to: today))
    guard orders.contains(where: { Int($0.order.dueDay) >= first }) else { return [] }
    let item = catalogue.items[index]
    let price = item.isPaidFor ? try priceOnRelease(of: index) : nil
    let calledOff = item.isPaidFor ? try callOffs(orders.map(\.order), of: index) : orders.map { _ in [] }
    let supplier = item.isPaidFor ? members.mainSuppliers[index] : nil
    return zip(orders, calledOff).compactMap { planned, calledOff in
      guard let quantity = Self.decimal(planned.order.quantity, .up), !quantity.isZero, Int(planned.order.dueDay) >= first else {
        return nil
      }
      let release = calendar.day(at: Int(planned.order.releaseDay))
      return OrderProposal(
        item: item.code, name: item.name, unit: item.unit, kind: item.orderKind, supplierCode: supplier,
        supplier: supplier.map { catalogue.suppliers[$0]?.name ?? BilingualText(name: $0) }, release: release,
        due: calendar.day(at: Int(planned.order.dueDay)), quantity: quantity, lateBy: Int(planned.order.lateBy), isFirm: planned.isFirm,
        parts: item.isPaidFor ? parts(of: quantity, calledOff, price) : [],
        issues: item.isSubcontracted ? issues(for: quantity.doubleValue, of: index, on: release) : [])
    }
  }

  /// Whole ten-thousandths: agreements give what they have left, the ordinary price the rest, so that the parts are the order.
  private func parts(of quantity: FixedPoint, _ calledOff: [AgreedPart], _ price: FixedPoint?) -> [OrderProposal.Part] {
    var rest = quantity.rescaled(to: 4)?.mantissa ?? 0
    var parts: [OrderProposal.Part] = []
    for (position, part) in calledOff.enumerated() {
      // The last part takes what rounding up to whole ten-thousandths added.
      let isLast = position == calledOff.count - 1
      let units = isLast ? rest : min(rest, Int64((part.quantity * 10_000).rounded(.down)))
      guard units > 0 else { continue }
      rest -= units
      parts.append(
        OrderProposal.Part(
          agreement: part.agreement?.number, quantity: FixedPoint(mantissa: units, scale: 4),
          price: part.agreement == nil ? price : Self.decimal(part.price, .toNearestOrAwayFromZero)))
    }
    return parts
  }

  /// What the plan buys the item at where no agreement holds; nil where it knows no price.
  func priceOnRelease(of index: Int) throws(PlanningError) -> FixedPoint? {
    let at: Coordinate = ["Item": members.items[index]]
    guard let price = try engine.value("purchase_price", at: at, period: nil), price > 0 else { return nil }
    var rise = 0.0
    if let family = members.familyPositions[catalogue.items[index].family] {
      rise = try engine.value("purchase_price_change", at: ["Item": members.families[family]], period: nil) ?? 0
    }
    return Self.decimal(price * (1 + rise), .toNearestOrAwayFromZero)
  }

  /// A live figure as documents keep it, to 4 decimals; nil below 0 and for what does not fit. Quantities go up, so that nothing stays missing.
  static func decimal(_ value: Double, _ rule: FloatingPointRoundingRule) -> FixedPoint? {
    guard value > 0, value < 9e13 else { return nil }
    let slack = rule == .up ? 1e-5 : 0
    return FixedPoint(mantissa: Int64((value * 10_000 - slack).rounded(rule)), scale: 4)
  }
}
