// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
import SupplyPlanning

/// A part of an order, and the agreement that gives it; nil for the ordinary price.
struct AgreedPart {
  let agreement: SupplyAgreement?
  let quantity: Double
  /// Money a unit under the agreement; 0 without one.
  let price: Double
}

extension PlanState {
  /// Firm and planned orders of an item on all days of the plan, by due day; a firm one of a day comes first.
  func plannedOrders(
    of index: Int, _ days: LeadTimeCalendar
  ) throws(PlanningError) -> [(order: PlannedOrder, isFirm: Bool)] {
    let planned = try daily("planned_receipts", item: index)
    let firm = engine.model.measure(named: PlanState.firmReceipts) == nil ? [] : try daily(PlanState.firmReceipts, item: index)
    let at: Coordinate = ["Item": members.items[index]]
    let lead = Int32(clamping: Int((try engine.value("lead_time", at: at, period: nil) ?? 0).rounded()))
    var result: [(order: PlannedOrder, isFirm: Bool)] = []
    for day in planned.indices {
      let release = days.release(due: day, leadTime: lead)
      for (units, isFirm) in [(firm.isEmpty ? 0 : firm[day], true), (planned[day], false)] where units > 0 {
        result.append(
          (PlannedOrder(item: 0, releaseDay: release.day, dueDay: Int32(day), quantity: units, lateBy: release.lateBy), isFirm))
      }
    }
    return result
  }

  /// Positions of the agreements the plan buys an item by; none where the model in force knows no agreements.
  func agreements(of index: Int) -> [Int] {
    guard engine.model.measure(named: PlanState.agreementReleased) != nil else { return [] }
    return sources.agreements.indices.filter { sources.agreements[$0].itemIndex == index && sources.agreements[$0].isUsed }
  }

  /// What an agreement holds now, as the cells say.
  func agreedPrice(at position: Int) throws(PlanningError) -> AgreedPrices.Agreement {
    let at: Coordinate = ["Agreement": members.agreements[position]]
    func value(_ measure: String) throws(PlanningError) -> Double { try engine.value(measure, at: at, period: nil) ?? 0 }
    let days = sources.agreements[position].days
    let from = Int32(clamping: calendar.firstDay.distance(to: days.lowerBound))
    let used = try value("agreement_used")
    return AgreedPrices.Agreement(
      price: try value("agreement_price"), quantity: try value("agreement_quantity"),
      calledOff: try used + value(PlanState.agreementReleased),
      days: from...Int32(clamping: calendar.firstDay.distance(to: days.upperBound)))
  }

  /// For each order of an item, by due day, its parts by agreement; the same rule as the cells of the plan.
  func callOffs(_ orders: [PlannedOrder], of index: Int) throws(PlanningError) -> [[AgreedPart]] {
    let positions = agreements(of: index)
    var held: [AgreedPrices.Agreement] = []
    for position in positions { held.append(try agreedPrice(at: position)) }
    return AgreedPrices.parts(of: orders, held, dayCount: calendar.dayCount).map { parts in
      parts.map { part in
        AgreedPart(
          agreement: part.agreement.map { sources.agreements[positions[Int($0)]] }, quantity: part.quantity,
          price: part.agreement == nil ? 0 : part.price)
      }
    }
  }
}
