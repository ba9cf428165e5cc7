// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Forecasting
import GlobalForecastMethods

/// Forecasts all series of a file by one model that learns from all of them.
///
/// Festivals and working days are taken out of each series before and put back after. Series that are too short to say anything, or of
/// another season than most, are left to the automatic choice, and their model's name says why.
struct GlobalRun {
  let forecaster: SeriesForecaster
  let threads: Int
  /// The mean of the shared model and the automatic choice.
  let mixed: Bool

  /// One series of the file, and its place in the set of those that are learnt from.
  private struct Item: Sendable {
    let record: SeriesRecord
    let usual: UsualSeries?
    var forecast: Forecast?
    var reason = ""
  }

  /// Why the whole file could not be forecast so; nil where it was.
  func run(next: () throws -> SeriesRecord?, deliver: (SeriesForecaster.Outcome) throws -> Void) throws -> String? {
    var items = try read(next)
    let complaint = try learn(&items)
    let (forecaster, mixed) = (forecaster, mixed)
    var rest = items.makeIterator()
    try OrderedWork(threads: threads).run(
      next: { rest.next() },
      work: { item in
        if let usual = item.usual, let forecast = item.forecast {
          return forecaster.outcome(item.record, usual, forecast, mixed: mixed)
        }
        return item.usual == nil ? forecaster.forecast(item.record) : forecaster.outcome(item.record, without: item.reason)
      }, deliver: deliver)
    return complaint
  }

  /// All series at once, within what a set may hold.
  private func read(_ next: () throws -> SeriesRecord?) throws -> [Item] {
    let forecaster = forecaster
    var items: [Item] = []
    var (series, periods) = (0, 0)
    try OrderedWork(threads: threads).run(
      next: {
        guard let record = try next() else { return nil }
        series += 1
        periods += record.series?.count ?? 0
        guard series <= SeriesSet.mostSeries, periods <= SeriesSet.mostPeriods else { throw SetTooLarge(identifier: record.identifier) }
        return record
      }, work: { Item(record: $0, usual: forecaster.usual($0)) }, deliver: { items.append($0) })
    return items
  }

  /// Gives each item its forecast, or the reason why there is none.
  private func learn(_ items: inout [Item]) throws -> String? {
    let season = commonSeason(items)
    var (members, places) = ([SeriesSet.Member](), [Int]())
    for (place, item) in items.enumerated() {
      guard let usual = item.usual else { continue }
      if usual.series.withoutLeadingGaps().count < GlobalForecast.leastPeriods {
        items[place].reason = "too short for Global"
      } else if usual.series.seasonLength != season {
        items[place].reason = "another season than Global"
      } else {
        // Rows that come back are a record without a series, so that a name is there once.
        members.append(SeriesSet.Member(item.record.identifier, usual.series))
        places.append(place)
      }
    }
    guard !members.isEmpty else { return nil }
    do {
      let fitted = try GlobalForecast(horizon: forecaster.horizon).fit(SeriesSet(members))
      for (place, forecast) in zip(places, fitted.forecasts) { items[place].forecast = forecast }
      return nil
    } catch {
      guard error.code == .seriesTooShort else { throw error }
      for place in places { items[place].reason = "too few series for Global" }
      return "\(error.subject): \(error.detail); every series is forecast by auto (\(error.hint))"
    }
  }

  /// That of most series; of equally many the one that comes first.
  private func commonSeason(_ items: [Item]) -> Int {
    var counts: [(season: Int, count: Int)] = []
    for item in items {
      guard let season = item.usual?.series.seasonLength else { continue }
      if let place = counts.firstIndex(where: { $0.season == season }) { counts[place].count += 1 } else { counts.append((season, 1)) }
    }
    var best = (season: 1, count: 0)
    for pair in counts where pair.count > best.count { best = pair }
    return best.season
  }
}

/// More series than one model may learn from.
struct SetTooLarge: Error, CustomStringConvertible {
  let identifier: String

  var description: String {
    "a model across all series learns from at most \(SeriesSet.mostSeries) series of \(SeriesSet.mostPeriods) periods together, and "
      + "series \"" + identifier
      + "\" is beyond that (give families of series apart, or use --models auto, which reads one series at a time)"
  }
}
