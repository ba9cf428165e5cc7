// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// One piece of money that comes or goes on a day: the least that the cash plan is made of.
public struct CashEntry: Sendable {
  public enum Source: String, Sendable, CaseIterable {
    /// An open invoice to a customer, or the bill it will be paid with.
    case invoice
    /// A bill in hand that matures.
    case bill
    /// A bill of our own that matures.
    case ownBill = "own-bill"
    case purchaseInvoice = "purchase-invoice"
    case purchaseOrder = "purchase-order"
    /// Orders in hand that are still to be shipped.
    case backlog
    case loan
    case payroll
    case tax
    /// Between two accounts of the company: one entry out, one in.
    case transfer
    /// Typed by somebody, or by a rule where no document says.
    case typed
    /// A measure of the plan without a document yet.
    case plan
    /// Single 分 that rounding of many parts leaves.
    case rounding
  }

  /// 已知 there is a document or a law; 已签约 an order or a contract; 预测 the plan expects it.
  public enum Certainty: String, Sendable, CaseIterable { case known, contracted, forecast }

  /// What the day of money from customers rests on.
  public enum Timing: String, Sendable, CaseIterable {
    /// 单据: the document names its due day.
    case document
    /// 约定: payment terms.
    case agreed
    /// 学得: receipts, because nothing was agreed.
    case learnt
    /// 约定与学得: customers of both kinds together.
    case mixed
    /// 曲线: the collection profile that stands in the plan.
    case profile
    /// 推定: 30 days, because nothing is known.
    case assumed
  }

  /// Line of the cash plan: `cash_suppliers`.
  public let line: String
  public let day: Day
  public let label: BilingualText
  public let counterparty: BilingualText?
  /// What it adds to the account, 分; below zero when money leaves.
  public let amount: Int64
  public let source: Source
  public let certainty: Certainty
  /// nil for what customers do not pay.
  public let timing: Timing?
  /// It was due before the day the plan is seen from.
  public let isOverdue: Bool
  /// The day the document says; nil without one.
  public let dueOn: Day?
  /// Position in the accounts; nil when the company has none.
  public internal(set) var account: Int?
  /// `invoice:FP2610-0012`; nil without one.
  public let document: String?
  /// The cell that explains it.
  public let cell: String?
}
