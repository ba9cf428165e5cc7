// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// What every candidate would have said at the same origins in the past of one series.
struct CandidateFolds {
  /// One list for each candidate, empty when it could not do every origin.
  let folds: [[BacktestFold]]
  /// The members of the combination at each origin; empty when nothing is combined.
  private let memberFolds: [CombinationFold]
  /// Fits at the latest origin, from which those to the whole series set out.
  let latest: [ForecastMethod: any FittedModel]

  init(_ series: Series, candidates: [ForecastMethod], table: CombinationTable, horizon: Int, windows: Int, season: SharedSeason?) {
    // Three quarters of a short series stay for learning.
    let reach = min(horizon, max(1, series.count / 4))
    let plan = BacktestPlan(
      horizon: reach, windows: windows, step: max(1, reach / 2), minimumTraining: max(3, series.count / 2))
    let combines = candidates.contains(.combination)
    let alone = candidates.filter { $0 != .combination }
    let methods = alone + (combines ? table.members.filter { !alone.contains($0) } : [])
    var plain: [ForecastMethod: [BacktestFold]] = [:]
    var members: [CombinationFold] = []
    var origins = 0
    var latest: [ForecastMethod: any FittedModel] = [:]
    for count in plan.trainingCounts(for: series.count) {
      let training = series.prefix(count)
      let actual = Array(series.values[count..<(count + reach)])
      guard training.observedCount > 0, actual.contains(where: { !$0.isNaN }) else { continue }
      let dropped = series.count - count
      origins += 1
      let floor = training.naturalFloor
      var made: [ForecastMethod: BacktestFold] = [:]
      for method in methods {
        // The form found at the first origin stays: later ones only learn its numbers again.
        let beginning = latest[method].map { FitBeginning.keeping($0) } ?? .nothing
        let model = try? method.fit(training, season: season, dropping: dropped, from: beginning)
        guard let model, let forecast = try? model.forecast(horizon: reach) else { continue }
        latest[method] = model
        made[method] = BacktestFold(trainingCount: count, forecast: forecast.withFloor(floor), actual: actual)
        plain[method, default: []].append(BacktestFold(trainingCount: count, forecast: forecast.withFloor(floor), actual: actual))
      }
      guard combines else { continue }
      let seen = SeenSeries(training, season: season, dropping: dropped)
      members.append(
        CombinationFold(
          features: seen.features(horizon: reach), members: table.members.map { seen.admits($0) ? made[$0] : nil }))
    }
    memberFolds = members
    self.latest = latest
    let tested = plain.filter { $0.value.count == origins }
    let combined = CandidateFolds.combined(members, table)
    folds = candidates.map { $0 == .combination ? combined : tested[$0] ?? [] }
  }

  /// Origins at which members were tested.
  var origins: Int { memberFolds.count }

  /// Σ|error| of each member over all origins, but for the one `left` out; NaN for a member that could not do every one of them.
  func errors(without left: Int? = nil) -> [Double] { CandidateFolds.errors(memberFolds, without: left) }

  private static func errors(_ folds: [CombinationFold], without left: Int?) -> [Double] {
    guard let first = folds.first else { return [] }
    var sums = [Double](repeating: 0, count: first.members.count)
    for (index, fold) in folds.enumerated() where index != left {
      for (member, error) in fold.errors.enumerated() { sums[member] += error }
    }
    return sums
  }

  private static func combined(_ folds: [CombinationFold], _ table: CombinationTable) -> [BacktestFold] {
    folds.indices.compactMap { index in
      let fold = folds[index]
      let able = fold.members.map { $0 != nil }
      guard let first = fold.members.compactMap({ $0 }).first else { return nil }
      // An origin's own errors have no say in its weights: it is to be judged by them.
      let weights = table.weights(fold.features, able: able, errors: errors(folds, without: index), origins: folds.count - 1)
      let pairs = zip(fold.members, weights).compactMap { member, weight in member.map { ($0.forecast, weight) } }
      let forecast = FittedCombination.mixed(pairs.map(\.0), weights: pairs.map(\.1), method: ForecastMethod.combination.name)
      return BacktestFold(trainingCount: first.trainingCount, forecast: forecast, actual: first.actual)
    }
  }

  /// Σ|actual − forecast| over what was observed.
  static func absoluteError(_ fold: BacktestFold) -> Double {
    zip(fold.actual, fold.forecast.mean).reduce(0) { $1.0.isNaN ? $0 : $0 + abs($1.0 - $1.1) }
  }
}
