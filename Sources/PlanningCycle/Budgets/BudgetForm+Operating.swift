// SPDX-License-Identifier: Apache-2.0
import Access

extension BudgetForm {
  /// 经营预算: from sales to the cost of products and the expenses of departments.
  static let operating: [BudgetForm] = [
    BudgetForm(
      "sales", "销售预算", "Sales", .operating, headline: "total_revenue",
      .lines([
        .heading("ordered", "订单", "Orders"), .of("units", .family), .of("orders", .family),
        .ratio("average_price", "平均含税单价", "Average price incl. tax", "orders", by: "units"),
        .heading("delivered", "发货与收入", "Shipments and revenue"), .of("shipped_units", .family),
        .of("total_revenue", .family, reads: "revenue"),
        BudgetLine(
          "revenue_by_region", BilingualText("营业收入（按地区）", "Revenue by region"), .line, .measure("total_revenue"), split: .region,
          partMeasure: "revenue"
        ).memo,
      ])),
    BudgetForm(
      "production", "生产预算", "Production", .operating, headline: "made_units",
      .lines([.of("demand", .family), .of("dependent_demand", .family), .of("made_units", .family), .of("projected_stock", .family)])),
    BudgetForm(
      "materials", "直接材料与采购预算", "Direct materials and purchases", .operating, .viewCost, headline: "purchases_month",
      .lines([
        .heading("used", "直接材料", "Direct materials"), .of("issued_at_standard", .family),
        .heading("bought", "采购", "Purchases"), .of("purchases_month", .family), .of("purchase_price_variance", .family),
      ])),
    BudgetForm(
      "people", "人员与薪酬预算", "People and pay", .operating, .viewPay, headline: "staff",
      .lines([
        .heading("heads", "人数", "People"), .of("hires", .department(nil)), .of("leavers", .department(nil)),
        .of("newcomer_salary", .department(nil)).memo, .of("staff", .department(nil)),
        .heading("borne", "公司负担", "Borne by the company"), .of("payroll", .department(nil)), .of("social_insurance", .department(nil)),
        .of("bonus_accrual", .department(nil)),
        .total("people_cost", "人工成本合计", "Cost of people, total", ["payroll", "social_insurance", "bonus_accrual"]),
        .heading("settled", "发放", "Paid out"), .of("wages_paid"), .of("net_wages", nil, .part).memo,
        .of("contributions_paid", nil, .part).memo, .of("wage_tax_taken", nil, .part).memo, .of("bonus_paid"),
        .of("net_bonus", nil, .part).memo,
        .of("bonus_tax_taken", nil, .part).memo,
        .heading("withheld", "代扣（按部门）", "Withheld, by department"), .of("withheld_contributions", .department(nil)).memo,
        .of("wage_tax", .department(nil)).memo, .of("bonus_tax", .department(nil)).memo,
        .heading("bureau", "缴税务机关", "To the tax bureau"), .of("wage_tax_paid"), .of("wage_tax_payable"),
      ])),
    BudgetForm(
      "labour", "直接人工预算", "Direct labour", .operating, .viewPay, headline: "labour",
      .lines([
        .departments("staff", of: "制造", "制造部门人数", "People in manufacturing"),
        .departments("payroll", of: "制造", "工资", "Payroll"),
        .departments("social_insurance", of: "制造", "五险一金", "Employer contributions"),
        .departments("bonus_accrual", of: "制造", "年终奖计提", "Bonus accrual"),
        .total("labour", "直接人工合计", "Direct labour, total", ["payroll", "social_insurance", "bonus_accrual"]),
      ])),
    BudgetForm(
      "overhead", "制造费用预算", "Manufacturing overhead", .operating, headline: "department_cost",
      .lines([
        .departments("department_cost", of: "制造", "制造部门总费用（含人工）", "Manufacturing departments, labour included"),
        .departments("expense", of: "制造", "其中：付现费用", "of which expenses", .part).memo,
        .departments("allocated_in", of: "制造", "其中：分摊转入", "of which allocated from others", .part).memo,
        .of("conversion_paid"), .of("conversion_absorbed", .family), .of("factory_variance"),
      ])),
    BudgetForm(
      "productCost", "产品成本预算", "Cost of products", .operating, .viewCost, headline: "total_cost_of_sales",
      .lines([
        BudgetLine(
          "standard_cost_of_sales", nil, .line, .measure("standard_cost_of_sales"), split: .family),
        .of("cost_variances"), .of("purchase_price_variance", nil, .part).memo, .of("production_variance", nil, .part).memo,
        .of("factory_variance", nil, .part).memo,
        .total("total_cost_of_sales", "营业成本", "Cost of sales", ["standard_cost_of_sales", "cost_variances"]),
        .of("total_revenue").memo,
        .total("margin", "毛利", "Gross margin", ["total_revenue"], less: ["total_cost_of_sales"]),
        .ratio("margin_rate", "毛利率", "Gross margin rate", "margin", by: "total_revenue"),
      ])),
    BudgetForm(
      "inventory", "期末存货预算", "Closing inventories", .operating, .viewCost, headline: "inventory",
      rolls: [
        Roll(
          closing: "inventory", opening: "opening_inventory", plus: ["received_at_standard"],
          less: ["issued_at_standard", "standard_cost_of_sales"])
      ],
      .lines([
        .opening("inventory", "期初存货", "Opening inventories"), .of("received_at_standard", .family), .of("issued_at_standard", .family),
        .of("standard_cost_of_sales", .family),
        BudgetLine("inventory", BilingualText("期末存货", "Closing inventories"), .total, .measure("inventory")),
        .of("work_in_process"),
      ])),
    expenses("selling", "销售费用预算", "Selling expenses", kind: "销售", total: "selling_expenses"),
    expenses("administration", "管理费用预算", "Administrative expenses", kind: "管理", total: "administrative_expenses", extra: "depreciation"),
    expenses("research", "研发费用预算", "Research expenses", kind: "研发", total: "research_expenses"),
    BudgetForm(
      "finance", "财务费用预算", "Financial expenses", .operating, .viewCash, headline: "financial_expenses",
      .lines([
        .opening("loans", "期初借款", "Opening loans"), .of("loan_draws"), .of("loan_repayments"), .of("loans"), .of("financial_expenses"),
      ])
    ),
  ]

