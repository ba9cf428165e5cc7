// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

extension Books {
  /// What a department spends besides pay, freight and advertising, 分.
  static func otherSpending(_ department: Int, _ month: Month, people: Int, revenue: Int64, baseYear: Int)
    -> Int64
  {
    let data = Department.all[department]
    let level = Catalogue.level(0.02, years: month.year - baseYear)
    let steady = Double(data.perHead * people + data.fixed) * level
    return Int64(steady.rounded()) * 100 + Int64((Double(revenue) * data.revenueShare).rounded())
  }

  /// Pay, social insurance, bonus, department spending and depreciation.
  mutating func bookRunningCosts(revenue: [Int64]) {
    openPayroll()
    for month in 0..<timeline.monthCount {
      let period = timeline.month(month)
      var salaries: Int64 = 0
      var social: Int64 = 0
      for (number, department) in Department.all.enumerated() {
        let pay = payroll.salaries(number, period)
        let insurance = payroll.social(number, period)
        salaries += pay
        social += insurance
        ledger.post(
          month: month, debit: department.kind.account, credit: .payroll,
          pay + insurance + payroll.bonus(number, period), department: number)
        let other = Books.otherSpending(
          number, period, people: payroll.people(number, period), revenue: revenue[month],
          baseYear: payroll.baseYear)
        cash(
          workday(month, 18), -other, department.kind.account, department.name, "部门费用", .other,
          department: number)
      }
      cash(workday(month + 1, 15), -salaries, .payroll, "全体员工", "工资 " + period.description, .staff)
      cash(workday(month + 1, 20), -social, .payroll, "社保与公积金中心", "五险一金 " + period.description, .staff)
      if period.month == 1 || period.month == 2 { payBonus(period.year, month) }
    }
    bookDepreciation()
  }

  /// The bonus of the year before, before the Spring Festival of this one.
  private mutating func payBonus(_ year: Int, _ month: Int) {
    let day = payroll.bonusDay(inYear: year)
    guard timeline.monthIndex(day) == month else { return }
    cash(timeline.index(day), -bonusOf(year - 1), .payroll, "全体员工", "年终奖 " + String(year - 1), .staff)
  }

  private func bonusOf(_ year: Int) -> Int64 {
    (1...12).reduce(0) { sum, month in
      sum + Department.all.indices.reduce(0) { $0 + payroll.bonus($1, Month(year: year, month: month)) }
    }
  }

  /// Pay of the last month and bonus earned but not paid when the books begin.
  private mutating func openPayroll() {
    let before = timeline.firstMonth.adding(months: -1)
    var owed: Int64 = 0
    var salaries: Int64 = 0
    var social: Int64 = 0
    for department in Department.all.indices {
      salaries += payroll.salaries(department, before)
      social += payroll.social(department, before)
    }
    owed += salaries + social
    cash(workday(0, 15), -salaries, .payroll, "全体员工", "工资 " + before.description, .staff)
    cash(workday(0, 20), -social, .payroll, "社保与公积金中心", "五险一金 " + before.description, .staff)
    let year = timeline.firstMonth.year
    if payroll.bonusDay(inYear: year) >= timeline.start { owed += bonusOf(year - 1) }
    var month = Month(year: year, month: 1)
    while month < timeline.firstMonth {
      owed += Department.all.indices.reduce(0) { $0 + payroll.bonus($1, month) }
      month = month.adding(months: 1)
    }
    ledger.open(.payroll, -owed)
  }

  private mutating func bookDepreciation() {
    let before = timeline.firstMonth.adding(months: -1)
    for asset in assets.all {
      if asset.acquired < timeline.start {
        ledger.open(.fixedAssets, asset.cost)
        ledger.open(.depreciation, -asset.accumulated(through: before))
      }
      let account = Department.all[asset.department].kind.account
      for month in 0..<timeline.monthCount {
        ledger.post(
          month: month, debit: account, credit: .depreciation, asset.depreciation(in: timeline.month(month)),
          department: asset.department)
      }
    }
  }

  /// What the plant cost beyond what products took up goes to cost of sales, month by month.
  mutating func clearOverhead() {
    for month in 0..<timeline.monthCount {
      let rest = ledger.movement(.manufacturingOverhead, month)
      if rest > 0 {
        ledger.post(month: month, debit: .costOfSales, credit: .manufacturingOverhead, rest)
      } else {
        ledger.post(month: month, debit: .manufacturingOverhead, credit: .costOfSales, -rest)
      }
    }
  }

  /// The last day to declare and pay the taxes of a month, in the next one.
  private func taxDay(after month: Int) -> Int {
    timeline.index(TaxFilingDays.lastDay(in: timeline.month(month + 1), workingDays: .china).day)
  }

  /// VAT of a month (output less input, less what was carried over) and its surcharges, paid in the middle of the next.
  mutating func bookTurnoverTaxes() {
    for month in 0..<timeline.monthCount {
      let owed = -ledger.balance(.valueAddedTax, month)
      guard owed > 0 else { continue }
      let surcharges = owed * 12 / 100
      ledger.post(month: month, debit: .surcharges, credit: .surchargesPayable, surcharges)
      let day = taxDay(after: month)
      let period = timeline.month(month).description
      cash(day, -owed, .valueAddedTax, "税务局", "增值税 " + period, .taxes)
      cash(day, -surcharges, .surchargesPayable, "税务局", "城建税及附加 " + period, .taxes)
    }
  }

  /// 15 % (a high-technology company) of the year's profit so far, prepaid after each quarter.
  mutating func bookIncomeTax() {
    var profit: Int64 = 0
    var accrued: Int64 = 0
    for month in 0..<timeline.monthCount {
      let period = timeline.month(month)
      if period.month == 1 {
        profit = 0
        accrued = 0
      }
      profit += ledger.profit(month)
      let due = max(0, profit) * 15 / 100 - accrued
      accrued += due
      if due >= 0 {
        ledger.post(month: month, debit: .incomeTax, credit: .incomeTaxPayable, due)
      } else {
        ledger.post(month: month, debit: .incomeTaxPayable, credit: .incomeTax, -due)
      }
      guard period.month % 3 == 0 else { continue }
      let owed = -ledger.balance(.incomeTaxPayable, month)
      if owed > 0 {
        cash(taxDay(after: month), -owed, .incomeTaxPayable, "税务局", "企业所得税 " + period.description, .taxes)
      }
    }
  }
}
