// SPDX-License-Identifier: Apache-2.0
public import Commerce

extension FactKind {
  /// What people call such a file.
  public var label: BilingualText {
    switch self {
    case .items: BilingualText("物料", "Items")
    case .customers: BilingualText("客户", "Customers")
    case .suppliers: BilingualText("供应商", "Suppliers")
    case .supplierItems: BilingualText("供应商货源", "Supplier items")
    case .frameAgreements: BilingualText("框架协议", "Frame agreements")
    case .employees: BilingualText("员工", "Employees")
    case .departments: BilingualText("部门", "Departments")
    case .organisations: BilingualText("组织", "Organisations")
    case .accounts: BilingualText("会计科目", "Accounts")
    case .territories: BilingualText("销售地区", "Territories")
    case .prices: BilingualText("价格", "Prices")
    case .promotions: BilingualText("促销活动", "Promotions")
    case .drivers: BilingualText("动因", "Drivers")
    case .taxRates: BilingualText("税率", "Tax rates")
    case .paymentTerms: BilingualText("付款条件", "Payment terms")
    case .rebates: BilingualText("返利", "Rebates")
    case .exchangeRates: BilingualText("汇率", "Exchange rates")
    case .billOfMaterials: BilingualText("物料清单", "Bills of materials")
    case .deals: BilingualText("商机", "Deals")
    case .dealStages: BilingualText("商机阶段历史", "Deal stages")
    case .salesForecasts: BilingualText("销售预测", "Sales forecasts")
    case .salesOrderLines: BilingualText("销售订单行", "Sales order lines")
    case .shipments: BilingualText("发货", "Shipments")
    case .invoices: BilingualText("销售发票", "Invoices")
    case .receipts: BilingualText("收款", "Receipts")
    case .purchaseOrderLines: BilingualText("采购订单行", "Purchase order lines")
    case .purchaseReceipts: BilingualText("采购入库", "Purchase receipts")
    case .purchaseInvoices: BilingualText("采购发票", "Purchase invoices")
    case .payments: BilingualText("付款", "Payments")
    case .stock: BilingualText("库存", "Stock")
    case .bankBalances: BilingualText("银行余额", "Bank balances")
    case .bankTransactions: BilingualText("银行流水", "Bank transactions")
    case .bills: BilingualText("票据", "Bills")
    case .loans: BilingualText("借款", "Loans")
    case .fixedAssets: BilingualText("固定资产", "Fixed assets")
    case .headcount: BilingualText("人数", "Headcount")
    case .ledgerBalances: BilingualText("总账余额", "Ledger balances")
    case .budgets: BilingualText("预算", "Budgets")
    case .quotas: BilingualText("业绩目标", "Quotas")
    }
  }
}
