// SPDX-License-Identifier: Apache-2.0
import Access

extension BudgetForm {
  /// 专门决策预算.
  static let investment: [BudgetForm] = [
    BudgetForm(
      "capex", "资本支出预算", "Capital expenditure", .investment, headline: "planned_capex",
      .lines([.of("planned_capex"), .of("capex_vat"), .of("depreciation"), .of("new_depreciation", nil, .part).memo]))
  ]

  /// 财务预算: taxes, cash and the three statements as they will be.
  static let financial: [BudgetForm] = [
    BudgetForm(
      "taxes", "税金预算", "Taxes", .financial, .viewCash, headline: "taxes_in_profit",
      .lines([
        .heading("vat", "增值税及附加", "VAT and surcharges"), .of("output_vat_month"), .of("input_vat"), .of("vat_carried"), .of("vat_due"),
        .of("vat_relieved"), .of("taxes_and_surcharges"), .of("taxes_paid"), .heading("income", "所得税", "Income tax"), .of("income_tax"),
        .of("income_tax_paid"), .of("income_tax_settled"), .of("income_tax_refunded"), .of("income_tax_payable"),
        .total("taxes_in_profit", "计入损益的税金合计", "Taxes in the income statement", ["taxes_and_surcharges", "income_tax"]),
      ])),
    BudgetForm(
      "cash", "资金预算", "Cash", .financial, .viewCash, headline: "cash",
      rolls: [Roll(closing: "cash", opening: "opening_cash", plus: ["cash_in"], less: ["cash_out"])],
      .lines([
        .opening("cash", "期初资金", "Opening cash"), .heading("coming_in", "收", "In"), .of("cash_in_sales"), .of("cash_in_refunds"),
        .of("cash_in_other"), .of("cash_in_disposals"), .of("cash_in_capital"), .of("cash_in_loans"),
        .total(
          "cash_in", "资金流入合计", "Cash in, total",
          ["cash_in_sales", "cash_in_refunds", "cash_in_other", "cash_in_disposals", "cash_in_capital", "cash_in_loans"]),
        .heading("going_out", "支", "Out"), .of("cash_out_goods"), .of("cash_out_staff"), .of("cash_out_taxes"), .of("cash_out_other"),
        .of("cash_out_assets"), .of("cash_out_loans"), .of("cash_out_interest"),
        .total(
          "cash_out", "资金流出合计", "Cash out, total",
          [
            "cash_out_goods", "cash_out_staff", "cash_out_taxes", "cash_out_other", "cash_out_assets", "cash_out_loans",
            "cash_out_interest",
          ]),
        BudgetLine("cash", BilingualText("期末资金", "Closing cash"), .total, .measure("cash")),
      ])),
    BudgetForm("income", "预计利润表", "Budgeted income statement", .financial, .viewStatements, headline: "net_profit", .statement(.income)),
    BudgetForm("balance", "预计资产负债表", "Budgeted balance sheet", .financial, .viewCash, headline: "total_assets", .statement(.balance)),
    BudgetForm(
      "cashFlow", "预计现金流量表", "Budgeted cash flow statement", .financial, .viewCash, headline: "cash_net_change", .statement(.cash)),
  ]
}