  /// Departments of one kind: what they cost in all, what it is made of, and its share of revenue.
  private static func expenses(
    _ key: String, _ chinese: String, _ english: String, kind: String, total: String, extra: String? = nil
  ) -> BudgetForm {
    BudgetForm(
      key, chinese, english, .operating, headline: total,
      .lines(
        whole(total, BilingualText(chinese.replacing("预算", with: "") + "合计", english + ", total"), kind, extra) + [
          .heading("made_of", "其中（预测月份）", "Made of (forecast months)"),
          .departments("staff", of: kind, "人数", "People").memo, .departments("payroll", of: kind, "工资", "Payroll").memo,
          .departments("social_insurance", of: kind, "五险一金", "Employer contributions").memo,
          .departments("bonus_accrual", of: kind, "年终奖计提", "Bonus accrual").memo,
          .departments("expense", of: kind, "付现费用", "Expenses").memo,
          .departments("allocated_in", of: kind, "分摊转入", "Allocated from others").memo,
          .departments("allocated_out", of: kind, "分摊转出", "Allocated to others").memo, .of("total_revenue").memo,
          .ratio(total + "_rate", "费用率（占营业收入）", "Share of revenue", total, by: "total_revenue"),
        ]))
  }

  /// The expense of a kind as the income statement has it: its departments, and what no department bears.
  private static func whole(_ total: String, _ label: BilingualText, _ kind: String, _ extra: String?) -> [BudgetLine] {
    guard let extra else {
      return [BudgetLine(total, label, .total, .measure(total), split: .department(kind), partMeasure: "department_cost")]
    }
    return [
      .departments("department_cost", of: kind, "部门总费用", "Departments, total"), .of(extra),
      .total(total, label.chinese, label.english, ["department_cost", extra]),
    ]
  }
}
