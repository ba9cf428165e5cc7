// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// The forecast of one series before its intervals are those of the run.
public struct ForecastDraft: Sendable {
  /// Without its values.
  let record: SeriesRecord
  /// Periods of the series.
  public let count: Int
  /// nil where the record had no series.
  let made: Result<ForecastMade, ForecastError>?

  var evidence: IntervalEvidence {
    if case .success(let made) = made { made.evidence } else { .nothing }
  }
}

extension SeriesForecaster {
  /// The costly part of `forecast`, which needs to know of no other series.
  public func draft(_ record: SeriesRecord) -> ForecastDraft {
    guard let series = record.series, let grid = record.grid else { return ForecastDraft(record: record, count: 0, made: nil) }
    let made: Result<ForecastMade, ForecastError>
    do throws(ForecastError) {
      made = .success(try make(record.identifier, series, grid))
    } catch {
      made = .failure(error)
    }
    return ForecastDraft(record: record.withoutValues(), count: series.count, made: made)
  }

  /// Lines of text with the intervals of this forecaster's run.
  public func finished(_ draft: ForecastDraft) -> Outcome {
    guard let made = draft.made, let grid = draft.record.grid else {
      return Outcome(
        draft.record, lines: format == .csv ? "" : JSONText.unread(draft.record), failure: nil, isForecast: false)
    }
    switch made {
    case .success(var made):
      made.forecast = calibration.apply(to: made.forecast, law: made.evidence.law)
      return outcome(draft.record, grid, after: draft.count, made)
    case .failure(let error):
      return failed(draft.record, error)
    }
  }

  /// The same forecaster with intervals that agree with the past errors of all of `drafts`: those of a run, or of its beginning.
  public func calibrated(by drafts: [ForecastDraft]) -> SeriesForecaster {
    var forecaster = self
    forecaster.calibration = RunCalibration(drafts.map(\.evidence))
    return forecaster
  }
}
