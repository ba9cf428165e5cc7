// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// What is asked of an item on a day of the plan, and why.
public struct EndDemand: Hashable, Sendable {
  public enum Cause: Hashable, Sendable {
    /// Position of the order line.
    case order(Int32)
    /// Position of the forecast line.
    case forecast(Int32)
  }

  public let item: Int32
  /// Day of the plan, 0 the first. What was due earlier asks on day 0.
  public let day: Int32
  /// Units, above 0.
  public let quantity: Double
  public let cause: Cause

  public init(item: Int32, day: Int32, quantity: Double, cause: Cause) {
    self.item = item
    self.day = day
    self.quantity = quantity
    self.cause = cause
  }
}

/// Everything that demand planning reads.
public struct DemandInputs: Sendable {
  /// First and last day of the plan.
  public var days: ClosedRange<Day>
  public var forecasts: [ForecastLine] = []
  public var orders: [DemandOrder] = []
  public var links: [ProductLink] = []
  public var buckets: TimeBuckets
  /// Per item: its scheme and its fence. An item without a scheme nets nothing, one without a fence counts orders and forecasts on every day.
  public var schemes: [ConsumptionScheme?]
  public var fences: [DemandTimeFence?]

  public init(days: ClosedRange<Day>, itemCount: Int) {
    self.days = days
    self.buckets = TimeBuckets(first: days.lowerBound, lengths: [])
    self.schemes = Array(repeating: nil, count: itemCount)
    self.fences = Array(repeating: nil, count: itemCount)
  }
}

/// The demand of a plan with the ledger that explains it.
public struct DemandPlan: Sendable {
  public let ledger: ConsumptionLedger
  /// By item, then day, orders before forecasts, then position: the order in which demand is summed and served.
  public let demands: [EndDemand]
}

/// Spreads forecasts, follows product links, lets orders write off what they may, and says what is left to plan for.
///
/// Runs of write-offs happen day by day: on each day something came in or was cancelled, cancelled orders give back first, then every open order that came in so far takes what it
/// may and has not yet, by source, day and number. Parts wholly before the plan, and demand after it, are left out.
///
/// - Parameter weight: weight of a day for spreading, ≥ 0.
public func planDemand(_ inputs: DemandInputs, weight: (Day) -> Double) -> DemandPlan {
  var parts: [ForecastPart] = []
  for (number, line) in inputs.forecasts.enumerated() {
    parts += spread(line, number: Int32(number), buckets: inputs.buckets, weight: weight)
  }
  parts = follow(inputs.links, parts)
  var ledger = ConsumptionLedger(lines: inputs.forecasts, parts: parts)
  let first = inputs.days.lowerBound
  func rule(_ item: Int32, _ day: Day) -> DemandRule {
    let otherwise = DemandRule.both(inputs.schemes[Int(item)]?.direction ?? .none)
    return inputs.fences[Int(item)]?.rule(on: day, from: first) ?? otherwise
  }
  let orders = inputs.orders.indices.filter { inputs.schemes[Int(inputs.orders[$0].item)]?.rank(of: inputs.orders[$0]) != nil }
    .sorted { left, right in
      func key(_ number: Int) -> (Int, Day, Int) {
        let order = inputs.orders[number]
        return (inputs.schemes[Int(order.item)]?.rank(of: order) ?? 0, order.day, number)
      }
      return key(left) < key(right)
    }
  writeOff(orders, inputs: inputs, ledger: &ledger, rule: rule)
  return DemandPlan(ledger: ledger, demands: demands(inputs, ledger: ledger, rule: rule))
}

/// The runs of write-offs, day by day. `orders` stand in the order in which a run takes them.
private func writeOff(
  _ orders: [Int], inputs: DemandInputs, ledger: inout ConsumptionLedger, rule: (Int32, Day) -> DemandRule
) {
  let first = inputs.days.lowerBound
  var entered: [Day: [Int]] = [:]
  var cancelled: [Day: [Int]] = [:]
  var ofItem: [Int32: [Int]] = [:]
  for (turn, number) in orders.enumerated() {
    let order = inputs.orders[number]
    entered[order.enteredOn ?? first, default: []].append(turn)
    if let day = order.cancelledOn { cancelled[day, default: []].append(turn) }
    ofItem[order.item, default: []].append(turn)
  }
  for run in Set(entered.keys).union(cancelled.keys).sorted() {
    var turns = Set(entered[run] ?? [])
    for turn in cancelled[run] ?? [] {
      ledger.reverse(order: Int32(orders[turn]), on: run)
      // What was given back is there for every other order of the item.
      turns.formUnion(ofItem[inputs.orders[orders[turn]].item] ?? [])
    }
    for turn in turns.sorted() {
      let number = orders[turn]
      let order = inputs.orders[number]
      guard (order.enteredOn ?? first) <= run, (order.cancelledOn.map { $0 > run } ?? true) else { continue }
      let scheme = inputs.schemes[Int(order.item)] ?? ConsumptionScheme()
      ledger.writeOff(
        order, number: Int32(number), scheme: scheme, direction: direction(rule(order.item, order.day), scheme), on: run
      ) { rule($0.item, $0.day).isConsumed && $0.days.upperBound >= first }
    }
  }
}

/// An order outside its own "orders and forecast" segment looks as the scheme says; one that does not count takes nothing.
private func direction(_ rule: DemandRule, _ scheme: ConsumptionScheme) -> ConsumptionDirection {
  switch rule {
  case .orders: scheme.direction
  case .forecast: .none
  case .both(let direction): direction
  }
}

private func demands(
  _ inputs: DemandInputs, ledger: ConsumptionLedger, rule: (Int32, Day) -> DemandRule
) -> [EndDemand] {
  let (first, last) = (inputs.days.lowerBound, inputs.days.upperBound)
  var result: [EndDemand] = []
  func add(_ item: Int32, _ day: Day, _ quantity: Double, _ cause: EndDemand.Cause) {
    guard quantity > LotSize.tolerance, day <= last else { return }
    result.append(
      EndDemand(item: item, day: Int32(max(0, first.distance(to: day))), quantity: quantity, cause: cause))
  }
  for (number, order) in inputs.orders.enumerated() where order.cancelledOn == nil && rule(order.item, order.day).countsOrders {
    add(order.item, order.day, order.quantity, .order(Int32(number)))
  }
  for (position, part) in ledger.parts.enumerated()
  where part.days.upperBound >= first && rule(part.item, part.day).countsForecast {
    add(part.item, part.day, ledger.left[position], .forecast(part.line))
  }
  // A stable sort by item and day keeps orders before forecasts and the order given.
  return result.enumerated().sorted {
    ($0.element.item, $0.element.day, $0.offset) < ($1.element.item, $1.element.day, $1.offset)
  }.map(\.element)
}
