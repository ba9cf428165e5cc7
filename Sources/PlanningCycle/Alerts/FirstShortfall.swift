// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

extension PlanState {
  /// The first day from `start` on that ends under the minimum line; nil when none does. Without a line it is nought, if the
  /// bank balance at the cutoff is known: a balance that only starts from nothing says nothing.
  func firstShortfall(from start: Day) -> CashShortfall? {
    guard let balances = try? engine.values("cash_balance", at: .total),
      let minimum = (try? engine.value("minimum_cash", at: .total, period: nil)) ?? nil
    else { return nil }
    let opening = (try? engine.value("actual_cash", at: .total, period: .month(cutoff))) ?? nil
    guard minimum > 0 || (opening ?? 0) != 0 else { return nil }
    let first = max(0, calendar.firstDay.distance(to: start))
    guard first < balances.count else { return nil }
    for index in first..<balances.count where balances[index] < minimum {
      return CashShortfall(
        day: calendar.day(at: index), balance: hundredths(balances[index]), minimum: hundredths(minimum),
        week: start.distance(to: calendar.day(at: index)) / 7 + 1)
    }
    return nil
  }
}
