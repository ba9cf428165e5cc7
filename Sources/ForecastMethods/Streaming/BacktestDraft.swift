// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// The tests of one series before their intervals are those of the run.
public struct BacktestDraft: Sendable {
  let record: SeriesRecord
  /// nil where the record had no series.
  let tests: Result<[Test], ForecastError>?

  /// One origin.
  struct Test: Sendable {
    /// Origins after this one.
    let place: Int
    let fold: BacktestFold
    /// From before the origin.
    let evidence: IntervalEvidence
  }

  /// nil: the series was not tested there.
  func evidence(at place: Int) -> IntervalEvidence? {
    guard case .success(let tests) = tests else { return nil }
    return tests.first { $0.place == place }?.evidence
  }
}

extension SeriesBacktester {
  /// The costly part of `backtest`, which needs to know of no other series.
  public func draft(_ record: SeriesRecord) -> BacktestDraft {
    guard let series = record.series else { return BacktestDraft(record: record, tests: nil) }
    let tests: Result<[BacktestDraft.Test], ForecastError>
    do throws(ForecastError) {
      tests = .success(try self.tests(series, record.grid))
    } catch {
      tests = .failure(error)
    }
    return BacktestDraft(record: record, tests: tests)
  }

  /// Measures with the intervals of this backtester's run.
  public func finished(_ draft: BacktestDraft) -> Outcome {
    let record = draft.record
    func outcome(_ measures: Measures?, _ failure: ForecastError?) -> Outcome {
      Outcome(
        identifier: record.identifier, measures: measures, failure: failure, findings: record.findings, rowCount: record.rowCount,
        rejectedCount: record.rejectedCount)
    }
    guard let series = record.series, let tests = draft.tests else { return outcome(nil, nil) }
    switch tests {
    case .success(let tests):
      let folds = tests.map { test -> BacktestFold in
        guard test.place < calibrations.count else { return test.fold }
        let forecast = calibrations[test.place].apply(to: test.fold.forecast, law: test.evidence.law)
        return BacktestFold(trainingCount: test.fold.trainingCount, forecast: forecast, actual: test.fold.actual)
      }
      return outcome(measures(Backtest(series: series, folds: folds)), nil)
    case .failure(let error):
      return outcome(nil, error)
    }
  }

  /// The same backtester with intervals that agree at each origin with what all of `drafts` had been wrong by before it.
  public func calibrated(by drafts: [BacktestDraft]) -> SeriesBacktester {
    var backtester = self
    backtester.calibrations = (0..<windows).map { place in RunCalibration(drafts.compactMap { $0.evidence(at: place) }) }
    return backtester
  }

  /// Oldest origin first; origins at which nothing can be fitted are passed over.
  private func tests(_ series: Series, _ grid: PeriodGrid?) throws(ForecastError) -> [BacktestDraft.Test] {
    let choice = CalendarChoice(
      AutomaticChoice(horizon: horizon, methods: methods, table: table, intervals: intervals), periods: calendar.periods(of: grid))
    let plan = BacktestPlan(horizon: horizon, windows: windows, step: step)
    var tests: [BacktestDraft.Test] = []
    for count in plan.trainingCounts(for: series.count) {
      let training = series.prefix(count)
      guard let filled = gapFilling == .seasonal ? training : try? gapFilling.fill(training),
        let fitted = try? choice.fit(filled), let forecast = try? fitted.forecast(horizon: horizon)
      else { continue }
      let actual = Array(series.values[count..<(count + horizon)])
      tests.append(
        BacktestDraft.Test(
          place: (series.count - horizon - count) / step,
          fold: BacktestFold(trainingCount: count, forecast: forecast, actual: actual), evidence: fitted.model.evidence))
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
