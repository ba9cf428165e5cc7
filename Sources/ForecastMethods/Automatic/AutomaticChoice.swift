// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Chooses among methods by what each of them would have said in the past of the series itself.
///
/// Every candidate is fitted at up to `windows` earlier origins and scored on what came after (rolling origin, no look ahead). A single
/// method replaces the combination only when it was clearly better, since differences on a few folds are mostly luck. The spread
/// of the chosen forecast is then calibrated on the errors it made.
///
/// Works on anything with one observation: where nothing can be tested the simplest method that can be fitted is taken.
///
/// - Complexity: about `windows` + 1 fits of each method.
/// - Missing values: filled seasonally inside the methods, never scored.
/// - Determinism: same input, same bits.
public struct AutomaticChoice: ForecastModel {
  public let methods: [ForecastMethod]
  /// The horizon that is wanted: the past is tested on it as far as it reaches.
  public let horizon: Int
  public let windows: Int

  /// - Parameters:
  ///   - horizon: periods ahead for which the choice shall be good.
  ///   - methods: candidates; the usual ones when nil.
  ///   - windows: origins in the past, 1 … 12.
  public init(horizon: Int, methods: [ForecastMethod]? = nil, windows: Int = 3) {
    self.horizon = max(1, horizon)
    self.methods = methods ?? [.combination, .exponentialSmoothing, .dynamicTheta, .theta, .seasonalNaive, .mean]
    self.windows = min(max(1, windows), 12)
  }

  public var name: String { "auto" }

  /// A rival must have less than this share of the first candidate's error to replace it.
  static let clearlyBetter = 0.9

  public func fit(_ series: Series) throws(ForecastError) -> FittedChoice {
    guard series.observedCount > 0 else {
      throw ForecastError(
        .noObservations, subject: "series", detail: "needs at least 1 observation, has 0",
        hint: "check the file's value column")
    }
    let trimmed = series.withoutLeadingGaps()
    let candidates = methods.isEmpty ? [.seasonalNaive] : methods
    let tested = testedFolds(trimmed, candidates)
    let fits = MethodFits(trimmed)
    var best: (index: Int, score: Double)?
    for (index, folds) in tested.enumerated() {
      guard fits.fitted(candidates[index]) != nil else { continue }
      let score = AutomaticChoice.score(folds)
      if let current = best {
        // Later candidates are rivals of the earlier ones.
        let limit = current.index == 0 ? AutomaticChoice.clearlyBetter * current.score : current.score
        if score < limit { best = (index, score) }
      } else {
        best = (index, score)
      }
    }
    guard let best, let model = fits.fitted(candidates[best.index]) else {
      throw ForecastError(
        .seriesTooShort, subject: candidates.map(\.name).joined(separator: ", "),
        detail: "none of the methods can be fitted to \(series.observedCount) observations",
        hint: "naive and mean need one observation")
    }
    let results = candidates.indices.compactMap { index -> CandidateResult? in
      guard let fitted = fits.fitted(candidates[index]) else { return nil }
      let backtest = Backtest(series: trimmed, folds: tested[index])
      return CandidateResult(
        name: candidates[index].name, method: fitted.method, wape: backtest.wape,
        forecastAccuracy: backtest.forecastAccuracy, mase: backtest.mase, bias: backtest.bias,
        folds: backtest.folds.count, isChosen: index == best.index)
    }
    return FittedChoice(
      model: model, chosen: candidates[best.index], candidates: results,
      calibration: IntervalCalibration(tested[best.index]), floor: series.naturalFloor)
  }

  /// Σ|error| over all folds: all candidates have the same folds, so nothing needs to be scaled. Infinite without folds.
  private static func score(_ folds: [BacktestFold]) -> Double {
    var sum = 0.0
    var count = 0
    for fold in folds {
      for (actual, mean) in zip(fold.actual, fold.forecast.mean) where !actual.isNaN {
        sum += abs(actual - mean)
        count += 1
      }
    }
    return count > 0 ? sum / Double(count) : .infinity
  }

  /// The folds of each candidate; a fold that some candidate cannot do is nobody's.
  private func testedFolds(_ series: Series, _ candidates: [ForecastMethod]) -> [[BacktestFold]] {
    var folds = [[BacktestFold]](repeating: [], count: candidates.count)
    // At least three quarters of a short series, and a whole season if there is one, stay for learning.
    let reach = min(horizon, max(1, series.count / 4))
    let plan = BacktestPlan(
      horizon: reach, windows: windows, step: max(1, reach / 2), minimumTraining: max(3, series.count / 2))
    for count in plan.trainingCounts(for: series.count) {
      let training = series.prefix(count)
      guard training.observedCount > 0 else { continue }
      let fits = MethodFits(training)
      let floor = training.naturalFloor
      let actual = Array(series.values[count..<(count + reach)])
      for (index, method) in candidates.enumerated() {
        guard let forecast = try? fits.fitted(method)?.forecast(horizon: reach).withFloor(floor) else {
          continue
        }
        folds[index].append(BacktestFold(trainingCount: count, forecast: forecast, actual: actual))
      }
    }
    let most = folds.map(\.count).max() ?? 0
    return folds.map { $0.count == most ? $0 : [] }
  }
}

/// Fits of several methods to one series, each made once: a combination shares its members with the candidates.
private final class MethodFits {
  private let series: Series
  private var made: [ForecastMethod: (any FittedModel)?] = [:]

  init(_ series: Series) { self.series = series }

  /// nil when the method cannot be fitted.
  func fitted(_ method: ForecastMethod) -> (any FittedModel)? {
    if let known = made[method] { return known }
    let model: (any FittedModel)?
    if method == .combination {
      let members = ForecastMethod.members.compactMap { fitted($0) }
      model = try? FittedCombination(members: members)
    } else {
      model = try? method.fit(series)
    }
    made[method] = .some(model)
    return model
  }
}
