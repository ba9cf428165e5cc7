// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Testing

@Suite("Wages, assets and loans")
struct PeopleAndAssetsTests {
  @Test("The employer pays on a base between floor and ceiling")
  func employerContribution() {
    let place = EmployerContribution(insuranceRate: 0.25, housingFundRate: 0.07, floor: 5000, ceiling: 30000)
    #expect(abs(place.amount(salary: 10000) - 3200) < 1e-9)
    #expect(abs(place.amount(salary: 3000) - 1600) < 1e-9)
    #expect(abs(place.amount(salary: 50000) - 9600) < 1e-9)
    #expect(place.amount(salary: 0) == 0)
  }

  @Test("An addition is written off from the next month over its life, less its salvage value")
  func straightLine() {
    let additions: [Double] = [1200, 0, 0, 600, 0, 0]
    var depreciation = [Double](repeating: -1, count: 6)
    depreciateStraightLine(
      additions: additions, lifeMonths: 4, salvageRate: 0.05, months: 6, depreciation: &depreciation)
    #expect(depreciation == [0, 285, 285, 285, 427.5, 142.5])
    depreciateStraightLine(
      additions: additions, lifeMonths: 0, salvageRate: 0, months: 6, depreciation: &depreciation)
    #expect(depreciation.allSatisfy { $0 == 0 })
  }

  @Test("Wages are paid on the last working day when the pay day is off, in every month once")
  func payDays() {
    let first = Day(iso: "2026-11-01")!
    let works = (0..<426).map { first.adding(days: $0).weekday <= 5 }
    let weights = PayDays.monthly(dayOfMonth: 15, firstDay: first, isWorkingDay: works)
    #expect(weights[12] == 1, "15 November 2026 is a Sunday, Friday is the 13th")
    #expect(weights.reduce(0, +) == 14)
    let monthEnds = PayDays.monthly(dayOfMonth: 31, firstDay: first, isWorkingDay: works)
    #expect(monthEnds.reduce(0, +) == 14)
  }

  @Test("Taxes and the year-end bonus have their days")
  func taxAndBonusDays() {
    let first = Day(iso: "2026-11-01")!
    let works = (0..<426).map { first.adding(days: $0).weekday <= 5 }
    let taxes = PayDays.taxes(firstDay: first, isWorkingDay: works)
    #expect(taxes[15] == 1, "16 November 2026, as published")
    #expect(taxes.reduce(0, +) == 14)
    let bonus = PayDays.yearEndBonus(
      springFestivals: [Day(iso: "2026-02-17")!, Day(iso: "2027-02-06")!, Day(iso: "2028-01-26")!],
      workingDaysBefore: 5,
      firstDay: first, isWorkingDay: works)
    let paid = bonus.indices.filter { bonus[$0] == 1 }.map { first.adding(days: $0).description }
    #expect(paid == ["2027-02-01"])
  }
}
