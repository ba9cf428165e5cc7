// SPDX-License-Identifier: Apache-2.0
import Commerce
import Testing

/// A table as an ERP system, a bank or a tax portal prints it, with the sums a person reads off it.
struct Layout: CustomTestStringConvertible, Sendable {
  let name: String
  let kind: FactKind
  let text: String
  var merges: [String] = []
  /// Records: neither titles, heads, totals nor notes.
  let records: Int
  /// Rows of totals and of notes that are told and left out.
  let totals: Int
  let notes: Int
  /// The sums of columns, scaled as they are kept.
  let sums: [String: Int64]
  /// Required fields the reader may ask about.
  let questions: [String]

  var testDescription: String { name }
  var sheet: Sheet { Sheet(text, merges: merges) }
}

extension Layout {
  static let all: [Layout] = [
    salesOrders, outbound, statementWithSides, statementWithDebit, eInvoices, platform, budget, purchaseOrders, stockTaking,
    receipts, bills, trialBalance,
  ]

  static let salesOrders = Layout(
    name: "ERP sales order list", kind: .salesOrderLines,
    text: """
      云杉电器 销售订单列表||||||||
      打印时间：2026-11-22 10:00||||||||
      单据编号|单据日期|客户|行号|物料编码|数量|单价(含税)|订单金额|
      |||||||含税|不含税
      SO001|@2026-11-02|C001|=1|A-1|=10|=113|=1130|=1000
      |||=2|A-2|=5|=22.6|=113|=100
      |||=3|A-3|=1|=1.13|=1.13|=1
      SO002|@2026-11-03|C002|=1|A-1|=2|=113|=226|=200
      小计|||||=18||=1470.13|=1301
      SO003|@2026-11-05|C001|=1|A-2|=1000|=22.6|2.26万|2万
      |||=2|A-3|=-1|=1.13|(1.13)|1.00-
      合计|||||=1017||=24069|=21300
      制表人：李雷||||||||审核：韩梅梅
      """,
    merges: ["H3:I3", "A3:A4", "A5:A7", "B5:B7", "C5:C7", "A10:A11", "B10:B11", "C10:C11"],
    records: 6, totals: 2, notes: 1,
    sums: ["quantity": 10_170_000, "amount_incl_tax": 2_406_900, "amount_excl_tax": 2_130_000], questions: [])

  static let outbound = Layout(
    name: "outbound list printed in pages", kind: .shipments,
    text: """
      出库单列表||||||
      出库单号|出库日期|客户名称|行号|存货编码|实发数量|价税合计
      CK001|2026年11月2日|华东电器|1|A-1|1,000|11,300.00元
      CK001|2026年11月2日|华东电器|2|'0012|５００|¥5,650
      本页合计|||||1,500|16,950.00
      出库单号|出库日期|客户名称|行号|存货编码|实发数量|价税合计
      CK002|2026/11/3|华南电器|1|A-1|10-|（113.00）
      本页合计|||||-10|-113.00
      总计|||||1,490|16,837.00
      制单人：李雷||||||
      """,
    records: 3, totals: 3, notes: 2, sums: ["quantity": 14_900_000, "amount_incl_tax": 1_683_700], questions: [])

  static let statementWithSides = Layout(
    name: "bank statement with income and expense, account in the title", kind: .bankTransactions,
    text: """
      某银行账户交易明细||||||
      账号：6222021001112223334|||户名：云杉电器有限公司|||
      交易日期|收入金额|支出金额|余额|对方户名|摘要
      20261102|10,000.00||110,000.00|华东电器|货款
      20261102||2,500.50|107,499.50|宏达铜业|材料款
      20261103||0.50|107,499.00||手续费
      20261122|300|0.00|107,799.00|华南电器|货款
      合计|10,300.00|2,501.00|||
      """,
    records: 4, totals: 1, notes: 0, sums: ["amount": 779_900], questions: ["transaction_number"])

  static let statementWithDebit = Layout(
    name: "bank statement with debit and credit", kind: .bankTransactions,
    text: """
      账号|流水号|记账日期|借方发生额|贷方发生额|余额|对方名称|用途
      '0100200300|F0001|2026-11-02|0.00|50,000.00|150,000.00|华东电器|货款
      '0100200300|F0002|2026-11-03|1,234.56|0.00|148,765.44|宏达铜业|材料款
      '0100200300|F0003|2026-11-04|-34.56|0.00|148,800.00|宏达铜业|冲正
      """,
    records: 3, totals: 0, notes: 0, sums: ["amount": 4_880_000], questions: [])

  static let eInvoices = Layout(
    name: "e-invoices of the tax portal", kind: .invoices,
    text: """
      序号|发票代码|发票号码|数电发票号码|购买方名称|开票日期|货物或应税劳务名称|数量|单价|金额|税率|税额|价税合计|发票状态
      1|||26312000000000000001|华东电器|2026-11-02 09:30:11|*空调*挂机|10|100|1000.00|13%|130.00|1130.00|正常
      2|||26312000000000000002|华南电器|2026-11-03 10:00:00|*空调*柜机|1|200|200.00|13%|26.00|226.00|正常
      3|||26312000000000000003|华东电器|2026-11-04 10:00:00|*空调*挂机|-1|100|-100.00|13%|-13.00|-113.00|正常
      合计|||||||||1100.00||143.00|1243.00|
      """,
    records: 3, totals: 1, notes: 0,
    sums: ["amount_incl_tax": 124_300, "amount_excl_tax": 110_000, "tax_amount": 14_300, "quantity": 100_000], questions: [])

