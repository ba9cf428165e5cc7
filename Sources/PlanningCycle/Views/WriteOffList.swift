// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Planning
public import SupplyPlanning

/// 冲销明细: which open order took how much of which forecast of an item, and what its demand time fence leaves out.
public struct WriteOffList: Sendable {
  public struct Row: Sendable {
    /// The days the forecast stands for, and what was expected in them.
    public let days: ClosedRange<Day>
    public let expected: Double
    /// nil for orders that no document of the facts explains, such as a number typed into the plan.
    public let order: String?
    public let customer: BilingualText?
    /// The day the order asks for.
    public let due: Day
    public let quantity: Double
  }

  /// A forecast within the fence that no order took.
  public struct Dropped: Sendable {
    public let day: Day
    public let quantity: Double
  }

  /// By forecast day, then order day, then document.
  public let rows: [Row]
  public let dropped: [Dropped]
  /// How the item's forecast meets its orders, in words a screen can make: nil where nothing is set.
  public let spreading: ForecastSpreading?
  public let scheme: ConsumptionScheme?
  /// The last day of the fence; nil without one.
  public let fenceEnd: Day?
}

extension Workspace {
  /// - Parameter index: position of the item in the catalogue.
  /// - Returns: nil where the forecast counts as it comes, and for a model without write-offs.
  /// - Throws: `PlanningError`.
  func writeOffs(ofItem index: Int) throws -> WriteOffList? {
    guard let (policy, consumed) = try consumedForecast(ofItem: index) else { return nil }
    let firstDay = plan.calendar.firstDay
    var documents = OpenDocuments(plan.sources.openOrders[index] ?? [])
    var rows: [WriteOffList.Row] = []
    for write in consumed.ledger.rows {
      let part = consumed.ledger.parts[Int(write.part)]
      let due = firstDay.adding(days: consumed.orderDays[Int(write.order)])
      for (order, quantity) in documents.take(write.quantity, due: due) {
        rows.append(
          WriteOffList.Row(
            days: part.days, expected: part.quantity, order: order.flatMap { $0.number.isEmpty ? nil : $0.number },
            customer: order?.customer.map { plan.catalogue.customers[$0]?.name ?? BilingualText(name: $0) }, due: due,
            quantity: quantity))
      }
    }
    return WriteOffList(
      rows: rows.enumerated().sorted {
        ($0.element.days.lowerBound, $0.element.due, $0.offset) < ($1.element.days.lowerBound, $1.element.due, $1.offset)
      }.map(\.element),
      dropped: consumed.dropped.indices.filter { consumed.dropped[$0] > LotSize.tolerance }.map {
        WriteOffList.Dropped(day: firstDay.adding(days: $0), quantity: consumed.dropped[$0])
      },
      spreading: policy.spreading, scheme: policy.scheme,
      fenceEnd: policy.fenceDays > 0 ? firstDay.adding(days: Int(policy.fenceDays) - 1) : nil)
  }

  /// The same kernel on the same cells as the plan; nil where the forecast counts as it comes.
  private func consumedForecast(ofItem index: Int) throws -> (policy: ForecastPolicy, consumed: ConsumedForecast)? {
    let names = ["expected_units", "new_demand", "forecast_written_off", "forecast_dropped", "open_orders"]
    guard names.allSatisfy({ plan.engine.model.measure(named: $0) != nil }) else { return nil }
    let at: Coordinate = ["Item": plan.members.items[index]]
    func value(_ measure: String) throws -> Double {
      guard plan.engine.model.measure(named: measure) != nil else { return .nan }
      return try plan.engine.value(measure, at: at, period: nil) ?? .nan
    }
    let policy = try ForecastPolicy(
      spreading: value("forecast_spreading"), rounding: value("forecast_rounding"), backward: value("consume_backward_days"),
      forward: value("consume_forward_days"), forwardFirst: value("consume_forward_first"), fence: value("demand_fence_days"))
    guard !policy.isPlain else { return nil }
    func row(_ measure: String) throws -> [Double] { try plan.engine.values(measure, at: at).map { present($0) } }
    let hasWeights = plan.engine.model.measure(named: "working_day_weight") != nil
    let weights = hasWeights ? try plan.engine.values("working_day_weight", at: .total).map { present($0) } : []
    let (left, taken, dropped, months) = try (
      row("new_demand"), row("forecast_written_off"), row("forecast_dropped"), row("expected_units")
    )
    let calendar = plan.calendar
    return (
      policy,
      consumeForecast(
        firstDay: calendar.firstDay,
        months: months.indices.map { (calendar.days(ofMonthAt: $0), months[$0]) },
        // Before write-offs; a forecast that is spread does not look at it.
        daily: left.indices.map { left[$0] + taken[$0] + dropped[$0] }, orders: try row("open_orders"), policy: policy
      ) { weights.isEmpty ? 1 : weights[$0] }
    )
  }
}

/// Open order lines of one item, used up day by day in the order of their documents.
private struct OpenDocuments {
  private var byDay: [Day: [(order: OpenOrder, left: Double)]] = [:]

  init(_ orders: [OpenOrder]) {
    for order in orders { byDay[order.day, default: []].append((order, order.quantity)) }
  }

  /// Whose orders `quantity` of a day's orders are; what no document explains comes last, without one.
  mutating func take(_ quantity: Double, due day: Day) -> [(order: OpenOrder?, quantity: Double)] {
    var open = quantity
    var result: [(order: OpenOrder?, quantity: Double)] = []
    for position in (byDay[day] ?? []).indices where open > LotSize.tolerance {
      guard let line = byDay[day]?[position], line.left > LotSize.tolerance else { continue }
      let taken = min(open, line.left)
      byDay[day]?[position].left -= taken
      open -= taken
      result.append((line.order, taken))
    }
    if open > LotSize.tolerance { result.append((nil, open)) }
    return result
  }
}
