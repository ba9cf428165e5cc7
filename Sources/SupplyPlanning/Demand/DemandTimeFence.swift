// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// In which direction of time an order looks for a forecast to write off; what covers the order's own day always comes first.
public enum ConsumptionDirection: String, Hashable, Sendable, CaseIterable {
  /// 不冲销.
  case none
  /// 向前冲销: forecasts of earlier days, the nearest first.
  case backward
  /// 向后冲销: forecasts of later days, the nearest first.
  case forward
  case backwardThenForward = "backward-then-forward"
  case forwardThenBackward = "forward-then-backward"

  /// Whether later days are looked at, and whether they come before earlier ones.
  var looks: (backward: Bool, forward: Bool, forwardFirst: Bool) {
    switch self {
    case .none: (false, false, false)
    case .backward: (true, false, false)
    case .forward: (false, true, true)
    case .backwardThenForward: (true, true, false)
    case .forwardThenBackward: (true, true, true)
    }
  }
}

/// What counts as demand.
public enum DemandRule: Hashable, Sendable {
  /// 客户订单: orders alone; forecasts of these days are left out.
  case orders
  /// 预测: forecasts alone, in full; orders of these days are left out.
  case forecast
  /// 订单 + 预测: orders, and what they leave of the forecasts.
  case both(ConsumptionDirection)

  var countsOrders: Bool { self != .forecast }
  var countsForecast: Bool { self != .orders }
  /// Whether orders may write off forecasts of these days. Those of an orders-only segment too: they count for nothing, and an order that is covered by
  /// them must not eat a later one.
  var isConsumed: Bool {
    switch self {
    case .orders: true
    case .forecast: false
    case .both(let direction): direction != .none
    }
  }
}

/// What counts as demand, by distance from the first day of the plan 需求时栅.
public struct DemandTimeFence: Hashable, Sendable {
  public struct Segment: Hashable, Sendable {
    /// Calendar days of the segment; the next one begins after them.
    public let days: Int32
    public let rule: DemandRule

    public init(days: Int32, rule: DemandRule) {
      self.days = max(0, days)
      self.rule = rule
    }
  }

  /// From the first day of the plan on, one after another.
  public let segments: [Segment]
  /// What counts after the last segment.
  public let beyond: DemandRule

  public init(segments: [Segment], beyond: DemandRule) {
    self.segments = segments
    self.beyond = beyond
  }

  /// The rule for a day; days before the plan begins are treated as its first day.
  public func rule(on day: Day, from first: Day) -> DemandRule {
    let offset = max(0, first.distance(to: day))
    var end = 0
    for segment in segments {
      end += Int(segment.days)
      if offset < end { return segment.rule }
    }
    return beyond
  }
}
