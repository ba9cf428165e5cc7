// SPDX-License-Identifier: Apache-2.0

extension StatementLayout {
  /// 会小企01表.
  static let smallBalanceSheet = StatementLayout(
    .balanceSheet, Label("资产负债表（会小企01表）", "Balance sheet (form 01 for small enterprises)"),
    text: """
      a1|流动资产：|Current assets|#
      cash|货币资金|Cash and bank|d cashOnHand bankDeposits otherMonetaryFunds restrictedFunds
      trading|短期投资|Short-term investments|d tradingAssets
      notes|应收票据|Notes receivable|d notesReceivable receivablesFinancing
      receivables|应收账款|Accounts receivable|d receivables> advances> receivablesProvision contractAssets contractAssetsProvision
      prepayments|预付账款|Prepayments|d prepayments> payables>
      dividendsReceivable|应收股利|Dividends receivable|d dividendsReceivable
      interestReceivable|应收利息|Interest receivable|d interestReceivable
      otherReceivables|其他应收款|Other receivables|d otherReceivables> otherPayables> otherReceivablesProvision
      inventory|存货|Inventories|d materials consumables workInProcess manufacturingOverhead finishedGoods goodsShipped stockProvision
      materials|其中：原材料|of which raw materials|~d materials
      workInProcess|在产品|of which work in process|~d workInProcess manufacturingOverhead
      finishedGoods|库存商品|of which finished goods|~d finishedGoods goodsShipped
      consumables|周转材料|of which consumables|~d consumables
      otherCurrent|其他流动资产|Other current assets|d currentPartOfLongAssets otherCurrentAssets vatPayable> vatUnpaid> vatPrepaid> vatToDeduct vatToCertify vatCarried incomeTaxPayable> otherTaxesPayable>
      currentAssets|流动资产合计|Total current assets|+
      a2|非流动资产：|Non-current assets|#
      bonds|长期债券投资|Long-term bond investments|d bondInvestments
      equityInvestments|长期股权投资|Long-term equity investments|d equityInvestments
      fixedAssetsCost|固定资产原价|Fixed assets at cost|~d fixedAssets
      depreciation|减：累计折旧|Less: accumulated depreciation|~c accumulatedDepreciation fixedAssetsProvision
      fixedAssets|固定资产账面价值|Fixed assets|d fixedAssets accumulatedDepreciation fixedAssetsProvision
      construction|在建工程|Construction in progress|d constructionInProgress
      engineering|工程物资|Engineering materials|d engineeringMaterials
      disposal|固定资产清理|Fixed assets in disposal|d assetsInDisposal
      biological|生产性生物资产|Bearer biological assets|d
      intangibles|无形资产|Intangible assets|d intangibles accumulatedAmortisation intangiblesProvision
      development|开发支出|Development spending|d developmentSpending
      deferredExpenses|长期待摊费用|Long-term deferred expenses|d longDeferredExpenses
      otherNonCurrent|其他非流动资产|Other non-current assets|d longReceivables investmentProperty rightOfUseAssets rightOfUseDepreciation goodwill deferredTaxAssets otherNonCurrentAssets
      nonCurrentAssets|非流动资产合计|Total non-current assets|+
      assets|资产总计|Total assets|= currentAssets + nonCurrentAssets
      l1|流动负债：|Current liabilities|#
      shortLoans|短期借款|Short-term loans|c shortLoans
      notesPayable|应付票据|Notes payable|c notesPayable
      payables|应付账款|Accounts payable|c payables< prepayments<
      advances|预收账款|Advances received|c advances< receivables< contractLiabilities
      payroll|应付职工薪酬|Payroll payable|c payroll
      taxes|应交税费|Taxes payable|c vatPayable< vatUnpaid< vatPrepaid< vatSimplified incomeTaxPayable< otherTaxesPayable<
      interestPayable|应付利息|Interest payable|c interestPayable
      dividendsPayable|应付利润|Profit payable|c dividendsPayable
      otherPayables|其他应付款|Other payables|c otherPayables< otherReceivables<
      otherCurrentLiabilities|其他流动负债|Other current liabilities|c vatDeferredOutput endorsedBills currentPartOfLongDebt otherCurrentLiabilities
      currentLiabilities|流动负债合计|Total current liabilities|+
      l2|非流动负债：|Non-current liabilities|#
      longLoans|长期借款|Long-term loans|c longLoans bondsPayable
      longPayables|长期应付款|Long-term payables|c longPayables leaseLiabilities
      deferredIncome|递延收益|Deferred income|c deferredIncome
      otherNonCurrentLiabilities|其他非流动负债|Other non-current liabilities|c provisions deferredTaxLiabilities
      nonCurrentLiabilities|非流动负债合计|Total non-current liabilities|+
      liabilities|负债合计|Total liabilities|= currentLiabilities + nonCurrentLiabilities
      e1|所有者权益（或股东权益）：|Owners' equity|#
      capital|实收资本（或股本）|Paid-in capital|c paidInCapital treasuryShares
      capitalReserve|资本公积|Capital reserve|c capitalReserve otherComprehensiveIncome
      surplus|盈余公积|Surplus reserve|c surplusReserve
      undistributed|未分配利润|Undistributed profit|c undistributedProfit profitOfYear profit
      equity|所有者权益（或股东权益）合计|Total equity|+
      liabilitiesAndEquity|负债和所有者权益（或股东权益）总计|Total liabilities and equity|= liabilities + equity
      """)

