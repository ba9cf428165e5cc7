// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// Which weeks and months the forecast report was written of, and who has read which; rebuilt from the events at start.
struct ReportLedger: Sendable {
  /// The program's own: a report that a day brought.
  static let reported = "forecast.reported"
  static let read = "forecast.report-read"

  struct Written: Hashable, Sendable {
    let event: Int64
    let period: ForecastReport.Period
    let day: Day
  }

  /// Oldest first.
  private(set) var written: [Written] = []
  private var readers: [Int64: Swift.Set<Int64>] = [:]

  subscript(event: Int64) -> Written? { written.last { $0.event == event } }

  func newest(_ span: ForecastReport.Span) -> Written? { written.last { $0.period.span == span } }

  func isRead(_ event: Int64, by person: Int64) -> Bool { readers[event]?.contains(person) ?? false }

  mutating func note(_ event: Event) {
    switch event.kind {
    case Acknowledgements.resetKind: self = ReportLedger()
    case Self.reported:
      guard let period = ForecastReport.Period(event.payload) else { return }
      written.append(Written(event: event.sequence, period: period, day: event.payload["day"]?.day ?? event.recordedAt.civilDay))
    case Self.read:
      if let report = event.payload["report"]?.integer { readers[report, default: []].insert(event.draft.actor.id) }
    default: break
    }
  }
}

extension ForecastReport.Period {
  init(_ week: Week) { self.init(span: .week, from: week.firstDay, to: week.lastDay) }
  init(_ month: Month) { self.init(span: .month, from: month.firstDay, to: month.lastDay) }

  init?(_ value: CanonicalValue) {
    guard let span = value["span"]?.text.flatMap({ ForecastReport.Span(rawValue: $0) }), let from = value["from"]?.day,
      let to = value["to"]?.day
    else { return nil }
    self.init(span: span, from: from, to: to)
  }

  var canonical: [String: CanonicalValue] { ["span": .text(span.rawValue), "from": .day(from), "to": .day(to)] }
}
