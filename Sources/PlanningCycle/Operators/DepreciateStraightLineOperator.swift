// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning
public import Planning

/// `depreciate_straight_line(additions, life_months, salvage_rate)`: additions by month to depreciation by month.
/// A missing life means 120 months.
public struct DepreciateStraightLineOperator: PlanOperator {
  public init() {}

  public let signature = OperatorSignature(
    name: "depreciate_straight_line",
    arguments: [
      OperatorArgument("additions"), OperatorArgument("life_months", axis: .none),
      OperatorArgument("salvage_rate", axis: .none, defaultValue: 0),
    ],
    results: [OperatorResult("depreciation", unit: .sameAs("additions"))])

  public func dirtyImage(of slices: [OperatorSlice], argument: Int, shape: OperatorShape)
    -> OperatorDirtyImage
  {
    argument == 0 ? onward(of: slices, shape: shape) : wholeRows(of: slices, shape: shape)
  }

  public func evaluate(_ frame: OperatorFrame, rows: [Int], periods: Range<Int>) {
    for row in rows {
      depreciateStraightLine(
        additions: frame.argument(0, row: row), lifeMonths: lifeMonths(row, frame),
        salvageRate: present(frame.argument(2, row: row)[0]), months: frame.shape.periodCount,
        depreciation: frame.result(0, row: row))
    }
  }

  /// Each addition still being written off, by its monthly part.
  public func contributions(to cell: OperatorCell, frame: OperatorFrame) -> [OperatorContribution] {
    let life = lifeMonths(cell.row, frame)
    guard life >= 1 else { return [] }
    let share = (1 - min(max(present(frame.argument(2, row: cell.row)[0]), 0), 1)) / Double(life)
    return (max(0, cell.period - life)..<cell.period).compactMap { month in
      let amount = present(frame.argument(0, row: cell.row)[month]) * share
      return amount == 0
        ? nil : OperatorContribution(argument: 0, row: cell.row, period: month, amount: amount)
    }
  }

  private func lifeMonths(_ row: Int, _ frame: OperatorFrame) -> Int {
    min(max(whole(frame.argument(1, row: row)[0], else: 120), 0), 1200)
  }
}
