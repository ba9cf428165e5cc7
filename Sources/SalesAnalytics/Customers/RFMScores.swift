// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// RFM: how lately, how often and for how much each customer ordered within a window; five is best.
///
/// A score is 5 less the whole fifths of customers that are better: with n customers and k better ones, 5 − ⌊5 k ÷ n⌋. Alike customers have
/// the same score, the better one. Customers without an order in the window have none.
public struct RFMScores: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public let customer: SalesMember
    public let lastOrder: Day
    /// Days from the last order to the as-of day.
    public let recencyDays: Int
    /// Distinct orders.
    public let orders: Int
    /// Ordered 含税, minor units.
    public let amount: Int64
    public let recency: Int
    public let frequency: Int
    public let monetary: Int
    public let segment: Segment
  }

  /// A score of 4 or 5 is high.
  public enum Segment: String, CaseIterable, Hashable, Sendable {
    /// 重要价值: lately, often, much.
    case champion
    /// 重要发展: lately and much, not often.
    case promising
    /// 重要保持: often and much, not lately.
    case keep
    /// 重要挽留: much, neither lately nor often.
    case winBack
    /// 一般价值: lately and often, not much.
    case steadySmall
    /// 一般发展: lately alone.
    case newSmall
    /// 一般保持: often alone.
    case fadingSmall
    /// 一般挽留: none of them.
    case sleeping

    public var chineseName: String {
      switch self {
      case .champion: "重要价值客户"
      case .promising: "重要发展客户"
      case .keep: "重要保持客户"
      case .winBack: "重要挽留客户"
      case .steadySmall: "一般价值客户"
      case .newSmall: "一般发展客户"
      case .fadingSmall: "一般保持客户"
      case .sleeping: "一般挽留客户"
      }
    }

    public var englishName: String {
      switch self {
      case .champion: "Best: lately, often, much"
      case .promising: "To develop: lately and much"
      case .keep: "To keep: often and much"
      case .winBack: "To win back: much, long ago"
      case .steadySmall: "Small and steady"
      case .newSmall: "Small and new"
      case .fadingSmall: "Small and fading"
      case .sleeping: "Small and asleep"
      }
    }

    init(recency: Int, frequency: Int, monetary: Int) {
      switch (recency >= 4, frequency >= 4, monetary >= 4) {
      case (true, true, true): self = .champion
      case (true, false, true): self = .promising
      case (false, true, true): self = .keep
      case (false, false, true): self = .winBack
      case (true, true, false): self = .steadySmall
      case (true, false, false): self = .newSmall
      case (false, true, false): self = .fadingSmall
      case (false, false, false): self = .sleeping
      }
    }
  }

  /// By code.
  public let entries: [Entry]

  /// Scores of values, the larger the better.
  static func scores(_ values: [Int64]) -> [Int] {
    let sorted = values.sorted()
    return values.map { value in
      // How many are strictly better: those behind the last one alike.
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] <= value { low = middle + 1 } else { high = middle }
      }
      return 5 - 5 * (sorted.count - low) / sorted.count
    }
  }
}

extension SalesBooks {
  /// - Throws: `SalesAnalysisError.sumTooLarge`.
  public func rfm(in window: ClosedRange<Day>, asOf: Day, filters: [SalesFilter] = []) throws(SalesAnalysisError) -> RFMScores {
    let known = CustomerOrders(self, window: window, asOf: asOf, amounts: orders.inclusive, allows: passes(filters, orders.lines))
    let scored = known.customers.compactMap { one in one.lastInWindow.map { (one, $0) } }
    if scored.contains(where: { $0.0.amount == Exact.tooLarge }) { throw SalesBooks.tooLarge }
    let recency = RFMScores.scores(scored.map { Int64($0.1) })
    let frequency = RFMScores.scores(scored.map { Int64($0.0.orders) })
    let monetary = RFMScores.scores(scored.map(\.0.amount))
    return RFMScores(
      entries: scored.enumerated().map { index, one in
        let last = Day(ordinal: one.1)
        return RFMScores.Entry(
          customer: members.customer.members[one.0.customer], lastOrder: last, recencyDays: last.distance(to: asOf), orders: one.0.orders,
          amount: one.0.amount, recency: recency[index], frequency: frequency[index], monetary: monetary[index],
          segment: RFMScores.Segment(recency: recency[index], frequency: frequency[index], monetary: monetary[index]))
      })
  }
}
