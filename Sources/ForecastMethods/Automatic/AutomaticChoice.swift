// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Chooses among methods by what each of them would have said in the past of the series itself.
///
/// The first candidate is a combination whose weights follow the kind of series and the members' past errors. Every candidate is fitted at up to `windows` earlier origins and scored on what came after (rolling origin, no look ahead). A single
/// method replaces the combination only when it was clearly better, since differences on a few folds are mostly luck. The spread
/// of the chosen forecast is then calibrated on the errors it made.
///
/// Works on anything with one observation: where nothing can be tested the simplest method that can be fitted is taken.
///
/// - Complexity: two fits of each method, at the first origin and on the whole, and `windows` − 1 that only learn its numbers again.
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
  /// How the members of the combination are weighed.
  public let table: CombinationTable
  /// Where the intervals of what is chosen come from.
  public let intervals: IntervalSource

  /// - Parameters:
  ///   - horizon: periods ahead for which the choice shall be good.
  ///   - methods: candidates; the usual ones when nil.
  ///   - windows: origins in the past, 1 … 12.
  ///   - season: of the series' group; the series ends where the group's total ends.
  ///   - table: weights of the combination's members. Of demand that comes now and then nothing is combined.
  ///   - intervals: to draw errors again every method must be one of `ForecastMethod.errorDriven`; a forecast of another throws.
  public init(
    horizon: Int, methods: [ForecastMethod]? = nil, windows: Int = 3, season: SharedSeason? = nil, table: CombinationTable = .learnt,
    intervals: IntervalSource = .calibrated
  ) {
    (self.table, self.intervals) = (table, intervals)
    self.horizon = max(1, horizon)
    self.methods = methods
    self.windows = min(max(1, windows), 12)
    self.season = season
  }

  public var name: String { "auto" }

  /// Of methods that were named a later one must have less than this share of the first one's error to replace it.
  static let clearlyBetter = 0.7
  /// The combination gives way only to a method that explains the past next to perfectly: picking the apparent winner of a few origins is worse than
  /// combining on every set we measured.
  static let nearlyPerfect = 0.2

  public func fit(_ series: Series) throws(ForecastError) -> FittedChoice {
    guard series.observedCount > 0 else {
      throw ForecastError(
        .noObservations, subject: "series", detail: "needs at least 1 observation, has 0",
        hint: "check the file's value column")
    }
    let trimmed = series.withoutLeadingGaps()
    let seen = SeenSeries(trimmed, season: season, dropping: 0)
    let table = seen.isShorterThanItsSeason ? CombinationTable.short : table
    let candidates = candidates(for: trimmed, seen)
    let tested = CandidateFolds(
      trimmed, candidates: candidates, table: table, horizon: horizon, windows: windows, season: season)
    let fits = MethodFits(trimmed, season: season, after: tested.latest)
    let models = candidates.map { method -> (any FittedModel)? in
      method == .combination ? fits.combination(table, tested, horizon: horizon) : fits.fitted(method)
    }
    let best = AutomaticChoice.best(
      models.map { $0 != nil }, tested.folds, share: methods == nil ? AutomaticChoice.nearlyPerfect : AutomaticChoice.clearlyBetter)
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
    // With a season that the group lends, the series' own past is seen through it, and what was claimed is not.
    let rolling =
      candidates[best] == .combination && season == nil
      ? RollingErrors(seen.values, seasonLength: seen.seasonLength, horizon: horizon) : nil
    return FittedChoice(
      model: model, chosen: candidates[best], candidates: results,
      calibration: IntervalCalibration(tested.folds[best], rolling: rolling),
      evidence: intervals == .calibrated
        ? IntervalEvidence(tested.folds[best], in: trimmed, horizon: horizon, law: rolling == nil ? .folds : .rolling) : .nothing,
      floor: series.naturalFloor, intervals: intervals)
  }

  /// Of fewer than four values nothing can be learnt but where they lie; of demand now and then no more than a rate.
  private func candidates(for series: Series, _ seen: SeenSeries) -> [ForecastMethod] {
    if let methods, !methods.isEmpty { return methods }
    guard series.observedCount >= 4 else { return [.mean, .naive] }
    if seen.isShorterThanItsSeason { return [.combination, .mean, .naive] }
    if seen.isIntermittent { return [.multipleAggregation, .teunterSyntetosBabai, .mean] }
    return [.combination, .exponentialSmoothing, .dynamicTheta, .theta, .complexSmoothing, .arima, .seasonalNaive, .mean]
  }

  /// The first candidate that can be fitted stands until a later one is clearly better; among rivals the better one counts.
  private static func best(_ isFitted: [Bool], _ folds: [[BacktestFold]], share: Double) -> Int? {
    guard let first = isFitted.firstIndex(of: true) else { return nil }
    let standing = score(folds[first])
    var best = first
    var limit = standing.isFinite ? share * standing : .infinity
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
