// SPDX-License-Identifier: Apache-2.0

extension ChartOfAccounts {
  /// 4001 is production cost and 5001 revenue here; in the other chart they are capital and production cost.
  static let smallText = """
    1001 库存现金 | Cash on hand | cashOnHand
    1002 银行存款 | Bank deposits | bankDeposits
    1012 其他货币资金 | Other monetary funds | otherMonetaryFunds
    101201 银行承兑汇票保证金 | Deposits for bank bills | restrictedFunds
    1101 短期投资 | Short-term investments | tradingAssets
    1121 应收票据 | Notes receivable | notesReceivable
    1122 应收账款 | Accounts receivable | receivables
    1123 预付账款 | Prepayments | prepayments
    1131 应收股利 | Dividends receivable | dividendsReceivable
    1132 应收利息 | Interest receivable | interestReceivable
    1221 其他应收款 | Other receivables | otherReceivables
    1401 材料采购 | Materials purchased | materials
    1402 在途物资 | Goods in transit | materials
    1403 原材料 | Raw materials | materials
    1404 材料成本差异 | Materials cost variance | materials
    1405 库存商品 | Finished goods | finishedGoods
    1407 商品进销差价 | Trade margin in stock | finishedGoods
    1408 委托加工物资 | Materials at subcontractors | materials
    1411 周转材料 | Consumables | consumables
    1501 长期债券投资 | Long-term bond investments | bondInvestments
    1511 长期股权投资 | Long-term equity investments | equityInvestments
    1601 固定资产 | Fixed assets | fixedAssets
    1602 累计折旧 | Accumulated depreciation | accumulatedDepreciation
    1604 在建工程 | Construction in progress | constructionInProgress
    1605 工程物资 | Engineering materials | engineeringMaterials
    1606 固定资产清理 | Fixed assets in disposal | assetsInDisposal
    1701 无形资产 | Intangible assets | intangibles
    1702 累计摊销 | Accumulated amortisation | accumulatedAmortisation
    1801 长期待摊费用 | Long-term deferred expenses | longDeferredExpenses
    1901 待处理财产损溢 | Losses pending | otherCurrentAssets
    2001 短期借款 | Short-term loans | shortLoans
    2201 应付票据 | Notes payable | notesPayable
    2202 应付账款 | Accounts payable | payables
    2203 预收账款 | Advances received | advances
    2211 应付职工薪酬 | Payroll payable | payroll
    2221 应交税费 | Taxes payable | otherTaxesPayable
    222101 应交增值税 | VAT | vatPayable
    222102 未交增值税 | VAT unpaid | vatUnpaid
    222110 应交企业所得税 | Income tax payable | incomeTaxPayable
    222111 应交城市维护建设税 | City construction tax | otherTaxesPayable
    222112 应交教育费附加 | Education surcharge | otherTaxesPayable
    222113 应交地方教育附加 | Local education surcharge | otherTaxesPayable
    222114 应交个人所得税 | Wage tax withheld | otherTaxesPayable
    2231 应付利息 | Interest payable | interestPayable
    2232 应付利润 | Profit payable | dividendsPayable
    2241 其他应付款 | Other payables | otherPayables
    2401 递延收益 | Deferred income | deferredIncome
    2501 长期借款 | Long-term loans | longLoans
    2701 长期应付款 | Long-term payables | longPayables
    3001 实收资本 | Paid-in capital | paidInCapital
    3002 资本公积 | Capital reserve | capitalReserve
    3101 盈余公积 | Surplus reserve | surplusReserve
    3103 本年利润 | Profit of the year | profitOfYear
    3104 利润分配 | Profit distribution | undistributedProfit
    4001 生产成本 | Production cost | workInProcess
    4101 制造费用 | Manufacturing overhead | manufacturingOverhead
    4301 研发支出 | Development spending | developmentSpending
    4401 工程施工 | Construction contracts | workInProcess
    4403 机械作业 | Machine operations | workInProcess
    5001 主营业务收入 | Main revenue | mainRevenue
    5051 其他业务收入 | Other revenue | otherRevenue
    5111 投资收益 | Investment income | investmentIncome
    5301 营业外收入 | Non-operating income | nonOperatingIncome
    5401 主营业务成本 | Main cost | mainCost
    5402 其他业务成本 | Other cost | otherCost
    5403 税金及附加 | Taxes and surcharges | taxesAndSurcharges
    5601 销售费用 | Selling expenses | sellingExpenses
    5602 管理费用 | Administrative expenses | administrativeExpenses
    5603 财务费用 | Finance expenses | financeExpenses
    560301 利息费用 | Interest expense | interestExpense
    560302 利息收入 | Interest income | interestIncome
    560304 票据贴现息 | Discount interest | discountInterest
    5711 营业外支出 | Non-operating expenses | nonOperatingExpenses
    5801 所得税费用 | Income tax expense | incomeTaxExpense
    """
}
