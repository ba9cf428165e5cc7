// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// One line of demand that somebody asked for: a sales order, a transfer, a delivery notice.
public struct DemandOrder: Hashable, Sendable {
  /// Position of the item among the planned items.
  public let item: Int32
  /// The day it asks for.
  public let day: Day
  /// Open units, ≥ 0.
  public let quantity: Double
  public let strategy: MakeStrategy
  /// Who asks; empty when not told.
  public let customer: String
  /// Kind of document; schemes name sources in the order they write off.
  public let source: String
  /// When it came in; nil is the first day of the plan.
  public let enteredOn: Day?
  /// When it was cancelled; nil while it is open. A cancelled order asks for nothing and gives back what it wrote off.
  public let cancelledOn: Day?

  public init(
    item: Int32, day: Day, quantity: Double, strategy: MakeStrategy = .toStock, customer: String = "",
    source: String = "sales", enteredOn: Day? = nil, cancelledOn: Day? = nil
  ) {
    self.item = item
    self.day = day
    self.quantity = quantity
    self.strategy = strategy
    self.customer = customer
    self.source = source
    self.enteredOn = enteredOn
    self.cancelledOn = cancelledOn
  }
}

/// Which orders write off which forecasts 冲销方案.
public struct ConsumptionScheme: Hashable, Sendable {
  /// Sources whose orders write off, the first first; empty: all, equal.
  public var orderSources: [String] = []
  /// Sources whose forecasts are written off, the first first; empty: all, equal.
  public var forecastSources: [String] = []
  /// Strategies of orders that write off; empty: all.
  public var orderStrategies: Set<MakeStrategy> = []
  /// Strategies of forecasts that are written off; empty: all.
  public var forecastStrategies: Set<MakeStrategy> = []
  /// Calendar days an order may look back to the last day of a forecast, and ahead to its first day.
  public var backwardDays: Int = 0
  public var forwardDays: Int = 0
  /// Which way first; the segment of a demand time fence that an order lies in may say otherwise.
  public var direction: ConsumptionDirection = .backwardThenForward
  /// Whether an order may write off less than its whole quantity.
  public var takesPartly = true
  /// Whether a forecast for a customer is left to that customer's orders.
  public var matchesCustomer = false

  public init() {}

  /// Place of an order among those of a day's run; nil when the scheme does not take it.
  func rank(of order: DemandOrder) -> Int? {
    guard orderStrategies.isEmpty || orderStrategies.contains(order.strategy) else { return nil }
    return orderSources.isEmpty ? 0 : orderSources.firstIndex(of: order.source)
  }

  /// Place of a forecast among those an order may write off; nil when the scheme does not offer it.
  func rank(of line: ForecastLine, for order: DemandOrder) -> Int? {
    guard forecastStrategies.isEmpty || forecastStrategies.contains(line.strategy) else { return nil }
    guard !matchesCustomer || line.customer.isEmpty || line.customer == order.customer else { return nil }
    return forecastSources.isEmpty ? 0 : forecastSources.firstIndex(of: line.source)
  }
}
