// SPDX-License-Identifier: Apache-2.0

extension StatementLayout {
  /// 会企01表 of 财会〔2019〕6号 (已执行新金融准则、新收入准则和新租赁准则).
  static let enterpriseBalanceSheet = StatementLayout(
    .balanceSheet, Label("资产负债表（会企01表）", "Balance sheet (form 01 for enterprises)"),
    text: """
      a1|流动资产：|Current assets|#
      cash|货币资金|Cash and bank|d cashOnHand bankDeposits otherMonetaryFunds restrictedFunds
      trading|交易性金融资产|Financial assets held for trading|d tradingAssets
      derivatives|衍生金融资产|Derivative assets|d
      notes|应收票据|Notes receivable|d notesReceivable
      receivables|应收账款|Accounts receivable|d receivables> advances> receivablesProvision
      financing|应收款项融资|Receivables financing|d receivablesFinancing
      prepayments|预付款项|Prepayments|d prepayments> payables>
      otherReceivables|其他应收款|Other receivables|d interestReceivable dividendsReceivable otherReceivables> otherPayables> otherReceivablesProvision
      inventory|存货|Inventories|d materials consumables workInProcess manufacturingOverhead finishedGoods goodsShipped stockProvision
      contractAssets|合同资产|Contract assets|d contractAssets contractAssetsProvision
      heldForSale|持有待售资产|Assets held for sale|d
      currentLong|一年内到期的非流动资产|Current part of non-current assets|d currentPartOfLongAssets
      otherCurrent|其他流动资产|Other current assets|d otherCurrentAssets vatPayable> vatUnpaid> vatPrepaid> vatToDeduct vatToCertify vatCarried incomeTaxPayable> otherTaxesPayable>
      currentAssets|流动资产合计|Total current assets|+
      a2|非流动资产：|Non-current assets|#
      bonds|债权投资|Debt investments|d bondInvestments
      otherBonds|其他债权投资|Other debt investments|d
      longReceivables|长期应收款|Long-term receivables|d longReceivables
      equityInvestments|长期股权投资|Long-term equity investments|d equityInvestments
      otherEquity|其他权益工具投资|Other equity investments|d
      otherFinancial|其他非流动金融资产|Other non-current financial assets|d
      property|投资性房地产|Investment property|d investmentProperty
      fixedAssets|固定资产|Fixed assets|d fixedAssets accumulatedDepreciation fixedAssetsProvision assetsInDisposal
      construction|在建工程|Construction in progress|d constructionInProgress engineeringMaterials
      biological|生产性生物资产|Bearer biological assets|d
      oil|油气资产|Oil and gas assets|d
      rightOfUse|使用权资产|Right-of-use assets|d rightOfUseAssets rightOfUseDepreciation
      intangibles|无形资产|Intangible assets|d intangibles accumulatedAmortisation intangiblesProvision
      development|开发支出|Development spending|d developmentSpending
      goodwill|商誉|Goodwill|d goodwill
      deferredExpenses|长期待摊费用|Long-term deferred expenses|d longDeferredExpenses
      deferredTaxAssets|递延所得税资产|Deferred tax assets|d deferredTaxAssets
      otherNonCurrent|其他非流动资产|Other non-current assets|d otherNonCurrentAssets
      nonCurrentAssets|非流动资产合计|Total non-current assets|+
      assets|资产总计|Total assets|= currentAssets + nonCurrentAssets
      l1|流动负债：|Current liabilities|#
      shortLoans|短期借款|Short-term loans|c shortLoans
      tradingLiabilities|交易性金融负债|Financial liabilities held for trading|c
      derivativeLiabilities|衍生金融负债|Derivative liabilities|c
      notesPayable|应付票据|Notes payable|c notesPayable
      payables|应付账款|Accounts payable|c payables< prepayments<
      advances|预收款项|Advances received|c advances< receivables<
      contractLiabilities|合同负债|Contract liabilities|c contractLiabilities
      payroll|应付职工薪酬|Payroll payable|c payroll
      taxes|应交税费|Taxes payable|c vatPayable< vatUnpaid< vatPrepaid< vatSimplified incomeTaxPayable< otherTaxesPayable<
      otherPayables|其他应付款|Other payables|c interestPayable dividendsPayable otherPayables< otherReceivables<
      heldForSaleLiabilities|持有待售负债|Liabilities held for sale|c
      currentDebt|一年内到期的非流动负债|Current part of non-current liabilities|c currentPartOfLongDebt
      otherCurrentLiabilities|其他流动负债|Other current liabilities|c vatDeferredOutput endorsedBills otherCurrentLiabilities
      currentLiabilities|流动负债合计|Total current liabilities|+
      l2|非流动负债：|Non-current liabilities|#
      longLoans|长期借款|Long-term loans|c longLoans
      bondsPayable|应付债券|Bonds payable|c bondsPayable
      leases|租赁负债|Lease liabilities|c leaseLiabilities
      longPayables|长期应付款|Long-term payables|c longPayables
      provisions|预计负债|Provisions|c provisions
      deferredIncome|递延收益|Deferred income|c deferredIncome
      deferredTaxLiabilities|递延所得税负债|Deferred tax liabilities|c deferredTaxLiabilities
      otherNonCurrentLiabilities|其他非流动负债|Other non-current liabilities|c
      nonCurrentLiabilities|非流动负债合计|Total non-current liabilities|+
      liabilities|负债合计|Total liabilities|= currentLiabilities + nonCurrentLiabilities
      e1|所有者权益：|Owners' equity|#
      capital|实收资本（或股本）|Paid-in capital|c paidInCapital
      otherInstruments|其他权益工具|Other equity instruments|c
      capitalReserve|资本公积|Capital reserve|c capitalReserve
      treasury|减：库存股|Less: treasury shares|d treasuryShares
      otherComprehensive|其他综合收益|Other comprehensive income|c otherComprehensiveIncome
      specialReserve|专项储备|Special reserve|c
      surplus|盈余公积|Surplus reserve|c surplusReserve
      undistributed|未分配利润|Undistributed profit|c undistributedProfit profitOfYear profit
      equity|所有者权益合计|Total equity|= capital + otherInstruments + capitalReserve - treasury + otherComprehensive + specialReserve + surplus + undistributed
      liabilitiesAndEquity|负债和所有者权益总计|Total liabilities and equity|= liabilities + equity
      """)

