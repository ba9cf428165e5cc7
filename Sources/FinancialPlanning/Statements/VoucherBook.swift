// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// One line of a voucher 凭证, exact to the 分.
public struct VoucherLine: Hashable, Sendable {
  /// As written, digits only.
  public let code: String
  /// The chart's account that it belongs to; nil where the chart has none: counted nowhere, and said so.
  public let account: ChartAccount?
  /// Customer, supplier, bank …; empty where none was given.
  public let partner: String
  /// Minor units: debit above zero, credit below. Red storno 红字 keeps its side with the other sign.
  public let debit: Int64
  /// True when it stands on the credit side: a red credit is below zero there and above zero in `debit`.
  public let isCreditSide: Bool
  /// What the cash was for; on lines of cash accounts.
  public let cashFlow: CashFlowItem?
  public let place: TextPlace

  public init(
    code: String, account: ChartAccount?, partner: String, debit: Int64, isCreditSide: Bool, cashFlow: CashFlowItem? = nil,
    place: TextPlace = .whole
  ) {
    self.code = code
    self.account = account
    self.partner = partner
    self.debit = debit
    self.isCreditSide = isCreditSide
    self.cashFlow = cashFlow
    self.place = place
  }

  public var meaning: AccountMeaning? { account?.meaning }
}

/// A balanced set of lines of one day.
public struct Voucher: Hashable, Sendable {
  public let day: Day
  /// `记-12`
  public let number: String
  public let text: String
  public let lines: [VoucherLine]
  public let place: TextPlace

  public init(day: Day, number: String, text: String, lines: [VoucherLine], place: TextPlace = .whole) {
    self.day = day
    self.number = number
    self.text = text
    self.lines = lines
    self.place = place
  }

  /// True for 结转本年利润: it moves profit within the books and is no profit or loss itself.
  public var isClosing: Bool {
    lines.contains { $0.meaning == .profitOfYear } && lines.contains { $0.meaning?.group == .profitAndLoss }
  }
}

/// Balances of a first day and the vouchers since, of one company and one currency.
public struct VoucherBook: Hashable, Sendable {
  public let company: String
  public let chart: ChartOfAccounts
  public let openingDay: Day
  public let opening: [VoucherLine]
  /// By day, in the order they were given.
  public let vouchers: [Voucher]

  /// Vouchers that do not balance, lines without an account and sums beyond 64 bits are the reader's to refuse; `VoucherBookReader` does.
  public init(company: String, chart: ChartOfAccounts, openingDay: Day, opening: [VoucherLine], vouchers: [Voucher]) {
    self.company = company
    self.chart = chart
    self.openingDay = openingDay
    self.opening = opening
    self.vouchers = vouchers.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
  }

  /// The days that have vouchers; the opening day where there are none.
  public var days: ClosedRange<Day> {
    let first = min(openingDay, vouchers.first?.day ?? openingDay)
    return first...max(first, vouchers.last?.day ?? first)
  }
}
