// SPDX-License-Identifier: Apache-2.0
import Access

/// Which measures somebody may see: cash, and what people earn, need rights of their own.
struct MeasureSight: Hashable, Sendable {
  let cash: Bool
  let pay: Bool

  init(_ person: Person) {
    cash = Access.allows(person, .viewCash)
    pay = Access.allows(person, .viewPay)
  }

  func sees(_ measure: String) -> Bool { (cash || !Workspace.isCash(measure)) && (pay || !Self.pay.contains(measure)) }

  /// - Throws: `AccessError.permissionMissing` for a measure that the person may not see.
  static func require(_ measure: String, of person: Person) throws(AccessError) {
    if Workspace.isCash(measure) { try Access.require(person, .viewCash) }
    if pay.contains(measure) { try Access.require(person, .viewPay) }
  }

  /// What tells the pay of a department, which may be one person's. The company's totals are no secret of anybody.
  static let pay: Swift.Set<String> = [
    "salary", "newcomer_salary", "newcomer_extra", "newcomer_pay_gap", "payroll", "pay_per_head", "contribution_base", "employer_share",
    "employee_share", "social_insurance", "bonus_accrual", "bonus_per_head", "wage_tax_per_head", "bonus_tax_per_head",
    "withheld_contributions", "wage_tax", "bonus_tax",
  ]
}
