// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// What an account means, whatever its code in a company's chart.
public enum BillAccountMeaning: String, Hashable, Sendable, CaseIterable {
  /// 应收票据
  case billsReceivable = "bills-receivable"
  /// 应收票据—已质押
  case pledgedBills = "pledged-bills"
  /// 应收账款
  case receivables
  /// 应付账款
  case payables
  /// 应付票据
  case billsPayable = "bills-payable"
  /// 银行存款
  case bank
  /// 其他货币资金—票据保证金: not a cash equivalent.
  case restrictedDeposit = "restricted-deposit"
  /// 财务费用—贴现利息
  case discountInterest = "discount-interest"
  /// 短期借款: discounted with recourse, so the bill stays and the money is owed.
  case shortTermBorrowings = "short-term-borrowings"
  /// 其他流动负债—已背书未终止确认的票据
  case endorsedNotDerecognised = "endorsed-not-derecognised"

  public var chineseName: String {
    switch self {
    case .billsReceivable: "应收票据"
    case .pledgedBills: "应收票据—已质押"
    case .receivables: "应收账款"
    case .payables: "应付账款"
    case .billsPayable: "应付票据"
    case .bank: "银行存款"
    case .restrictedDeposit: "其他货币资金—票据保证金"
    case .discountInterest: "财务费用—贴现利息"
    case .shortTermBorrowings: "短期借款"
    case .endorsedNotDerecognised: "其他流动负债—已背书未终止确认"
    }
  }
}

/// The line of the cash-flow statement that money on the bank account belongs to.
public enum BillCashLine: String, Hashable, Sendable, CaseIterable {
  /// 销售商品、提供劳务收到的现金
  case collections
  /// 购买商品、接受劳务支付的现金
  case purchases
  /// 支付其他与经营活动有关的现金: the deposit for a bill of one's own.
  case depositPaid = "deposit-paid"
  /// 取得借款收到的现金: discounted, not derecognised.
  case borrowed
  /// 偿还债务支付的现金
  case repaid
}

/// One line of an entry: debit above zero, credit below; the lines of one step add up to 0.00.
public struct BillPosting: Hashable, Sendable {
  public let day: Day
  public let meaning: BillAccountMeaning
  public let amount: Amount
  /// Where the bank line stands in the cash-flow statement; nil on every other line.
  public let cashLine: BillCashLine?
}
