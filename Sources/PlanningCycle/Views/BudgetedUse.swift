// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
import SupplyPlanning

/// 预算用量: what the budgeted sales of some months call for of every item, by the bills valid on the first day of each month.
struct BudgetedUse {
  /// By item position, ten-thousandths.
  let units: [Int64]
  /// Budget rows of sales that name no item or no quantity: nothing follows from them here.
  let leftOut: Int

  /// nil where a month has no row with item and quantity, or the bills run in a circle.
  init?(_ plan: PlanState, _ months: ClosedRange<Month>) {
    let rows = plan.budgets.sales.filter { months.contains($0.month) }
    guard !rows.isEmpty, let bill = try? plan.billOfMaterials() else { return nil }
    var sold: [Month: [Int64]] = [:]
    var leftOut = 0
    for row in rows {
      guard let item = row.item, let quantity = row.quantity else {
        leftOut += 1
        continue
      }
      sold[row.month, default: Array(repeating: 0, count: bill.itemCount)][item] += quantity
    }
    var needed = [Double](repeating: 0, count: bill.itemCount)
    var month = months.lowerBound
    while month <= months.upperBound {
      guard let quantities = sold[month] else { return nil }
      let day = Int32(clamping: plan.calendar.firstDay.distance(to: month.firstDay))
      let called = explodeDemand(bill: bill, units: quantities.map { Double($0) / 10_000 }, day: day)
      for item in needed.indices { needed[item] += called[item] }
      month = month.adding(months: 1)
    }
    units = needed.map { hundredths($0 * 100) }
    self.leftOut = leftOut
  }
}
