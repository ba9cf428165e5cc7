// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting
import NumericalMethods

/// Takes a monthly history apart: level, season, calendar, what is left and what in it is odd.
struct ReadComponents {
  let months: [Month]
  let observed: [Double]
  let horizon: Int
  private let effect: CalendarEffect?
  private let series: Series?
  let decomposition: Decomposition?

  /// - Parameter calendar: what the calendar does to a history of so many months that begins in a month.
  init(_ points: [ForecastView.Point], horizon: Int, calendar: (Series, Month) -> CalendarEffect?) {
    let known = points.drop { $0.value == 0 }
    months = known.map(\.month)
    observed = known.map(\.value)
    self.horizon = horizon
    series = try? Series(observed, seasonLength: 12, granularity: .month)
    effect = series.flatMap { series in known.first.flatMap { calendar(series, $0.month) } }
    // Two whole years and one month more: before, a season cannot be told from a trend.
    if let series, series.count > 24 { decomposition = try? Self.stl(series.count).decompose(series) } else { decomposition = nil }
  }

  /// A few years say nothing of how the season changes: it is the same in all of them.
  private static func stl(_ count: Int) -> STL { STL(seasonLength: 12, seasonalWindow: count < 60 ? 10 * count : 13, isRobust: true) }

  var seasonStrength: Double? {
    guard let decomposition, let season = decomposition.seasons.first else { return nil }
    return decomposition.strength(of: season)
  }

  var trendChange: Double? {
    guard let trend = decomposition?.trend, trend.count >= 24 else { return nil }
    let (last, before) = (trend.suffix(12).reduce(0, +), trend.suffix(24).prefix(12).reduce(0, +))
    return before > 0 ? last / before - 1 : nil
  }

  /// Of the last two years, as a share of the level there.
  var seasonProfile: [ForecastComponents.SeasonMonth] {
    guard let decomposition else { return [] }
    let season = decomposition.seasonal
    let recent = max(0, months.count - 24)..<months.count
    let level = recent.reduce(0) { $0 + decomposition.trend[$1] } / Double(recent.count)
    guard level > 0 else { return [] }
    return (1...12).compactMap { number in
      let same = recent.filter { months[$0].month == number }
      guard !same.isEmpty else { return nil }
      let mean = same.reduce(0) { $0 + season[$1] } / Double(same.count)
      return ForecastComponents.SeasonMonth(month: number, share: mean / level)
    }
  }

  var calendar: ForecastComponents.CalendarPart? {
    guard let first = months.first, let effect else { return nil }
    let level = observed.suffix(12).reduce(0, +) / Double(max(1, observed.suffix(12).count))
    func share(_ shift: Double) -> Double { effect.isMultiplicative ? exponential(shift) - 1 : level > 0 ? shift / level : 0 }
    let ahead = (0..<horizon).map { step in
      (month: first.adding(months: observed.count + step), share: share(effect.shift(at: observed.count + step)))
    }
    let effects = effect.coefficients.map {
      ForecastComponents.CalendarPart.Effect(key: $0.name, label: CalendarWords.label($0.name), share: share($0.value))
    }
    return ForecastComponents.CalendarPart(effects: effects, months: ahead, words: CalendarWords.ahead(ahead))
  }

  /// Newest first.
  var odd: [ForecastComponents.Odd] {
    guard let series, let report = try? OddValues((try? effect?.removed(from: series)) ?? series) else { return [] }
    return report.found.sorted { $0.index > $1.index }.map { one in
      let (value, expected) = (observed[one.index], one.corrected.first)
      return ForecastComponents.Odd(
        month: months[one.index], value: value, expected: expected, kind: one.kind,
        label: OddWords.label(one, from: months[one.index]))
    }
  }
}