  /// 会企02表.
  static let enterpriseProfitAndLoss = StatementLayout(
    .profitAndLoss, Label("利润表（会企02表）", "Profit and loss (form 02 for enterprises)"),
    text: """
      revenue|一、营业收入|Revenue|c mainRevenue otherRevenue
      cost|减：营业成本|Less: cost of sales|d mainCost otherCost
      surcharges|税金及附加|Taxes and surcharges|d taxesAndSurcharges
      selling|销售费用|Selling expenses|d sellingExpenses
      administrative|管理费用|Administrative expenses|d administrativeExpenses
      research|研发费用|Research expenses|d researchExpenses
      finance|财务费用|Finance expenses|d financeExpenses interestExpense interestIncome discountInterest exchangeDifferences
      interestExpense|其中：利息费用|of which interest expense|~d interestExpense
      interestIncome|利息收入|of which interest income|~c interestIncome
      otherIncome|加：其他收益|Plus: other income|c otherIncome
      investment|投资收益（损失以“-”号填列）|Investment income|c investmentIncome
      fairValue|公允价值变动收益（损失以“-”号填列）|Fair value gains|c fairValueGains
      creditImpairment|信用减值损失（损失以“-”号填列）|Credit impairment (losses below zero)|c creditImpairment
      assetImpairment|资产减值损失（损失以“-”号填列）|Asset impairment (losses below zero)|c assetImpairment
      disposal|资产处置收益（损失以“-”号填列）|Gains on disposal of assets|c assetDisposalGains
      operatingProfit|二、营业利润（亏损以“-”号填列）|Operating profit|= revenue - cost - surcharges - selling - administrative - research - finance + otherIncome + investment + fairValue + creditImpairment + assetImpairment + disposal
      nonOperatingIncome|加：营业外收入|Plus: non-operating income|c nonOperatingIncome
      nonOperatingExpenses|减：营业外支出|Less: non-operating expenses|d nonOperatingExpenses
      profitBeforeTax|三、利润总额（亏损总额以“-”号填列）|Profit before tax|= operatingProfit + nonOperatingIncome - nonOperatingExpenses
      incomeTax|减：所得税费用|Less: income tax|d incomeTaxExpense
      netProfit|四、净利润（净亏损以“-”号填列）|Net profit|= profitBeforeTax - incomeTax
      """)

