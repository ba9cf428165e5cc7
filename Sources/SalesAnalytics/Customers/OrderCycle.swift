// SPDX-License-Identifier: Apache-2.0
public import Calendars
import NumericalMethods

/// How often a customer orders, when the next order should come, and whether the silence is longer than theirs usually are.
public struct OrderCycle: Hashable, Sendable {
  /// Compared with the customer's own waits from order day to order day, never with others'.
  public enum Sign: String, CaseIterable, Hashable, Sendable {
    /// Fewer than three order days: nothing is said.
    case notKnown
    /// 正常: the silence is within nine of ten of their waits.
    case regular
    /// 偏晚: longer than that.
    case late
    /// 流失风险: longer than every wait before, and than twice the median one.
    case atRisk
    /// 疑似流失: longer than twice the longest wait, and than four median ones.
    case lost

    public var chineseName: String {
      switch self {
      case .notKnown: "订单太少"
      case .regular: "正常"
      case .late: "偏晚"
      case .atRisk: "流失风险"
      case .lost: "疑似流失"
      }
    }
    public var englishName: String {
      switch self {
      case .notKnown: "Too few orders"
      case .regular: "Regular"
      case .late: "Late"
      case .atRisk: "At risk"
      case .lost: "Probably lost"
      }
    }
  }

  public let customer: SalesMember
  /// Days on which something was ordered.
  public let orderDays: Int
  public let firstOrder: Day
  public let lastOrder: Day
  /// Days from the last order to the as-of day.
  public let silence: Int
  /// Median wait, calendar days; nil below three order days, as all that follows.
  public private(set) var medianWait: Double?
  /// Spread of the waits around it as a standard deviation, wild ones cut.
  public private(set) var spread: Double?
  /// Last order and the median wait.
  public private(set) var nextOrder: Day?
  /// Last order and the waits that one in ten is shorter, one in ten longer than.
  public private(set) var nextRange: ClosedRange<Day>?
  /// Days since `nextOrder`; 0 while it is still to come.
  public private(set) var overdueDays = 0
  /// (1 + waits at least as long as the silence) ÷ (1 + waits): how usual such a silence is for this customer.
  public private(set) var usualness: Double?
  public private(set) var sign = Sign.notKnown

  init(_ customer: SalesMember, days: [Int32], asOf: Day) {
    self.customer = customer
    orderDays = days.count
    firstOrder = Day(ordinal: days[0])
    lastOrder = Day(ordinal: days[days.count - 1])
    let silence = lastOrder.distance(to: asOf)
    self.silence = silence
    let waits = zip(days.dropFirst(), days).map { Double($0) - Double($1) }.sorted()
    guard days.count >= 3 else { return }
    let middle = OrderCycle.quantile(waits, 0.5)
    let (low, high) = (OrderCycle.quantile(waits, 0.1), OrderCycle.quantile(waits, 0.9))
    var scratch = [Double](repeating: 0, count: waits.count)
    medianWait = middle
    spread = robustSpread(waits.map { $0 - middle }, count: waits.count, scratch: &scratch)
    func after(_ wait: Double) -> Day { lastOrder.adding(days: Int(wait.rounded(.toNearestOrAwayFromZero))) }
    let next = after(middle)
    nextOrder = next
    nextRange = after(low)...after(high)
    overdueDays = max(0, next.distance(to: asOf))
    usualness = Double(1 + waits.reduce(0) { $0 + ($1 >= Double(silence) ? 1 : 0) }) / Double(1 + waits.count)
    let (wait, longest) = (Double(silence), waits[waits.count - 1])
    if wait > 2 * longest, wait > 4 * middle {
      sign = .lost
    } else if wait > longest, wait > 2 * middle {
      sign = .atRisk
    } else {
      sign = wait > high ? .late : .regular
    }
  }

  /// Of ascending values, between two of them in proportion (type 7 of Hyndman & Fan 1996).
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let (low, high) = (Int(place), min(Int(place) + 1, sorted.count - 1))
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}

extension SalesBooks {
  /// Cycles of all customers who ever ordered, by code.
  public func orderCycles(asOf: Day, filters: [SalesFilter] = []) -> [OrderCycle] {
    CustomerOrders(self, asOf: asOf, amounts: orders.inclusive, allows: passes(filters, orders.lines)).customers.compactMap { one in
      one.days.isEmpty ? nil : OrderCycle(members.customer.members[one.customer], days: one.days, asOf: asOf)
    }
  }
}
