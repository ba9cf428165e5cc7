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
    /// 提前: a receipt is needed before it is due.
    case expedite
    /// 推迟: a receipt is due before it is needed.
    case delay
    /// 取消: nothing needs a receipt within the plan.
    case cancel
    /// 逾期未到: a receipt was due before the plan began.
    case pastDue
    /// 产能超负荷: orders take more hours of a resource than a bucket has.
    case overload
  }

  /// Why it is so.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// Demand comes before supply.
    case demand
    /// Only the safety stock is touched, not what demand needs.
    case safetyStock
    /// The lead time is longer than what is left.
    case leadTime
    /// No order is added within the frozen days.
    case frozen
    /// Demand comes later than supply, or there is none.
    case noDemand
    /// More hours than there are.
    case hours
  }

  public let kind: Kind
  public let item: Int32
  /// The first day of the plan it is true for; for a receipt the day it is due, below zero when that is past; for a resource the first day of the bucket.
  public let day: Int32
  /// Short: the deepest shortfall. Late: the quantity of all late orders. Piled up: what stands above the allowed cover. A receipt: its quantity. Overload: hours too many.
  public let quantity: Double
  /// Late: working days of the latest order. Others: 0.
  public let workingDays: Int32
  public let reason: Reason
  /// Position of the receipt it is about; −1 when it is about none.
  public let receipt: Int32
  /// The day the receipt is needed; −1 when it never is, or when it is not about a receipt.
  public let newDay: Int32
  /// Position of the resource; −1 for none.
  public let resource: Int32
  /// Whom it hurts: the end demands that wait for it, in the order of their days.
  public let hurts: [PeggedDemand.Cause]

  public init(
    kind: Kind, item: Int32, day: Int32, quantity: Double, workingDays: Int32, reason: Reason? = nil, receipt: Int32 = -1,
    newDay: Int32 = -1, resource: Int32 = -1, hurts: [PeggedDemand.Cause] = []
  ) {
    self.kind = kind
    self.item = item
    self.day = day
    self.quantity = quantity
    self.workingDays = workingDays
    self.reason = reason ?? SupplyException.usualReason(kind)
    self.receipt = receipt
    self.newDay = newDay
    self.resource = resource
    self.hurts = hurts
  }

  private static func usualReason(_ kind: Kind) -> Reason {
    switch kind {
    case .expedite, .pastDue: .demand
    case .short, .late: .leadTime
    case .piledUp, .delay, .cancel: .noDemand
    case .overload: .hours
    }
  }

  /// The same with those it hurts.
  func hurting(_ hurts: [PeggedDemand.Cause]) -> SupplyException {
    SupplyException(
      kind: kind, item: item, day: day, quantity: quantity, workingDays: workingDays, reason: reason, receipt: receipt,
      newDay: newDay, resource: resource, hurts: hurts)
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
  // Until a released order can be there, and while none may be added, what there is must do.
  for day in 0..<min(max(earliest, Int(policy.frozenDays)), calendar.dayCount) {
    if day < earliest, rows.receipts[day] > 0 {
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
      SupplyException(
        kind: .short, item: item, day: short.firstDay, quantity: short.quantity, workingDays: 0,
        reason: Int(short.firstDay) < earliest ? .leadTime : .frozen))
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