  /// 会企03表, direct method.
  static let enterpriseCashFlow = StatementLayout(
    .cashFlow, Label("现金流量表（会企03表）", "Cash flow statement (form 03 for enterprises)"),
    text: """
      o|一、经营活动产生的现金流量：|Cash flows from operating activities|#
      sales|销售商品、提供劳务收到的现金|Received from sales of goods and services|f salesReceipts
      refunds|收到的税费返还|Tax refunds received|f taxRefunds
      otherIn|收到其他与经营活动有关的现金|Other operating receipts|f otherOperatingReceipts
      operatingIn|经营活动现金流入小计|Operating inflows|= sales + refunds + otherIn
      purchases|购买商品、接受劳务支付的现金|Paid for goods and services|f purchases
      staff|支付给职工以及为职工支付的现金|Paid to and for employees|f staff
      taxes|支付的各项税费|Taxes paid|f taxes
      otherOut|支付其他与经营活动有关的现金|Other operating payments|f otherOperatingPayments
      operatingOut|经营活动现金流出小计|Operating outflows|= purchases + staff + taxes + otherOut
      operating|经营活动产生的现金流量净额|Net operating cash flow|= operatingIn - operatingOut
      i|二、投资活动产生的现金流量：|Cash flows from investing activities|#
      recovered|收回投资收到的现金|Received from investments recovered|f investmentsRecovered
      returns|取得投资收益收到的现金|Received as investment income|f investmentReturns
      sold|处置固定资产、无形资产和其他长期资产收回的现金净额|Net received from disposal of long-term assets|f assetsSold
      otherInvestingIn|收到其他与投资活动有关的现金|Other investing receipts|f otherInvestingReceipts
      investingIn|投资活动现金流入小计|Investing inflows|= recovered + returns + sold + otherInvestingIn
      bought|购建固定资产、无形资产和其他长期资产支付的现金|Paid for long-term assets|f assetsBought
      invested|投资支付的现金|Paid for investments|f investmentsMade
      otherInvestingOut|支付其他与投资活动有关的现金|Other investing payments|f otherInvestingPayments
      investingOut|投资活动现金流出小计|Investing outflows|= bought + invested + otherInvestingOut
      investing|投资活动产生的现金流量净额|Net investing cash flow|= investingIn - investingOut
      f|三、筹资活动产生的现金流量：|Cash flows from financing activities|#
      capital|吸收投资收到的现金|Received from owners|f capitalRaised
      borrowed|取得借款收到的现金|Received from borrowings|f borrowings
      otherFinancingIn|收到其他与筹资活动有关的现金|Other financing receipts|f otherFinancingReceipts
      financingIn|筹资活动现金流入小计|Financing inflows|= capital + borrowed + otherFinancingIn
      repaid|偿还债务支付的现金|Debt repaid|f debtRepaid
      distributed|分配股利、利润或偿付利息支付的现金|Dividends and interest paid|f dividends interestPaid
      otherFinancingOut|支付其他与筹资活动有关的现金|Other financing payments|f otherFinancingPayments
      financingOut|筹资活动现金流出小计|Financing outflows|= repaid + distributed + otherFinancingOut
      financing|筹资活动产生的现金流量净额|Net financing cash flow|= financingIn - financingOut
      exchange|四、汇率变动对现金及现金等价物的影响|Effect of exchange rates|f exchangeEffect
      net|五、现金及现金等价物净增加额|Net increase in cash and cash equivalents|= operating + investing + financing + exchange
      opening|加：期初现金及现金等价物余额|Plus: cash and cash equivalents at the beginning|k opening
      closing|六、期末现金及现金等价物余额|Cash and cash equivalents at the end|= net + opening
      """)

  /// 补充资料: the indirect method, and cash from its balances.
  static let supplementInformation = StatementLayout(
    .supplement, Label("现金流量表补充资料", "Supplement to the cash flow statement"),
    text: """
      s1|1．将净利润调节为经营活动现金流量：|1. From net profit to operating cash flow|#
      netProfit|净利润|Net profit|s netProfit
      assetImpairment|加：资产减值准备|Plus: asset impairment|s assetImpairment
      creditImpairment|信用减值损失|Credit impairment|s creditImpairment
      depreciation|固定资产折旧、油气资产折耗、生产性生物资产折旧|Depreciation of fixed assets|s depreciation
      rightOfUseDepreciation|使用权资产折旧|Depreciation of right-of-use assets|s rightOfUseDepreciation
      amortisation|无形资产摊销|Amortisation of intangible assets|s amortisation
      deferredExpenses|长期待摊费用摊销|Amortisation of long-term deferred expenses|s deferredExpenses
      disposalLoss|处置固定资产、无形资产和其他长期资产的损失（收益以“-”号填列）|Losses on disposal of long-term assets|s disposalLoss
      scrappingLoss|固定资产报废损失（收益以“-”号填列）|Losses on scrapping of fixed assets|s scrappingLoss
      fairValueLoss|公允价值变动损失（收益以“-”号填列）|Fair value losses|s fairValueLoss
      financeCost|财务费用（收益以“-”号填列）|Finance costs|s financeCost
      investmentLoss|投资损失（收益以“-”号填列）|Investment losses|s investmentLoss
      deferredTaxAssets|递延所得税资产减少（增加以“-”号填列）|Decrease in deferred tax assets|s deferredTaxAssets
      deferredTaxLiabilities|递延所得税负债增加（减少以“-”号填列）|Increase in deferred tax liabilities|s deferredTaxLiabilities
      inventory|存货的减少（增加以“-”号填列）|Decrease in inventories|s inventory
      operatingReceivables|经营性应收项目的减少（增加以“-”号填列）|Decrease in operating receivables|s operatingReceivables
      operatingPayables|经营性应付项目的增加（减少以“-”号填列）|Increase in operating payables|s operatingPayables
      other|其他|Other|s other
      operating|经营活动产生的现金流量净额|Net operating cash flow|+
      s3|3．现金及现金等价物净变动情况：|3. Net change in cash and cash equivalents|#
      closing|现金的期末余额|Cash at the end|k closing
      opening|减：现金的期初余额|Less: cash at the beginning|k opening
      net|现金及现金等价物净增加额|Net increase in cash and cash equivalents|= closing - opening
      """)
}
