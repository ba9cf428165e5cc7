// SPDX-License-Identifier: Apache-2.0

/// The day rows of what one group of customers is billed and pays, in money 含税.
public struct CollectionRows {
  /// In: billed amounts by day; missing (NaN) counts as 0.
  public let billings: UnsafePointer<Double>
  /// In: shares collected after 0, 1, 2 … steps; what they lack to 1 stays open. Missing counts as 0.
  public let shares: UnsafePointer<Double>
  /// Values from one share to the next.
  public let shareStride: Int
  public let shareCount: Int
  /// Out: collections 回款, transfers and bills at face, on the day they come.
  public let collections: UnsafeMutablePointer<Double>
  /// Out: the part that comes as bills.
  public let bills: UnsafeMutablePointer<Double>
  /// Out: bills held to maturity, on the day the bank pays them.
  public let maturities: UnsafeMutablePointer<Double>

  public init(
    billings: UnsafePointer<Double>, shares: UnsafePointer<Double>, shareStride: Int, shareCount: Int,
    collections: UnsafeMutablePointer<Double>, bills: UnsafeMutablePointer<Double>,
    maturities: UnsafeMutablePointer<Double>
  ) {
    self.billings = billings
    self.shares = shares
    self.shareStride = shareStride
    self.shareCount = shareCount
    self.collections = collections
    self.bills = bills
    self.maturities = maturities
  }
}

/// How a group of customers pays.
public struct CollectionPolicy: Hashable, Sendable {
  /// Calendar days between two shares of the profile; at least 1.
  public let stepDays: Int
  /// Share of each collection that comes as a bill 承兑汇票, 0…1.
  public let billShare: Double
  /// Calendar days from receiving a bill to its maturity.
  public let billDays: Int

  public init(stepDays: Int = 30, billShare: Double = 0, billDays: Int = 0) {
    self.stepDays = min(max(stepDays, 1), 366)
    self.billShare = billShare > 0 ? min(billShare, 1) : 0
    self.billDays = min(max(billDays, 0), 730)
  }
}

/// Brings billings to the days on which customers pay: share k of a billing comes k × `stepDays` later, on the next bank day.
///
/// Receivables are billings − collections, bills in hand are bills − maturities, without residue.
///
/// - Complexity: O(days × shares); allocates nothing. Sums run by billing day, then share.
public func collect(_ rows: CollectionRows, policy: CollectionPolicy, calendar: borrowing BankCalendar) {
  let days = calendar.dayCount
  rows.collections.update(repeating: 0, count: days)
  rows.bills.update(repeating: 0, count: days)
  rows.maturities.update(repeating: 0, count: days)
  for position in 0..<days {
    let billing = rows.billings[position]
    guard billing != 0, billing == billing else { continue }
    for step in 0..<rows.shareCount {
      let share = rows.shares[step * rows.shareStride]
      let due = calendar.nextBankDay(position + step * policy.stepDays)
      guard due < days else { break }
      guard share != 0, share == share else { continue }
      let amount = billing * share
      rows.collections[due] += amount
      let bill = amount * policy.billShare
      guard bill != 0 else { continue }
      rows.bills[due] += bill
      let matures = calendar.nextBankDay(due + policy.billDays)
      if matures < days { rows.maturities[matures] += bill }
    }
  }
}
