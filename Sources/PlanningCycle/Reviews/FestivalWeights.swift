// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning

/// What a workday near the Spring Festival brings beside an ordinary one of the same winter, learnt from past festivals.
///
/// Days are told apart by fortnights: the two before the festival and the two from 初一 on. A fortnight's weight is the mean, over festivals whose
/// whole winter is known, of its takings a workday ÷ those of the days five to eleven weeks away. Without such a festival all days are alike.
struct FestivalWeights {
  static let fortnights = [-28...(-15), -14...(-1), 0...13, 14...27]
  static let ordinary = [-75...(-29), 28...75]
  /// A weight of nought would make a month that the base calls empty.
  static let least = 0.05

  /// One a fortnight.
  let weights: [Double]
  private let calendar: WorkingDays

  /// - Parameter through: the last day that is known.
  init(takings: [Day: Int64], through: Day, calendar: WorkingDays) {
    self.calendar = calendar
    var ratios = [[Double]](repeating: [], count: Self.fortnights.count)
    if let first = takings.keys.min() {
      for year in first.year...through.year {
        guard let festival = Festival.springFestival.day(in: year), festival.adding(days: -75) >= first,
          festival.adding(days: 75) <= through
        else { continue }
        let usual = Self.pace(Self.ordinary, festival, takings, calendar)
        guard usual > 0 else { continue }
        for (index, span) in Self.fortnights.enumerated() { ratios[index].append(Self.pace([span], festival, takings, calendar) / usual) }
      }
    }
    weights = ratios.map { $0.isEmpty ? 1 : max(Self.least, $0.reduce(0, +) / Double($0.count)) }
  }

  /// Takings a workday of days that lie so far from the festival.
  private static func pace(_ spans: [ClosedRange<Int>], _ festival: Day, _ takings: [Day: Int64], _ calendar: WorkingDays) -> Double {
    var (sum, workdays) = (Int64(0), 0)
    for span in spans {
      for offset in span { sum += takings[festival.adding(days: offset)] ?? 0 }
      workdays += calendar.workdays(in: festival.adding(days: span.lowerBound)...festival.adding(days: span.upperBound))
    }
    return workdays > 0 ? Double(sum) / Double(workdays) : 0
  }

  /// Workdays of a month, and the mean weight of one.
  func calendar(of month: Month) -> VarianceCalendar {
    let days = month.days.filter { calendar.isWorkday($0) }
    guard !days.isEmpty else { return VarianceCalendar(workdays: 1, festivalWeight: 1) }
    let weight = days.reduce(0.0) { sum, day in
      let fortnight = day.springFestivalOffset.flatMap { offset in Self.fortnights.firstIndex { $0.contains(offset) } }
      return sum + (fortnight.map { weights[$0] } ?? 1)
    }
    // Four digits are shown, and four are reckoned with.
    let shown = (weight / Double(days.count) * 10_000).rounded(.toNearestOrAwayFromZero) / 10_000
    return VarianceCalendar(workdays: days.count, festivalWeight: shown)
  }
}
