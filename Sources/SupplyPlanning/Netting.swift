// SPDX-License-Identifier: Apache-2.0

/// The time rows of one item: what netting reads and what it writes. All of `calendar.dayCount` values.
public struct NettingRows {
  /// Independent demand in units a day.
  public let independent: UnsafePointer<Double>
  /// Dependent demand in units a day: what the releases of the assemblies need.
  public let dependent: UnsafePointer<Double>
  /// Receipts already ordered or firmed, in units a day.
  public let scheduled: UnsafePointer<Double>
  /// What firm planned orders release, in units a day; nil for none.
  public let firmReleases: UnsafePointer<Double>?
  /// Out: planned receipts, on the day they are due.
  public let receipts: UnsafeMutablePointer<Double>
  /// Out: planned orders, on the day they are released.
  public let releases: UnsafeMutablePointer<Double>
  /// Out: projected stock at the end of the day.
  public let stock: UnsafeMutablePointer<Double>
  /// Out: the offer chosen for the day's receipt, its position among all offers, −1 for none; nil when nobody asks.
  public let offers: UnsafeMutablePointer<Int32>?

  public init(
    independent: UnsafePointer<Double>, dependent: UnsafePointer<Double>, scheduled: UnsafePointer<Double>,
    receipts: UnsafeMutablePointer<Double>, releases: UnsafeMutablePointer<Double>,
    stock: UnsafeMutablePointer<Double>, firmReleases: UnsafePointer<Double>? = nil,
    offers: UnsafeMutablePointer<Int32>? = nil
  ) {
    self.independent = independent
    self.dependent = dependent
    self.scheduled = scheduled
    self.receipts = receipts
    self.releases = releases
    self.stock = stock
    self.firmReleases = firmReleases
    self.offers = offers
  }
}

/// Plans the receipts and releases of one item, day by day.
///
/// stock(d) = stock(d−1) + scheduled(d) + receipts(d) − independent(d) − dependent(d), and whenever it would end
/// more than 1e-9 units below the safety stock, one order of `lotSize.quantity(for: what is missing)` is due on that day; within the frozen days none is.
/// A period lot counts what is missing at the worst of its days. Orders for which the plan begins too late are released on day 0; `LeadTimeCalendar.release` tells how late they are.
/// Where the item has offers, one is chosen for each order, and its lead time, minimum and multiple hold; frame agreements are called off order by order.
///
/// - Complexity: O(days × (1 + offers)); allocates nothing where the item has no agreements. Same rows in, same bits out.
public func net(
  _ rows: NettingRows, policy: ItemPolicy, calendar: borrowing LeadTimeCalendar, offers: SupplierOffers? = nil,
  item: Int = 0
) {
  let days = calendar.dayCount
  if let firm = rows.firmReleases {
    rows.releases.update(from: firm, count: days)
  } else {
    rows.releases.update(repeating: 0, count: days)
  }
  let covered = policy.lotSize.coveredDays
  let frozen = Int(policy.frozenDays)
  var balance = offers.flatMap { $0.agreements.isEmpty ? nil : AgreementBalance($0.agreements, item: item) }
  var stock = policy.openingStock
  for day in 0..<days {
    var available =
      stock + present(rows.scheduled[day]) - (present(rows.independent[day]) + rows.dependent[day])
    var receipt = 0.0
    var missing = policy.safetyStock - available
    if missing > LotSize.tolerance, day >= frozen {
      if covered > 1 { missing = worst(missing, after: day, until: min(days, day + covered), rows) }
      var lotSize = policy.lotSize
      var lead = policy.leadTimeWorkingDays
      if let offers {
        let choice = offers.choose(for: item, need: missing, due: day, lotSize: lotSize, calendar: calendar, balance: balance)
        if let choice {
          lotSize = offers.all[choice].lotSize(lotSize)
          lead = offers.all[choice].leadTimeWorkingDays
          if let parts = balance?.parts(
            of: lotSize.quantity(for: missing), from: offers.all[choice], releasedOn: calendar.release(due: day, leadTime: lead).day)
          {
            balance?.take(parts)
          }
        }
        rows.offers?[day] = Int32(choice ?? -1)
      }
      receipt = lotSize.quantity(for: missing)
      available += receipt
      rows.releases[Int(calendar.release(due: day, leadTime: lead).day)] += receipt
    }
    rows.receipts[day] = receipt
    rows.stock[day] = available
    stock = available
  }
}

/// What would be missing at the worst of the days up to and without `end` when nothing were ordered from `day` on.
private func worst(_ missing: Double, after day: Int, until end: Int, _ rows: NettingRows) -> Double {
  var running = missing
  var result = missing
  for later in (day + 1)..<max(day + 1, end) {
    running -= present(rows.scheduled[later]) - (present(rows.independent[later]) + rows.dependent[later])
    result = max(result, running)
  }
  return result
}
