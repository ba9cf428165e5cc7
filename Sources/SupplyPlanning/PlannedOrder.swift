// SPDX-License-Identifier: Apache-2.0

/// One planned order as a buyer or a planner reads it.
public struct PlannedOrder: Hashable, Sendable {
  public let item: Int32
  /// Day of the plan on which it is released.
  public let releaseDay: Int32
  /// Day of the plan on which it is due.
  public let dueDay: Int32
  /// In units of the item.
  public let quantity: Double
  /// Working days by which the plan begins too late for it; 0 when it can be in time.
  public let lateBy: Int32
  /// Position of the chosen offer among all; −1 when there was none to choose.
  public let offer: Int32

  public init(
    item: Int32, releaseDay: Int32, dueDay: Int32, quantity: Double, lateBy: Int32, offer: Int32 = -1
  ) {
    self.item = item
    self.releaseDay = releaseDay
    self.dueDay = dueDay
    self.quantity = quantity
    self.lateBy = lateBy
    self.offer = offer
  }

  /// The orders of one item, by rising due day.
  public static func orders(
    of item: Int32, receipts: UnsafePointer<Double>, policy: ItemPolicy, calendar: LeadTimeCalendar,
    offers: SupplierOffers? = nil, chosen: UnsafePointer<Int32>? = nil
  ) -> [PlannedOrder] {
    (0..<calendar.dayCount).compactMap { day in
      guard receipts[day] > 0 else { return nil }
      let offer = chosen?[day] ?? -1
      let lead = offer >= 0 ? offers?.all[Int(offer)].leadTimeWorkingDays : nil
      let release = calendar.release(due: day, leadTime: lead ?? policy.leadTimeWorkingDays)
      return PlannedOrder(
        item: item, releaseDay: release.day, dueDay: Int32(day), quantity: receipts[day],
        lateBy: release.lateBy, offer: offer)
    }
  }
}
