// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// How an e-commerce platform settles: statements by cycle, paid some days after the statement, less its commission.
public struct PlatformSettlement: Hashable, Sendable {
  public enum Cycle: String, Hashable, Sendable, CaseIterable {
    /// 每日: each day is a statement.
    case daily
    /// 每周: Monday to Sunday.
    case weekly
    /// 半月: the 1st to the 15th, the 16th to the month's end.
    case halfMonthly
    /// 每月: a calendar month.
    case monthly

    public var label: Label {
      switch self {
      case .daily: Label("每日", "daily")
      case .weekly: Label("每周", "weekly")
      case .halfMonthly: Label("半月", "half-monthly")
      case .monthly: Label("每月", "monthly")
      }
    }

    /// As terms say it; a month's statement is 月结 with its own cut-off day.
    var termsWords: (chinese: String, english: String) {
      switch self {
      case .daily: ("日结", "daily")
      case .weekly: ("周结", "weekly")
      case .halfMonthly: ("半月结", "half-monthly")
      case .monthly: ("月结", "monthly")
      }
    }

    /// The statement period that a day lies in.
    public func period(of day: Day) -> ClosedRange<Day> {
      switch self {
      case .daily: return day...day
      case .weekly:
        let monday = day.adding(days: 1 - day.weekday)
        return monday...monday.adding(days: 6)
      case .halfMonthly:
        let month = day.monthOf
        let fifteenth = month.firstDay.adding(days: 14)
        return day <= fifteenth ? month.firstDay...fifteenth : fifteenth.adding(days: 1)...month.lastDay
      case .monthly: return day.monthOf.days
      }
    }
  }

  public let cycle: Cycle
  /// Days from the statement's last day to the payment.
  public let lagDays: Int
  /// True when the lag counts working days.
  public let lagIsWorkingDays: Bool
  /// Of the sales, 0…1, exact.
  public let commission: FixedPoint

  public init(cycle: Cycle, lagDays: Int = 0, lagIsWorkingDays: Bool = false, commission: FixedPoint = .zero) {
    self.cycle = cycle
    self.lagDays = min(max(lagDays, 0), 366)
    self.lagIsWorkingDays = lagIsWorkingDays
    self.commission = commission
  }

  /// One statement of a platform.
  public struct Statement: Hashable, Sendable {
    public let period: ClosedRange<Day>
    /// Sales less returns of the period, 含税.
    public let sales: Amount
    /// What the platform keeps; an expense with an invoice of its own, never a reduction of revenue.
    public let commission: Amount
    public let paidOn: Day
    /// What comes to the bank: sales − commission.
    public var cash: Amount { sales.subtracting(commission) ?? sales }
  }

  /// Gathers sales (returns below zero) into statements, by day ascending. Commission is rounded once a statement, half away from zero.
  ///
  /// - Parameter sales: 含税, in one currency.
  /// - Returns: statements with sales, ascending; nil when a sum leaves 64 bits.
  public func statements(of sales: [(day: Day, amount: Amount)], bankDays: WorkingDays) -> [Statement]? {
    var result: [Statement] = []
    var open: (period: ClosedRange<Day>, sum: Amount)?
    func closed(_ period: ClosedRange<Day>, _ sum: Amount) -> Statement? {
      guard let kept = sum.multiplied(by: commission), sum.subtracting(kept) != nil else { return nil }
      return Statement(period: period, sales: sum, commission: kept, paidOn: payDay(after: period.upperBound, bankDays: bankDays))
    }
    // Stable: sales of one day stay in their order, though a sum of whole 分 does not depend on it.
    for sale in sales.enumerated().sorted(by: { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }).map(\.element) {
      let period = cycle.period(of: sale.day)
      if let current = open, current.period == period {
        guard let sum = current.sum.adding(sale.amount) else { return nil }
        open = (period, sum)
      } else {
        if let current = open {
          guard let statement = closed(current.period, current.sum) else { return nil }
          result.append(statement)
        }
        open = (period, sale.amount)
      }
    }
    if let current = open {
      guard let statement = closed(current.period, current.sum) else { return nil }
      result.append(statement)
    }
    return result
  }

  /// The bank day on which a statement that ends on `day` is paid.
  public func payDay(after day: Day, bankDays: WorkingDays) -> Day {
    lagIsWorkingDays && lagDays > 0
      ? bankDays.adding(workdays: lagDays, to: day) : bankDays.nextWorkday(onOrAfter: day.adding(days: lagDays))
  }
}
