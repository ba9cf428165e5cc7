// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// The small company with a workshop and a sales department, their actual cost, and a budget of a whole year by item and department.
enum BudgetCompany {
  static let facts: [FactTable] =
    SmallCompanyFacts.all.filter { ![.departments, .headcount, .budgets, .drivers].contains($0.kind) } + [
      departments, headcount, drivers, ledger, accounts, budgets,
    ]

  private static let departments = SmallCompanyFacts.table(
    .departments,
    [
      ["code": "D01", "name": "管理部", "cost_kind": "管理费用"], ["code": "D02", "name": "销售一部", "cost_kind": "销售费用"],
      ["code": "D03", "name": "销售二部", "cost_kind": "销售费用"], ["code": "D04", "name": "车间", "cost_kind": "制造费用"],
    ])

  private static let headcount = SmallCompanyFacts.table(
    .headcount,
    [("D01", 4, 9_000), ("D02", 3, 8_001), ("D03", 2, 7_777), ("D04", 5, 6_000)].map { code, people, salary in
      [
        "department": .text(code), "month": .month(month("2025-01")), "people": SmallCompanyFacts.pieces(people),
        "monthly_salary": SmallCompanyFacts.yuan(salary),
      ]
    })

  private static let drivers: FactTable = {
    var rows: [[String: FactValue]] = [
      ["name": "minimum_cash", "value": SmallCompanyFacts.price(100_000)],
      ["name": "income_tax_rate", "value": SmallCompanyFacts.thousandths(250)],
      ["name": "delivery_profile_0", "value": SmallCompanyFacts.thousandths(700)],
      ["name": "delivery_profile_1", "value": SmallCompanyFacts.thousandths(300)],
      ["name": "collection_profile_1", "value": SmallCompanyFacts.thousandths(1_000)],
      ["name": "social_insurance_rate", "value": SmallCompanyFacts.thousandths(283)],
    ]
    for (code, share) in [("D02", 13), ("D03", 7)] {
      rows.append(["name": "expense_share_of_revenue", "department": .text(code), "value": SmallCompanyFacts.thousandths(share)])
      rows.append(["name": "fixed_expense", "department": .text(code), "value": SmallCompanyFacts.price(1_234)])
    }
    return SmallCompanyFacts.table(.drivers, rows)
  }()

  private static let accounts = SmallCompanyFacts.table(
    .accounts, [["code": "6601", "name": "销售费用", "account_type": "损益"]])

  /// What selling cost from January to October 2026.
  private static let ledger = SmallCompanyFacts.table(
    .ledgerBalances,
    (1...10).flatMap { number -> [[String: FactValue]] in
      [("D02", 33_000), ("D03", 22_000)].map { code, cost in
        [
          "period": .month(Month(year: 2026, month: number)), "organisation": "O", "department": .text(code), "scenario": "实际",
          "account": "6601", "amount": SmallCompanyFacts.yuan(cost + number),
        ]
      }
    })

  /// 2026: pieces and amounts by item and region, and what departments may spend.
  private static let budgets: FactTable = {
    var rows: [[String: FactValue]] = []
    for number in 1...12 {
      let month = Month(year: 2026, month: number)
      for (item, yuan) in SmallCompanyFacts.listPrices {
        for region in ["EAST", "SOUTH"] {
          rows.append([
            "version": "2026", "measure": "销售收入", "month": .month(month), "item": .text(item), "territory": .text(region),
            "quantity": SmallCompanyFacts.pieces(150), "amount_incl_tax": SmallCompanyFacts.yuan(150 * yuan),
            "amount_excl_tax": SmallCompanyFacts.yuan(150 * yuan * 100 / 113),
          ])
        }
      }
      for (code, amount) in [("D01", 50_000), ("D02", 35_000), ("D03", 21_000), ("D04", 40_000)] {
        rows.append([
          "version": "2026", "measure": "部门费用", "month": .month(month), "department": .text(code),
          "amount_excl_tax": SmallCompanyFacts.yuan(amount),
        ])
      }
    }
    return SmallCompanyFacts.table(.budgets, rows)
  }()
}
