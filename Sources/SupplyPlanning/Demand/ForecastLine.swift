// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// How a quantity of a period becomes quantities of days 均化类型; the raw values are the codes planners know.
public enum ForecastSpreading: Int, Hashable, Sendable, CaseIterable {
  /// 不均化: all of it on the first day of the period.
  case none = 0
  /// 日均化: over the working days.
  case day = 1
  /// 周均化: over the weeks (Monday to Sunday) by their working days, each on its first working day.
  case week = 2
  /// 月均化: over the calendar months in the same way.
  case month = 3
  /// 时格均化: over the planner's own time buckets in the same way.
  case bucket = 4
}

/// How spread quantities become whole 均化取整. The sum of the parts is the quantity of the line in every case.
public enum SpreadRounding: Int, Hashable, Sendable, CaseIterable {
  /// 不取整: fractions stay.
  case none = 0
  /// 累计向上: the running total is rounded up, so that a part is never there too late: 100 over 16 days is 7, 6, 6, 6, 7, ….
  case cumulativeUp = 1
  /// 累计向下: the running total is rounded down: 6, 6, 6, 7, 6, ….
  case cumulativeDown = 2
  /// 最大余数: whole shares first, what is left to the largest remainders, the earlier first: 7, 7, 7, 7, 6, ….
  /// It is the rule by which a plan splits months into days (`Quantities.Allocation`).
  case largestRemainder = 3
}

/// Whether an item is made for stock or for an order 制造策略; orders write off forecasts of the strategies their scheme names.
public enum MakeStrategy: String, Hashable, Sendable, CaseIterable {
  /// 按库存生产.
  case toStock = "MTS"
  /// 按订单生产.
  case toOrder = "MTO"
  /// 按订单装配.
  case assembleToOrder = "ATO"
}

/// One line of a forecast order 预测单: so much of an item is expected to be asked for within these days.
public struct ForecastLine: Hashable, Sendable {
  /// Position of the item among the planned items.
  public let item: Int32
  /// First and last day the quantity is expected in.
  public let days: ClosedRange<Day>
  /// Units of the item, ≥ 0.
  public let quantity: Double
  public let spreading: ForecastSpreading
  public let rounding: SpreadRounding
  public let strategy: MakeStrategy
  /// Whose orders are expected; empty when anybody's.
  public let customer: String
  /// Where the forecast comes from (sales forecast, budget, …); schemes name sources in the order they are written off.
  public let source: String

  public init(
    item: Int32, days: ClosedRange<Day>, quantity: Double, spreading: ForecastSpreading = .none,
    rounding: SpreadRounding = .none, strategy: MakeStrategy = .toStock, customer: String = "",
    source: String = "forecast"
  ) {
    self.item = item
    self.days = days
    self.quantity = quantity
    self.spreading = spreading
    self.rounding = rounding
    self.strategy = strategy
    self.customer = customer
    self.source = source
  }
}

/// What a forecast line expects in some of its days, after spreading.
public struct ForecastPart: Hashable, Sendable {
  /// Position of the line among the forecast lines.
  public let line: Int32
  /// Item it is expected of: the line's, or its successor's.
  public let item: Int32
  /// The days it stands for; orders are as near to it as they are to these.
  public let days: ClosedRange<Day>
  /// The day on which it asks for stock.
  public let day: Day
  /// Units, above 0.
  public let quantity: Double

  public init(line: Int32, item: Int32, days: ClosedRange<Day>, day: Day, quantity: Double) {
    self.line = line
    self.item = item
    self.days = days
    self.day = day
    self.quantity = quantity
  }
}
