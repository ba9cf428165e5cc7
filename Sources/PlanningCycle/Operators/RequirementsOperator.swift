// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Formulas
public import Planning
import SupplyPlanning

/// `requirements(demand, scheduled, open, safety, lot_minimum, lot_multiple, lead_time, lot_fixed, lot_economic, lot_days, frozen, firm)`:
/// multi-level netting on days. The last five may be left out. Firm orders stand among the scheduled receipts; `firm` says which of those still ask for
/// their components.
///
/// Results: receipts, releases, stock, dependent demand and the receipts that cannot be in time. Rows are items; a line of
/// the bill whose assembly or component is no member of the call is left out.
public struct RequirementsOperator: PlanOperator {
  public let lines: [BillLine]
  public let isWorkingDay: @Sendable (Day) -> Bool

  public init(lines: [BillLine], isWorkingDay: @escaping @Sendable (Day) -> Bool) {
    self.lines = lines
    self.isWorkingDay = isWorkingDay
  }

  public var signature: OperatorSignature { RequirementsOperator.signature }

  static let signature = OperatorSignature(
    name: "requirements",
    arguments: [
      OperatorArgument("demand", axis: .day),
      OperatorArgument("scheduled", axis: .day, unit: .sameAs("demand"), defaultValue: 0),
      OperatorArgument("open", axis: .none, unit: .sameAs("demand"), defaultValue: 0),
      OperatorArgument("safety", axis: .none, unit: .sameAs("demand"), defaultValue: 0),
      OperatorArgument("lot_minimum", axis: .none, unit: .sameAs("demand"), defaultValue: 0),
      OperatorArgument("lot_multiple", axis: .none, unit: .sameAs("demand"), defaultValue: 0),
      OperatorArgument("lead_time", axis: .none, defaultValue: 0),
      OperatorArgument("lot_fixed", axis: .none, unit: .sameAs("demand"), defaultValue: 0),
      OperatorArgument("lot_economic", axis: .none, unit: .sameAs("demand"), defaultValue: 0),
      OperatorArgument("lot_days", axis: .none, defaultValue: 0),
      OperatorArgument("frozen", axis: .none, defaultValue: 0),
      OperatorArgument("firm", axis: .day, unit: .sameAs("demand"), defaultValue: 0),
    ],
    results: [
      OperatorResult("receipts", unit: .sameAs("demand")),
      OperatorResult("releases", unit: .sameAs("demand")),
      OperatorResult("stock", unit: .sameAs("demand")), OperatorResult("dependent", unit: .sameAs("demand")),
      OperatorResult("late", unit: .sameAs("demand")),
    ],
    axis: .day)

  /// - Throws: `operatorDataNotUsable` when the bill of materials has a circle or a quantity that cannot be used.
  public func bound(to shape: OperatorShape) throws(PlanningError) -> any PlanOperator {
    var rowOfItem: [Int64: Int32] = [:]
    for (row, members) in shape.rowMembers.enumerated() { rowOfItem[members.first ?? 0] = Int32(row) }
    let firstDay = shape.calendar.firstDay
    let components = components(firstDay: firstDay) { rowOfItem[$0] }
    do {
      let bill = try BillOfMaterials(itemCount: shape.rowMembers.count, lines: components)
      let works = (0..<shape.periodCount).map { isWorkingDay(firstDay.adding(days: $0)) }
      return BoundRequirements(bill: bill, calendar: LeadTimeCalendar(isWorkingDay: works))
    } catch {
      let members = error.path.map { String(shape.rowMembers[Int($0)].first ?? 0) }
      throw PlanningError(
        .operatorDataNotUsable, subject: error.code.text,
        detail: members.isEmpty
          ? .code(error.detail) : Wording("物料 " + members.joined(separator: " → "), "items " + members.joined(separator: " → ")),
        hint: .code(error.hint)
      )
    }
  }

  /// The bill lines by rows and days of a plan; a line whose assembly or component has no row is left out.
  func components(firstDay: Day, row: (Int64) -> Int32?) -> [Component] {
    func position(_ day: Day?, else limit: Int32) -> Int32 {
      day.map { Int32(clamping: firstDay.distance(to: $0)) } ?? limit
    }
    return lines.compactMap { line in
      guard let assembly = row(line.assembly), let component = row(line.component) else { return nil }
      let from = position(line.validFrom, else: Int32.min)
      let through = position(line.validTo, else: Int32.max)
      guard from <= through else { return nil }
      return Component(
        assembly: assembly, component: component, quantityPer: line.quantityPer, scrapRate: line.scrapRate,
        validDays: from...through)
    }
  }

  /// Not bound to rows it can plan nothing: results stay 0.
  public func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    for result in signature.results.indices {
      for row in rows { frame.result(result, row: row).update(repeating: 0, count: frame.shape.periodCount) }
    }
  }
}
