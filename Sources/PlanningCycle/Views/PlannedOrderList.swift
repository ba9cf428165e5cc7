// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Planning
import SupplyPlanning

/// A purchase or production order that the plan proposes.
public struct PlannedOrderLine: Sendable {
  public let item: String
  public let name: BilingualText
  public let isMade: Bool
  public let releaseOn: Day
  public let dueOn: Day
  public let quantity: Double
  /// Working days it should have been released before the plan begins; 0 when in time.
  public let lateBy: Int
}

extension Workspace {
  /// Every planned order, by item and due day.
  public func plannedOrders() throws -> [PlannedOrderLine] {
    let calendar = plan.calendar
    let works = (0..<calendar.dayCount).map { WorkingDays.china.isWorkday(calendar.day(at: $0)) }
    let leadTimes = LeadTimeCalendar(isWorkingDay: works)
    var lines: [PlannedOrderLine] = []
    for (index, item) in plan.catalogue.items.enumerated() {
      let at: Coordinate = ["Item": plan.members.items[index]]
      let receipts = try plan.engine.values("planned_receipts", at: at)
      guard receipts.contains(where: { $0 > 0 }) else { continue }
      let lead = Int32((try plan.engine.value("lead_time", at: at, period: nil)) ?? 1)
      let policy = ItemPolicy(leadTimeWorkingDays: lead)
      let orders = receipts.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { PlannedOrder.orders(of: Int32(index), receipts: $0, policy: policy, calendar: leadTimes) } ?? []
      }
      lines += orders.map { order in
        PlannedOrderLine(
          item: item.code, name: item.name, isMade: item.isMade, releaseOn: calendar.day(at: Int(order.releaseDay)),
          dueOn: calendar.day(at: Int(order.dueDay)), quantity: order.quantity, lateBy: Int(order.lateBy))
      }
    }
    return lines
  }
}
