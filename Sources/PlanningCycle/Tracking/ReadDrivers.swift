// SPDX-License-Identifier: Apache-2.0
import Calendars

/// What market drivers do to the forecast of a part of the business, from what its run recorded: nothing is fitted again.
struct ReadDrivers {
  /// Those that move the forecast first, by what they move; then those that were tried and left out, by name.
  let lines: [ForecastComponents.DriverLine]

  /// - Parameters:
  ///   - months: those that are shown.
  init(_ baseline: BaselineForecast?, _ places: [SalesHistory.Place], months: [Month]) {
    guard let baseline else {
      lines = []
      return
    }
    let series = places.compactMap { baseline.series[$0] }
    var names: [String] = []
    for part in series.flatMap(\.drivers) where !names.contains(part.name) { names.append(part.name) }
    let totals = months.map { month in series.reduce(0) { $0 + (Self.mean($1, month) ?? 0) } }
    lines = names.sorted().map { Self.line($0, series, months, totals, after: baseline.origin) }.sorted { left, right in
      let (first, second) = (Self.size(left), Self.size(right))
      return left.verdict == .used
        ? right.verdict != .used || first > second || (first == second && left.name < right.name)
        : right.verdict != .used && left.name < right.name
    }
  }

  private static func line(
    _ name: String, _ series: [BaselineForecast.SeriesForecast], _ months: [Month], _ totals: [Double], after origin: Month
  ) -> ForecastComponents.DriverLine {
    let own = series.compactMap { one in one.drivers.first { $0.name == name }.map { (series: one, part: $0) } }
    let used = own.filter(\.part.isUsed)
    let shown = (used.first ?? own[0]).part
    // Families may follow a driver each in its own way; then no one figure says how.
    let isOneWay = used.allSatisfy { $0.part.terms == shown.terms }
    let ahead = zip(months, totals).map { month, total in
      let step = origin.distance(to: month) - 1
      let pieces = used.reduce(0) { $0 + $1.part.share(step) * (mean($1.series, month) ?? 0) }
      return ForecastComponents.DriverLine.Step(month: month, pieces: pieces, share: total != 0 ? pieces / total : 0)
    }
    let whole = totals.reduce(0, +)
    // Summed as the whole is: all of it is one to the last bit.
    let reached = months.map { month in used.reduce(0) { $0 + (mean($1.series, month) ?? 0) } }.reduce(0, +)
    let known = (used.isEmpty ? own : used).compactMap(\.part.knownThrough).min()
    return ForecastComponents.DriverLine(
      name: name, verdict: shown.verdict, knownThrough: known, usual: shown.usual, terms: isOneWay ? shown.terms : [],
      reach: used.isEmpty || whole <= 0 ? 0 : reached / whole, months: used.isEmpty ? [] : ahead,
      words: DriverWords.line(shown, isOneWay: isOneWay))
  }

  private static func mean(_ series: BaselineForecast.SeriesForecast, _ month: Month) -> Double? {
    guard let first = series.steps.first?.month, series.steps.indices.contains(first.distance(to: month)) else { return nil }
    return series.steps[first.distance(to: month)].mean
  }

  private static func size(_ line: ForecastComponents.DriverLine) -> Double { line.months.reduce(0) { $0 + abs($1.pieces) } }
}
