// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// When customers began to buy, and when they were lost.
///
/// Lost is who is said to be in master data and did not order since, and who kept silent for longer than a quarter and twice the longest pause
/// between two orders of theirs in the two years before.
struct CustomerLives {
  static let quarterDays = 92
  /// Fewer order days tell no pace.
  static let fewestOrderDays = 3

  private var stated: [String: (first: Day?, lost: Day?)] = [:]
  private let orderDays: [String: [Day]]

  init(customers: FactTable, lines: SalesLines) {
    orderDays = lines.orderDays
    let (code, first, lost) = (customers["code"], customers["first_order_on"], customers["lost_on"])
    for row in 0..<customers.rowCount {
      guard let customer = code.text(row) else { continue }
      stated[customer] = (first.day(row), lost.day(row))
    }
  }

  /// nil for who never ordered.
  func firstOrder(_ customer: String) -> Day? {
    [stated[customer]?.first, orderDays[customer]?.first].compactMap { $0 }.min()
  }

  /// The day on which it could be known, seen from the end of a day; nil for who still buys.
  func lostOn(_ customer: String, asOf day: Day) -> Day? {
    let known = (orderDays[customer] ?? []).filter { $0 <= day }
    guard let last = known.last else { return nil }
    if let said = stated[customer]?.lost, said <= day, last <= said { return said }
    let recent = known.filter { $0 >= last.adding(days: -731) }
    guard recent.count >= Self.fewestOrderDays else { return nil }
    let longest = zip(recent, recent.dropFirst()).map { $0.distance(to: $1) }.max() ?? 0
    let silentOn = last.adding(days: max(Self.quarterDays, 2 * longest))
    return silentOn <= day ? silentOn : nil
  }
}
