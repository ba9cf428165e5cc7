// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Formulas
import Planning

/// 资金: the balance by day, week or month with what came in and went out, in all and by account, in 分 as shown.
public struct CashView: Sendable {
  public enum Grain: String, Sendable { case day, week, month }

  public struct Line: Sendable {
    public let key: String
    public let label: BilingualText
    /// 1 in, −1 out.
    public let sign: Int
  }

  /// An account with the lines of the plan that go through it.
  public struct Account: Sendable {
    /// Empty for what is on no account.
    public let code: String
    public let name: BilingualText
    /// Before the first period.
    public let opening: Int64
    /// Blocked, at the cutoff; never part of the balance.
    public let restricted: Int64
    public let isRestricted: Bool
    /// Keys of lines, with the share of that kind of money that the account carried in the last twelve months; nil when another rule sent it here.
    public let lines: [(key: String, share: Double?)]
  }

  /// One account in one period.
  public struct AccountPeriod: Sendable {
    public let received: Int64
    public let paid: Int64
    public let closing: Int64
  }

  public struct Period: Sendable {
    public let id: String
    public let label: BilingualText
    /// Its first day.
    public let from: Day
    public let opening: Int64
    public let closing: Int64
    public let isBelowMinimum: Bool
    /// Blocked for bills of our own at the end; beside the balance, never part of it.
    public let restricted: Int64
    /// By line, in their order; positive in the line's own direction.
    public let amounts: [Int64]
    /// By account, in their order.
    public let accounts: [AccountPeriod]
  }

  public let minimum: Int64
  public let opening: Int64
  public let firstShortfall: CashShortfall?
  public let lines: [Line]
  public let accounts: [Account]
  public let periods: [Period]
}

extension Workspace {
  static let cashLines: [(name: String, sign: Int)] = [
    ("cash_collected", 1), ("cash_suppliers", -1), ("cash_deposits", 1), ("cash_conversion", -1), ("cash_wages", -1), ("cash_bonus", -1),
    ("cash_wage_tax", -1),
    ("cash_expenses", -1), ("cash_taxes", -1), ("cash_capex", -1), ("cash_interest", -1), ("cash_other", 1),
    ("cash_financing", 1),
  ]

  /// The cash plan of the plan or of a scenario.
  ///
  /// - Throws: `CycleError.scenarioNotKnown`; `StoreError`; `PlanningError` when the model has no cash plan by day.
  func cashBook(_ proof: Authorized<To.ViewCash>, scenario: Int64?) throws -> CashBook {
    let facts = try cashFacts()
    let state = try state(of: scenario, proof)
    return try CashBook(
      state, facts, today: planningDay,
      transfers: transfers.standing.filter { $0.day >= state.calendar.firstDay && state.calendar.index(of: $0.day) != nil })
  }

  /// Thirteen weeks of days or weeks from the planning day, or all months of the plan.
  ///
  /// A longer period is the sum of its days, so opening + lines = closing exactly, in all and by account.
  /// - Parameter scenario: nil for the plan.
  /// - Throws: `CycleError.scenarioNotKnown`; `StoreError`; `PlanningError` when the model has no cash plan by day.
  public func cashView(_ proof: Authorized<To.ViewCash>, grain: CashView.Grain, scenario: Int64? = nil) throws -> CashView {
    let book = try cashBook(proof, scenario: scenario)
    let engine = book.plan.engine
    let minimum = hundredths(try engine.value("minimum_cash", at: .total, period: nil) ?? 0)
    let money = book.accountCash()
    let closings = money.map(\.closing)
    let restricted = try book.restricted()
    let periods = cashPeriods(grain).map { label, id, range in
      CashView.Period(
        id: id, label: label, from: plan.calendar.day(at: range.lowerBound),
        opening: range.lowerBound == 0 ? book.opening : book.balance[range.lowerBound - 1], closing: book.balance[range.upperBound - 1],
        isBelowMinimum: book.balance[range].contains { $0 < minimum }, restricted: restricted[range.upperBound - 1],
        amounts: book.amounts.map { $0[range].reduce(0, +) },
        accounts: money.indices.map { place in
          CashView.AccountPeriod(
            received: money[place].received[range].reduce(0, +), paid: money[place].paid[range].reduce(0, +),
            closing: closings[place][range.upperBound - 1])
        })
    }
    let start = cashPeriods(grain).first?.2.lowerBound ?? 0
    return CashView(
      minimum: minimum, opening: periods.first?.opening ?? book.opening, firstShortfall: book.plan.firstShortfall(from: planningDay),
      lines: Self.cashLines.map { line in
        let names = engine.model.measure(named: line.name).map { BilingualText(engine.model.measures[$0].names) }
        return CashView.Line(key: line.name, label: names ?? BilingualText(name: line.name), sign: line.sign)
      },
      accounts: money.indices.map { place in
        book.account(place, opening: start == 0 ? money[place].opening : closings[place][start - 1])
      },
      periods: periods)
  }

  private func cashPeriods(_ grain: CashView.Grain) -> [(BilingualText, String, Range<Int>)] {
    let calendar = plan.calendar
    let start = max(0, calendar.firstDay.distance(to: planningDay))
    switch grain {
    case .day:
      return (start..<min(start + 91, calendar.dayCount)).map { index in
        let day = calendar.day(at: index)
        return (BilingualText("\(day.month)/\(day.dayOfMonth)", "\(day.month)/\(day.dayOfMonth)"), day.description, index..<(index + 1))
      }
    case .week:
      return (0..<13).compactMap { week in
        let lower = start + week * 7
        guard lower < calendar.dayCount else { return nil }
        let day = calendar.day(at: lower)
        return (
          BilingualText("第\(week + 1)周 \(day.month)/\(day.dayOfMonth)", "W\(week + 1) \(day.month)/\(day.dayOfMonth)"),
          day.description, lower..<min(lower + 7, calendar.dayCount)
        )
      }
    case .month:
      return (calendar.actualCount..<calendar.monthCount).compactMap { index in
        let range = calendar.days(ofMonthAt: index)
        guard !range.isEmpty else { return nil }
        let period = PlanPeriod.month(calendar.month(at: index))
        return (period.label, period.column, range)
      }
    }
  }

  /// The days that a period of the cash view covers; nil when it is not one.
  func cashRange(_ id: String, grain: CashView.Grain) -> Range<Int>? {
    cashPeriods(grain).first { $0.1 == id }?.2
  }
}
