// SPDX-License-Identifier: Apache-2.0

/// What a planner must look at, for one item.
public struct SupplyException: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// 缺料: without the orders that cannot be in time, stock falls below zero.
    case short
    /// 逾期下达: an order should have been released before the plan begins.
    case late
    /// 积压: stock covers more demand than the days the caller allows.
    case piledUp
  }

  public let kind: Kind
  public let item: Int32
  /// The first day of the plan it is true for.
  public let day: Int32
  /// Short: the deepest shortfall. Late: the quantity of all late orders. Piled up: what stands above the allowed cover.
  public let quantity: Double
  /// Late: working days of the latest order. Others: 0.
  public let workingDays: Int32

  public init(kind: Kind, item: Int32, day: Int32, quantity: Double, workingDays: Int32) {
    self.kind = kind
    self.item = item
    self.day = day
    self.quantity = quantity
    self.workingDays = workingDays
  }
}

/// The exceptions of one planned item: short, late, piled up, each at most once.
///
/// - Parameter coverDays: stock is piled up on day 0 when it exceeds safety stock, one order's minimum and the demand of so many days; 0 asks nothing.
public func exceptions(
  of item: Int32, rows: NettingRows, policy: ItemPolicy, calendar: LeadTimeCalendar, coverDays: Int
) -> [SupplyException] {
  var result: [SupplyException] = []
  let lead = policy.leadTimeWorkingDays
  let earliest = Int(calendar.earliestReceipt(leadTime: lead))
  var late = (quantity: 0.0, firstDay: Int32(-1), by: Int32(0))
  var firm = policy.openingStock
  var short = (quantity: 0.0, firstDay: Int32(-1))
  for day in 0..<min(earliest, calendar.dayCount) {
    if rows.receipts[day] > 0 {
      if late.firstDay < 0 { late.firstDay = Int32(day) }
      late.quantity += rows.receipts[day]
      late.by = max(late.by, calendar.release(due: day, leadTime: lead).lateBy)
    }
    firm += present(rows.scheduled[day]) - (present(rows.independent[day]) + rows.dependent[day])
    if firm < -LotSize.tolerance {
      if short.firstDay < 0 { short.firstDay = Int32(day) }
      short.quantity = max(short.quantity, -firm)
    }
  }
  if short.firstDay >= 0 {
    result.append(
      SupplyException(kind: .short, item: item, day: short.firstDay, quantity: short.quantity, workingDays: 0)
    )
  }
  if late.firstDay >= 0 {
    result.append(
      SupplyException(
        kind: .late, item: item, day: late.firstDay, quantity: late.quantity, workingDays: late.by))
  }
  guard coverDays > 0 else { return result }
  var demand = 0.0
  for day in 0..<min(coverDays, calendar.dayCount) {
    demand += present(rows.independent[day]) + rows.dependent[day]
  }
  let allowed = policy.safetyStock + policy.lotSize.minimum + demand
  if policy.openingStock > allowed + LotSize.tolerance {
    result.append(
      SupplyException(
        kind: .piledUp, item: item, day: 0, quantity: policy.openingStock - allowed, workingDays: 0))
  }
  return result
}
