// SPDX-License-Identifier: Apache-2.0

/// The day rows of what one group of customers is billed and pays, in money 含税.
public struct CollectionRows {
  /// In: billed amounts by day; missing (NaN) counts as 0.
  public let billings: UnsafePointer<Double>
  /// In: older open amounts on the day they are expected; missing counts as 0.
  public let due: UnsafePointer<Double>
  /// In: shares collected after 0, 1, 2 … steps; what they lack to 1 stays open. Missing counts as 0.
  public let shares: UnsafePointer<Double>
  public let shareCount: Int
  /// Out: collections 回款, transfers and bills at face, on the day they come.
  public let collections: UnsafeMutablePointer<Double>
  /// Out: the part that comes as bills.
  public let bills: UnsafeMutablePointer<Double>
  /// Out: bills held to maturity, on the day the bank pays them.
  public let maturities: UnsafeMutablePointer<Double>

  public init(
    billings: UnsafePointer<Double>, due: UnsafePointer<Double>, shares: UnsafePointer<Double>,
    shareCount: Int,
    collections: UnsafeMutablePointer<Double>, bills: UnsafeMutablePointer<Double>,
    maturities: UnsafeMutablePointer<Double>
  ) {
    self.billings = billings
    self.due = due
    self.shares = shares
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

/// Brings billings to the days on which customers pay: share k of a billing comes k × `stepDays` later, on the next bank day;
/// what is due from before comes on its day.
///
/// Receivables are billings − collections, bills in hand are bills − maturities, without residue.
///
/// - Complexity: O(days × shares); allocates nothing. Sums run by day, what is due first, then by share.
public func collect(_ rows: CollectionRows, policy: CollectionPolicy, calendar: borrowing BankCalendar) {
  let days = calendar.dayCount
  rows.collections.update(repeating: 0, count: days)
  rows.bills.update(repeating: 0, count: days)
  rows.maturities.update(repeating: 0, count: days)
  for position in 0..<days {
    let due = rows.due[position]
    if due != 0, due == due { receive(due, on: position, rows, policy: policy, calendar: calendar) }
    let billing = rows.billings[position]
    guard billing != 0, billing == billing else { continue }
    for step in 0..<rows.shareCount {
      let share = rows.shares[step]
      guard share != 0, share == share else { continue }
      receive(
        billing * share, on: position + step * policy.stepDays, rows, policy: policy, calendar: calendar)
    }
  }
}

/// The same by what customers agreed instead of a profile: each part of a billing comes on the bank day on or after its due day.
///
/// Parts that name bills come by them; for the others the policy's share of bills counts, as it does for what is due from before. Parts that count from the order
/// come so many bank days before the billing.
///
/// - Parameters:
///   - ordered: of the billings, what was on order when the plan began, by day; missing counts as 0, nil for nothing.
///   - leadBankDays: from the order to the billing.
/// - Complexity: O(days × parts).
public func collect(
  _ rows: CollectionRows, ordered: UnsafePointer<Double>? = nil, leadBankDays: Int = 0, rule: SettlementRule, policy: CollectionPolicy,
  calendar: borrowing BankCalendar
) {
  let days = calendar.dayCount
  rows.collections.update(repeating: 0, count: days)
  rows.bills.update(repeating: 0, count: days)
  rows.maturities.update(repeating: 0, count: days)
  for position in 0..<days {
    let due = rows.due[position]
    if due != 0, due == due { receive(due, on: position, rows, policy: policy, calendar: calendar) }
    let billing = rows.billings[position]
    guard billing != 0, billing == billing else { continue }
    let known = ordered.map { $0[position] == $0[position] ? $0[position] : 0 } ?? 0
    rule.collections(of: billing, ordered: known, on: position, leadBankDays: leadBankDays, policy: policy, calendar: calendar) { move in
      rows.collections[move.day] += move.amount
      guard let matures = move.maturesOn else { return }
      rows.bills[move.day] += move.amount
      if matures < days { rows.maturities[matures] += move.amount }
    }
  }
}

extension SettlementRule {
  /// The moves of one billing: as `moves`, where no part names a bill with the policy's share of each as a bill.
  public func collections(
    of billing: Double, ordered: Double = 0, on position: Int, leadBankDays: Int = 0, policy: CollectionPolicy,
    calendar: borrowing BankCalendar, _ body: (SettlementMove) -> Void
  ) {
    guard !namesBills, policy.billShare > 0 else {
      moves(of: billing, ordered: ordered, on: position, leadBankDays: leadBankDays, calendar: calendar, body)
      return
    }
    var transfers: [SettlementMove] = []
    moves(of: billing, ordered: ordered, on: position, leadBankDays: leadBankDays, calendar: calendar) { transfers.append($0) }
    for move in transfers {
      let bill = move.amount * policy.billShare
      if move.amount != bill { body(SettlementMove(day: move.day, amount: move.amount - bill, maturesOn: nil)) }
      body(SettlementMove(day: move.day, amount: bill, maturesOn: calendar.nextBankDay(move.day + policy.billDays)))
    }
  }
}

/// Books one collection on the first bank day on or after `position`, its bill share also as a bill and at its maturity.
private func receive(
  _ amount: Double, on position: Int, _ rows: CollectionRows, policy: CollectionPolicy,
  calendar: borrowing BankCalendar
) {
  let days = calendar.dayCount
  let day = calendar.nextBankDay(position)
  guard day < days else { return }
  rows.collections[day] += amount
  let bill = amount * policy.billShare
  guard bill != 0 else { return }
  rows.bills[day] += bill
  let matures = calendar.nextBankDay(day + policy.billDays)
  if matures < days { rows.maturities[matures] += bill }
}
