// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Heads and pay by department and month: functions of the calendar alone.
struct Payroll {
  /// Employer's 五险一金 as a share of salaries.
  static let socialRate = 0.28
  /// Months of salary paid as year-end bonus.
  static let bonusMonths = 1.5

  let baseYear: Int

  func people(_ department: Int, _ month: Month) -> Int {
    let base = Department.all[department].people
    // A head in fifty more each year, and seasonal workers in the plant from March to July.
    let growth = base * 2 * (month.year - baseYear) / 100
    let season = department == 0 && (3...7).contains(month.month) ? base * 8 / 100 : 0
    return base + growth + season
  }

  /// Yuan a head and month.
  func salary(_ department: Int, _ year: Int) -> Int64 {
    let level = Catalogue.level(0.04, years: year - baseYear)
    return Int64((Double(Department.all[department].salary) * level / 10).rounded()) * 10
  }

  /// Salaries of a month, 分.
  func salaries(_ department: Int, _ month: Month) -> Int64 {
    Int64(people(department, month)) * salary(department, month.year) * 100
  }

  func social(_ department: Int, _ month: Month) -> Int64 { salaries(department, month) * 28 / 100 }

  /// A twelfth of the year-end bonus.
  func bonus(_ department: Int, _ month: Month) -> Int64 { salaries(department, month) / 8 }

  /// The day the bonus of the year before is paid: twelve days before the Spring Festival, a working day.
  func bonusDay(inYear year: Int) -> Day {
    WorkingDays.china.previousWorkday(onOrBefore: SpringFestival.day(inYear: year).adding(days: -12))
  }

  func table(_ timeline: DemoTimeline) -> FactTable {
    var rows = FactRows(
      .headcount, "department month people monthly_salary")
    for month in 0..<DemoTimeline.historyMonths {
      let period = timeline.month(month)
      for (number, department) in Department.all.enumerated() {
        rows.add([
          .text(department.code), .month(period), .pieces(Int64(people(number, period))),
          .number(salary(number, period.year) * 100),
        ])
      }
    }
    return rows.table
  }
}
