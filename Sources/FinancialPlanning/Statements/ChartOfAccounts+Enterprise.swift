// SPDX-License-Identifier: Apache-2.0

extension ChartOfAccounts {
  /// Numbers of newer accounts (合同负债, 合同资产, 使用权资产 …) differ between companies; a company's own line replaces these.
  static let enterpriseText = """
    1001 库存现金 | Cash on hand | cashOnHand
    1002 银行存款 | Bank deposits | bankDeposits
    1012 其他货币资金 | Other monetary funds | otherMonetaryFunds
    101201 银行承兑汇票保证金 | Deposits for bank bills | restrictedFunds
    101202 信用证保证金 | Deposits for letters of credit | restrictedFunds
    101203 保函保证金 | Deposits for guarantees | restrictedFunds
    1101 交易性金融资产 | Financial assets held for trading | tradingAssets
    1121 应收票据 | Notes receivable | notesReceivable
    1122 应收账款 | Accounts receivable | receivables
    1123 预付账款 | Prepayments | prepayments
    1124 应收款项融资 | Receivables financing | receivablesFinancing
    1131 应收股利 | Dividends receivable | dividendsReceivable
    1132 应收利息 | Interest receivable | interestReceivable
    1221 其他应收款 | Other receivables | otherReceivables
    1231 坏账准备 | Provision for bad debts | receivablesProvision
    123101 坏账准备-应收账款 | Provision for accounts receivable | receivablesProvision
    123102 坏账准备-其他应收款 | Provision for other receivables | otherReceivablesProvision
    1401 材料采购 | Materials purchased | materials
    1402 在途物资 | Goods in transit | materials
    1403 原材料 | Raw materials | materials
    1404 材料成本差异 | Materials cost variance | materials
    1405 库存商品 | Finished goods | finishedGoods
    1406 发出商品 | Goods shipped | goodsShipped
    1407 商品进销差价 | Trade margin in stock | finishedGoods
    1408 委托加工物资 | Materials at subcontractors | materials
    1411 周转材料 | Consumables | consumables
    1471 存货跌价准备 | Provision for stock | stockProvision
    1475 合同资产 | Contract assets | contractAssets
    1476 合同资产减值准备 | Provision for contract assets | contractAssetsProvision
    1501 债权投资 | Debt investments | bondInvestments
    1511 长期股权投资 | Long-term equity investments | equityInvestments
    1521 投资性房地产 | Investment property | investmentProperty
    1531 长期应收款 | Long-term receivables | longReceivables
    1601 固定资产 | Fixed assets | fixedAssets
    1602 累计折旧 | Accumulated depreciation | accumulatedDepreciation
    1603 固定资产减值准备 | Provision for fixed assets | fixedAssetsProvision
    1604 在建工程 | Construction in progress | constructionInProgress
    1605 工程物资 | Engineering materials | engineeringMaterials
    1606 固定资产清理 | Fixed assets in disposal | assetsInDisposal
    1641 使用权资产 | Right-of-use assets | rightOfUseAssets
    1642 使用权资产累计折旧 | Depreciation of right-of-use assets | rightOfUseDepreciation
    1701 无形资产 | Intangible assets | intangibles
    1702 累计摊销 | Accumulated amortisation | accumulatedAmortisation
    1703 无形资产减值准备 | Provision for intangible assets | intangiblesProvision
    1711 商誉 | Goodwill | goodwill
    1801 长期待摊费用 | Long-term deferred expenses | longDeferredExpenses
    1811 递延所得税资产 | Deferred tax assets | deferredTaxAssets
    1901 待处理财产损溢 | Losses pending | otherCurrentAssets
    2001 短期借款 | Short-term loans | shortLoans
    2201 应付票据 | Notes payable | notesPayable
    2202 应付账款 | Accounts payable | payables
    2203 预收账款 | Advances received | advances
    2205 合同负债 | Contract liabilities | contractLiabilities
    2211 应付职工薪酬 | Payroll payable | payroll
    2221 应交税费 | Taxes payable | otherTaxesPayable
    222101 应交增值税 | VAT | vatPayable
    222102 未交增值税 | VAT unpaid | vatUnpaid
    222103 预交增值税 | VAT prepaid | vatPrepaid
    222104 待抵扣进项税额 | Input VAT to deduct | vatToDeduct
    222105 待认证进项税额 | Input VAT to certify | vatToCertify
    222106 待转销项税额 | Output VAT deferred | vatDeferredOutput
    222107 增值税留抵税额 | VAT carried | vatCarried
    222108 简易计税 | VAT, simplified method | vatSimplified
    222110 应交企业所得税 | Income tax payable | incomeTaxPayable
    222111 应交城市维护建设税 | City construction tax | otherTaxesPayable
    222112 应交教育费附加 | Education surcharge | otherTaxesPayable
    222113 应交地方教育附加 | Local education surcharge | otherTaxesPayable
    222114 应交个人所得税 | Wage tax withheld | otherTaxesPayable
    222115 应交印花税 | Stamp duty | otherTaxesPayable
    2231 应付利息 | Interest payable | interestPayable
    2232 应付股利 | Dividends payable | dividendsPayable
    2241 其他应付款 | Other payables | otherPayables
    2401 递延收益 | Deferred income | deferredIncome
    2501 长期借款 | Long-term loans | longLoans
    2502 应付债券 | Bonds payable | bondsPayable
    2601 租赁负债 | Lease liabilities | leaseLiabilities
    2701 长期应付款 | Long-term payables | longPayables
    2801 预计负债 | Provisions | provisions
    2901 递延所得税负债 | Deferred tax liabilities | deferredTaxLiabilities
    4001 实收资本 | Paid-in capital | paidInCapital
    4002 资本公积 | Capital reserve | capitalReserve
    4003 其他综合收益 | Other comprehensive income | otherComprehensiveIncome
    4101 盈余公积 | Surplus reserve | surplusReserve
    4103 本年利润 | Profit of the year | profitOfYear
    4104 利润分配 | Profit distribution | undistributedProfit
    4201 库存股 | Treasury shares | treasuryShares
    5001 生产成本 | Production cost | workInProcess
    5101 制造费用 | Manufacturing overhead | manufacturingOverhead
    5201 劳务成本 | Service cost | workInProcess
    5301 研发支出 | Development spending | developmentSpending
    6001 主营业务收入 | Main revenue | mainRevenue
    6051 其他业务收入 | Other revenue | otherRevenue
    6101 公允价值变动损益 | Fair value gains | fairValueGains
    6111 投资收益 | Investment income | investmentIncome
    6115 资产处置损益 | Gains on asset disposal | assetDisposalGains
    6117 其他收益 | Other income | otherIncome
    6301 营业外收入 | Non-operating income | nonOperatingIncome
    6401 主营业务成本 | Main cost | mainCost
    6402 其他业务成本 | Other cost | otherCost
    6403 税金及附加 | Taxes and surcharges | taxesAndSurcharges
    6601 销售费用 | Selling expenses | sellingExpenses
    6602 管理费用 | Administrative expenses | administrativeExpenses
    6603 财务费用 | Finance expenses | financeExpenses
    660301 利息支出 | Interest expense | interestExpense
    660302 利息收入 | Interest income | interestIncome
    660303 汇兑损益 | Exchange differences | exchangeDifferences
    660304 票据贴现息 | Discount interest | discountInterest
    6604 研发费用 | Research expenses | researchExpenses
    6701 资产减值损失 | Asset impairment | assetImpairment
    6702 信用减值损失 | Credit impairment | creditImpairment
    6711 营业外支出 | Non-operating expenses | nonOperatingExpenses
    6801 所得税费用 | Income tax expense | incomeTaxExpense
    6901 以前年度损益调整 | Prior-year adjustments | priorYearAdjustments
    """
}
