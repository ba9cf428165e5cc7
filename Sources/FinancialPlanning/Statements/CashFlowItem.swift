// SPDX-License-Identifier: Apache-2.0

/// What a movement of cash was for 现金流量项目: given with each cash line of a voucher, never guessed.
public enum CashFlowItem: String, Hashable, Sendable, CaseIterable {
  case salesReceipts, taxRefunds, otherOperatingReceipts
  case purchases, staff, taxes, otherOperatingPayments
  case investmentsRecovered, investmentReturns, assetsSold, otherInvestingReceipts
  case assetsBought, investmentsMade, otherInvestingPayments
  case capitalRaised, borrowings, otherFinancingReceipts
  case debtRepaid, dividends, interestPaid, otherFinancingPayments
  case exchangeEffect

  public enum Activity: Hashable, Sendable {
    case operating, investing, financing, exchange
  }

  public var activity: Activity {
    switch self {
    case .salesReceipts, .taxRefunds, .otherOperatingReceipts, .purchases, .staff, .taxes, .otherOperatingPayments: .operating
    case .investmentsRecovered, .investmentReturns, .assetsSold, .otherInvestingReceipts, .assetsBought, .investmentsMade,
      .otherInvestingPayments:
      .investing
    case .capitalRaised, .borrowings, .otherFinancingReceipts, .debtRepaid, .dividends, .interestPaid, .otherFinancingPayments: .financing
    case .exchangeEffect: .exchange
    }
  }

  /// +1 where money coming in is shown above zero, −1 where money going out is.
  public var sign: Int64 {
    switch self {
    case .purchases, .staff, .taxes, .otherOperatingPayments, .assetsBought, .investmentsMade, .otherInvestingPayments, .debtRepaid,
      .dividends, .interestPaid, .otherFinancingPayments:
      -1
    default: 1
    }
  }

  /// The short name of voucher files; the statement has the long one.
  public var label: Label {
    switch self {
    case .salesReceipts: Label("销售收现", "sales receipts")
    case .taxRefunds: Label("税费返还", "tax refunds")
    case .otherOperatingReceipts: Label("其他经营收现", "other operating receipts")
    case .purchases: Label("采购付现", "purchases")
    case .staff: Label("职工付现", "staff")
    case .taxes: Label("税费付现", "taxes")
    case .otherOperatingPayments: Label("其他经营付现", "other operating payments")
    case .investmentsRecovered: Label("收回投资", "investments recovered")
    case .investmentReturns: Label("投资收益收现", "investment returns")
    case .assetsSold: Label("处置长期资产", "assets sold")
    case .otherInvestingReceipts: Label("其他投资收现", "other investing receipts")
    case .assetsBought: Label("购建长期资产", "assets bought")
    case .investmentsMade: Label("投资付现", "investments made")
    case .otherInvestingPayments: Label("其他投资付现", "other investing payments")
    case .capitalRaised: Label("吸收投资", "capital raised")
    case .borrowings: Label("取得借款", "borrowings")
    case .otherFinancingReceipts: Label("其他筹资收现", "other financing receipts")
    case .debtRepaid: Label("偿还债务", "debt repaid")
    case .dividends: Label("分配股利", "dividends")
    case .interestPaid: Label("偿付利息", "interest paid")
    case .otherFinancingPayments: Label("其他筹资付现", "other financing payments")
    case .exchangeEffect: Label("汇率影响", "exchange effect")
    }
  }
}
