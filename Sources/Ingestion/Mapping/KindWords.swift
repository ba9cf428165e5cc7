// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Words in a file's name or title that tell what it holds, where the columns alone leave it open.
enum KindWords {
  private static let words: [(kind: FactKind, words: [String])] = [
    (.frameAgreements, ["框架协议", "frameagreement", "blanketagreement"]),
    (.purchaseOrderLines, ["采购订单", "采购合同", "purchaseorder"]),
    (.purchaseReceipts, ["采购入库", "收货", "purchasereceipt"]),
    (.purchaseInvoices, ["采购发票", "进项", "purchaseinvoice"]),
    (.salesOrderLines, ["销售订单", "订单明细", "salesorder"]),
    (.shipments, ["发货", "销售出库", "出库单", "shipment", "delivery"]),
    (.invoices, ["开票", "销售发票", "销项", "invoice"]), (.receipts, ["收款", "回款", "receipt"]),
    (.payments, ["付款", "payment"]),
    (.salesForecasts, ["销售预测", "需求预测", "forecast"]), (.budgets, ["预算", "budget"]),
    (.quotas, ["目标", "quota"]),
    (.stock, ["库存", "现存量", "inventory", "stock", "onhand"]),
    (.billOfMaterials, ["物料清单", "bom", "billofmaterial"]),
    (.deals, ["商机", "pipeline", "opportunit", "deal"]),
    (.ledgerBalances, ["科目余额", "总账", "glbalance", "ledger"]),
    (.accounts, ["会计科目", "科目表", "account"]), (.items, ["物料", "存货档案", "产品", "商品", "product", "item"]),
    (.customers, ["客户", "customer", "reseller"]), (.suppliers, ["供应商", "supplier", "vendor"]),
    (.employees, ["员工", "人员", "employee", "salesteam"]), (.departments, ["部门", "department"]),
    (.bankBalances, ["银行余额", "账户余额", "bankbalance"]), (.bankTransactions, ["银行流水", "对账单", "bankstatement"]),
    (.bills, ["票据", "承兑"]), (.loans, ["借款", "贷款", "loan"]), (.fixedAssets, ["固定资产", "fixedasset"]),
    (.exchangeRates, ["汇率", "exchangerate"]), (.prices, ["价格表", "价目", "pricelist"]),
  ]

  /// The kind of the first word found; the longer names stand first.
  static func kind(in texts: [String]) -> FactKind? {
    let folded = texts.map { HeaderText.fold($0) }
    return words.first { entry in
      entry.words.contains { word in folded.contains { contains($0, word) } }
    }?.kind
  }

  private static func contains(_ text: String, _ word: String) -> Bool {
    let text = Array(text.utf8)
    let word = Array(word.utf8)
    guard text.count >= word.count else { return false }
    return (0...(text.count - word.count)).contains { start in
      text[start..<(start + word.count)].elementsEqual(word)
    }
  }
}
