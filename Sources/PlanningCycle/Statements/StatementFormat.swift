// SPDX-License-Identifier: Apache-2.0

/// The lines of each statement, in order. Source of the Chinese formats: 财会〔2019〕6号, 会企01–03表.
enum StatementFormat {
  static func lines(_ kind: StatementView.Kind, _ layout: StatementView.Layout) -> [StatementLine] {
    switch (kind, layout) {
    case (.income, .chinese): income
    case (.income, .international): incomeByFunction
    case (.balance, .chinese): assets + liabilities
    case (.balance, .international): position
    case (.cash, _): cash + supplement
    }
  }

  private static let income: [StatementLine] = [
    .of("total_revenue", "一、营业收入", "I. Revenue"),
    .of("total_cost_of_sales", "减：营业成本", "less: Cost of sales"),
    .of("taxes_and_surcharges", "税金及附加", "Taxes and surcharges"),
    .of("selling_expenses", "销售费用", "Selling expenses"),
    .of("administrative_expenses", "管理费用", "Administrative expenses"),
    .of("research_expenses", "研发费用", "Research and development"),
    .of("financial_expenses", "财务费用", "Financial expenses"),
    .of("interest", "其中：利息费用", "of which interest", .part),
    .of("vat_relieved", "加：其他收益", "plus: Other gains"),
    .unplanned("investment_income", "投资收益", "Investment income"),
    .unplanned("credit_impairment", "信用减值损失", "Credit impairment"),
    .unplanned("asset_impairment", "资产减值损失", "Impairment of assets"),
    .unplanned("disposal_gains", "资产处置收益", "Gains on disposals"),
    .total(
      "operating_profit", "二、营业利润", "II. Operating profit", ["total_revenue", "vat_relieved"],
      less: [
        "total_cost_of_sales", "taxes_and_surcharges", "selling_expenses", "administrative_expenses", "research_expenses",
        "financial_expenses",
      ]),
    .of("other_income", "加：营业外收支净额", "plus: Non-operating items, net"),
    .total(
      "profit_before_tax", "三、利润总额", "III. Profit before tax", ["operating_profit", "other_income"],
      measure: "profit_before_tax"),
    .of("income_tax", "减：所得税费用", "less: Income tax"),
    .total("net_profit", "四、净利润", "IV. Net profit", ["profit_before_tax"], less: ["income_tax"], measure: "net_profit"),
  ]

  private static let incomeByFunction: [StatementLine] = [
    .of("total_revenue", "收入", "Revenue"),
    .of("total_cost_of_sales", "销售成本", "Cost of sales", sign: -1),
    .total("gross_profit", "毛利", "Gross profit", ["total_revenue", "total_cost_of_sales"], measure: "total_gross_margin"),
    .of("selling_expenses", "销售费用", "Distribution costs", sign: -1),
    .of("administrative_expenses", "管理费用", "Administrative expenses", sign: -1),
    .of("research_expenses", "研发费用", "Research and development", sign: -1),
    .of("taxes_and_surcharges", "税金及附加", "Other taxes", sign: -1),
    .of("vat_relieved", "减免的增值税", "VAT relieved"),
    .of("other_income", "其他收支", "Other income and expenses"),
    .total(
      "operating_profit", "经营利润", "Operating profit",
      [
        "gross_profit", "selling_expenses", "administrative_expenses", "research_expenses", "taxes_and_surcharges", "vat_relieved",
        "other_income",
      ]),
    .of("financial_expenses", "财务费用", "Finance costs", sign: -1),
    .total(
      "profit_before_tax", "税前利润", "Profit before tax", ["operating_profit", "financial_expenses"], measure: "profit_before_tax"),
    .of("income_tax", "所得税", "Income tax expense", sign: -1),
    .total("net_profit", "本期利润", "Profit for the period", ["profit_before_tax", "income_tax"], measure: "net_profit"),
  ]

  private static let assets: [StatementLine] = [
    .heading("current_assets", "流动资产：", "Current assets"),
    .total("monetary_funds", "货币资金", "Cash and bank", ["cash", "restricted_cash"], rank: .line),
    .of("cash", "其中：现金及现金等价物", "of which cash and cash equivalents", .part),
    .of("restricted_cash", "受限资金（保证金、质押票款）", "restricted (deposits, pledged bills)", .part),
    .of("bills_receivable", "应收票据", "Bills receivable"),
    .of("receivables", "应收账款", "Receivables"),
    .of("prepayments", "预付款项", "Prepayments"),
    .total("inventories", "存货", "Inventories", ["inventory", "work_in_process"], rank: .line),
    .of("inventory", "其中：库存", "of which stock", .part),
    .of("work_in_process", "在制品", "work in process", .part),
    .total("vat_assets", "其他流动资产", "Other current assets", ["vat_carried", "vat_awaited"], rank: .line),
    .of("vat_carried", "其中：留抵税额", "of which VAT carried", .part),
    .of("vat_awaited", "待认证进项税额", "input VAT awaited", .part),
    .total(
      "total_current_assets", "流动资产合计", "Total current assets",
      ["monetary_funds", "bills_receivable", "receivables", "prepayments", "inventories", "vat_assets"]),
    .heading("fixed", "非流动资产：", "Non-current assets"),
    .of("fixed_assets", "固定资产", "Fixed assets"),
    .of("other_net_assets", "其他净资产", "Other net assets"),
    .total("total_fixed", "非流动资产合计", "Total non-current assets", ["fixed_assets", "other_net_assets"]),
    .total("total_assets", "资产总计", "Total assets", ["total_current_assets", "total_fixed"], measure: "total_assets"),
  ]

