// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Quantities

extension FillInputs {
  /// Loans that are out at the cutoff and what existing assets will be depreciated by.
  mutating func fillLoansAndAssets() throws(StoreError) {
    let loans = try facts.table(.loans)
    let (drawn, matures) = (loans["drawn_on"], loans["matures_on"])
    let (principal, rate) = (loans["principal"], loans["annual_rate"])
    var out: [(drawn: Month, repaid: Month, amount: Int64, rate: Double)] = []
    for row in 0..<loans.rowCount {
      guard let from = drawn.day(row), let to = matures.day(row) else { continue }
      let amount = principal.integers[row]
      if from.monthOf > calendar.cutoff {
        sheet.addMoney("loan_draws", [], from, amount, .fact("loans"))
      } else if to <= calendar.cutoff.lastDay {
        continue
      }
      sheet.addMoney("loan_repayments", [], to, amount, .fact("loans"))
      out.append((from.monthOf, to.monthOf, amount, rate.double(row) ?? 0))
    }
    fillLoanRate(out)
    try fillDepreciation()
  }

  /// Each month bears the interest of the loans that are out at its beginning: their mean rate by what is owed. Months without a loan keep the rate before,
  /// those before the first loan have that one's.
  private mutating func fillLoanRate(_ loans: [(drawn: Month, repaid: Month, amount: Int64, rate: Double)]) {
    var known: Double?
    for index in 0..<calendar.monthCount {
      let month = calendar.month(at: index)
      guard month > calendar.cutoff else { continue }
      let owed = loans.filter { $0.drawn < month && $0.repaid >= month && $0.amount > 0 }
      let total = owed.reduce(0.0) { $0 + Double($1.amount) }
      if total > 0 { known = owed.reduce(0.0) { $0 + Double($1.amount) * $1.rate } / total }
      if let rate = known ?? loans.min(by: { $0.drawn < $1.drawn })?.rate { sheet.set("loan_rate", [], at: month, rate, .fact("loans")) }
    }
  }

  /// Straight line from the month after acquisition; the last month takes what rounding left.
  private mutating func fillDepreciation() throws(StoreError) {
    let assets = try facts.table(.fixedAssets)
    let (acquired, cost) = (assets["acquired_on"], assets["cost"])
    let (life, salvage) = (assets["life_months"], assets["salvage_rate"])
    for row in 0..<assets.rowCount {
      guard let on = acquired.day(row), let months = life.integer(row), months > 0, months <= 1_200 else {
        continue
      }
      let rest = Double(cost.integers[row]) * (1 - (salvage.double(row) ?? 0))
      let monthly = hundredths(rest / 100 / Double(months))
      for index in 0..<calendar.monthCount {
        let month = calendar.month(at: index)
        let age = on.monthOf.distance(to: month)
        guard month > calendar.cutoff, age >= 1, age <= Int(months) else { continue }
        sheet.addMoney("existing_depreciation", [], month, monthly, .fact("fixed-assets"))
      }
    }
  }

  /// Which days work is done, wages and taxes are paid, interest is taken.
  mutating func fillDayWeights() {
    guard calendar.dayCount > 0 else { return }
    let days = (0..<calendar.dayCount).map { calendar.day(at: $0) }
    let works = days.map { workingDays.isWorkday($0) }
    let payDay = Int(drivers.value("salary_pay_day") ?? 10)
    let contributionDay = Int(drivers.value("social_insurance_pay_day") ?? Double(payDay))
    let festivals = (calendar.firstDay.year...calendar.lastMonth.year).compactMap {
      Festival.springFestival.day(in: $0)
    }
    let bonusDays = Int(drivers.value("bonus_days_before_spring_festival") ?? 10)
    let bonus = PayDays.yearEndBonus(
      springFestivals: festivals, workingDaysBefore: bonusDays, firstDay: calendar.firstDay,
      isWorkingDay: works)
    let weights: [(String, [Double])] = [
      ("working_day_weight", works.map { $0 ? 1 : 0 }),
      (
        "pay_day_weight",
        PayDays.monthly(dayOfMonth: payDay, firstDay: calendar.firstDay, isWorkingDay: works)
      ),
      (
        "contribution_day_weight",
        PayDays.monthly(dayOfMonth: contributionDay, firstDay: calendar.firstDay, isWorkingDay: works)
      ),
      ("settlement_day_weight", PayDays.incomeTaxSettlement(firstDay: calendar.firstDay, isWorkingDay: works)),
      ("tax_day_weight", PayDays.taxes(firstDay: calendar.firstDay, isWorkingDay: works)),
      ("bonus_day_weight", bonus),
      (
        "interest_day_weight",
        PayDays.monthly(dayOfMonth: 20, firstDay: calendar.firstDay, isWorkingDay: works)
      ),
    ]
    for (measure, values) in weights {
      for (day, value) in zip(days, values) where value > 0 {
        sheet.add(measure, [], day, value, .rule("calendar of China"))
      }
    }
    for (day, value) in zip(days, bonus) where value > 0 && day.month <= 2 {
      sheet.set("bonus_month", [], at: day.monthOf, Double(day.month), .rule("Spring Festival"))
    }
  }
}
