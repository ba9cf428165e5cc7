// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// How the forecast of one item meets its orders, in a plan whose forecast comes by months.
public struct ForecastPolicy: Sendable {
  /// nil: the forecast keeps the days it comes with.
  public var spreading: ForecastSpreading?
  public var rounding: SpreadRounding
  /// nil: orders write nothing off.
  public var scheme: ConsumptionScheme?
  /// 需求时界: calendar days from the first day of the plan on which orders alone count.
  public var fenceDays: Int32

  public init(
    spreading: ForecastSpreading? = nil, rounding: SpreadRounding = .none, scheme: ConsumptionScheme? = nil, fenceDays: Int32 = 0
  ) {
    self.spreading = spreading
    self.rounding = rounding
    self.scheme = scheme
    self.fenceDays = max(0, fenceDays)
  }

  /// Whether the forecast counts as it comes, in full.
  public var isPlain: Bool { spreading == nil && scheme == nil && fenceDays == 0 }

  /// Orders alone within the fence; behind it orders, and what they leave of the forecast.
  var fence: DemandTimeFence? {
    guard fenceDays > 0 else { return nil }
    return DemandTimeFence(
      segments: [DemandTimeFence.Segment(days: fenceDays, rule: .orders)], beyond: .both(scheme?.direction ?? .none))
  }
}

/// The forecast of one item by day, and what became of it: left + written off + dropped = expected.
public struct ConsumedForecast: Sendable {
  /// After spreading, before any order.
  public internal(set) var expected: [Double]
  /// What is still to be planned for.
  public internal(set) var left: [Double]
  /// Taken by orders.
  public internal(set) var writtenOff: [Double]
  /// Within the fence and taken by nobody.
  public internal(set) var dropped: [Double]
  /// Every write-off as a row; empty for a forecast that counts as it comes.
  public internal(set) var ledger: ConsumptionLedger
  /// Day of the plan of each order that the rows name.
  public internal(set) var orderDays: [Int]
}

/// Spreads the months of one item's forecast, lets its orders write off what they may and leaves out what lies within its fence.
///
/// A month that expects less than nothing (deals that moved away) cannot be written off: it keeps its days.
///
/// - Parameters:
///   - months: days of the plan of each month, and the units expected in it.
///   - daily: the same forecast by day, as it comes.
///   - orders: open orders by day, units.
///   - weight: of a day of the plan, ≥ 0, for spreading.
public func consumeForecast(
  firstDay: Day, months: [(days: Range<Int>, quantity: Double)], daily: [Double], orders: [Double], policy: ForecastPolicy,
  weight: (Int) -> Double
) -> ConsumedForecast {
  var result = ConsumedForecast(
    expected: daily, left: daily, writtenOff: Array(repeating: 0, count: daily.count),
    dropped: Array(repeating: 0, count: daily.count), ledger: ConsumptionLedger(lines: [], parts: []), orderDays: [])
  guard !policy.isPlain, let last = daily.indices.last else { return result }
  var inputs = DemandInputs(days: firstDay...firstDay.adding(days: last), itemCount: 1)
  inputs.schemes = [policy.scheme]
  inputs.fences = [policy.fence]
  inputs.buckets = TimeBuckets(first: firstDay, lengths: [])
  for month in months where month.quantity > 0 && !month.days.isEmpty {
    inputs.forecasts += lines(of: month, firstDay: firstDay, daily: daily, policy: policy)
    for day in month.days { (result.expected[day], result.left[day]) = (0, 0) }
  }
  result.orderDays = orders.indices.filter { orders[$0] > 0 }
  inputs.orders = result.orderDays.map {
    DemandOrder(item: 0, day: firstDay.adding(days: $0), quantity: orders[$0])
  }
  let plan = planDemand(inputs) { weight(firstDay.distance(to: $0)) }
  for (position, part) in plan.ledger.parts.enumerated() {
    let day = firstDay.distance(to: part.day)
    let left = plan.ledger.left[position]
    result.expected[day] += part.quantity
    result.writtenOff[day] += part.quantity - left
    if policy.fence?.rule(on: part.day, from: firstDay).countsForecast ?? true {
      result.left[day] += left
    } else {
      result.dropped[day] += left
    }
  }
  result.ledger = plan.ledger
  return result
}

/// A month as one line to be spread, or as a line for each day it comes with.
private func lines(
  of month: (days: Range<Int>, quantity: Double), firstDay: Day, daily: [Double], policy: ForecastPolicy
) -> [ForecastLine] {
  guard let spreading = policy.spreading else {
    return month.days.filter { daily[$0] > 0 }.map { position in
      let day = firstDay.adding(days: position)
      return ForecastLine(item: 0, days: day...day, quantity: daily[position])
    }
  }
  return [
    ForecastLine(
      item: 0, days: firstDay.adding(days: month.days.lowerBound)...firstDay.adding(days: month.days.upperBound - 1),
      quantity: month.quantity, spreading: spreading, rounding: policy.rounding)
  ]
}
