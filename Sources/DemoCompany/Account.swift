// SPDX-License-Identifier: Apache-2.0
import Commerce

/// The chart of accounts (企业会计准则) as far as the demo posts to it.
enum Account: Int, CaseIterable {
  case bank, deposits, notesReceivable, receivables, materials, finishedGoods, fixedAssets, depreciation
  case loans, notesPayable, payables, payroll, valueAddedTax, incomeTaxPayable, surchargesPayable
  case capital, yearResult, retained
  case revenue, costOfSales, surcharges, manufacturingOverhead
  case sellingExpense, administrativeExpense, financeExpense, researchExpense, incomeTax

  var code: String { description.0 }
  var name: String { description.1 }
  /// 原材料 is a family of items as well: the account's word is its own.
  var englishName: String { self == .materials ? "Raw materials" : EnglishNames.of(name) }
  /// 资产, 负债, 权益, 成本, 损益.
  var type: String { description.2 }

  /// A month's movement for income and cost accounts, the balance after closing for the others.
  var isFlow: Bool { type == "损益" || type == "成本" }

  private var description: (String, String, String) {
    switch self {
    case .bank: ("1002", "银行存款", "资产")
    case .deposits: ("1012", "其他货币资金", "资产")
    case .notesReceivable: ("1121", "应收票据", "资产")
    case .receivables: ("1122", "应收账款", "资产")
    case .materials: ("1403", "原材料", "资产")
    case .finishedGoods: ("1405", "库存商品", "资产")
    case .fixedAssets: ("1601", "固定资产", "资产")
    case .depreciation: ("1602", "累计折旧", "资产")
    case .loans: ("2001", "短期借款", "负债")
    case .notesPayable: ("2201", "应付票据", "负债")
    case .payables: ("2202", "应付账款", "负债")
    case .payroll: ("2211", "应付职工薪酬", "负债")
    case .valueAddedTax: ("222101", "应交增值税", "负债")
    case .incomeTaxPayable: ("222102", "应交企业所得税", "负债")
    case .surchargesPayable: ("222103", "应交城建税及附加", "负债")
    case .capital: ("4001", "实收资本", "权益")
    case .yearResult: ("4103", "本年利润", "权益")
    case .retained: ("4104", "利润分配", "权益")
    case .revenue: ("6001", "主营业务收入", "损益")
    case .costOfSales: ("6401", "主营业务成本", "损益")
    case .surcharges: ("6403", "税金及附加", "损益")
    case .manufacturingOverhead: ("5101", "制造费用", "成本")
    case .sellingExpense: ("6601", "销售费用", "损益")
    case .administrativeExpense: ("6602", "管理费用", "损益")
    case .financeExpense: ("6603", "财务费用", "损益")
    case .researchExpense: ("6604", "研发费用", "损益")
    case .incomeTax: ("6801", "所得税费用", "损益")
    }
  }

  static func table() -> FactTable {
    var rows = FactRows(
      .accounts, "code name name_en parent account_type operator value_type")
    let ordered = allCases.sorted { $0.code < $1.code }
    for account in ordered {
      if account == .valueAddedTax {
        rows.add([.text("2221"), .text("应交税费"), .text(EnglishNames.of("应交税费")), nil, .text("负债"), .text("+"), .text("余额")])
      }
      rows.add([
        .text(account.code), .text(account.name), .text(account.englishName),
        account.code.hasPrefix("2221") ? .text("2221") : nil, .text(account.type), .text("+"), .text(account.isFlow ? "发生额" : "余额"),
      ])
    }
    return rows.table
  }
}