  static let platform = Layout(
    name: "settlement of a payment platform", kind: .bankTransactions,
    text: """
      #账务明细查询||||||||
      #账号：[20881234567890120156]||||||||
      #起始日期：[2026年11月01日 00:00:00]   终止日期：[2026年12月01日 00:00:00]||||||||
      账务流水号|商户订单号|商品名称|发生时间|对方账号|收入金额（+元）|支出金额（-元）|账户余额（元）|业务类型
      P1|T1|挂机|2026-11-02 10:00:01|a***@example.com|199.00||1199.00|在线支付
      P2|T1|挂机|2026-11-02 10:00:02||  |-1.19|1197.81|服务费
      P3|T2|柜机|2026-11-03 12:10:00|b***@example.com|101.00||1298.81|在线支付
      P4|T2|柜机|2026-11-05 08:00:00|b***@example.com||-101.00|1197.81|退款
      #-----------------------账务明细列表结束------------------------------------||||||||
      #支出合计：2笔，共-102.19元||||||||
      """,
    records: 4, totals: 0, notes: 2, sums: ["amount": 19_781], questions: [])

  static let budget = Layout(
    name: "budget with months across under a merged head", kind: .budgets,
    text: """
      2026年度费用预算表|||||||
      编制单位：云杉电器||||||单位：万元|
      部门|预算指标|2026年|||||全年合计
      ||1月|2月|3月|一季度|4月|
      销售部|差旅费|=1.2|=1.3|=1.4|=3.9|=1.5|=5.4
      销售部|招待费|0.5|-||0.5|0.1234|0.6234
      生产部|||||||
      生产部|维修费|10|10|10|30|10|40
      合计||11.7|11.3|11.4|34.4|11.6234|46.0234
      审核：王芳|||||||
      """,
    merges: ["A1:H1", "C3:G3", "A3:A4", "B3:B4", "H3:H4"],
    records: 11, totals: 1, notes: 2, sums: ["amount_excl_tax": 46_023_400], questions: [])

  static let purchaseOrders = Layout(
    name: "purchase order list", kind: .purchaseOrderLines,
    text: """
      采购订单序时簿|||||||||
      采购订单号|序号|采购日期|供应商|物料编码|采购数量|单价(不含税)|税率|价税合计|要求到货日期
      PO1|1|2026.11.02|S01|M-1|1,000.00|3.5|13%|3,955.00|2026-12-01
      PO1|2|2026.11.02|S01|M-2|200|12.25|0.13|2,768.50|2026-12-01
      PO2|1|2026.11.09|S02|M-1|50|3.6|13|203.40|46357
      总计|||||1,250.00|||6,926.90|
      """,
    records: 3, totals: 1, notes: 0, sums: ["quantity": 12_500_000, "amount_incl_tax": 692_690, "amount_excl_tax": 613_000],
    questions: [])

  static let stockTaking = Layout(
    name: "stock-taking list with subtotals per warehouse", kind: .stock,
    text: """
      库存盘点表||||||
      盘点日期：2026-10-31||||||
      仓库|存货编码|存货名称|账面数量|实盘数量|差异|备注
      成品仓|A-1|挂机|100|98|-2|
      |A-2|柜机|40|40|0|
      成品仓小计|||140|138|-2|
      原料仓|M-1|铜管|1,000|1,000.5|0.5|
      |M-2|压缩机|300|300|0|
      原料仓小计|||1,300|1,300.5|0.5|
      总计|||1,440|1,438.5|-1.5|
      盘点人：赵敏||||||
      """,
    merges: ["A4:A5", "A7:A8"], records: 4, totals: 3, notes: 1, sums: ["quantity": 14_385_000], questions: [])

  static let receipts = Layout(
    name: "receipts list", kind: .receipts,
    text: """
      收款单列表|||||
      单位：元|||||
      单据编号|单据日期|客户|结算方式|到账金额|票据号
      SK001|2026-11-02|C001|电汇|1.2万|
      SK002|2026-11-03|C002|银行承兑|30,000.00|1309001
      SK003|2026-11-04|C001|电汇|500.25元|
      合计||||42,500.25|
      """,
    records: 3, totals: 1, notes: 0, sums: ["amount": 4_250_025], questions: [])

  static let bills = Layout(
    name: "register of bills receivable", kind: .bills,
    text: """
      应收票据台账|||||||
      票据号码|票据类型|收票日期|到期日|票面金额|出票人|承兑人|备注
      '13090000000001|银行承兑汇票|2026-09-02|2027-03-02|100,000.00|华东电器|某银行|
      '13090000000002|商业承兑汇票|2026-10-08|2027-01-08|50,000.50|华南电器|华南电器|
      合计||||150,000.50|||
      """,
    records: 2, totals: 1, notes: 0, sums: ["face_amount": 15_000_050], questions: ["direction", "event"])

  static let trialBalance = Layout(
    name: "balances of accounts", kind: .ledgerBalances,
    text: """
      科目余额表|||||||
      期间：2026年11期||||||单位：元|
      科目编码|科目名称|期初余额||本期发生额||期末余额|
      ||借方|贷方|借方|贷方|借方|贷方
      1001|库存现金|1,000.00||500.00|200.00|1,300.00|
      1002|银行存款|99,000.00||10,000.00|4,000.25|104,999.75|
      2202|应付账款||20,000.00|3,500.25|1,000.00||17,499.75
      4001|实收资本||80,000.00||8,800.00||88,800.00
      合计||100,000.00|100,000.00|14,000.25|14,000.25|106,299.75|106,299.75
      """,
    merges: ["C3:D3", "E3:F3", "G3:H3"], records: 4, totals: 1, notes: 0, sums: ["amount": 0], questions: ["amount"])
}
