// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Chooses among methods by what each of them would have said in the past of the series itself.
///
/// The first candidate is a combination whose weights follow the members' past errors. Every candidate is fitted at up to `windows` earlier origins and scored on what came after (rolling origin, no look ahead). A single
/// method replaces the combination only when it was clearly better, since differences on a few folds are mostly luck. The spread
/// of the chosen forecast is then calibrated on the errors it made.
///
/// Works on anything with one observation: where nothing can be tested the simplest method that can be fitted is taken.
///
/// - Complexity: about `windows` + 1 fits of each method.
/// - Missing values: filled seasonally inside the methods, never scored.
/// - Determinism: same input, same bits.
public struct AutomaticChoice: ForecastModel {
  /// Candidates; nil for the usual ones.
  public let methods: [ForecastMethod]?
  /// The horizon that is wanted: the past is tested on it as far as it reaches.
  public let horizon: Int
  public let windows: Int
  /// That of the group the series belongs to; nil: each method finds the series' own.
  public let season: SharedSeason?

  /// - Parameters:
  ///   - horizon: periods ahead for which the choice shall be good.
  ///   - methods: candidates; the usual ones when nil.
  ///   - windows: origins in the past, 1 … 12.
  ///   - season: of the series' group; the series ends where the group's total ends.
  public init(horizon: Int, methods: [ForecastMethod]? = nil, windows: Int = 3, season: SharedSeason? = nil) {
    self.horizon = max(1, horizon)
    self.methods = methods
    self.windows = min(max(1, windows), 12)
    self.season = season
  }

  public var name: String { "auto" }

  /// A rival must have less than this share of the first candidate's error to replace it.
  static let clearlyBetter = 0.7

  public func fit(_ series: Series) throws(ForecastError) -> FittedChoice {
    guard series.observedCount > 0 else {
      throw ForecastError(
        .noObservations, subject: "series", detail: "needs at least 1 observation, has 0",
        hint: "check the file's value column")
    }
    let trimmed = series.withoutLeadingGaps()
    let candidates = candidates(for: trimmed)
    let tested = CandidateFolds(trimmed, candidates: candidates, horizon: horizon, windows: windows, season: season)
    let fits = MethodFits(trimmed, season: season)
    let models = candidates.map { method -> (any FittedModel)? in
      method == .combination ? fits.combination(tested.weights) : fits.fitted(method)
    }
    let best = AutomaticChoice.best(models.map { $0 != nil }, tested.folds)
    guard let best, let model = models[best] else {
      throw ForecastError(
        .seriesTooShort, subject: candidates.map(\.name).joined(separator: ", "),
        detail: "none of the methods can be fitted to \(series.observedCount) observations",
        hint: "naive and mean need one observation")
    }
    let results = candidates.indices.compactMap { index -> CandidateResult? in
      guard let fitted = models[index] else { return nil }
      let backtest = Backtest(series: trimmed, folds: tested.folds[index])
      return CandidateResult(
        name: candidates[index].name, method: fitted.method, wape: backtest.wape,
        forecastAccuracy: backtest.forecastAccuracy, mase: backtest.mase, bias: backtest.bias,
        folds: backtest.folds.count, isChosen: index == best)
    }
    return FittedChoice(
      model: model, chosen: candidates[best], candidates: results,
      calibration: IntervalCalibration(tested.folds[best]), floor: series.naturalFloor)
  }

  /// Of fewer than four values nothing can be learnt but where they lie.
  private func candidates(for series: Series) -> [ForecastMethod] {
    if let methods, !methods.isEmpty { return methods }
    guard series.observedCount >= 4 else { return [.mean, .naive] }
    return [.combination, .exponentialSmoothing, .dynamicTheta, .theta, .seasonalNaive, .mean]
  }

  /// The first candidate that can be fitted stands until a later one is clearly better; among rivals the better one counts.
  private static func best(_ isFitted: [Bool], _ folds: [[BacktestFold]]) -> Int? {
    guard let first = isFitted.firstIndex(of: true) else { return nil }
    let standing = score(folds[first])
    var best = first
    var limit = standing.isFinite ? clearlyBetter * standing : .infinity
    for index in isFitted.indices where index > first && isFitted[index] {
      let score = score(folds[index])
      if score < limit {
        best = index
        limit = score
      }
    }
    return best
  }

  /// Mean |error| over all folds: all candidates have the same folds, so nothing needs to be scaled. Infinite without folds.
  private static func score(_ folds: [BacktestFold]) -> Double {
    var sum = 0.0
    var count = 0
    for fold in folds {
      sum += CandidateFolds.absoluteError(fold)
      count += fold.actual.count { !$0.isNaN }
    }
    return count > 0 ? sum / Double(count) : .infinity
  }
}
