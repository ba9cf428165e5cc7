// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Loans, chosen so that the money never ran dry in the past and runs short once, about seven weeks ahead.
///
/// The path of the money without loans is known, because the simulation runs on beyond the history. One loan falls due
/// on `shortfallDay`; what the owners put in at the start is set so that the balance after that day lies under the
/// minimum line and before it above. Seasonal loans fill the holes of the past.
struct Financing {
  struct Loan {
    var code = ""
    let bank: String
    let drawn: Day
    let matures: Day
    let principal: Int64
    let rate: Double
    let limit: Int64
  }

  /// The line the treasurer must not go under: 3,000 万, 分.
  static let minimumCash: Int64 = 3_000_000_000
  static let gap: Int64 = 1_400_000_000
  private static let layer: Int64 = 1_000_000_000
  static let standing: Int64 = 2_000_000_000

  private(set) var loans: [Loan] = []
  private(set) var maturing: Int64 = 0
  let shortfallDay: Int
  let timeline: DemoTimeline

  /// - Parameter path: unrestricted money at the end of each day without any loan and with nothing at the start.
  init(timeline: DemoTimeline, path: [Int64]) {
    self.timeline = timeline
    shortfallDay = timeline.index(WorkingDays.china.nextWorkday(onOrAfter: timeline.today.adding(days: 47)))
    let start = Financing.minimumCash - Financing.gap - Financing.standing - path[shortfallDay]
    let level = path.map { $0 + start + Financing.standing }
    let before = level[(timeline.cutIndex + 1)..<shortfallDay].min() ?? 0
    let missing = Financing.minimumCash + 1_200_000_000 - before
    // Whole 500 万.
    let step: Int64 = 500_000_000
    maturing = max(3 * step, (missing + step - 1) / step * step)
    addChain("示例银行", maturing, timeline.day(shortfallDay), 0.0345)
    addChain("示例商业银行", Financing.standing, timeline.day(shortfallDay).adding(days: 150), 0.0365)
    addSeasonal(level)
    loans.sort { ($0.drawn, $0.matures, $0.principal) < ($1.drawn, $1.matures, $1.principal) }
    for index in loans.indices { loans[index].code = "JK-" + padded(index + 1, 3) }
  }

  /// One-year loans, each renewed on the day it falls due, up to the one that falls due on `last`.
  private mutating func addChain(_ bank: String, _ principal: Int64, _ last: Day, _ rate: Double) {
    var matures = last
    while matures >= timeline.start {
      let drawn = WorkingDays.china.nextWorkday(onOrAfter: matures.adding(days: -365))
      loans.append(
        Loan(
          bank: bank, drawn: drawn, matures: matures, principal: principal, rate: rate,
          limit: principal + 3_000_000_000))
      matures = drawn
    }
  }

  /// Months in which the money would have been under the line: a loan for each run, in layers of 1,000 万.
  private mutating func addSeasonal(_ level: [Int64]) {
    var needs = [Int64](repeating: 0, count: DemoTimeline.historyMonths)
    for month in needs.indices {
      let first = timeline.firstDayOfMonth[month]
      let days = first..<(first + timeline.dayCount(inMonth: month))
      let lowest = days.map { level[$0] + maturing }.min() ?? 0
      let missing = Financing.minimumCash + 300_000_000 - lowest
      needs[month] = max(0, (missing + Financing.layer - 1) / Financing.layer)
    }
    let height = needs.max() ?? 0
    for layer in 0..<height {
      var month = 0
      while month < needs.count {
        guard needs[month] > layer else {
          month += 1
          continue
        }
        var end = month
        // Twelve months at most; a gap of a month is not worth repaying for.
        while end + 1 < needs.count, end - month < 11,
          needs[end + 1] > layer || (end + 2 < needs.count && needs[end + 2] > layer)
        {
          end += 1
        }
        let drawn = timeline.month(month).firstDay
        let matures = WorkingDays.china.previousWorkday(onOrBefore: timeline.month(end).lastDay)
        loans.append(
          Loan(
            bank: "示例农商银行", drawn: drawn, matures: matures, principal: Financing.layer, rate: 0.0375,
            limit: 15_000_000_000))
        month = end + 1
      }
    }
  }

  func table() -> FactTable {
    var rows = FactRows(
      .loans, "code bank drawn_on matures_on principal annual_rate credit_limit")
    for loan in loans where loan.drawn <= timeline.cut {
      rows.add([
        .text(loan.code), .text(loan.bank), .day(loan.drawn), .day(loan.matures), .number(loan.principal),
        .rate(loan.rate), .number(loan.limit),
      ])
    }
    return rows.table
  }
}

extension Books {
  mutating func bookLoans(_ financing: Financing) {
    for loan in financing.loans {
      if loan.drawn < timeline.start {
        ledger.open(.loans, -loan.principal)
      } else {
        cash(timeline.index(loan.drawn), loan.principal, .loans, loan.bank, "借款 " + loan.code, .borrowing)
      }
      cash(timeline.index(loan.matures), -loan.principal, .loans, loan.bank, "还款 " + loan.code, .repayment)
    }
    for month in 0..<timeline.monthCount {
      let day = timeline.month(month).firstDay.adding(days: 20)
      var interest: Int64 = 0
      for loan in financing.loans where loan.drawn <= day && day < loan.matures {
        interest += Int64((Double(loan.principal) * loan.rate / 12).rounded())
      }
      cash(workday(month, 21), -interest, .financeExpense, "银行", "贷款利息", .interest, department: 9)
    }
  }

  /// Every May the owners take what they took before: a steady dividend.
  mutating func bookDividends(_ amount: Int64) {
    for month in 0..<timeline.monthCount where timeline.month(month).month == 5 {
      cash(workday(month, 22), -amount, .retained, "股东", "分红", .interest)
    }
  }

  /// Platform money goes to the main account the working day after it came.
  mutating func sweepPlatformMoney() {
    var days: [Int: Int64] = [:]
    for flow in flows where flow.account == .general && flow.amount > 0 {
      days[flow.day, default: 0] += flow.amount
    }
    for day in days.keys.sorted() {
      let next = timeline.index(WorkingDays.china.nextWorkday(onOrAfter: timeline.day(day + 1)))
      move(next, days[day] ?? 0, from: .general, to: .basic, "资金归集")
    }
  }
}
