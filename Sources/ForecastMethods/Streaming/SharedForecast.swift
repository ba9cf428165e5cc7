// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// A series as a model across many series sees it: usual years, and what the calendar did, to be put back.
public struct UsualSeries: Sendable {
  /// Gaps filled where the caller has a rule of its own, and the calendar taken out where the past speaks for it.
  public let series: Series
  let effect: CalendarEffect?
  /// Of the series as it came.
  let floor: Double
}

extension SeriesForecaster {
  /// - Returns: nil for a record without a series, or one of which nothing was observed.
  public func usual(_ record: SeriesRecord) -> UsualSeries? {
    guard let series = record.series, let grid = record.grid, series.observedCount > 0 else { return nil }
    guard let filled = gapFilling == .seasonal ? series : try? gapFilling.fill(series) else { return nil }
    let effect = calendar.periods(of: grid).flatMap { CalendarEffect.learnt(from: filled, $0) }
    guard let effect, let without = try? effect.removed(from: filled) else {
      return UsualSeries(series: filled, effect: nil, floor: series.naturalFloor)
    }
    return UsualSeries(series: without, effect: effect, floor: series.naturalFloor)
  }

  /// The outcome of a series whose forecast somebody else made.
  ///
  /// - Parameters:
  ///   - forecast: of `usual(record)`, for `horizon` periods.
  ///   - mixed: the plain mean of it and the automatic choice, or of `methods` where they are named.
  public func outcome(_ record: SeriesRecord, _ usual: UsualSeries, _ forecast: Forecast, mixed: Bool) -> Outcome {
    guard let series = record.series, let grid = record.grid else { return self.forecast(record) }
    do throws(ForecastError) {
      let shared = usual.effect.map { $0.restored(forecast, after: series.count, floor: max(usual.floor, forecast.floor)) } ?? forecast
      guard mixed else { return outcome(record, grid, after: series.count, ForecastMade(forecast: shared)) }
      let own = try make(record.identifier, series, grid)
      let both = try Combination.mean.combine([shared, own.forecast], named: shared.method + " & " + own.forecast.method)
      return outcome(record, grid, after: series.count, ForecastMade(forecast: both, isBehindNaive: own.isBehindNaive))
    } catch {
      return failed(record, error)
    }
  }

  /// The outcome of a series that a model across many series cannot speak of: that of `forecast`, with `reason` behind the method's name.
  public func outcome(_ record: SeriesRecord, without reason: String) -> Outcome {
    guard let series = record.series, let grid = record.grid else { return forecast(record) }
    do throws(ForecastError) {
      var made = try make(record.identifier, series, grid)
      made.forecast = made.forecast.named(made.forecast.method + " (" + reason + ")")
      return outcome(record, grid, after: series.count, made)
    } catch {
      return failed(record, error)
    }
  }
}
