// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Quantities

extension PaymentAgreement {
  /// The schedule, among documents of every day of `month`, whose last ordinary part is paid the longest after its event; advances and retentions are not
  /// waited for. nil when there is no ordinary part.
  ///
  /// The wait depends on the day: 月结30天 截止25 waits 30 days from the 25th and 60 from the 26th.
  func latestSchedule(in month: Month, bankDays: WorkingDays) -> [ScheduledPayment]? {
    var latest: (days: Int, payments: [ScheduledPayment])?
    for offset in 0..<month.dayCount {
      let day = month.firstDay.adding(days: offset)
      let anchors = Dictionary(uniqueKeysWithValues: TermsAnchor.allCases.map { ($0, day) })
      guard let payments = try? schedule(Amount(minorUnits: 1_000_000, currency: .cny), anchors: anchors, bankDays: bankDays),
        let days = payments.filter({ instalments[$0.instalment].role == .part }).map({ $0.anchorDay.distance(to: $0.settledOn) }).max(),
        days > latest?.days ?? -1
      else { continue }
      latest = (days, payments)
    }
    return latest?.payments
  }

  /// Days from the event to the last ordinary payment, in the worst case of a month; nil when there is none.
  public func longestWait(in month: Month, bankDays: WorkingDays) -> Int? {
    latestSchedule(in: month, bankDays: bankDays)?.filter { instalments[$0.instalment].role == .part }
      .map { $0.anchorDay.distance(to: $0.settledOn) }.max()
  }
}
