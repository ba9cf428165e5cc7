// SPDX-License-Identifier: Apache-2.0

extension StatementLayout {
  /// After IAS 1: non-current first, expenses by function.
  static let internationalBalanceSheet = StatementLayout(
    .balanceSheet, Label("财务状况表（国际格式）", "Statement of financial position"),
    text: """
      a1|非流动资产|Non-current assets|#
      property|不动产、厂场和设备|Property, plant and equipment|d fixedAssets accumulatedDepreciation fixedAssetsProvision assetsInDisposal constructionInProgress engineeringMaterials
      rightOfUse|使用权资产|Right-of-use assets|d rightOfUseAssets rightOfUseDepreciation
      investmentProperty|投资性房地产|Investment property|d investmentProperty
      goodwill|商誉|Goodwill|d goodwill
      intangibles|无形资产|Intangible assets|d intangibles accumulatedAmortisation intangiblesProvision developmentSpending
      financialAssets|金融资产和权益法投资|Financial assets and associates|d bondInvestments equityInvestments longReceivables
      deferredTaxAssets|递延所得税资产|Deferred tax assets|d deferredTaxAssets
      otherNonCurrent|其他非流动资产|Other non-current assets|d longDeferredExpenses otherNonCurrentAssets
      nonCurrentAssets|非流动资产合计|Total non-current assets|+
      a2|流动资产|Current assets|#
      inventory|存货|Inventories|d materials consumables workInProcess manufacturingOverhead finishedGoods goodsShipped stockProvision
      receivables|应收账款和其他应收款|Trade and other receivables|d notesReceivable receivablesFinancing receivables> advances> receivablesProvision otherReceivables> otherPayables> otherReceivablesProvision interestReceivable dividendsReceivable
      contractAssets|合同资产|Contract assets|d contractAssets contractAssetsProvision
      prepayments|预付款项和其他流动资产|Prepayments and other current assets|d prepayments> payables> currentPartOfLongAssets otherCurrentAssets
      taxAssets|应收税款|Tax assets|d vatPayable> vatUnpaid> vatPrepaid> vatToDeduct vatToCertify vatCarried incomeTaxPayable> otherTaxesPayable>
      trading|其他金融资产|Other financial assets|d tradingAssets
      restricted|受限资金|Restricted cash|d restrictedFunds
      cash|现金及现金等价物|Cash and cash equivalents|d cashOnHand bankDeposits otherMonetaryFunds
      currentAssets|流动资产合计|Total current assets|+
      assets|资产总计|Total assets|= nonCurrentAssets + currentAssets
      e1|权益|Equity|#
      capital|已发行股本|Issued capital|c paidInCapital treasuryShares
      reserves|储备|Reserves|c capitalReserve surplusReserve otherComprehensiveIncome
      retained|留存收益|Retained earnings|c undistributedProfit profitOfYear profit
      equity|权益合计|Total equity|+
      l1|非流动负债|Non-current liabilities|#
      longBorrowings|长期借款|Non-current borrowings|c longLoans bondsPayable
      leases|租赁负债|Lease liabilities|c leaseLiabilities
      provisions|预计负债和其他|Provisions and other|c longPayables provisions deferredIncome
      deferredTaxLiabilities|递延所得税负债|Deferred tax liabilities|c deferredTaxLiabilities
      nonCurrentLiabilities|非流动负债合计|Total non-current liabilities|+
      l2|流动负债|Current liabilities|#
      borrowings|短期借款|Current borrowings|c shortLoans currentPartOfLongDebt
      payables|应付账款和其他应付款|Trade and other payables|c notesPayable payables< prepayments< payroll interestPayable dividendsPayable otherPayables< otherReceivables< endorsedBills otherCurrentLiabilities
      contractLiabilities|合同负债|Contract liabilities|c contractLiabilities advances< receivables<
      taxes|应付税款|Tax liabilities|c vatPayable< vatUnpaid< vatPrepaid< vatSimplified vatDeferredOutput incomeTaxPayable< otherTaxesPayable<
      currentLiabilities|流动负债合计|Total current liabilities|+
      liabilities|负债合计|Total liabilities|= nonCurrentLiabilities + currentLiabilities
      liabilitiesAndEquity|权益和负债总计|Total equity and liabilities|= equity + liabilities
      """)

