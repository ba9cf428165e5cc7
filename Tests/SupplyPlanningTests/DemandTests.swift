// SPDX-License-Identifier: Apache-2.0
import Calendars
import SupplyPlanning
import Testing

func day(_ text: String) -> Day { Day(iso: text)! }

/// Sees a wrong sum, a wrong day or a wrong rounding code; does not see a calendar whose notices are wrong.
@Suite("Forecast orders are spread over days")
struct SpreadTests {
  func february(_ spreading: ForecastSpreading, _ rounding: SpreadRounding, quantity: Double = 100) -> [ForecastPart] {
    let line = ForecastLine(
      item: 0, days: day("2026-02-01")...day("2026-02-28"), quantity: quantity, spreading: spreading, rounding: rounding)
    return spread(line, number: 0, buckets: TimeBuckets(first: day("2026-02-02"), lengths: [5, 12, 30])) {
      WorkingDays.china.isWorkday($0) ? 1 : 0
    }
  }

  @Test("100 over February 2026 is 16 working days, two of them make-up Saturdays; every code keeps the 100")
  func february2026() {
    let none = february(.day, .none)
    #expect(none.map(\.day.dayOfMonth) == [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 24, 25, 26, 27, 28])
    #expect(none.allSatisfy { $0.quantity == 6.25 })
    #expect(february(.day, .cumulativeUp).map(\.quantity) == [7, 6, 6, 6, 7, 6, 6, 6, 7, 6, 6, 6, 7, 6, 6, 6])
    #expect(february(.day, .cumulativeDown).map(\.quantity) == [6, 6, 6, 7, 6, 6, 6, 7, 6, 6, 6, 7, 6, 6, 6, 7])
    #expect(february(.day, .largestRemainder).map(\.quantity) == [7, 7, 7, 7, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6])
    for rounding in SpreadRounding.allCases {
      #expect(february(.day, rounding).reduce(0) { $0 + $1.quantity } == 100)
    }
  }

  @Test("Weeks, months and buckets weigh their working days and stand on the first of them")
  func groups() {
    let weeks = february(.week, .cumulativeUp)
    #expect(weeks.map(\.day.dayOfMonth) == [2, 9, 24], "5, 6 and 5 working days; the holiday week asks for nothing")
    #expect(weeks.map(\.quantity) == [32, 37, 31])
    #expect(february(.week, .cumulativeDown).map(\.quantity) == [31, 37, 32])
    #expect(february(.week, .largestRemainder).map(\.quantity) == [31, 38, 31])
    #expect(february(.month, .none).map(\.day) == [day("2026-02-02")])
    #expect(february(.none, .none).map(\.day) == [day("2026-02-01")], "not spread: on the first day, worked or not")
    let buckets = february(.bucket, .none)
    #expect(buckets.map(\.day.dayOfMonth) == [2, 9, 24], "2–6, 7–18, 19–20 March")
    #expect(buckets.map(\.quantity) == [31.25, 37.5, 31.25])
  }

  @Test("A forecast for the holidays alone falls on every day; a fraction stays with the last part")
  func corners() {
    let holidays = ForecastLine(
      item: 0, days: day("2026-02-16")...day("2026-02-19"), quantity: 4, spreading: .day)
    let buckets = TimeBuckets(first: day("2026-02-16"), lengths: [])
    #expect(spread(holidays, number: 0, buckets: buckets) { _ in 0 }.map(\.quantity) == [1, 1, 1, 1])
    for rounding in [SpreadRounding.cumulativeUp, .cumulativeDown, .largestRemainder] {
      let parts = february(.day, rounding, quantity: 20.5)
      #expect(parts.reduce(0) { $0 + $1.quantity } == 20.5)
      #expect(parts.dropLast().allSatisfy { $0.quantity == $0.quantity.rounded() && $0.quantity > 0 })
    }
    #expect(february(.day, .cumulativeUp, quantity: 0.5).map(\.quantity) == [0.5], "never more than there is")
    #expect(february(.day, .none, quantity: 0).isEmpty)
  }
}

