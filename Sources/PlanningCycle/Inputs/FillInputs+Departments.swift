// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning

extension FillInputs {
  /// People, pay and spending of departments.
  mutating func fillDepartments() throws(StoreError) {
    let headcount = try facts.table(.headcount)
    let (department, month) = (headcount["department"], headcount["month"])
    let (people, salary) = (headcount["people"], headcount["monthly_salary"])
    let rows = (0..<headcount.rowCount).sorted { (month.integer($0) ?? 0) < (month.integer($1) ?? 0) }
    for row in rows {
      guard let position = department.text(row).flatMap({ members.departmentPositions[$0] }),
        let from = month.month(row)
      else { continue }
      let id = [members.departments[position]]
      // The newest figure holds until there is another.
      sheet.set("headcount", id, from: from, people.double(row) ?? 0, .fact("headcount"))
      sheet.set("salary", id, from: from, salary.double(row) ?? 0, .fact("headcount"))
    }
    let byDepartment = [
      ("expense_per_head", "expense_per_head"), ("expense_share", "expense_share_of_revenue"),
      ("expense_share", "freight_share_of_revenue"), ("expense_share", "advertising_share_of_revenue"),
      ("expense_tax_rate", "expense_tax_rate"), ("expense_per_unit", "expense_per_unit"), ("storage_rate", "storage_rate"),
      ("expense_step", "expense_step"), ("expense_step_units", "expense_step_units"), ("last_year_share", "last_year_share"),
      ("allocation_share", "allocation_share"), ("allocation_weight", "allocation_weight"),
    ]
    var shares: [Int: Double] = [:]
    for (measure, driver) in byDepartment {
      for entry in drivers[driver] {
        guard let position = entry.department.flatMap({ members.departmentPositions[$0] }) else { continue }
        if measure == "expense_share" {
          shares[position, default: 0] += entry.value
        } else {
          sheet.set(measure, [members.departments[position]], entry.value, .fact("drivers"))
        }
      }
    }
    for (position, share) in shares.sorted(by: { $0.key < $1.key }) {
      sheet.set("expense_share", [members.departments[position]], share, .fact("drivers"))
    }
    for entry in drivers["fixed_expense"] {
      guard let position = entry.department.flatMap({ members.departmentPositions[$0] }) else { continue }
      let id = [members.departments[position]]
      if let at = entry.month {
        sheet.set("fixed_expense", id, at: at, entry.value, .fact("drivers"))
      } else {
        sheet.set("fixed_expense", id, from: firstForecast, entry.value, .fact("drivers"))
      }
    }
    fillSingles()
  }

  /// Drivers that are one number for the whole company.
  private mutating func fillSingles() {
    let singles = [
      ("social_rate", "social_insurance_rate"), ("employee_rate", "employee_contribution_rate"),
      ("wage_tax_withheld", "wage_tax_withheld"), ("invoice_lag_days", "invoice_lag_days"), ("special_deduction", "special_deduction"),
      ("bonus_months", "bonus_months"), ("surcharge_rate", "surcharge_rate"),
      ("income_tax_rate", "income_tax_rate"),
      ("minimum_cash", "minimum_cash"), ("collection_step_days", "collection_step_days"),
      ("asset_life_months", "asset_life_months"), ("asset_salvage_rate", "asset_salvage_rate"),
      ("capex_tax_rate", "capex_tax_rate"),
    ]
    for (measure, driver) in singles {
      if let value = drivers.value(driver) { sheet.set(measure, [], value, .fact("drivers")) }
    }
    // Known for a year as a whole: it stands in its December.
    for entry in drivers["tax_adjustments"] {
      let december = Month(year: (entry.month ?? calendar.cutoff).year, month: 12)
      sheet.set("tax_adjustments", [], at: december, entry.value, .fact("drivers"))
    }
    for limit in ["social_floor", "social_ceiling"] { fillLimit(limit) }
    if hasFactory {
      sheet.set("conversion_in_departments", [], 1, .rule("factory departments carry the conversion"))
    }
    if let dividend = drivers.value("dividend") {
      for index in 0..<calendar.monthCount where calendar.month(at: index).month == 5 {
        let month = calendar.month(at: index)
        if month > calendar.cutoff { sheet.set("dividends", [], at: month, dividend, .fact("drivers")) }
      }
    }
  }

  /// A limit of 五险一金: an undated one counts from the beginning, a dated one from its month on until there is another.
  private mutating func fillLimit(_ name: String) {
    let entries = drivers[name].sorted { ($0.month ?? calendar.firstMonth) < ($1.month ?? calendar.firstMonth) }
    for entry in entries.filter({ $0.month == nil }) + entries.filter({ $0.month != nil }) {
      sheet.set(name, [], from: entry.month ?? calendar.firstMonth, entry.value, .fact("drivers"))
    }
  }

  /// Whether departments of the company carry the cost of making.
  var hasFactory: Bool {
    members.tables.contains { table in
      table.dimension == "Department" && table.leaves.contains { $0.texts["cost_kind"] == "制造" }
    }
  }

  /// The kind of cost of a department in the words of the model.
  static func costKinds(_ departments: FactTable) -> [String: String] {
    let (code, kind) = (departments["code"], departments["cost_kind"])
    var result: [String: String] = [:]
    for row in 0..<departments.rowCount {
      guard let text = code.text(row), let word = kind.text(row) else { continue }
      result[text] = ["制造", "销售", "研发"].first { word.hasPrefix($0) } ?? "管理"
    }
    return result
  }
}