  static let internationalProfitAndLoss = StatementLayout(
    .profitAndLoss, Label("损益表（国际格式）", "Statement of profit or loss"),
    text: """
      revenue|收入|Revenue|c mainRevenue otherRevenue
      cost|销售成本|Cost of sales|d mainCost otherCost
      grossProfit|毛利|Gross profit|= revenue - cost
      otherIncome|其他收益|Other income|c otherIncome nonOperatingIncome assetDisposalGains
      distribution|分销费用|Distribution costs|d sellingExpenses
      administrative|管理费用|Administrative expenses|d administrativeExpenses
      research|研发费用|Research and development|d researchExpenses
      impairment|减值损失|Impairment losses|d creditImpairment assetImpairment
      otherExpenses|税金及其他费用|Taxes other than on income, and other expenses|d taxesAndSurcharges nonOperatingExpenses
      operatingProfit|经营利润|Operating profit|= grossProfit + otherIncome - distribution - administrative - research - impairment - otherExpenses
      financeIncome|财务收益|Finance income|c interestIncome investmentIncome fairValueGains
      financeCosts|财务费用|Finance costs|d financeExpenses interestExpense discountInterest exchangeDifferences
      profitBeforeTax|税前利润|Profit before tax|= operatingProfit + financeIncome - financeCosts
      incomeTax|所得税费用|Income tax expense|d incomeTaxExpense
      netProfit|本期利润|Profit for the period|= profitBeforeTax - incomeTax
      """)

  /// After IAS 7, direct method.
  static let internationalCashFlow = StatementLayout(
    .cashFlow, Label("现金流量表（国际格式，直接法）", "Statement of cash flows, direct method"),
    text: """
      o|经营活动|Operating activities|#
      customers|从客户收到|Receipts from customers|f salesReceipts
      otherIn|其他收到|Other receipts|f taxRefunds otherOperatingReceipts
      suppliers|付给供应商|Payments to suppliers|f purchases
      employees|付给职工|Payments to employees|f staff
      taxes|缴纳税款|Taxes paid|f taxes
      otherOut|其他付出|Other payments|f otherOperatingPayments
      operating|经营活动现金净额|Net cash from operating activities|= customers + otherIn - suppliers - employees - taxes - otherOut
      i|投资活动|Investing activities|#
      sold|处置长期资产|Proceeds from sale of long-term assets|f assetsSold
      investmentsIn|投资收回和收益|Proceeds and income from investments|f investmentsRecovered investmentReturns otherInvestingReceipts
      bought|购建长期资产|Purchase of long-term assets|f assetsBought
      investmentsOut|投资支付|Purchase of investments|f investmentsMade otherInvestingPayments
      investing|投资活动现金净额|Net cash from investing activities|= sold + investmentsIn - bought - investmentsOut
      f|筹资活动|Financing activities|#
      capital|发行股份|Proceeds from issue of shares|f capitalRaised
      borrowed|取得借款|Proceeds from borrowings|f borrowings otherFinancingReceipts
      repaid|偿还借款|Repayment of borrowings|f debtRepaid otherFinancingPayments
      interest|支付利息|Interest paid|f interestPaid
      dividends|支付股利|Dividends paid|f dividends
      financing|筹资活动现金净额|Net cash from financing activities|= capital + borrowed - repaid - interest - dividends
      exchange|汇率影响|Effect of exchange rates|f exchangeEffect
      net|现金净增加|Net increase in cash and cash equivalents|= operating + investing + financing + exchange
      opening|期初现金|Cash and cash equivalents at the beginning|k opening
      closing|期末现金|Cash and cash equivalents at the end|= net + opening
      """)
}
