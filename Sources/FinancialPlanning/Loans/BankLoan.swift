// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// A bank loan 银行借款: principal, rate by year, interest paid by the month or the quarter, exact.
///
/// Interest runs by calendar days over 360 and is settled 结息 on the 20th of the settlement month and paid on the 21st; the last is paid with
/// the principal. Each settlement is rounded once, whatever happened to the balance in between.
public struct BankLoan: Hashable, Sendable {
  public enum Settlement: Int, Hashable, Sendable {
    case monthly = 1
    case quarterly = 3
  }

  /// One payment to the bank.
  public struct Payment: Hashable, Sendable {
    public let day: Day
    public let interest: Amount
    public let principal: Amount
    /// Owed after it.
    public let balance: Amount
  }

  public let principal: Amount
  public let drawnOn: Day
  public let maturesOn: Day
  /// 0.0345
  public let annualRate: FixedPoint
  public let settlement: Settlement
  public let dayBasis: Int
  /// Repayments before maturity, ascending; what is left is repaid then.
  public let repayments: [Repayment]

  public struct Repayment: Hashable, Sendable {
    public let day: Day
    public let amount: Amount

    public init(on day: Day, _ amount: Amount) {
      self.day = day
      self.amount = amount
    }
  }

  public init(
    principal: Amount, drawnOn: Day, maturesOn: Day, annualRate: FixedPoint, settlement: Settlement = .quarterly, dayBasis: Int = 360,
    repayments: [Repayment] = []
  ) {
    self.principal = principal
    self.drawnOn = drawnOn
    self.maturesOn = max(drawnOn, maturesOn)
    self.annualRate = annualRate
    self.settlement = settlement
    self.dayBasis = max(1, dayBasis)
    self.repayments = repayments.filter { $0.day > drawnOn && $0.day < maturesOn }.sorted { $0.day < $1.day }
  }

  /// Repayments in `count` equal parts by month from the drawing, split by largest remainder; the last one is the maturity's.
  public static func equalParts(
    principal: Amount, drawnOn: Day, months count: Int, annualRate: FixedPoint, settlement: Settlement = .monthly
  ) -> BankLoan {
    let parts = Allocation.split(principal, by: [Int64](repeating: 1, count: max(1, count)))
    let days = (1...max(1, count)).map { BillTenor(months: $0).maturity(drawnOn: drawnOn) }
    return BankLoan(
      principal: principal, drawnOn: drawnOn, maturesOn: days[days.count - 1], annualRate: annualRate, settlement: settlement,
      repayments: zip(days, parts).dropLast().map { Repayment(on: $0, $1) })
  }

  /// All payments, ascending. On a day of both, interest and principal stand in one.
  ///
  /// - Returns: nil when a product leaves 128 bits, or more is repaid than is owed.
  public func payments() -> [Payment]? {
    var balance = principal.minorUnits
    var owedDays: Int128 = 0
    var last = drawnOn
    var result: [Payment] = []
    for day in days() {
      owedDays += Int128(balance) * Int128(last.distance(to: day))
      last = day
      let isSettled = day == maturesOn || settlesOn(day)
      guard
        let interest = isSettled
          ? Interest.amount(principalDays: owedDays, annualRate: annualRate, dayBasis: dayBasis, principal.currency) : zero
      else { return nil }
      if isSettled { owedDays = 0 }
      let repaid = day == maturesOn ? balance : repayments.filter { $0.day == day }.reduce(0) { $0 + $1.amount.minorUnits }
      guard repaid <= balance else { return nil }
      balance -= repaid
      result.append(
        Payment(
          day: day, interest: interest, principal: Amount(minorUnits: repaid, currency: principal.currency),
          balance: Amount(minorUnits: balance, currency: principal.currency)))
    }
    return result
  }

  private var zero: Amount { Amount(minorUnits: 0, currency: principal.currency) }

  /// The day after the 20th of a settlement month.
  private func settlesOn(_ day: Day) -> Bool {
    day.dayOfMonth == 21 && (settlement == .monthly || day.month % settlement.rawValue == 0) && day > drawnOn
  }

  private func days() -> [Day] {
    var result = Swift.Set(repayments.map(\.day)).union([maturesOn])
    for month in drawnOn.monthOf...maturesOn.monthOf {
      let day = PaymentTerms.day(21, of: month)
      if settlesOn(day), day < maturesOn { result.insert(day) }
    }
    return result.sorted()
  }
}