/// Sees a forecast written off twice, by the wrong order or not given back; does not see a scheme that a planner set up wrongly.
@Suite("Orders write off forecasts")
struct ConsumptionTests {
  var scheme: ConsumptionScheme {
    var scheme = ConsumptionScheme()
    (scheme.backwardDays, scheme.forwardDays) = (7, 7)
    return scheme
  }

  /// Weeks of 2026: week 2 begins on 5 January, week 3 on the 12th, week 4 on the 19th.
  func inputs(_ orders: [DemandOrder], _ forecasts: [ForecastLine], scheme: ConsumptionScheme? = nil) -> DemandInputs {
    var inputs = DemandInputs(days: day("2026-01-01")...day("2026-03-31"), itemCount: 2)
    inputs.orders = orders
    inputs.forecasts = forecasts
    inputs.schemes[0] = scheme ?? self.scheme
    return inputs
  }

  let week3 = ForecastLine(item: 0, days: day("2026-01-12")...day("2026-01-18"), quantity: 100)

  func forecastLeft(_ plan: DemandPlan) -> [Double] {
    plan.demands.filter { if case .forecast = $0.cause { true } else { false } }.map(\.quantity)
  }

  @Test("Forecast 100 in week 3, orders 30 in week 2 and 50 in week 4, one week each way: net 20, and the rows say why")
  func weekBeforeAndAfter() {
    let orders = [
      DemandOrder(item: 0, day: day("2026-01-07"), quantity: 30), DemandOrder(item: 0, day: day("2026-01-21"), quantity: 50),
    ]
    let plan = planDemand(inputs(orders, [week3])) { _ in 1 }
    #expect(forecastLeft(plan) == [20])
    #expect(plan.ledger.rows.map(\.order) == [0, 1])
    #expect(plan.ledger.rows.map(\.quantity) == [30, 50])
    #expect(plan.demands.map(\.quantity) == [30, 20, 50], "by day: the order, the rest of the forecast, the order")
    var narrow = scheme
    narrow.backwardDays = 2
    #expect(forecastLeft(planDemand(inputs(orders, [week3], scheme: narrow)) { _ in 1 }) == [70])
  }

  @Test("A cancelled order gives back row by row, and an order that had found nothing left may then take it")
  func cancelled() {
    let orders = [
      DemandOrder(item: 0, day: day("2026-01-13"), quantity: 80, enteredOn: day("2026-01-02"), cancelledOn: day("2026-01-09")),
      DemandOrder(item: 0, day: day("2026-01-14"), quantity: 60, enteredOn: day("2026-01-05")),
    ]
    let plan = planDemand(inputs(orders, [week3])) { _ in 1 }
    #expect(plan.ledger.rows.map(\.quantity) == [80, 20, -80, 40])
    #expect(plan.ledger.rows.map(\.on.dayOfMonth) == [2, 5, 9, 9])
    #expect(plan.ledger.rows[2].reverses == 0)
    #expect(forecastLeft(plan) == [40])
    #expect(plan.demands.map(\.quantity) == [40, 60], "the cancelled order asks for nothing")
  }

  @Test("Directions: what covers the order's day first, then as the scheme says, the nearest first")
  func directions() {
    let weeks = (0..<4).map { number in
      let monday = day("2026-01-05").adding(days: 7 * number)
      return ForecastLine(item: 0, days: monday...monday.adding(days: 6), quantity: 10)
    }
    func taken(_ direction: ConsumptionDirection, _ quantity: Double) -> [Int32] {
      var scheme = scheme
      (scheme.backwardDays, scheme.forwardDays, scheme.direction) = (30, 30, direction)
      let order = DemandOrder(item: 0, day: day("2026-01-14"), quantity: quantity)
      return planDemand(inputs([order], weeks, scheme: scheme)) { _ in 1 }.ledger.rows.map(\.line)
    }
    #expect(taken(.backward, 40) == [1, 0])
    #expect(taken(.forward, 40) == [1, 2, 3])
    #expect(taken(.backwardThenForward, 40) == [1, 0, 2, 3])
    #expect(taken(.forwardThenBackward, 40) == [1, 2, 3, 0])
    #expect(taken(.none, 40).isEmpty)
  }

