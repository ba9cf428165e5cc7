// SPDX-License-Identifier: Apache-2.0

/// Who promises to pay a bill 承兑汇票.
public enum BillKind: String, Hashable, Sendable, CaseIterable {
  /// 银承: a bank.
  case bank
  /// 商承: a company.
  case commercial
  /// 财司: the finance company of a group.
  case financeCompany = "finance-company"
  /// 数字化债权凭证: a platform's voucher, with a tenor of its own.
  case receivableVoucher = "receivable-voucher"

  public var chineseName: String {
    switch self {
    case .bank: "银承"
    case .commercial: "商承"
    case .financeCompany: "财司"
    case .receivableVoucher: "债权凭证"
    }
  }

  public var englishName: String {
    switch self {
    case .bank: "bank bill"
    case .commercial: "commercial bill"
    case .financeCompany: "finance-company bill"
    case .receivableVoucher: "receivable voucher"
    }
  }
}
