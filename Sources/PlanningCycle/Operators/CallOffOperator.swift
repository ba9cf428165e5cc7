// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Planning
import SupplyPlanning

/// `call_off(units, quantity, used, price, lead_time)`: units bought by due day to units that frame agreements 框架协议 deliver at their price.
///
/// Rows are agreements; `units` and `lead_time` of those of one item are the item's. Orders take in the order of their due days what the agreements
/// that hold on their release day have left, the cheapest first. An agreement the operator was not told of delivers nothing.
public struct CallOffOperator: PlanOperator {
  private let terms: [Int64: AgreementTerms]
  private let isWorkingDay: @Sendable (Day) -> Bool
  private var bound: Bound?

  private enum Argument: Int { case units, quantity, used, price, leadTime }

  /// Rows by item, and the days of the plan.
  private struct Bound {
    /// Position in `groups`, by row; nil for an agreement that is not used.
    let groupOf: [Int?]
    let groups: [[Int]]
    let days: [ClosedRange<Int32>]
    let calendar: LeadTimeCalendar
  }

  public init(_ terms: [AgreementTerms], isWorkingDay: @escaping @Sendable (Day) -> Bool) {
    self.terms = Dictionary(terms.map { ($0.agreement, $0) }, uniquingKeysWith: { first, _ in first })
    self.isWorkingDay = isWorkingDay
  }

  public let signature = OperatorSignature(
    name: "call_off",
    arguments: [
      OperatorArgument("units", axis: .day),
      OperatorArgument("quantity", axis: .none, unit: .sameAs("units")),
      OperatorArgument("used", axis: .none, unit: .sameAs("units"), defaultValue: 0),
      OperatorArgument("price", axis: .none),
      OperatorArgument("lead_time", axis: .none, defaultValue: 0),
    ],
    results: [OperatorResult("agreed", unit: .sameAs("units"))], axis: .day)

  public func bound(to shape: OperatorShape) throws(PlanningError) -> any PlanOperator {
    let first = shape.calendar.firstDay
    let known = shape.rowMembers.map { $0.first.flatMap { terms[$0] } }
    var groups: [[Int]] = []
    var groupOf: [Int?] = []
    var groupOfItem: [Int64: Int] = [:]
    for (row, terms) in known.enumerated() {
      guard let terms else {
        groupOf.append(nil)
        continue
      }
      let group = groupOfItem[terms.item] ?? groups.count
      if group == groups.count { groups.append([]) }
      groupOfItem[terms.item] = group
      groups[group].append(row)
      groupOf.append(group)
    }
    var result = self
    result.bound = Bound(
      groupOf: groupOf, groups: groups,
      days: known.map { terms in
        guard let days = terms?.days else { return Int32.max...Int32.max }
        return Int32(clamping: first.distance(to: days.lowerBound))...Int32(clamping: first.distance(to: days.upperBound))
      },
      calendar: LeadTimeCalendar(isWorkingDay: (0..<shape.periodCount).map { isWorkingDay(first.adding(days: $0)) }))
    return result
  }

  /// An agreement with those of the same item, on all days: what one takes another keeps.
  public func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape) -> OperatorDirtyImage {
    guard let bound else { return .everything }
    let rows = Set(slices.flatMap { slice in bound.groupOf[slice.row].map { bound.groups[$0] } ?? [slice.row] })
    return .slices(rows.sorted().map { OperatorSlice(row: $0, periods: 0..<shape.periodCount) })
  }

  public func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    for row in rows { frame.result(0, row: row).update(repeating: 0, count: frame.shape.periodCount) }
    guard let bound else { return }
    let wanted = Set(rows)
    for group in Set(rows.compactMap { bound.groupOf[$0] }).sorted() {
      let members = bound.groups[group]
      let orders = orders(of: members[0], frame, bound.calendar)
      let parts = AgreedPrices.parts(of: orders, members.map { agreement(of: $0, frame, bound) }, dayCount: frame.shape.periodCount)
      for (order, parts) in zip(orders, parts) {
        for part in parts {
          guard let position = part.agreement, wanted.contains(members[Int(position)]) else { continue }
          frame.result(0, row: members[Int(position)])[Int(order.dueDay)] += part.quantity
        }
      }
    }
  }

  /// What is delivered at the agreed price is what the item receives that day.
  public func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] {
    let agreed = frame.result(0, row: cell.row)[cell.period]
    guard agreed != 0 else { return [] }
    return [OperatorContribution(argument: Argument.units.rawValue, row: cell.row, period: cell.period, amount: agreed)]
  }

  private func orders(of row: Int, _ frame: OperatorFrame, _ calendar: LeadTimeCalendar) -> [PlannedOrder] {
    let lead = Int32(clamping: whole(frame.argument(Argument.leadTime.rawValue, row: row)[0]))
    return PlannedOrder.orders(
      of: 0, receipts: frame.argument(Argument.units.rawValue, row: row), policy: ItemPolicy(leadTimeWorkingDays: lead), calendar: calendar)
  }

  private func agreement(of row: Int, _ frame: OperatorFrame, _ bound: Bound) -> AgreedPrices.Agreement {
    func value(_ argument: Argument) -> Double { present(frame.argument(argument.rawValue, row: row)[0]) }
    return AgreedPrices.Agreement(
      price: value(.price), quantity: value(.quantity), calledOff: value(.used), days: bound.days[row])
  }
}
