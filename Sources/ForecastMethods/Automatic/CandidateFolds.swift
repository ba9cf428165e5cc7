// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// What every candidate would have said at the same origins in the past of one series.
struct CandidateFolds {
  /// One list for each candidate, empty when it could not do every origin.
  let folds: [[BacktestFold]]
  /// Weights of the combination's members, from all origins.
  let weights: [ForecastMethod: Double]

  init(_ series: Series, candidates: [ForecastMethod], horizon: Int, windows: Int, season: SharedSeason?) {
    let members = ForecastMethod.members(of: series, season: season)
    let combines = candidates.contains(.combination)
    var methods = candidates.filter { $0 != .combination }
    if combines { methods += members.map(\.method).filter { !methods.contains($0) } }
    let plain = CandidateFolds.plainFolds(series, methods, horizon: horizon, windows: windows, season: season)
    let prior = members.map(\.weight)
    let memberFolds = members.map { plain[$0.method] ?? [] }
    let errors = memberFolds.map { folds in folds.map(CandidateFolds.absoluteError) }
    let all = CombinationWeights.weights(prior: prior, errors: CandidateFolds.totals(errors, without: nil))
    weights = Dictionary(uniqueKeysWithValues: zip(members.map(\.method), all))
    var combined: [BacktestFold] = []
    if combines, let count = memberFolds.map(\.count).max(), count > 0 {
      for index in 0..<count {
        // An origin's own errors have no say in its weights: it is to be judged by them.
        let shares = CombinationWeights.weights(
          prior: prior, errors: CandidateFolds.totals(errors, without: index))
        combined.append(CandidateFolds.mixed(memberFolds, at: index, shares))
      }
    }
    folds = candidates.map { $0 == .combination ? combined : plain[$0] ?? [] }
  }

  private static func plainFolds(
    _ series: Series, _ methods: [ForecastMethod], horizon: Int, windows: Int, season: SharedSeason?
  ) -> [ForecastMethod: [BacktestFold]] {
    // Three quarters of a short series stay for learning.
    let reach = min(horizon, max(1, series.count / 4))
    let plan = BacktestPlan(
      horizon: reach, windows: windows, step: max(1, reach / 2),
      minimumTraining: max(3, series.count / 2))
    var folds: [ForecastMethod: [BacktestFold]] = [:]
    var origins = 0
    for count in plan.trainingCounts(for: series.count) {
      let training = series.prefix(count)
      let actual = Array(series.values[count..<(count + reach)])
      guard training.observedCount > 0, actual.contains(where: { !$0.isNaN }) else { continue }
      origins += 1
      let floor = training.naturalFloor
      for method in methods {
        guard let forecast = try? method.fit(training, season: season, dropping: series.count - count).forecast(horizon: reach) else {
          continue
        }
        folds[method, default: []].append(
          BacktestFold(trainingCount: count, forecast: forecast.withFloor(floor), actual: actual))
      }
    }
    return folds.filter { $0.value.count == origins }
  }

  private static func mixed(_ members: [[BacktestFold]], at index: Int, _ shares: [Double]) -> BacktestFold {
    let able = members.indices.filter { !members[$0].isEmpty }
    let total = able.reduce(0) { $0 + shares[$1] }
    let first = members[able[0]][index]
    let forecast = FittedCombination.mixed(
      able.map { members[$0][index].forecast }, weights: able.map { shares[$0] / total },
      method: ForecastMethod.combination.name)
    return BacktestFold(trainingCount: first.trainingCount, forecast: forecast, actual: first.actual)
  }

  /// Σ|error| of each member, leaving one origin out; infinite for a member that was not tested, empty when nobody was.
  private static func totals(_ errors: [[Double]], without left: Int?) -> [Double] {
    let most = errors.map(\.count).max() ?? 0
    guard most > (left == nil ? 0 : 1) else { return [] }
    return errors.map { folds in
      guard !folds.isEmpty else { return .infinity }
      return folds.enumerated().reduce(0) { $1.offset == left ? $0 : $0 + $1.element }
    }
  }

  /// Σ|actual − forecast| over what was observed.
  static func absoluteError(_ fold: BacktestFold) -> Double {
    zip(fold.actual, fold.forecast.mean).reduce(0) { $1.0.isNaN ? $0 : $0 + abs($1.0 - $1.1) }
  }
}
