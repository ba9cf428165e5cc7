// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import FinancialPlanning
public import Planning

/// `supplier_advances(documents, …)`: with the arguments of `settle_payables`, by item, what is paid before goods come, and where it is used up, of all items together.
///
/// Results: paid in advance, by the day it is paid; used, by the day of the document, what was paid before the plan began included.
public struct SupplierAdvancesOperator: PlanOperator {
  public let isBankDay: @Sendable (Day) -> Bool
  private let agreed: [Int64: SettlementRule]
  private var calendar: BankCalendar?
  /// Rows of the documents whose suppliers ask for an advance, ascending.
  private var rules: [(row: Int, rule: SettlementRule)] = []

  /// - Parameter agreements: what was agreed in words, by item.
  public init(agreements: [Int64: PaymentAgreement] = [:], isBankDay: @escaping @Sendable (Day) -> Bool) {
    self.isBankDay = isBankDay
    agreed = agreements.mapValues { SettlementRule($0) }.filter { $0.value.countsFromOrder }
  }

  private typealias Argument = SettlePayablesOperator.Argument

  public let signature = OperatorSignature(
    name: "supplier_advances", arguments: SettlePayablesOperator.arguments(.dimensions(["Item"])),
    results: [OperatorResult("given", unit: .sameAs("documents")), OperatorResult("used", unit: .sameAs("documents"))],
    axis: .day, resultDimensions: [])

  public func bound(to shape: OperatorShape) throws(PlanningError) -> any PlanOperator {
    var result = self
    result.calendar = bankCalendar(of: shape, isBankDay)
    result.rules = shape.argumentRowMembers[Argument.documents.rawValue].enumerated().compactMap { row, members in
      members.first.flatMap { agreed[$0] }.map { (row, $0) }
    }
    return result
  }

  public func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape) -> OperatorDirtyImage {
    let asking = Set(rules.map(\.row))
    guard slices.contains(where: { asking.contains($0.row) }) else { return .slices([]) }
    return .slices([OperatorSlice(row: 0, periods: 0..<shape.periodCount)])
  }

  public func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    let calendar = self.calendar ?? bankCalendar(of: frame.shape, isBankDay)
    guard !rows.isEmpty else { return }
    let (given, used) = (frame.result(0, row: 0), frame.result(1, row: 0))
    given.update(repeating: 0, count: calendar.dayCount)
    used.update(repeating: 0, count: calendar.dayCount)
    for (row, rule) in rules where !SettlePayablesOperator.isTyped(row, frame) {
      addAdvances(
        AdvanceRows(
          documents: frame.argument(Argument.documents.rawValue, row: row), ordered: frame.argument(Argument.onOrder.rawValue, row: row),
          orderedFactor: SettlePayablesOperator.orderedFactor(of: row, frame), given: given, used: used), rule: rule,
        leadBankDays: SettlePayablesOperator.lead(of: row, frame), calendar: calendar)
    }
  }

  /// The documents that an advance is for.
  public func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] {
    let calendar = self.calendar ?? bankCalendar(of: frame.shape, isBankDay)
    var result: [OperatorContribution] = []
    for (row, rule) in rules where !SettlePayablesOperator.isTyped(row, frame) {
      let (documents, ordered) = (
        frame.argument(Argument.documents.rawValue, row: row), frame.argument(Argument.onOrder.rawValue, row: row)
      )
      let (lead, factor) = (SettlePayablesOperator.lead(of: row, frame), SettlePayablesOperator.orderedFactor(of: row, frame))
      for day in cell.period..<calendar.dayCount {
        let amount = present(documents[day])
        guard amount != 0, cell.result == 0 || day == cell.period else { continue }
        var given = 0.0
        let used = rule.advances(of: amount, ordered: present(ordered[day]) * factor, on: day, leadBankDays: lead, calendar: calendar) {
          if $0 == cell.period { given += $1 }
        }
        let part = cell.result == 0 ? given : used
        guard part != 0 else { continue }
        result.append(OperatorContribution(argument: Argument.documents.rawValue, row: row, period: day, amount: part))
      }
    }
    return result
  }
}
