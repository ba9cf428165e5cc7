// SPDX-License-Identifier: Apache-2.0

/// What an account means, whatever its number: 5001 is production cost in one Chinese chart and revenue in the other.
///
/// Raw values are the identifiers of chart files; they are never renamed.
public enum AccountMeaning: String, Hashable, Sendable, CaseIterable {
  // Money
  case cashOnHand, bankDeposits, otherMonetaryFunds
  /// 受限资金: deposits for bills and guarantees; money, but no cash equivalent.
  case restrictedFunds
  // Current assets
  case tradingAssets, notesReceivable, receivablesFinancing, receivables, prepayments
  case interestReceivable, dividendsReceivable, otherReceivables
  case receivablesProvision, otherReceivablesProvision, contractAssets, contractAssetsProvision
  case materials, consumables, workInProcess, manufacturingOverhead, finishedGoods, goodsShipped, stockProvision
  case currentPartOfLongAssets, otherCurrentAssets
  // Non-current assets
  case bondInvestments, equityInvestments, longReceivables, investmentProperty
  case fixedAssets, accumulatedDepreciation, fixedAssetsProvision, assetsInDisposal, constructionInProgress, engineeringMaterials
  case rightOfUseAssets, rightOfUseDepreciation
  case intangibles, accumulatedAmortisation, intangiblesProvision, developmentSpending, goodwill
  case longDeferredExpenses, deferredTaxAssets, otherNonCurrentAssets
  // Current liabilities
  case shortLoans, notesPayable, payables, advances, contractLiabilities, payroll
  case vatPayable, vatUnpaid, vatPrepaid, vatToDeduct, vatToCertify, vatCarried, vatSimplified
  /// 待转销项税额: the tax part of what was received or billed before its tax point.
  case vatDeferredOutput
  case incomeTaxPayable, otherTaxesPayable
  case interestPayable, dividendsPayable, otherPayables
  /// 已背书未终止确认: bills endorsed with recourse, owed until they are paid.
  case endorsedBills
  case currentPartOfLongDebt, otherCurrentLiabilities
  // Non-current liabilities
  case longLoans, bondsPayable, leaseLiabilities, longPayables, provisions, deferredIncome, deferredTaxLiabilities
  // Equity
  case paidInCapital, capitalReserve, treasuryShares, otherComprehensiveIncome, surplusReserve, profitOfYear, undistributedProfit
  // Profit and loss
  case mainRevenue, otherRevenue, mainCost, otherCost, taxesAndSurcharges
  case sellingExpenses, administrativeExpenses, researchExpenses
  case financeExpenses, interestExpense, interestIncome
  /// 贴现息 without recourse: a cost of collecting, not of a loan.
  case discountInterest
  case exchangeDifferences
  case otherIncome, investmentIncome, fairValueGains, creditImpairment, assetImpairment, assetDisposalGains
  case nonOperatingIncome, nonOperatingExpenses, incomeTaxExpense, priorYearAdjustments

  /// Where it lives.
  public enum Group: Hashable, Sendable {
    case cash, asset, liability, equity, profitAndLoss
  }

  public var group: Group {
    switch self {
    case .cashOnHand, .bankDeposits, .otherMonetaryFunds: return .cash
    case .shortLoans, .notesPayable, .payables, .advances, .contractLiabilities, .payroll, .vatPayable, .vatUnpaid, .vatPrepaid,
      .vatToDeduct,
      .vatToCertify, .vatCarried, .vatSimplified, .vatDeferredOutput, .incomeTaxPayable, .otherTaxesPayable, .interestPayable,
      .dividendsPayable, .otherPayables, .endorsedBills, .currentPartOfLongDebt, .otherCurrentLiabilities, .longLoans, .bondsPayable,
      .leaseLiabilities,
      .longPayables, .provisions, .deferredIncome, .deferredTaxLiabilities:
      return .liability
    case .paidInCapital, .capitalReserve, .treasuryShares, .otherComprehensiveIncome, .surplusReserve, .profitOfYear, .undistributedProfit:
      return .equity
    case .mainRevenue, .otherRevenue, .mainCost, .otherCost, .taxesAndSurcharges, .sellingExpenses, .administrativeExpenses,
      .researchExpenses, .financeExpenses, .interestExpense, .interestIncome, .discountInterest, .exchangeDifferences, .otherIncome,
      .investmentIncome, .fairValueGains, .creditImpairment, .assetImpairment, .assetDisposalGains, .nonOperatingIncome,
      .nonOperatingExpenses, .incomeTaxExpense, .priorYearAdjustments:
      return .profitAndLoss
    default: return .asset
    }
  }
}
