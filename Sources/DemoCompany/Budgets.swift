// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// This year's approved budget and next year's draft: sales by item, region and month, expenses by department and month.
struct Budgets {
  let timeline: DemoTimeline
  let catalogue: Catalogue
  let demand: Demand
  let payroll: Payroll
  /// Net sales of the last twelve months of history, 分.
  let annualRevenue: Int64

  static func version(_ year: Int) -> String { String(year) + "预算" }

  func table(seed: UInt64) -> FactTable {
    var random = SeededStream(seed: seed, label: "budgets")
    var rows = FactRows(
      .budgets,
      "version measure month item family territory department account quantity amount_incl_tax "
        + "amount_excl_tax status")
    let year = timeline.today.year
    // Ambition: what the budget asks beyond the trend, by region.
    for (version, status, stretch) in [(year, "已审批", 1.07), (year + 1, "编制中", 1.06)] {
      let ambition = Customers.regions.map { _ in stretch * random.factor(0.012) }
      addSales(version, status, ambition, &rows, &random)
      addExpenses(version, status, stretch, &rows)
    }
    return rows.table
  }

  /// Expected pieces of a month; beyond the simulation, the same month a year before and the trend.
  private func expected(_ item: Int, _ region: Int, _ month: Month) -> Double {
    var index = timeline.firstMonth.distance(to: month)
    var level = 1.0
    while index >= timeline.monthCount {
      index -= 12
      level *= 1 + Seasons.yearlyGrowth
    }
    return demand.byRegion[item][region][index] * level
  }

  private func addSales(
    _ year: Int, _ status: String, _ ambition: [Double], _ rows: inout FactRows, _ random: inout SeededStream
  ) {
    for item in catalogue.goods {
      let taste = random.factor(0.05)
      for region in Customers.regions.indices {
        let price = catalogue.price(item, region: region, year: year)
        for number in 1...12 {
          let month = Month(year: year, month: number)
          let quantity = Int64((expected(item, region, month) * ambition[region] * taste).rounded())
          let gross = price / 10_000 * quantity
          rows.add([
            .text(Budgets.version(year)), .text("销售收入"), .month(month), .text(catalogue.items[item].code),
            .text(catalogue.items[item].family), .text(Customers.regions[region].code), nil, .text("6001"),
            .pieces(quantity), .number(gross), .number(Tax.split(gross).net), .text(status),
          ])
        }
      }
    }
  }

  private func addExpenses(_ year: Int, _ status: String, _ stretch: Double, _ rows: inout FactRows) {
    let growth = Catalogue.level(Seasons.yearlyGrowth, years: year - timeline.cut.year)
    for number in 1...12 {
      let month = Month(year: year, month: number)
      let share = monthShare(month)
      let revenue = Int64(Double(annualRevenue) * growth * stretch * share)
      for (index, department) in Department.all.enumerated() {
        let pay = payroll.salaries(index, month)
        let other = Books.otherSpending(
          index, month, people: payroll.people(index, month), revenue: revenue, baseYear: payroll.baseYear)
        var lines: [(String, Int64)] = [
          ("薪酬", pay + payroll.social(index, month) + payroll.bonus(index, month)), ("部门费用", other),
        ]
        if index == 3 { lines.append(("运费", revenue * 19 / 1000)) }
        if index == 7 { lines.append(("广告与推广", revenue * 16 / 1000)) }
        for (measure, amount) in lines {
          rows.add([
            .text(Budgets.version(year)), .text(measure), .month(month), nil, nil, nil,
            .text(department.code),
            .text(department.kind.account.code), nil, nil, .number(amount / 100_000 * 100_000), .text(status),
          ])
        }
      }
    }
  }

  /// The share of a month in a year's expected sales at list prices.
  private func monthShare(_ month: Month) -> Double {
    func value(_ month: Month) -> Double {
      catalogue.goods.reduce(0.0) { sum, item in
        let pieces = Customers.regions.indices.reduce(0.0) { $0 + expected(item, $1, month) }
        return sum + pieces * Double(catalogue.items[item].listPrice)
      }
    }
    let year = (1...12).reduce(0.0) { $0 + value(Month(year: month.year, month: $1)) }
    return value(month) / year
  }
}