  @Test("Sources in their order, strategies and customers as the scheme says, and no part order where none is wanted")
  func schemes() {
    let forecasts = [
      ForecastLine(item: 0, days: week3.days, quantity: 40, source: "budget"),
      ForecastLine(item: 0, days: week3.days, quantity: 40, customer: "C1"),
      ForecastLine(item: 0, days: week3.days, quantity: 40, strategy: .toOrder),
    ]
    var scheme = scheme
    scheme.orderSources = ["transfer", "sales"]
    scheme.forecastSources = ["forecast", "budget"]
    scheme.forecastStrategies = [.toStock]
    scheme.matchesCustomer = true
    let orders = [
      DemandOrder(item: 0, day: day("2026-01-12"), quantity: 30),
      DemandOrder(item: 0, day: day("2026-01-18"), quantity: 20, customer: "C1", source: "transfer"),
      DemandOrder(item: 0, day: day("2026-01-12"), quantity: 9, source: "sample"),
    ]
    let rows = planDemand(inputs(orders, forecasts, scheme: scheme)) { _ in 1 }.ledger.rows
    #expect(rows.map(\.order) == [1, 0])
    #expect(rows.map(\.line) == [1, 0], "the transfer takes its customer's forecast; the order without a customer the budget")
    scheme.takesPartly = false
    scheme.forecastSources = []
    let whole = DemandOrder(item: 0, day: day("2026-01-12"), quantity: 50)
    #expect(planDemand(inputs([whole], forecasts, scheme: scheme)) { _ in 1 }.ledger.rows.isEmpty)
  }
}

@Suite("Demand time fences and product links")
struct FenceTests {
  @Test("Inside the first fence only orders count, in the second orders and what they leave, beyond it the forecast alone")
  func segments() {
    var inputs = DemandInputs(days: day("2026-01-05")...day("2026-03-31"), itemCount: 1)
    inputs.fences[0] = DemandTimeFence(
      segments: [.init(days: 14, rule: .orders), .init(days: 28, rule: .both(.backwardThenForward))], beyond: .forecast)
    inputs.schemes[0] = ConsumptionScheme()
    for week in 0..<8 {
      let monday = day("2026-01-05").adding(days: 7 * week)
      inputs.forecasts.append(ForecastLine(item: 0, days: monday...monday.adding(days: 6), quantity: 100))
      inputs.orders.append(DemandOrder(item: 0, day: monday.adding(days: 2), quantity: 30))
    }
    let plan = planDemand(inputs) { _ in 1 }
    let weeks = (0..<8).map { week in
      plan.demands.filter { Int($0.day) / 7 == week }.map(\.quantity)
    }
    #expect(weeks == [[30], [30], [70, 30], [70, 30], [70, 30], [70, 30], [100], [100]])
    #expect(plan.ledger.rows.map(\.line) == [0, 1, 2, 3, 4, 5], "the first fence and the second write off, each its own week")
  }

  @Test("A phase-out moves the forecast to its successor, half of it in the middle of the change; one for one keeps the sum")
  func phaseOut() {
    let days = day("2026-01-01")...day("2026-01-01")
    let parts = [1, 5, 10].map { number in
      ForecastPart(line: 0, item: 0, days: days, day: day("2026-01-01").adding(days: number), quantity: 11)
    }
    let link = ProductLink(predecessor: 0, successor: 1, from: day("2026-01-03"), through: day("2026-01-10"))
    let moved = follow([link], parts)
    #expect(moved.filter { $0.item == 0 }.map(\.quantity) == [11, 5], "4 of 8 days: 5.5 goes as 6, 5 stays")
    #expect(moved.filter { $0.item == 1 }.map(\.quantity) == [6, 11])
    let like = ProductLink(
      predecessor: 0, successor: 1, from: day("2026-01-01"), through: day("2026-01-01"), takes: 0, gives: 0.3)
    #expect(follow([like], parts).map(\.quantity) == [11, 11, 11, 3, 3, 3])
  }
}
