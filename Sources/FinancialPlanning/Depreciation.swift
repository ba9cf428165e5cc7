// SPDX-License-Identifier: Apache-2.0

/// Straight-line depreciation of monthly additions: each is written off in equal parts from the month after it came, over its life.
///
/// depreciation(t) = Σ additions(s) × (1 − salvageRate) ÷ lifeMonths over s in t−lifeMonths … t−1. The window is summed anew for every month, oldest first, so
/// a changed addition leaves no trace in the last bits elsewhere.
///
/// - Parameter lifeMonths: below 1 nothing is written off.
/// - Complexity: O(months × life).
public func depreciateStraightLine(
  additions: UnsafePointer<Double>, lifeMonths: Int, salvageRate: Double, months: Int,
  depreciation: UnsafeMutablePointer<Double>
) {
  let share = lifeMonths >= 1 ? (1 - min(max(salvageRate, 0), 1)) / Double(lifeMonths) : 0
  for month in 0..<months {
    var base = 0.0
    for addition in max(0, month - max(lifeMonths, 0))..<month {
      let value = additions[addition]
      if value == value { base += value }
    }
    depreciation[month] = base * share
  }
}
