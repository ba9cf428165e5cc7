// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
import Quantities

/// Input cells that count released orders: units and money by item and due day, and what they call off from agreements. Several orders of one cell are
/// summed exactly before they are written.
struct OrderCells {
  private struct Cell: Hashable {
    let measure: String
    let member: Int64
    /// nil for what an agreement has given so far.
    let day: Day?

    var coordinate: Coordinate { [day == nil ? "Agreement" : "Item": member] }
    var period: PlanPeriod? { day.map { .day($0) } }
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
    try add(PlanState.releasedReceipts, order.item, order.due, units(order.quantity) * sign, scale: 10_000)
    if order.supplier != nil { try add(PlanState.releasedValue, order.item, order.due, (order.value ?? 0) * sign, scale: 100) }
    if let code = order.agreementCode, let position = plan.members.agreementPositions[code],
      plan.engine.model.measure(named: PlanState.agreementReleased) != nil
    {
      let cell = Cell(measure: PlanState.agreementReleased, member: plan.members.agreements[position], day: nil)
      try add(cell, units(order.quantity) * sign, scale: 10_000)
    }
  }

  mutating func addFirm(_ order: OrderProposal, sign: Int64) throws {
    try add(PlanState.firmReceipts, order.item, order.due, units(order.quantity) * sign, scale: 10_000)
  }

  private func units(_ quantity: FixedPoint) -> Int64 { quantity.rescaled(to: 4)?.mantissa ?? 0 }

  private mutating func add(_ measure: String, _ item: String, _ due: Day, _ change: Int64, scale: Double) throws {
    guard let index = plan.catalogue.itemIndex(item), plan.calendar.index(of: due) != nil else { return }
    try add(Cell(measure: measure, member: plan.members.items[index], day: due), change, scale: scale)
  }

  private mutating func add(_ cell: Cell, _ change: Int64, scale: Double) throws {
    if sums[cell] == nil {
      let there = try plan.engine.value(cell.measure, at: cell.coordinate, period: cell.period) ?? 0
      sums[cell] = Int64((there * scale).rounded(.toNearestOrAwayFromZero))
      order.append(cell)
    }
    sums[cell, default: 0] += change
  }

  var edits: [InputEdit] {
    order.map { cell in
      InputEdit(
        measure: cell.measure, coordinate: cell.coordinate, period: cell.period,
        value: Double(max(0, sums[cell] ?? 0)) / (cell.measure == PlanState.releasedValue ? 100 : 10_000), source: .person(event: event))
    }
  }
}

extension PlanState {
  /// Units and money of orders released here, by item and due day.
  static let releasedReceipts = "released_receipts"
  static let releasedValue = "released_value"
  /// Units of agreements that orders released here call off.
  static let agreementReleased = "agreement_released"

  /// What a release and a change order write, and nobody else.
  static func isOrderInput(_ measure: String) -> Bool { [releasedReceipts, releasedValue, agreementReleased].contains(measure) }
}

extension ReleasedOrder {
  /// The member it is called off from.
  var agreementCode: String? { agreement.map { $0 + "/" + item } }
}
