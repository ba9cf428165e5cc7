// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal

extension Workspace {
  /// Lets a day pass over the forecast reports: on the first workday after a week, and once a month is closed, one event says that its report is
  /// written, and people are told of it. Each week and month once; days on which nobody called are made up for on the next workday, by the newest week
  /// and month alone.
  ///
  /// A company without a forecast has nothing to report, and one whose facts ended months ago lives through no new weeks.
  /// - Returns: how many were written.
  /// - Throws: `StoreError`, and then the next time tries again.
  @discardableResult
  public func writeDueReports() throws -> Int {
    guard !isReader, plan.baseline != nil else { return 0 }
    let today = environment.today()
    guard planDays.isWorkday(today) else { return 0 }
    // A plan that is seen from another day than this knows nothing of the weeks since its facts ended.
    let week = today == planningDay ? Self.weekOver(on: today, planDays).map { ForecastReport.Period($0) } : nil
    let due = [week, ForecastReport.Period(plan.cutoff)].compactMap(\.self).filter { period in
      reports.newest(period.span).map { $0.period.to < period.to } ?? true
    }
    guard !due.isEmpty, try hasForecast() else { return 0 }
    for period in due { try write(period, on: today) }
    return due.count
  }

  /// The newest week that is over and had a workday: one of holidays is looked past, and no holiday lasts five.
  static func weekOver(on day: Day, _ calendar: WorkingDays) -> Week? {
    let last = Week(day).adding(weeks: -1)
    return (0..<5).map { last.adding(weeks: -$0) }.first { calendar.workdays(in: $0.days) > 0 }
  }

  private func hasForecast() throws -> Bool {
    try forecastView(try Access.authorize(.localOperator, to: To.ViewPlan.self), item: "ALL", region: "ALL").steps.contains {
      $0.agreed.isFinite && $0.agreed > 0
    }
  }

  private func write(_ period: ForecastReport.Period, on day: Day) throws {
    let title = period.title
    let fields: [String: CanonicalValue] = ["day": .day(day), "label_zh": .text(title.chinese), "label_en": .text(title.english)]
    let draft = EventDraft(
      kind: ReportLedger.reported, actor: .system, idempotencyKey: "forecast-reported-\(period.span.rawValue)-\(period.from)-\(revision)",
      payload: .map(period.canonical.merging(fields) { _, new in new }))
    let event = try store.append(draft, at: environment.now())
    _ = announce(event, title, [], spread: [], reason: "")
  }
}
