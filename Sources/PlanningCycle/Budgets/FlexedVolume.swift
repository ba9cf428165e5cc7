// SPDX-License-Identifier: Apache-2.0
import FinancialPlanning

/// What flexed budgets are measured by, budgeted or come, in the months that are compared.
struct FlexedVolume {
  /// 分, by month.
  let revenue: [Int64]
  /// Pieces × 10⁴ shipped, by month.
  let units: [Int64]
  /// People × 10⁴ by month, by position of the department.
  let heads: [Int: [Int64]]

  /// By month, for one department.
  func months(of department: Int) -> [FlexibleBudget.Volume] {
    revenue.indices.map { FlexibleBudget.Volume(revenue: revenue[$0], units: units[$0], heads: heads[department]?[$0] ?? 0) }
  }
}