  /// 会小企02表. Impairment, other income and disposals have no line there; they belong to non-operating items.
  static let smallProfitAndLoss = StatementLayout(
    .profitAndLoss, Label("利润表（会小企02表）", "Profit and loss (form 02 for small enterprises)"),
    text: """
      revenue|一、营业收入|Revenue|c mainRevenue otherRevenue
      cost|减：营业成本|Less: cost of sales|d mainCost otherCost
      surcharges|税金及附加|Taxes and surcharges|d taxesAndSurcharges
      selling|销售费用|Selling expenses|d sellingExpenses
      administrative|管理费用|Administrative expenses|d administrativeExpenses researchExpenses
      research|其中：研究费用|of which research|~d researchExpenses
      finance|财务费用|Finance expenses|d financeExpenses interestExpense interestIncome discountInterest exchangeDifferences
      interest|其中：利息费用（收入以“-”号填列）|of which interest (income below zero)|~d interestExpense interestIncome
      investment|加：投资收益（损失以“-”号填列）|Plus: investment income|c investmentIncome fairValueGains
      operatingProfit|二、营业利润（亏损以“-”号填列）|Operating profit|= revenue - cost - surcharges - selling - administrative - finance + investment
      nonOperatingIncome|加：营业外收入|Plus: non-operating income|c nonOperatingIncome otherIncome assetDisposalGains
      nonOperatingExpenses|减：营业外支出|Less: non-operating expenses|d nonOperatingExpenses creditImpairment assetImpairment
      profitBeforeTax|三、利润总额（亏损总额以“-”号填列）|Profit before tax|= operatingProfit + nonOperatingIncome - nonOperatingExpenses
      incomeTax|减：所得税费用|Less: income tax|d incomeTaxExpense
      netProfit|四、净利润（净亏损以“-”号填列）|Net profit|= profitBeforeTax - incomeTax
      """)

  /// 会小企03表.
  static let smallCashFlow = StatementLayout(
    .cashFlow, Label("现金流量表（会小企03表）", "Cash flow statement (form 03 for small enterprises)"),
    text: """
      o|一、经营活动产生的现金流量：|Cash flows from operating activities|#
      sales|销售产成品、商品、提供劳务收到的现金|Received from sales of goods and services|f salesReceipts
      otherIn|收到其他与经营活动有关的现金|Other operating receipts|f taxRefunds otherOperatingReceipts
      purchases|购买原材料、商品、接受劳务支付的现金|Paid for materials, goods and services|f purchases
      staff|支付的职工薪酬|Paid to employees|f staff
      taxes|支付的税费|Taxes paid|f taxes
      otherOut|支付其他与经营活动有关的现金|Other operating payments|f otherOperatingPayments
      operating|经营活动产生的现金流量净额|Net operating cash flow|= sales + otherIn - purchases - staff - taxes - otherOut
      i|二、投资活动产生的现金流量：|Cash flows from investing activities|#
      recovered|收回短期投资、长期债券投资和长期股权投资收到的现金|Received from investments recovered|f investmentsRecovered otherInvestingReceipts
      returns|取得投资收益收到的现金|Received as investment income|f investmentReturns
      sold|处置固定资产、无形资产和其他非流动资产收回的现金净额|Net received from disposal of non-current assets|f assetsSold
      invested|短期投资、长期债券投资和长期股权投资支付的现金|Paid for investments|f investmentsMade otherInvestingPayments
      bought|购建固定资产、无形资产和其他非流动资产支付的现金|Paid for non-current assets|f assetsBought
      investing|投资活动产生的现金流量净额|Net investing cash flow|= recovered + returns + sold - invested - bought
      f|三、筹资活动产生的现金流量：|Cash flows from financing activities|#
      borrowed|取得借款收到的现金|Received from borrowings|f borrowings otherFinancingReceipts
      capital|吸收投资者投资收到的现金|Received from owners|f capitalRaised
      repaid|偿还借款本金支付的现金|Principal repaid|f debtRepaid otherFinancingPayments
      interest|偿还借款利息支付的现金|Interest paid|f interestPaid
      distributed|分配利润支付的现金|Profit distributed|f dividends
      financing|筹资活动产生的现金流量净额|Net financing cash flow|= borrowed + capital - repaid - interest - distributed
      exchange|汇率变动的影响|Effect of exchange rates|f exchangeEffect
      net|四、现金净增加额|Net increase in cash|= operating + investing + financing + exchange
      opening|加：期初现金余额|Plus: cash at the beginning|k opening
      closing|五、期末现金余额|Cash at the end|= net + opening
      """)
}
