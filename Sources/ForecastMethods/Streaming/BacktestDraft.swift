// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// The tests of one series before their intervals are those of the run.
public struct BacktestDraft: Sendable {
  let record: SeriesRecord
  /// nil where the record had no series.
  let tests: Result<[Test], ForecastError>?
  /// The same origins without drivers; empty where there are no drivers.
  var without: [Test] = []
  var driverFindings: [SeriesFinding] = []

  /// One origin.
  struct Test: Sendable {
    /// Origins after this one.
    let place: Int
    let fold: BacktestFold
    /// From before the origin.
    let evidence: IntervalEvidence
  }

  /// nil: the series was not tested there.
  func evidence(at place: Int, withoutDrivers: Bool = false) -> IntervalEvidence? {
    guard case .success(let tests) = tests else { return nil }
    return (withoutDrivers ? without : tests).first { $0.place == place }?.evidence
  }
}

extension SeriesBacktester {
  /// The costly part of `backtest`, which needs to know of no other series.
  public func draft(_ record: SeriesRecord) -> BacktestDraft {
    guard let series = record.series else { return BacktestDraft(record: record, tests: nil) }
    do throws(ForecastError) {
      guard let drivers, let grid = record.grid else {
        return BacktestDraft(record: record, tests: .success(try tests(series, record.grid)))
      }
      let driven = try drivenTests(record.identifier, series, grid, drivers)
      return BacktestDraft(
        record: record, tests: .success(driven.tests), without: try tests(series, grid), driverFindings: driven.findings)
    } catch {
      return BacktestDraft(record: record, tests: .failure(error))
    }
  }

  /// Measures with the intervals of this backtester's run.
  public func finished(_ draft: BacktestDraft) -> Outcome {
    let record = draft.record
    func outcome(_ measures: Measures?, without: Measures? = nil, _ failure: ForecastError? = nil) -> Outcome {
      Outcome(
        identifier: record.identifier, measures: measures, without: without, failure: failure, findings: record.findings,
        driverFindings: draft.driverFindings, rowCount: record.rowCount, rejectedCount: record.rejectedCount)
    }
    guard let series = record.series, let tests = draft.tests else { return outcome(nil) }
    switch tests {
    case .success(let tests):
      let without = draft.without.isEmpty ? nil : measures(series, draft.without, plainCalibrations)
      return outcome(measures(series, tests, calibrations), without: without)
    case .failure(let error):
      return outcome(nil, error)
    }
  }

  private func measures(_ series: Series, _ tests: [BacktestDraft.Test], _ calibrations: [RunCalibration]) -> Measures {
    let folds = tests.map { test -> BacktestFold in
      guard test.place < calibrations.count else { return test.fold }
      let forecast = calibrations[test.place].apply(to: test.fold.forecast, law: test.evidence.law)
      return BacktestFold(trainingCount: test.fold.trainingCount, forecast: forecast, actual: test.fold.actual)
    }
    return measures(Backtest(series: series, folds: folds))
  }

  /// The same backtester with intervals that agree at each origin with what all of `drafts` had been wrong by before it.
  public func calibrated(by drafts: [BacktestDraft]) -> SeriesBacktester {
    var backtester = self
    backtester.calibrations = (0..<windows).map { place in RunCalibration(drafts.compactMap { $0.evidence(at: place) }) }
    guard drivers != nil else { return backtester }
    backtester.plainCalibrations = (0..<windows).map { place in
      RunCalibration(drafts.compactMap { $0.evidence(at: place, withoutDrivers: true) })
    }
    return backtester
  }

  /// Oldest origin first; origins at which nothing can be fitted are passed over.
  private func tests(_ series: Series, _ grid: PeriodGrid?) throws(ForecastError) -> [BacktestDraft.Test] {
    let choice = CalendarChoice(
      AutomaticChoice(horizon: horizon, methods: methods, table: table, intervals: intervals), periods: calendar.periods(of: grid))
    return try tests(series) { training in
      guard let filled = gapFilling == .seasonal ? training : try? gapFilling.fill(training), let fitted = try? choice.fit(filled),
        let forecast = try? fitted.forecast(horizon: horizon)
      else { return nil }
      return (forecast, fitted.model.evidence)
    }
  }

  /// The same behind the drivers of the file, as `forecast` has them: at each origin chosen and learnt on what came before it.
  ///
  /// - Throws: `driver-not-known` where `forecast` at an origin would.
  private func drivenTests(
    _ identifier: String, _ series: Series, _ grid: PeriodGrid, _ drivers: DriverTable
  ) throws(ForecastError) -> (tests: [BacktestDraft.Test], findings: [SeriesFinding]) {
    var forecaster = try SeriesForecaster(
      horizon: horizon, methods: methods, gapFilling: gapFilling, calendar: calendar, table: table, drivers: drivers,
      intervals: intervals)
    forecaster.ahead = ahead
    var hole: ForecastError?
    let tests: [BacktestDraft.Test]
    do throws(ForecastError) {
      tests = try self.tests(series) { training in
        do throws(ForecastError) {
          let made = try forecaster.make(identifier, training, grid)
          return (made.forecast, made.evidence)
        } catch {
          if error.code == .driverNotKnown { hole = hole ?? error }
          return nil
        }
      }
    } catch {
      throw hole ?? error
    }
    if let hole { throw hole }
    // Of the whole series once, not of each origin.
    return (tests, try SeriesDrivers(drivers, identifier, grid, count: series.count, horizon: 0).findings)
  }

  /// - Parameter fit: nil where nothing can be fitted.
  private func tests(
    _ series: Series, fit: (Series) -> (forecast: Forecast, evidence: IntervalEvidence)?
  ) throws(ForecastError) -> [BacktestDraft.Test] {
    let plan = BacktestPlan(horizon: horizon, windows: windows, step: step)
    var tests: [BacktestDraft.Test] = []
    for count in plan.trainingCounts(for: series.count) {
      guard let made = fit(series.prefix(count)) else { continue }
      let actual = Array(series.values[count..<(count + horizon)])
      tests.append(
        BacktestDraft.Test(
          place: (series.count - horizon - count) / step,
          fold: BacktestFold(trainingCount: count, forecast: made.forecast, actual: actual), evidence: made.evidence))
    }
    guard tests.contains(where: { $0.fold.actual.contains { !$0.isNaN } }) else {
      throw ForecastError(
        .seriesTooShort, subject: "backtest",
        detail: "needs more than \(horizon) periods with observations at both ends, has \(series.count)",
        hint: "ask for a shorter horizon")
    }
    return tests
  }
}
