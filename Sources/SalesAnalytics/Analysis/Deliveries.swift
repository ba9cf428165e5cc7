// SPDX-License-Identifier: Apache-2.0

/// What had left of every order line by a day. Returns do not open a line again.
///
/// Twenty bytes an order line, for the time of one question.
struct Deliveries {
  private(set) var delivered: [Int64]
  /// Of it what left by the promised day and the days of grace; never more than was ordered.
  private(set) var onTime: [Int64]
  /// The day on which the whole quantity had left; `noDay` until then.
  private(set) var completed: [Int32]

  init(_ books: SalesBooks, asOf: Int32, graceDays: Int32) {
    let orders = books.orders
    let shipments = books.shipments
    var delivered = [Int64](repeating: 0, count: orders.lines.count)
    var onTime = delivered
    var completed = [Int32](repeating: DocumentLines.noDay, count: orders.lines.count)
    for index in books.shipmentsByDay {
      let shipment = Int(index)
      let row = Int(shipments.orderRow[shipment])
      let day = shipments.lines.day[shipment]
      guard row >= 0, day <= asOf, !shipments.isReturn[shipment] else { continue }
      delivered[row] = Exact.sum(delivered[row], shipments.quantity[shipment])
      let (limit, isEndless) = orders.due[row].addingReportingOverflow(graceDays)
      if isEndless || day <= limit { onTime[row] = min(delivered[row], max(orders.quantity[row], 0)) }
      if delivered[row] >= orders.quantity[row], completed[row] == DocumentLines.noDay { completed[row] = day }
    }
    self.delivered = delivered
    self.onTime = onTime
    self.completed = completed
  }

  /// What has not left of a line; lines of corrections below zero are never open.
  @inline(__always)
  static func open(_ quantity: Int64, _ delivered: Int64) -> Int64 { quantity > 0 ? max(0, quantity - delivered) : 0 }
}
