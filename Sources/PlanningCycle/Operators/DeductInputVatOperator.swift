// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
public import Planning

/// `deduct_input_vat(vat, lag_days)`: input VAT by the day goods come to input VAT by the month in which it is deducted.
public struct DeductInputVatOperator: PlanOperator {
  public init() {}

  public let signature = OperatorSignature(
    name: "deduct_input_vat",
    arguments: [OperatorArgument("vat", axis: .day), OperatorArgument("lag_days", axis: .none, defaultValue: 0)],
    results: [OperatorResult("deducted", unit: .sameAs("vat"))])

  /// A day may fall into any month behind it.
  public func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape) -> OperatorDirtyImage {
    wholeRows(of: slices, shape: shape)
  }

  public func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    let calendar = frame.shape.calendar
    for row in rows {
      deductInputVat(
        vat: frame.argument(0, row: row), lagDays: lag(row, frame), first: calendar.firstDay, days: calendar.dayCount,
        firstMonth: calendar.firstMonth, months: frame.shape.periodCount, deducted: frame.result(0, row: row))
    }
  }

  /// The days whose invoices are ticked in the month.
  public func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] {
    let calendar = frame.shape.calendar
    let (vat, lag) = (frame.argument(0, row: cell.row), lag(cell.row, frame))
    return (0..<calendar.dayCount).compactMap { day in
      let month = calendar.firstMonth.distance(to: calendar.firstDay.adding(days: day + lag).monthOf)
      guard month == cell.period, present(vat[day]) != 0 else { return nil }
      return OperatorContribution(argument: 0, row: cell.row, period: day, amount: vat[day])
    }
  }

  private func lag(_ row: Int, _ frame: OperatorFrame) -> Int { min(max(whole(frame.argument(1, row: row)[0]), 0), 366) }
}
