// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import FinancialPlanning
import Formulas
import Planning
public import Quantities

/// 借款: each loan with what its bank takes on which day, and by month or quarter what the plan draws, repays and pays in interest.
public struct LoansView: Sendable {
  public enum Grain: String, Sendable { case month, quarter }

  public struct Line: Sendable {
    public let code: String
    public let bank: BilingualText?
    public let drawnOn: Day
    public let maturesOn: Day
    /// 分.
    public let principal: Int64
    /// A year; nil when it is not known, and there is no schedule then.
    public let rate: FixedPoint?
    /// Days of a year that interest is counted by: 360 or 365.
    public let dayBasis: Int
    public let settlement: BankLoan.Settlement
    /// From the day it is seen from, ascending: exact, by days, on the bank day on or after the 21st.
    public let payments: [Payment]
    /// Undrawn of its line, 分; nil when the bank names none.
    public let free: Int64?
  }

  public struct Payment: Sendable {
    public let day: Day
    /// 分.
    public let interest: Int64
    public let principal: Int64
    /// Owed after it.
    public let balance: Int64
  }

  public struct Period: Sendable {
    public let id: String
    public let label: BilingualText
    /// 分; what somebody typed is among them.
    public let opening: Int64
    public let drawn: Int64
    public let repaid: Int64
    /// As the plan pays it, on the interest day.
    public let interest: Int64
    /// As banks will count it by days for the loans that are known.
    public let scheduled: Int64
    public var closing: Int64 { opening + drawn - repaid }
  }

  public let today: Day
  /// By code.
  public let lines: [Line]
  /// Of the plan's months ahead.
  public let periods: [Period]
}

extension Workspace {
  /// - Parameter scenario: nil for the plan.
  /// - Throws: `CycleError.scenarioNotKnown`; `StoreError`; `PlanningError` when the model has no loans.
  public func loansView(_ proof: Authorized<To.ViewCash>, grain: LoansView.Grain, scenario: Int64? = nil) throws -> LoansView {
    let book = try cashBook(proof, scenario: scenario)
    var outOfBank: [String: Int64] = [:]
    for loan in book.facts.loans where loan.drawn <= book.today && loan.matures > book.today {
      if let bank = loan.bank { outOfBank[bank, default: 0] += loan.principal }
    }
    let lines = book.facts.loans.map { loan in
      LoansView.Line(
        code: loan.code, bank: loan.bank.map { BilingualText($0, "Lender of \(loan.code)") }, drawnOn: loan.drawn, maturesOn: loan.matures,
        principal: loan.principal, rate: loan.rate, dayBasis: loan.dayBasis, settlement: loan.settlement,
        payments: book.schedule(of: loan).filter { $0.day >= book.today },
        free: loan.limit.map { max(0, $0 - (loan.bank.flatMap { outOfBank[$0] } ?? 0)) })
    }
    return LoansView(today: book.today, lines: lines, periods: try book.loanPeriods(grain))
  }
}

extension CashBook {
  /// What a loan's bank takes, day by day, moved to bank days; empty without a rate.
  func schedule(of loan: CashFacts.Loan) -> [LoansView.Payment] {
    guard let rate = loan.rate else { return [] }
    let known = BankLoan(
      principal: Amount(minorUnits: loan.principal, currency: .cny), drawnOn: loan.drawn, maturesOn: loan.matures, annualRate: rate,
      settlement: loan.settlement, dayBasis: loan.dayBasis)
    return (known.payments() ?? []).map {
      LoansView.Payment(
        day: bankDays.nextWorkday(onOrAfter: $0.day), interest: $0.interest.minorUnits, principal: $0.principal.minorUnits,
        balance: $0.balance.minorUnits)
    }
  }

  func loanPeriods(_ grain: LoansView.Grain) throws(PlanningError) -> [LoansView.Period] {
    let calendar = plan.calendar
    let (draws, repayments) = (input("loan_draws").map { hundredths($0) }, input("loan_repayments").map { hundredths($0) })
    let interest = total("cash_interest")
    var scheduled: [Month: Int64] = [:]
    for payment in facts.loans.flatMap({ schedule(of: $0) }) { scheduled[payment.day.monthOf, default: 0] += payment.interest }
    var owed = hundredths(try plan.engine.value("loans", at: .total, period: .month(plan.cutoff)) ?? 0)
    func sum(_ days: [Int64], _ range: Range<Int>) -> Int64 { range.upperBound <= days.count ? days[range].reduce(0, +) : 0 }
    var result: [LoansView.Period] = []
    var months = Array(calendar.actualCount..<calendar.monthCount)
    while let first = months.first {
      let start = calendar.month(at: first)
      let quarter = (start.month - 1) / 3
      let inside =
        grain == .month
        ? [first]
        : months.filter {
          let month = calendar.month(at: $0)
          return month.year == start.year && (month.month - 1) / 3 == quarter
        }
      months.removeFirst(inside.count)
      let ranges = inside.map { calendar.days(ofMonthAt: $0) }
      let period: PlanPeriod = grain == .month ? .month(start) : .quarter(year: start.year, quarter + 1)
      let one = LoansView.Period(
        id: period.column, label: period.label, opening: owed, drawn: ranges.reduce(0) { $0 + sum(draws, $1) },
        repaid: ranges.reduce(0) { $0 + sum(repayments, $1) }, interest: ranges.reduce(0) { $0 + sum(interest, $1) },
        scheduled: inside.reduce(0) { $0 + (scheduled[calendar.month(at: $1)] ?? 0) })
      result.append(one)
      owed = one.closing
    }
    return result
  }

  /// Interest by loan on the interest day of each month: what is owed at the month's beginning at its own rate, as in the plan; typed draws come as the rest.
  func interestEntries() -> [CashEntry] {
    var list = list("cash_interest")
    let totals = total("cash_interest")
    for day in totals.indices where totals[day] != 0 {
      let on = days.first.adding(days: day)
      let start = on.monthOf.firstDay
      for loan in facts.loans where loan.drawn < start && loan.matures >= start {
        guard let rate = loan.rate else { continue }
        let amount = hundredths(Double(loan.principal) / 100 * rate.doubleValue / 12)
        list.add(
          amount, on: day, BilingualText("利息 \(loan.code)", "Interest of loan \(loan.code)"),
          CashEntryList.Kind(source: .loan, certainty: .contracted),
          counterparty: loan.bank.map { BilingualText($0, "Lender of \(loan.code)") }, cell: "interest@\(on.monthOf)")
      }
    }
    list.fill(
      CashEntryList.Kind(source: .plan, certainty: .contracted), to: totals, BilingualText("利息", "Interest"),
      cell: { "cash_interest@\($0)" })
    list.close(to: totals, BilingualText("利息", "Interest")) { "cash_interest@\($0)" }
    return list.entries
  }
}
