// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Units and money that lie together.
public struct StockValue: Hashable, Sendable {
  public let quantity: Double
  public let money: Double

  public init(quantity: Double, money: Double) {
    self.quantity = quantity
    self.money = money
  }
}

/// Stock by age 库龄, under the rule that what came first goes first: what is left is the newest of what came in.
///
/// - Parameters:
///   - onHand: units; below zero ages as nothing.
///   - receipts: day and units of what came in, in any order. Stock that they do not explain is older than all of them.
///   - limits: last age in days of each band, rising, such as 30, 60, 90, 180, 360; one more band holds what is older.
/// - Returns: one value a band, the youngest first; quantities sum to the stock.
public func ageStock(
  onHand: Double, receipts: [(day: Day, quantity: Double)], asOf day: Day, unitCost: Double, limits: [Int]
) -> [StockValue] {
  var bands = [Double](repeating: 0, count: limits.count + 1)
  var left = max(0, onHand)
  for receipt in receipts.filter({ $0.day <= day }).sorted(by: { $0.day > $1.day }) where left > 0 {
    let quantity = min(left, max(0, receipt.quantity))
    let age = receipt.day.distance(to: day)
    bands[limits.firstIndex { age <= $0 } ?? limits.count] += quantity
    left -= quantity
  }
  bands[limits.count] += left
  return bands.map { StockValue(quantity: $0, money: $0 * unitCost) }
}

/// What the plan's stock of an item costs to hold, and how much of it the forecast does not need.
public struct StockHealth: Hashable, Sendable {
  /// Average projected stock of the plan's days, days below zero as zero.
  public let average: StockValue
  /// What demand takes within the plan.
  public let used: StockValue
  /// Times a year stock turns over 周转率: yearly use ÷ average stock; infinite without stock, 0 without use.
  public let turnover: Double
  /// Days the average stock lasts 周转天数: 365 ÷ turnover.
  public let days: Double
  /// 呆滞: opening stock above what is kept and what is asked for within the plan.
  public let excess: StockValue
  /// Day of the plan on which opening stock and receipts are used up; nil when that does not happen within it.
  public let coverDay: Int32?
}

/// Health of one item's stock in a plan.
///
/// - Parameter unitCost: money a unit, standard cost or purchase price.
public func stockHealth(of item: Int, plan: SupplyPlan, unitCost: Double) -> StockHealth {
  let days = plan.dayCount
  let policy = plan.inputs.policies[item]
  var stock = 0.0
  var use = 0.0
  var firm = policy.openingStock
  var coverDay: Int32?
  for day in 0..<days {
    stock += max(0, plan.rows.stock[item][day])
    let gross = plan.grossRequirement(item, day)
    use += gross
    firm += plan.rows.scheduled[item][day] - gross
    if coverDay == nil, firm < -LotSize.tolerance { coverDay = Int32(day) }
  }
  let average = days > 0 ? stock / Double(days) : 0
  let yearly = days > 0 ? use * 365 / Double(days) : 0
  let turnover = average > 0 ? yearly / average : (yearly > 0 ? Double.infinity : 0)
  let excess = max(0, policy.openingStock - policy.safetyStock - use)
  return StockHealth(
    average: StockValue(quantity: average, money: average * unitCost), used: StockValue(quantity: use, money: use * unitCost),
    turnover: turnover, days: turnover > 0 ? 365 / turnover : .infinity,
    excess: StockValue(quantity: excess, money: excess * unitCost), coverDay: coverDay)
}
