// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
import Quantities

/// Input cells that count released orders: units and money by item and due day. Several orders of one cell are summed exactly before they are written.
struct OrderCells {
  private struct Cell: Hashable {
    let measure: String
    let item: Int64
    let day: Day
  }

  private let plan: PlanState
  private let event: Int64
  private var order: [Cell] = []
  /// Ten-thousandths of a unit, or 分.
  private var sums: [Cell: Int64] = [:]

  init(_ plan: PlanState, event: Int64) {
    self.plan = plan
    self.event = event
  }

  /// - Parameter sign: 1 puts the order into the plan, −1 takes it out. A day outside the plan counts for nothing.
  mutating func add(_ order: ReleasedOrder, sign: Int64) throws {
    try add(PlanState.releasedReceipts, order, units(order) * sign, scale: 10_000)
    if order.supplier != nil { try add(PlanState.releasedValue, order, (order.value ?? 0) * sign, scale: 100) }
  }

  mutating func addFirm(_ order: ReleasedOrder, sign: Int64) throws {
    try add(PlanState.firmReceipts, order, units(order) * sign, scale: 10_000)
  }

  private func units(_ order: ReleasedOrder) -> Int64 { order.quantity.rescaled(to: 4)?.mantissa ?? 0 }

  private mutating func add(_ measure: String, _ released: ReleasedOrder, _ change: Int64, scale: Double) throws {
    guard let index = plan.catalogue.itemIndex(released.item), plan.calendar.index(of: released.due) != nil else { return }
    let cell = Cell(measure: measure, item: plan.members.items[index], day: released.due)
    if sums[cell] == nil {
      let there = try plan.engine.value(measure, at: ["Item": cell.item], period: .day(cell.day)) ?? 0
      sums[cell] = Int64((there * scale).rounded(.toNearestOrAwayFromZero))
      order.append(cell)
    }
    sums[cell, default: 0] += change
  }

  var edits: [InputEdit] {
    order.map { cell in
      InputEdit(
        measure: cell.measure, coordinate: ["Item": cell.item], period: .day(cell.day),
        value: Double(max(0, sums[cell] ?? 0)) / (cell.measure == PlanState.releasedValue ? 100 : 10_000), source: .person(event: event))
    }
  }
}

extension PlanState {
  /// Units and money of orders released here, by item and due day.
  static let releasedReceipts = "released_receipts"
  static let releasedValue = "released_value"
}
