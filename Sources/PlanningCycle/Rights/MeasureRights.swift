// SPDX-License-Identifier: Apache-2.0
import Access
import Formulas
import Planning

/// Which right each measure of a model asks for, and whose figures it holds. Both follow the model in force: a measure that somebody adds
/// is judged by what it is calculated from.
struct MeasureRights: Sendable {
  /// Whose figures a measure holds.
  enum Holding: Hashable, Sendable {
    /// Rows by these dimensions of scopes.
    case rows(Swift.Set<String>)
    /// Nobody's rows: a price, a rate, a parameter that rests on no row.
    case shared
    /// Everybody's rows together, or amounts of the company.
    case company
  }

  /// The dimension of the model that a dimension of scopes narrows.
  static let dimensions = ["territory": "Region", "department": "Department"]

  private let permissions: [String: Permission]
  private let holdings: [String: Holding]

  init(_ model: CheckedModel) {
    let scoped = Swift.Set(Self.dimensions.values)
    func carried(_ measure: PlanningModel.Measure) -> Swift.Set<String> {
      Swift.Set(measure.dimensions.map { String($0.split(separator: ".")[0]) }).intersection(scoped)
    }
    let rows = Swift.Set(model.measures.indices.filter { !carried(model.measures[$0]).isEmpty })
    let mixed = model.readers(of: rows)
    var permissions: [String: Permission] = [:]
    var holdings: [String: Holding] = [:]
    for (index, measure) in model.measures.enumerated() {
      permissions[measure.id] = Self.permission(measure.id, section: measure.section.map { model.sections[$0].id })
      let own = carried(measure)
      let isRule = measure.unit.isRate || measure.unit.isPlain
      holdings[measure.id] = !own.isEmpty ? .rows(own) : isRule && !mixed.contains(index) ? .shared : .company
    }
    self.permissions = permissions
    self.holdings = holdings
  }

  /// The right that a measure asks for besides the right to see the plan; nil: none.
  func permission(_ measure: String) -> Permission? { permissions[measure] ?? Self.permission(measure, section: nil) }

  /// A measure that is not known holds the company's figures.
  func holding(_ measure: String) -> Holding { holdings[measure] ?? .company }

  private static func permission(_ id: String, section: String?) -> Permission? {
    if Workspace.isCash(id) { return .viewCash }
    if pay.contains(id) { return .viewPay }
    if cost.contains(id) { return .viewCost }
    if id == "total_revenue" { return nil }
    return section.flatMap { sections[$0] }
  }

  /// Sections of the models that the program brings along.
  private static let sections: [String: Permission] = [
    "costs": .viewCost, "cost_section": .viewCost, "purchasing": .viewCost, "production": .viewCost, "taxes": .viewTaxes,
    "tax_section": .viewTaxes, "income_statement": .viewStatements, "balance_sheet": .viewStatements,
    "balance_section": .viewStatements, "company_section": .viewStatements, "cash_flow_statement": .viewCash, "cash_section": .viewCash,
  ]

  /// What tells a cost or a margin in whatever section it stands.
  private static let cost: Swift.Set<String> = [
    "standard_cost", "material_cost", "conversion_cost", "cost_of_sales", "actual_cost_of_sales", "standard_cost_of_sales", "gross_margin",
    "gross_margin_rate", "total_cost_of_sales", "total_gross_margin", "total_gross_margin_rate", "inventory", "work_in_process",
    "purchase_price", "purchases", "purchases_month",
  ]

  /// What tells the pay of a department, which may be one person's. The company's totals are no secret of anybody.
  static let pay: Swift.Set<String> = [
    "salary", "newcomer_salary", "newcomer_extra", "newcomer_pay_gap", "payroll", "pay_per_head", "contribution_base", "employer_share",
    "employee_share", "social_insurance", "bonus_accrual", "bonus_per_head", "wage_tax_per_head", "bonus_tax_per_head",
    "withheld_contributions", "wage_tax", "bonus_tax",
  ]
}
