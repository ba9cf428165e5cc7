// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// From the orders of one period to those of the next, customer by customer:
/// before + new + returned + grown − shrunk − lost = now, to the cent.
public struct CustomerBridge: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    public var customers = 0
    /// Minor units; of shrunk and lost ones what fell away.
    public var amount: Int64 = 0
  }

  public struct Step: Hashable, Sendable {
    public let period: SalesPeriod
    public let before: Int64
    public let now: Int64
    /// 新客: never ordered before this period.
    public let new: Part
    /// 回流: ordered before, not in the period before.
    public let returned: Part
    /// 老客增长 and 下滑: ordered in both; alike ones are among the grown.
    public let grown: Part
    public let shrunk: Part
    /// 流失: ordered in the period before, not in this one.
    public let lost: Part
    /// Customers who ordered in both.
    public var kept: Int { grown.customers + shrunk.customers }
    /// The period is not over: nobody is lost for good yet.
    public let isWhole: Bool
  }

  public let steps: [Step]
}

extension SalesBooks {
  /// Bridges of the periods of a range, each from the period before it; 含税 by the day of the order.
  ///
  /// Who is new is told by all orders up to then and by the customer's record of the first order. What no document gives a customer is one
  /// customer of its own.
  ///
  /// - Parameter dimension: week, month, quarter or year; anything else is by month.
  /// - Throws: `SalesAnalysisError.sumTooLarge`.
  public func customerBridge(
    by dimension: SalesDimension = .month, in range: ClosedRange<Day>, asOf: Day, filters: [SalesFilter] = []
  ) throws(SalesAnalysisError) -> CustomerBridge {
    let time: SalesDimension = dimension.isTime && dimension != .day ? dimension : .month
    let first = SalesPeriod(time, holding: range.lowerBound)
    let from = SalesPeriod(time, holding: first.firstDay.adding(days: -1)).firstDay
    let last = SalesPeriod(time, holding: min(range.upperBound, asOf)).lastDay
    guard from <= last, first.firstDay <= asOf else { return CustomerBridge(steps: []) }
    let question = SalesQuestion(
      [.orderedInclTax], by: [.customer, time], in: from...last, asOf: asOf, filters: filters, rowLimit: SalesQuestion.mostRows)
    let work = try accumulate(question)
    _ = try totals(work)
    let firstEver = firstOrders()
    // Period by period, so that two of them are held at a time.
    var groups = [[Int]](repeating: [], count: work.key.periods.count)
    for (group, key) in work.table.keys.enumerated() { groups[work.key.values(key)[1] - 1].append(group) }
    func amounts(_ index: Int) -> [Int64?] {
      var result = [Int64?](repeating: nil, count: members.customer.count)
      for group in groups[index] { result[work.key.values(work.table.keys[group])[0]] = work.sums[group] }
      return result
    }
    var before = amounts(0)
    var steps: [CustomerBridge.Step] = []
    for (index, period) in work.key.periods.enumerated().dropFirst() {
      let now = amounts(index)
      steps.append(try SalesBooks.step(period, before: before, now: now, firstEver: firstEver, isWhole: period.lastDay <= asOf))
      before = now
    }
    return CustomerBridge(steps: steps)
  }

  private static func step(
    _ period: SalesPeriod, before: [Int64?], now: [Int64?], firstEver: [Int32], isWhole: Bool
  ) throws(SalesAnalysisError) -> CustomerBridge.Step {
    enum Kind: Int, CaseIterable { case new, returned, grown, shrunk, lost }
    var customers = [Int](repeating: 0, count: Kind.allCases.count)
    var amounts = [Int128](repeating: 0, count: Kind.allCases.count)
    var (old, new) = (Int128(0), Int128(0))
    for customer in now.indices {
      let (then, amount) = (before[customer].map { Int128($0) }, now[customer].map { Int128($0) })
      let change = (amount ?? 0) - (then ?? 0)
      let kind: Kind
      switch (then, amount) {
      case (nil, nil): continue
      case (nil, _): kind = firstEver[customer] >= period.firstDay.ordinal ? .new : .returned
      case (_, nil): kind = .lost
      default: kind = change >= 0 ? .grown : .shrunk
      }
      customers[kind.rawValue] += 1
      amounts[kind.rawValue] += kind == .lost || kind == .shrunk ? -change : change
      old += then ?? 0
      new += amount ?? 0
    }
    let sums = (amounts + [old, new]).compactMap { Int64(exactly: $0) }
    guard sums.count == amounts.count + 2 else { throw tooLarge }
    func part(_ kind: Kind) -> CustomerBridge.Part { CustomerBridge.Part(customers: customers[kind.rawValue], amount: sums[kind.rawValue]) }
    return CustomerBridge.Step(
      period: period, before: sums[amounts.count], now: sums[amounts.count + 1], new: part(.new), returned: part(.returned),
      grown: part(.grown), shrunk: part(.shrunk), lost: part(.lost), isWhole: isWhole)
  }

  /// The day of the first order of every customer, as documents or the customer's record tell, whichever is earlier.
  private func firstOrders() -> [Int32] {
    var result = members.firstOrderOfCustomer
    let customers = orders.lines.codes[BaseDimension.customer.rawValue]
    for row in customers.indices {
      let customer = Int(customers[row])
      result[customer] = min(result[customer], orders.lines.day[row])
    }
    return result
  }
}
