// SPDX-License-Identifier: Apache-2.0

extension StatementFormat {
  static let cash: [StatementLine] = [
    .heading("operating", "一、经营活动产生的现金流量：", "I. Operating activities"),
    .of("cash_in_sales", "销售商品、提供劳务收到的现金", "Received from customers"),
    .of("cash_in_refunds", "收到的税费返还", "Tax refunds"),
    .of("cash_in_other", "收到其他与经营活动有关的现金", "Other operating receipts"),
    .total(
      "operating_in", "经营活动现金流入小计", "Operating inflows", ["cash_in_sales", "cash_in_refunds", "cash_in_other"]),
    .of("cash_out_goods", "购买商品、接受劳务支付的现金", "Paid to suppliers"),
    .of("cash_out_staff", "支付给职工以及为职工支付的现金", "Paid to and for employees"),
    .of("cash_out_taxes", "支付的各项税费", "Taxes paid"),
    .of("cash_out_other", "支付其他与经营活动有关的现金", "Other operating payments"),
    .total(
      "operating_out", "经营活动现金流出小计", "Operating outflows",
      ["cash_out_goods", "cash_out_staff", "cash_out_taxes", "cash_out_other"]),
    .total(
      "cash_operating", "经营活动产生的现金流量净额", "Net cash from operating activities", ["operating_in"], less: ["operating_out"],
      measure: "cash_operating"),
    .heading("investing", "二、投资活动产生的现金流量：", "II. Investing activities"),
    .of("cash_in_disposals", "投资活动现金流入小计", "Investing inflows"),
    .of("cash_out_assets", "购建固定资产、无形资产和其他长期资产支付的现金", "Paid for fixed and other long-term assets"),
    .total(
      "cash_investing", "投资活动产生的现金流量净额", "Net cash from investing activities", ["cash_in_disposals"],
      less: ["cash_out_assets"], measure: "cash_investing"),
    .heading("financing", "三、筹资活动产生的现金流量：", "III. Financing activities"),
    .of("cash_in_capital", "吸收投资收到的现金", "Capital received"),
    .of("cash_in_loans", "取得借款收到的现金", "Loans received"),
    .of("cash_out_loans", "偿还债务支付的现金", "Loans repaid"),
    .of("cash_out_interest", "分配股利、利润或偿付利息支付的现金", "Dividends and interest paid"),
    .total(
      "cash_financed", "筹资活动产生的现金流量净额", "Net cash from financing activities", ["cash_in_capital", "cash_in_loans"],
      less: ["cash_out_loans", "cash_out_interest"], measure: "cash_financed"),
    .unplanned("fx_effect", "四、汇率变动对现金的影响", "IV. Effect of exchange rates"),
    .total(
      "cash_net_change", "五、现金及现金等价物净增加额", "V. Net change of cash",
      ["cash_operating", "cash_investing", "cash_financed"], measure: "cash_net_change"),
    StatementLine(
      "opening_cash", "加：期初现金及现金等价物余额", "plus: Opening cash", .line, .opening("cash"),
      taking: .first),
    .total(
      "closing_cash", "六、期末现金及现金等价物余额", "VI. Closing cash", ["cash_net_change", "opening_cash"], measure: "cash",
      taking: .last),
  ]

  /// 补充资料: from net profit to the cash of operations.
  static let supplement: [StatementLine] = [
    .heading("supplement", "补充资料：净利润调节为经营活动现金流量", "Supplement: from net profit to operating cash"),
    .of("net_profit", "净利润", "Net profit"),
    .of("depreciation", "加：折旧", "plus: Depreciation"),
    .of("interest", "财务费用", "Financial expenses"),
    .of("cash_less_inventory", "存货的减少", "Decrease of inventories"),
    .of("cash_less_receivables", "经营性应收项目的减少", "Decrease of operating receivables"),
    .of("cash_more_payables", "经营性应付项目的增加", "Increase of operating payables"),
    .of("cash_indirect_other", "其他", "Other"),
    .total(
      "cash_indirect", "经营活动产生的现金流量净额（间接法）", "Net cash from operating activities, indirect",
      [
        "net_profit", "depreciation", "interest", "cash_less_inventory", "cash_less_receivables", "cash_more_payables",
        "cash_indirect_other",
      ], measure: "cash_indirect"),
  ]
}
