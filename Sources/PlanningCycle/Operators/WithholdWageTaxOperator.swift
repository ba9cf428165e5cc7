// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning
public import Planning

/// `withhold_wage_tax(wages, deductions, bonus)`: what one average person is paid, by month of payment, to the tax withheld on wages and on the bonus.
public struct WithholdWageTaxOperator: PlanOperator {
  public init() {}

  public let signature = OperatorSignature(
    name: "withhold_wage_tax",
    arguments: [OperatorArgument("wages"), OperatorArgument("deductions", defaultValue: 0), OperatorArgument("bonus", defaultValue: 0)],
    results: [OperatorResult("wage_tax", unit: .sameAs("wages")), OperatorResult("bonus_tax", unit: .sameAs("wages"))])

  /// Withholding is cumulative: a month reaches every later one of its year.
  public func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape) -> OperatorDirtyImage {
    wholeRows(of: slices, shape: shape)
  }

  public func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    for row in rows {
      withholdWageTax(
        wages: frame.argument(0, row: row), deductions: frame.argument(1, row: row), bonus: frame.argument(2, row: row),
        from: frame.shape.calendar.firstMonth, months: frame.shape.periodCount, wageTax: frame.result(0, row: row),
        bonusTax: frame.result(1, row: row))
    }
  }
}
