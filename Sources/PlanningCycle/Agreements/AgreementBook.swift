// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Planning
public import Quantities
import SupplyPlanning

/// 框架协议: what every agreement locked, what is used of it, what the plan will call off, and when nothing is left.
public struct AgreementBook: Sendable {
  public enum State: String, Sendable {
    /// It begins after today.
    case notBegun
    case inForce
    /// All of it was called off.
    case spent
    case ended
    /// The plan does not buy by it: `obstacle` says why.
    case notUsed
  }

  public struct Line: Sendable {
    public let agreement: SupplyAgreement
    public let name: BilingualText
    public let unit: String
    public let supplier: BilingualText
    public let state: State
    /// 不含税, a unit, as the plan counts it; and what the item costs without the agreement, nil where that is not known.
    public let price: Double
    public let ordinaryPrice: FixedPoint?
    /// Units: locked; ordered through the cutoff; in orders released here; in planned orders; left after all of them.
    public let locked: Double
    public let used: Double
    public let released: Double
    public let planned: Double
    public let left: Double
    /// The release day of the planned order that takes the last of it; nil when something is left, or nothing was to begin with.
    public let spentOn: Day?
    /// Units of orders on its days that it no longer covers, at the ordinary price.
    public let exceeded: Double
    /// Units nobody calls off before it ends within the plan.
    public let unused: Double
    /// What the plan calls off in its first month, to be explained.
    public let cell: String
  }

  public let revision: Int64
  /// In the order of item and first day.
  public let lines: [Line]
}

extension Workspace {
  /// - Throws: `PlanningError` when the model knows agreements but no `planned_receipts` or `lead_time`.
  public func agreementBook(_ proof: Authorized<To.ViewPurchases>) throws -> AgreementBook {
    AgreementBook(revision: revision, lines: try agreementLines(plan))
  }

  /// None where the model in force knows no agreements.
  func agreementLines(_ plan: PlanState) throws -> [AgreementBook.Line] {
    let agreements = plan.sources.agreements
    guard !agreements.isEmpty, plan.engine.model.measure(named: PlanState.agreementReleased) != nil else { return [] }
    let works = (0..<plan.calendar.dayCount).map { WorkingDays.china.isWorkday(plan.calendar.day(at: $0)) }
    let days = LeadTimeCalendar(isWorkingDay: works)
    var lines: [AgreementBook.Line] = []
    for index in Swift.Set(agreements.map(\.itemIndex)).sorted() {
      let used = plan.agreements(of: index)
      let orders = try plan.plannedOrders(of: index, days).map(\.order)
      var held: [AgreedPrices.Agreement] = []
      for position in used { held.append(try plan.agreedPrice(at: position)) }
      let (uses, parts) = AgreedPrices.use(orders, held, dayCount: plan.calendar.dayCount)
      for position in agreements.indices where agreements[position].itemIndex == index {
        let place = used.firstIndex(of: position)
        let use = place.map { uses[$0] }
        let last = place.flatMap { place in
          parts.lastIndex { $0.contains { $0.agreement == Int32(place) } }.map { orders[$0].releaseDay }
        }
        lines.append(try agreementLine(plan, at: position, use, lastRelease: last))
      }
    }
    return lines.sorted { left, right in
      (left.agreement.itemIndex, left.agreement.days.lowerBound, left.agreement.number)
        < (right.agreement.itemIndex, right.agreement.days.lowerBound, right.agreement.number)
    }
  }

  private func agreementLine(_ plan: PlanState, at position: Int, _ use: AgreementUse?, lastRelease: Int32?) throws -> AgreementBook.Line {
    let agreement = plan.sources.agreements[position]
    let item = plan.catalogue.items[agreement.itemIndex]
    let held = try plan.agreedPrice(at: position)
    let at: Coordinate = ["Agreement": plan.members.agreements[position]]
    let released = try plan.engine.value(PlanState.agreementReleased, at: at, period: nil) ?? 0
    let before = max(0, held.quantity - held.calledOff)
    let left = use?.left ?? before
    let state: AgreementBook.State =
      agreement.obstacle != nil
      ? .notUsed
      : agreement.days.upperBound < planningDay
        ? .ended : before <= LotSize.tolerance ? .spent : agreement.days.lowerBound > planningDay ? .notBegun : .inForce
    return AgreementBook.Line(
      agreement: agreement, name: item.name, unit: item.unit,
      supplier: plan.catalogue.suppliers[agreement.supplier]?.name ?? BilingualText(name: agreement.supplier), state: state,
      price: held.price, ordinaryPrice: !item.isPaidFor ? nil : try plan.priceOnRelease(of: agreement.itemIndex), locked: held.quantity,
      used: held.calledOff - released, released: released, planned: use?.planned ?? 0, left: left,
      spentOn: before > LotSize.tolerance && left <= LotSize.tolerance ? lastRelease.map { plan.calendar.day(at: Int($0)) } : nil,
      exceeded: use?.exceeded ?? 0, unused: use?.unused ?? 0,
      cell: plan.address("agreed_units", at, .month(plan.cutoff.adding(months: 1))).text)
  }
}
