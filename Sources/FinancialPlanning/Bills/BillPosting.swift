// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// One line of an entry, by what its account means: debit above zero, credit below; the lines of one step add up to 0.00.
public struct BillPosting: Hashable, Sendable {
  public let day: Day
  public let meaning: AccountMeaning
  public let amount: Amount
  /// What the cash was for; nil on every line that is no cash.
  public let cashFlow: CashFlowItem?
  /// The customer or supplier of the line; empty where none is meant.
  public let partner: String
}
