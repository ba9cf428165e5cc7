// SPDX-License-Identifier: Apache-2.0
public import FinancialPlanning

/// 弹性预算 of an expense form: the budget beside what it would have been at the volume that came, by department and kind of expense.
public struct FlexedBudgetView: Sendable {
  public struct Kind: Sendable {
    public let label: BilingualText
    /// Empty for what is fixed.
    public let rules: [FlexRule]
    public let variance: FlexedVariance
  }

  public struct Department: Sendable {
    public let code: String
    public let name: BilingualText
    public let kinds: [Kind]
    /// The sum of its kinds, with what was spent.
    public let variance: FlexedVariance
  }

  public let key: String
  public let label: BilingualText
  public let period: String
  /// Those that are compared: the closed ones of the period, or all of it while none is.
  public let months: [String]
  /// Revenue is what is foreseen, and nothing was spent yet.
  public let isForecast: Bool
  /// Where the departments' budgets come from: approved with this form, or imported.
  public let source: BudgetFormView.Source
  /// Where the budgeted revenue comes from: approved with the sales form, or imported.
  public let revenueSource: BudgetFormView.Source
  /// 分; nil without a budget of sales.
  public let budgetRevenue: Int64?
  public let revenue: Int64?
  public let departments: [Department]

  public var total: FlexedVariance? {
    guard let first = departments.first else { return nil }
    return departments.dropFirst().reduce(first.variance) { $0 + $1.variance }
  }
}
