// SPDX-License-Identifier: Apache-2.0

/// The time rows of one item: what netting reads and what it writes. All of `calendar.dayCount` values.
public struct NettingRows {
  /// Independent demand in units a day.
  public let independent: UnsafePointer<Double>
  /// Dependent demand in units a day: what the releases of the assemblies need.
  public let dependent: UnsafePointer<Double>
  /// Receipts already ordered, in units a day.
  public let scheduled: UnsafePointer<Double>
  /// Out: planned receipts, on the day they are due.
  public let receipts: UnsafeMutablePointer<Double>
  /// Out: planned orders, on the day they are released.
  public let releases: UnsafeMutablePointer<Double>
  /// Out: projected stock at the end of the day.
  public let stock: UnsafeMutablePointer<Double>

  public init(
    independent: UnsafePointer<Double>, dependent: UnsafePointer<Double>, scheduled: UnsafePointer<Double>,
    receipts: UnsafeMutablePointer<Double>, releases: UnsafeMutablePointer<Double>,
    stock: UnsafeMutablePointer<Double>
  ) {
    self.independent = independent
    self.dependent = dependent
    self.scheduled = scheduled
    self.receipts = receipts
    self.releases = releases
    self.stock = stock
  }
}

/// Plans the receipts and releases of one item, day by day.
///
/// stock(d) = stock(d−1) + scheduled(d) + receipts(d) − independent(d) − dependent(d), and whenever it would end
/// more than 1e-9 units below the safety stock, one order of `lotSize.quantity(for: what is missing)` is due on that day.
/// Orders for which the plan begins too late are released on day 0; `LeadTimeCalendar.release` tells how late they are.
///
/// - Complexity: O(days); allocates nothing. Same rows in, same bits out.
public func net(_ rows: NettingRows, policy: ItemPolicy, calendar: borrowing LeadTimeCalendar) {
  let days = calendar.dayCount
  rows.releases.update(repeating: 0, count: days)
  let lead = policy.leadTimeWorkingDays
  var stock = policy.openingStock
  for day in 0..<days {
    var available =
      stock + present(rows.scheduled[day]) - (present(rows.independent[day]) + rows.dependent[day])
    var receipt = 0.0
    let missing = policy.safetyStock - available
    if missing > LotSize.tolerance {
      receipt = policy.lotSize.quantity(for: missing)
      available += receipt
      rows.releases[Int(calendar.release(due: day, leadTime: lead).day)] += receipt
    }
    rows.receipts[day] = receipt
    rows.stock[day] = available
    stock = available
  }
}