  private static let liabilities: [StatementLine] = [
    .heading("owed", "负债：", "Liabilities"),
    .of("loans", "短期借款", "Borrowings"),
    .of("bills_payable", "应付票据", "Bills payable"),
    .of("payables", "应付账款", "Payables"),
    .of("contract_liabilities", "合同负债", "Contract liabilities"),
    .total("staff_payable", "应付职工薪酬", "Employee benefits payable", ["wages_payable", "bonus_payable"], rank: .line),
    .of("wages_payable", "其中：工资及社保", "of which wages and contributions", .part),
    .of("bonus_payable", "年终奖", "year-end bonus", .part),
    .total("all_tax_payable", "应交税费", "Taxes payable", ["tax_payable", "income_tax_payable", "wage_tax_payable"], rank: .line),
    .of("tax_payable", "其中：增值税及附加", "of which VAT and surcharges", .part),
    .of("income_tax_payable", "所得税", "income tax", .part),
    .of("wage_tax_payable", "代扣个税", "wage tax withheld", .part),
    .of("rebate_payable", "其他应付款（预提返利）", "Other payables (rebates)"),
    .of("vat_to_transfer", "其他流动负债（待转销项税额）", "Other current liabilities (output VAT to be transferred)"),
    .total(
      "total_liabilities", "负债合计", "Total liabilities",
      [
        "loans", "bills_payable", "payables", "contract_liabilities", "vat_to_transfer", "staff_payable", "all_tax_payable",
        "rebate_payable",
      ], measure: "total_liabilities"),
    StatementLine(
      "equity", "所有者权益合计", "Total equity", .total, .rest("equity", of: "total_assets", less: "total_liabilities")),
    .total("total_funding", "负债和所有者权益总计", "Total liabilities and equity", ["total_liabilities", "equity"]),
  ]

  private static let position: [StatementLine] = [
    .heading("non_current", "非流动资产", "Non-current assets"),
    .of("fixed_assets", "不动产、厂场和设备", "Property, plant and equipment"),
    .of("other_net_assets", "其他净资产", "Other net assets"),
    .total("total_fixed", "非流动资产合计", "Total non-current assets", ["fixed_assets", "other_net_assets"]),
    .heading("current", "流动资产", "Current assets"),
    .total("inventories", "存货", "Inventories", ["inventory", "work_in_process"], rank: .line),
    .of("inventory", "其中：库存", "of which stock", .part),
    .of("work_in_process", "在制品", "work in process", .part),
    .total("trade_receivables", "贸易应收款", "Trade receivables", ["receivables", "bills_receivable"], rank: .line),
    .of("receivables", "其中：应收账款", "of which receivables", .part),
    .of("bills_receivable", "应收票据", "bills receivable", .part),
    .of("prepayments", "预付款项", "Prepayments"),
    .of("vat_carried", "留抵税额", "VAT carried"),
    .of("vat_awaited", "待认证进项税额", "Input VAT awaited"),
    .of("restricted_cash", "受限资金", "Restricted cash"),
    .of("cash", "现金", "Cash"),
    .total(
      "total_current_assets", "流动资产合计", "Total current assets",
      ["inventories", "trade_receivables", "prepayments", "vat_carried", "vat_awaited", "restricted_cash", "cash"]),
    .total("total_assets", "资产总计", "Total assets", ["total_fixed", "total_current_assets"], measure: "total_assets"),
    StatementLine("equity", "权益", "Equity", .total, .rest("equity", of: "total_assets", less: "total_liabilities")),
    .heading("owed", "负债", "Liabilities"),
    .of("loans", "借款", "Borrowings"),
    .total("trade_payables", "贸易应付款", "Trade payables", ["payables", "bills_payable"], rank: .line),
    .of("payables", "其中：应付账款", "of which payables", .part),
    .of("bills_payable", "应付票据", "bills payable", .part),
    .of("contract_liabilities", "合同负债", "Contract liabilities"),
    .of("vat_to_transfer", "待转销项税额", "Output VAT to be transferred"),
    .of("rebate_payable", "应付返利", "Refund liabilities (rebates)"),
    .total("staff_payable", "职工薪酬", "Employee benefits", ["wages_payable", "bonus_payable"], rank: .line),
    .of("wages_payable", "其中：工资及社保", "of which wages and contributions", .part),
    .of("bonus_payable", "年终奖", "year-end bonus", .part),
    .of("tax_payable", "应交增值税及附加", "VAT and surcharges payable"),
    .of("wage_tax_payable", "代扣个人所得税", "Wage tax withheld"),
    .of("income_tax_payable", "当期所得税负债", "Current tax liabilities"),
    .total(
      "total_liabilities", "负债合计", "Total liabilities",
      [
        "loans", "trade_payables", "contract_liabilities", "vat_to_transfer", "rebate_payable", "staff_payable", "tax_payable",
        "wage_tax_payable", "income_tax_payable",
      ],
      measure: "total_liabilities"),
    .total("total_funding", "权益和负债总计", "Total equity and liabilities", ["equity", "total_liabilities"]),
  ]
}
