// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce

/// Approved and drafted budgets as imported: sales by item × region × month, expenses by department × month.
public struct BudgetFigures: Sendable {
  public struct Sales: Sendable {
    public let month: Month
    public let item: Int?
    public let family: String?
    public let region: Int?
    public let quantity: Int64?
    public let amountInclTax: Int64?
    public let amountExclTax: Int64?
    public let version: String

    /// Whether it is about one of the regions at these positions; nil: all.
    func lies(in regions: Swift.Set<Int>?) -> Bool {
      regions.map { regions in region.map { regions.contains($0) } ?? false } ?? true
    }

    public func amount(inclusive: Bool) -> Int64? {
      inclusive ? amountInclTax ?? amountExclTax : amountExclTax ?? amountInclTax
    }
  }

  public struct Expense: Sendable {
    public let month: Month
    public let department: String
    public let measure: String
    public let amount: Int64
  }

  public let sales: [Sales]
  public let expenses: [Expense]

  /// Months that have a sales budget; gathered once, since every row of a table asks for them.
  public let months: Swift.Set<Month>

  public var isEmpty: Bool { sales.isEmpty && expenses.isEmpty }

  /// Rows with a department are expenses; all others are sales.
  public init(budgets: FactTable, catalogue: Catalogue) {
    let version = budgets["version"]
    let measure = budgets["measure"]
    let month = budgets["month"]
    let item = budgets["item"]
    let family = budgets["family"]
    let territory = budgets["territory"]
    let department = budgets["department"]
    let quantity = budgets["quantity"]
    let incl = budgets["amount_incl_tax"]
    let excl = budgets["amount_excl_tax"]
    var sales: [Sales] = []
    var expenses: [Expense] = []
    for row in 0..<budgets.rowCount {
      guard let period = month.month(row) else { continue }
      if let code = department.text(row) {
        expenses.append(
          Expense(
            month: period, department: code, measure: measure.text(row) ?? "",
            amount: excl.integer(row) ?? incl.integer(row) ?? 0))
      } else {
        sales.append(
          Sales(
            month: period, item: item.text(row).flatMap { catalogue.itemIndex($0) }, family: family.text(row),
            region: territory.text(row).flatMap { catalogue.regionIndex($0) }, quantity: quantity.integer(row),
            amountInclTax: incl.integer(row), amountExclTax: excl.integer(row), version: version.text(row) ?? ""))
      }
    }
    self.sales = sales
    self.expenses = expenses
    months = Swift.Set(sales.map(\.month))
  }

  /// Sales budget of a month, minor units; nil when there is none.
  ///
  /// - Parameter regions: positions of the regions that count; nil: all.
  public func salesAmount(month: Month, inclusive: Bool, regions: Swift.Set<Int>? = nil) -> Int64? {
    let rows = sales.filter { $0.month == month && $0.lies(in: regions) }
    return rows.isEmpty ? nil : rows.reduce(0) { $0 + ($1.amount(inclusive: inclusive) ?? 0) }
  }
}
