// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// When a document is paid: 月结 taken literally, then the pay day, then the share settled by bill of exchange 承兑汇票.
///
/// From the anchor day (order, shipment, receipt of goods, invoice — the caller's choice): the next cut-off day, plus whole months, plus
/// days, then the next pay day. A day that a month does not have is its last day. A statement cycle 周结, 半月结 takes the place of the cut-off day.
public struct PaymentTerms: Hashable, Sendable {
  /// How often a statement is drawn, where that is not by a day of the month: 周结, 半月结 of platforms; nil otherwise.
  public let cycle: PlatformSettlement.Cycle?
  /// Day of the month on which the statement is drawn, 1...31 (31 = month end); 0 for none: the anchor itself counts.
  public let cutOffDay: Int
  public let months: Int
  public let days: Int
  /// Day of the month on which the company pays, 1...31; 0 for any day.
  public let payDay: Int
  /// Share settled by a bill on the due day, 0…1.
  public let billShare: Double
  /// Calendar days from the due day to the bill's maturity.
  public let billDays: Int

  /// Values outside their range are taken to its nearest end, so that a wrong master record never stops a plan.
  public init(
    cutOffDay: Int = 0, months: Int = 0, days: Int = 0, payDay: Int = 0, billShare: Double = 0,
    billDays: Int = 0, cycle: PlatformSettlement.Cycle? = nil
  ) {
    self.cycle = cycle
    self.cutOffDay = cycle == nil ? min(max(cutOffDay, 0), 31) : 0
    self.months = min(max(months, 0), 60)
    self.days = min(max(days, 0), 1830)
    self.payDay = min(max(payDay, 0), 31)
    self.billShare = billShare > 0 ? min(billShare, 1) : 0
    self.billDays = min(max(billDays, 0), 730)
  }

  /// 30 days after the anchor: what is assumed where a partner has no terms.
  public static let thirtyDays = PaymentTerms(days: 30)

  /// The day on which a document anchored on `anchor` falls due; not moved to a bank day.
  public func dueDay(anchor: Day) -> Day {
    var due = cycle?.period(of: anchor).upperBound ?? anchor
    if cutOffDay > 0 { due = PaymentTerms.onOrAfter(due, dayOfMonth: cutOffDay) }
    if months > 0 {
      let civil = due.civil
      // A statement at the month end stays at the month end.
      let dayOfMonth = cutOffDay == 31 ? 31 : civil.day
      due = PaymentTerms.day(dayOfMonth, of: due.monthOf.adding(months: months))
    }
    due = due.adding(days: days)
    return payDay > 0 ? PaymentTerms.onOrAfter(due, dayOfMonth: payDay) : due
  }

  /// The day of a month, or its last when it has fewer.
  static func day(_ dayOfMonth: Int, of month: Month) -> Day {
    month.firstDay.adding(days: min(dayOfMonth, month.dayCount) - 1)
  }

  private static func onOrAfter(_ day: Day, dayOfMonth: Int) -> Day {
    let candidate = PaymentTerms.day(dayOfMonth, of: day.monthOf)
    return candidate >= day ? candidate : PaymentTerms.day(dayOfMonth, of: day.monthOf.adding(months: 1))
  }
}
