// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import FinancialPlanning
public import Planning

/// `customer_deposits(billings, profile, on_order, lead_days)`: with the arguments of `collect_receivables`, what customers pay before the billing it is for, and where
/// it is used up.
///
/// Results: received, by the day it comes; used, by the day of the billing, with what counts as received before the plan began.
public struct CustomerDepositsOperator: PlanOperator {
  public let isBankDay: @Sendable (Day) -> Bool
  private let agreed: [Int64: SettlementRule]
  private var calendar: BankCalendar?
  /// For each row what its customers agreed, if that asks for money with the order.
  private var rules: [SettlementRule?] = []
  /// For each row the profile's argument rows.
  private var profileRows: [[Int]] = []

  /// - Parameter agreements: what customers agreed, taken together, by region.
  public init(agreements: [Int64: SettlementRule] = [:], isBankDay: @escaping @Sendable (Day) -> Bool) {
    self.isBankDay = isBankDay
    agreed = agreements.filter { $0.value.countsFromOrder }
  }

  enum Argument: Int { case billings, profile, onOrder, leadDays }

  public let signature = OperatorSignature(
    name: "customer_deposits",
    arguments: [
      OperatorArgument("billings", axis: .day),
      OperatorArgument("profile", rows: .dimensions(["Region", "CollectionLag"]), axis: .none),
      OperatorArgument("on_order", axis: .day, unit: .sameAs("billings"), defaultValue: 0),
      OperatorArgument("lead_days", axis: .none, defaultValue: 0),
    ],
    results: [OperatorResult("received", unit: .sameAs("billings")), OperatorResult("used", unit: .sameAs("billings"))],
    axis: .day, resultDimensions: ["Region"])

  public func bound(to shape: OperatorShape) throws(PlanningError) -> any PlanOperator {
    var result = self
    result.calendar = bankCalendar(of: shape, isBankDay)
    result.profileRows = rowsOfMember(of: Argument.profile.rawValue, shape: shape)
    result.rules = shape.rowMembers.map { $0.first.flatMap { agreed[$0] } }
    return result
  }

  public func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape) -> OperatorDirtyImage {
    let changed = Set(slices.map(\.row))
    let isProfile = argument == Argument.profile.rawValue
    let rows = rules.indices.filter { row in
      rules[row] != nil && (isProfile ? profileRows[row].contains { changed.contains($0) } : changed.contains(row))
    }
    return .slices(rows.map { OperatorSlice(row: $0, periods: 0..<shape.periodCount) })
  }

  public func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    let calendar = self.calendar ?? bankCalendar(of: frame.shape, isBankDay)
    for row in rows {
      let (received, used) = (frame.result(0, row: row), frame.result(1, row: row))
      received.update(repeating: 0, count: calendar.dayCount)
      used.update(repeating: 0, count: calendar.dayCount)
      guard let rule = rule(of: row, frame) else { continue }
      addAdvances(
        AdvanceRows(
          documents: frame.argument(Argument.billings.rawValue, row: row), ordered: frame.argument(Argument.onOrder.rawValue, row: row),
          given: received, used: used), rule: rule, leadBankDays: lead(of: row, frame), calendar: calendar)
    }
  }

  /// The billings that a deposit is for; on the day it is used up, the billing of that day.
  public func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] {
    let calendar = self.calendar ?? bankCalendar(of: frame.shape, isBankDay)
    guard let rule = rule(of: cell.row, frame) else { return [] }
    let billings = frame.argument(Argument.billings.rawValue, row: cell.row)
    let (ordered, lead) = (frame.argument(Argument.onOrder.rawValue, row: cell.row), lead(of: cell.row, frame))
    return (cell.period..<calendar.dayCount).compactMap { day in
      let amount = present(billings[day])
      guard amount != 0, cell.result == 0 || day == cell.period else { return nil }
      var given = 0.0
      let used = rule.advances(of: amount, ordered: present(ordered[day]), on: day, leadBankDays: lead, calendar: calendar) {
        if $0 == cell.period { given += $1 }
      }
      let part = cell.result == 0 ? given : used
      return part == 0 ? nil : OperatorContribution(argument: Argument.billings.rawValue, row: cell.row, period: day, amount: part)
    }
  }

  /// What was agreed, where nobody gave a profile.
  private func rule(of row: Int, _ frame: OperatorFrame) -> SettlementRule? {
    guard row < rules.count, let rule = rules[row] else { return nil }
    return profileRows[row].contains { present(frame.argument(Argument.profile.rawValue, row: $0)[0]) != 0 } ? nil : rule
  }

  private func lead(of row: Int, _ frame: OperatorFrame) -> Int {
    max(0, whole(frame.argument(Argument.leadDays.rawValue, row: row)[0]))
  }
}
