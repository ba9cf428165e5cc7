// SPDX-License-Identifier: Apache-2.0
import Approvals
import Calendars

/// When the forecast for a month was due, and on which days each region's was handed in.
struct ForecastDueDays {
  private let rhythm: PlanRhythm?
  private let calendar: WorkingDays
  /// Of what stands, by region; ascending.
  private let handedIn: [String: [Day]]

  init(rhythm: PlanRhythm?, calendar: WorkingDays, cases: [ApprovalLedger.Case]) {
    self.rhythm = rhythm
    self.calendar = calendar
    var handedIn: [String: [Day]] = [:]
    for one in cases where one.run.status == .running || one.run.status == .approved {
      if case .forecast(let review) = one.subject { handedIn[review.region, default: []].append(one.handedInOn) }
    }
    self.handedIn = handedIn.mapValues { $0.sorted() }
  }

  /// The plan calendar asked for it: in the month before it, the round of which prepares it.
  func isAsked(for month: Month) -> Bool { rhythm.map { $0.forecast != nil && $0.since <= month.adding(months: -1) } ?? false }

  /// The due day of the calendar; without one, the last day before the month.
  func day(of month: Month) -> Day {
    guard isAsked(for: month), let workday = rhythm?.forecast else { return month.firstDay.adding(days: -1) }
    return PlanRhythm.day(workday, of: month.adding(months: -1), calendar)
  }

  /// Counts the forecast of a region for a month.
  func note(_ region: String, _ month: Month, _ submissions: inout Scorecard.Submissions) {
    submissions.note(handedIn[region] ?? [], from: month.adding(months: -1).firstDay, due: day(of: month), until: month.lastDay)
  }
}

extension Scorecard.Submissions {
  mutating func note(_ days: [Day], from: Day, due: Day, until: Day) {
    if days.contains(where: { $0 >= from && $0 <= due }) {
      onTime += 1
    } else if days.contains(where: { $0 > due && $0 <= until }) {
      late += 1
    } else {
      missing += 1
    }
  }
}
