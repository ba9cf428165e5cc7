// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// What a table of combination weights learns from: what each member would have said of the last periods of one series, and what came.
public struct TrainingExample: Sendable {
  let features: SeriesFeatures
  /// Members that could be fitted.
  let able: [Bool]
  /// What the members' errors in the past weigh (see `CombinationTable.ratios`), times trust.
  let ratios: [Double]
  /// In units of the naive error of the past: forecasts member after member, then what came.
  let forecasts: [Double]
  let actual: [Double]

  /// Periods that must stay to learn from.
  static let shortest = 6

  /// - Parameters:
  ///   - series: all of it may be looked at: its last `horizon` periods are held out and play the future.
  ///   - members: those of the table that is to be learnt.
  /// - Returns: nil for a series that is too short, has no naive error, or is made for rates (demand now and then).
  public init?(_ series: Series, horizon: Int, members: [ForecastMethod]) {
    let end = series.count - horizon
    guard end >= TrainingExample.shortest, 2 * end >= series.count else { return nil }
    let past = series.prefix(end).withoutLeadingGaps()
    let actual = Array(series.values[end...])
    guard past.observedCount >= TrainingExample.shortest, !actual.contains(where: \.isNaN) else { return nil }
    let seen = SeenSeries(past, season: nil, dropping: 0)
    let scale = AccuracyMeasure.naiveError(seen.values, past.seasonLength) { abs($0) }
    guard scale > 0, !seen.isIntermittent else { return nil }
    let table = CombinationTable(members: members, rows: members.map { _ in .zero }, errorWeight: (0, 0))
    let tested = CandidateFolds(past, candidates: [.combination], table: table, horizon: horizon, windows: 3, season: nil)
    let floor = past.naturalFloor
    var forecasts: [Double] = []
    var able: [Bool] = []
    for member in members {
      let mean = seen.admits(member) ? try? member.fit(past).forecast(horizon: horizon).withFloor(floor).mean : nil
      able.append(mean?.allSatisfy(\.isFinite) ?? false)
      forecasts += able.last == true ? (mean ?? []).map { $0 / scale } : [Double](repeating: 0, count: horizon)
    }
    guard able.contains(true) else { return nil }
    features = seen.features(horizon: horizon)
    self.able = able
    self.forecasts = forecasts
    self.actual = actual.map { $0 / scale }
    let errors = tested.errors()
    let known = errors.indices.filter { able[$0] && errors[$0].isFinite }
    let trust = known.count > 1 ? CombinationTable.trust(tested.origins) : 0
    ratios = known.count > 1 ? CombinationTable.ratios(errors, known).map { $0 * trust } : able.map { _ in 0 }
  }

  /// Mean |error| of the combination with these weights.
  func loss(_ weights: [Double]) -> Double {
    var sum = 0.0
    for step in actual.indices {
      var value = -actual[step]
      for member in weights.indices { value += weights[member] * forecasts[member * actual.count + step] }
      sum += abs(value)
    }
    return sum / Double(actual.count)
  }
}
