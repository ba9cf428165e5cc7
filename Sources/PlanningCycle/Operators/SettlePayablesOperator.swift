// SPDX-License-Identifier: Apache-2.0
public import Calendars
import FinancialPlanning
public import Planning
import Synchronization

/// `settle_payables(documents, cutoff_day, months, days, pay_day, bill_share, bill_days)`: documents to settlement and cash days.
///
/// Results: paid by transfer, settled by a bill, bills paid at maturity. Terms are numbers a row; missing days mean 30.
public struct SettlePayablesOperator: PlanOperator {
  public let isBankDay: @Sendable (Day) -> Bool
  private var calendar: BankCalendar?
  private let known = KnownSettlements()

  public init(isBankDay: @escaping @Sendable (Day) -> Bool) {
    self.isBankDay = isBankDay
  }

  enum Argument: Int { case documents, cutOffDay, months, days, payDay, billShare, billDays }

  public let signature = OperatorSignature(
    name: "settle_payables",
    arguments: [
      OperatorArgument("documents", axis: .day),
      OperatorArgument("cutoff_day", axis: .none, defaultValue: 0),
      OperatorArgument("months", axis: .none, defaultValue: 0),
      OperatorArgument("days", axis: .none, defaultValue: 30),
      OperatorArgument("pay_day", axis: .none, defaultValue: 0),
      OperatorArgument("bill_share", axis: .none, defaultValue: 0),
      OperatorArgument("bill_days", axis: .none, defaultValue: 0),
    ],
    results: [
      OperatorResult("transfers", unit: .sameAs("documents")),
      OperatorResult("bills", unit: .sameAs("documents")),
      OperatorResult("bills_paid", unit: .sameAs("documents")),
    ],
    axis: .day)

  public func bound(to shape: OperatorShape) throws(PlanningError) -> any PlanOperator {
    var result = SettlePayablesOperator(isBankDay: isBankDay)
    result.calendar = bankCalendar(of: shape, isBankDay)
    return result
  }

  public func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape)
    -> OperatorDirtyImage
  {
    argument == Argument.documents.rawValue
      ? onward(of: slices, shape: shape) : wholeRows(of: slices, shape: shape)
  }

  public func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    let calendar = self.calendar ?? bankCalendar(of: frame.shape, isBankDay)
    for row in rows {
      settle(
        SettlementRows(
          documents: frame.argument(Argument.documents.rawValue, row: row),
          transfers: frame.result(0, row: row),
          billsIssued: frame.result(1, row: row), billsPaid: frame.result(2, row: row)),
        on: known.days(of: terms(of: row, frame), calendar))
    }
  }

  /// A payment is the documents that fall due on its day.
  public func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] {
    let calendar = self.calendar ?? bankCalendar(of: frame.shape, isBankDay)
    let terms = terms(of: cell.row, frame)
    let documents = frame.argument(Argument.documents.rawValue, row: cell.row)
    return (0...cell.period).compactMap { day in
      let amount = present(documents[day])
      guard amount != 0 else { return nil }
      let due = settlementDay(of: day, terms: terms, calendar: calendar)
      let bill = amount * terms.billShare
      let part: Double
      switch cell.result {
      case 0: part = due == cell.period ? amount - bill : 0
      case 1: part = due == cell.period ? bill : 0
      default: part = calendar.nextBankDay(due + terms.billDays) == cell.period ? bill : 0
      }
      guard part != 0 else { return nil }
      return OperatorContribution(
        argument: Argument.documents.rawValue, row: cell.row, period: day, amount: part)
    }
  }

  private func terms(of row: Int, _ frame: OperatorFrame) -> PaymentTerms {
    func value(_ argument: Argument) -> Double { frame.argument(argument.rawValue, row: row)[0] }
    return PaymentTerms(
      cutOffDay: whole(value(.cutOffDay)), months: whole(value(.months)), days: whole(value(.days), else: 30),
      payDay: whole(value(.payDay)), billShare: present(value(.billShare)), billDays: whole(value(.billDays)))
  }
}

/// The settlement days of terms that came before: rows by the thousand have the same few.
private final class KnownSettlements: Sendable {
  private static let limit = 1_000
  private let days = Mutex<[PaymentTerms: SettlementDays]>([:])

  func days(of terms: PaymentTerms, _ calendar: BankCalendar) -> SettlementDays {
    days.withLock { known in
      if let found = known[terms] { return found }
      let found = SettlementDays(terms: terms, calendar: calendar)
      if known.count >= KnownSettlements.limit { known.removeAll() }
      known[terms] = found
      return found
    }
  }
}

/// The bank days of a plan.
func bankCalendar(of shape: OperatorShape, _ isBankDay: (Day) -> Bool) -> BankCalendar {
  let first = shape.calendar.firstDay
  return BankCalendar(
    firstDay: first, isBankDay: (0..<shape.calendar.dayCount).map { isBankDay(first.adding(days: $0)) })
}
