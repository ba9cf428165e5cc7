// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// One gradient-boosted model across all series of a set: what happened to others in the same situation is what is expected of each.
///
/// Each series is seen as windows of its past, taken out of their season and measured in units of their own usual error; trees learn how
/// far off a smoothed
/// level in season will be, for each period ahead directly. The last `horizon` periods (at most a quarter of the longest series) are
/// forecast once without having
/// been seen: they say how many rounds are good and how wide the errors are; then everything is learnt again.
///
/// - Missing values: filled seasonally before the fit.
/// - Determinism: one thread, fixed seeds; same input, same bits.
/// - Memory: at most `mostRows` × (32 + labels) × about 24 bytes in training, 200 MB with no labels, beside the set itself.
/// - References: P. Montero-Manso, R. J. Hyndman (2021), Principles and algorithms for forecasting groups of time series: locality and
///   globality, Int. J.
///   Forecasting 37(4), 1632–1653; S. Makridakis et al. (2022), M5 accuracy competition, Int. J. Forecasting 38(4), 1346–1364.
public struct GlobalForecast: Sendable {
  /// Periods ahead.
  public let horizon: Int
  /// Rows of training; of more a share is drawn.
  public let mostRows: Int

  /// Rounds after each of which it is looked whether more are better, and how many at most.
  static let (step, mostRounds) = (20, 300)
  /// Periods, from the first observation on, below which a series teaches nothing; its own forecast is a guess.
  public static let leastPeriods = TrainingWindows.leastPeriods + 1
  /// Windows below which nothing is learnt.
  static let leastRows = 200

  /// - Parameter mostRows: 1 000 … 2 000 000.
  /// - Throws: `horizon-out-of-range`.
  public init(horizon: Int, mostRows: Int = 250_000) throws(ForecastError) {
    try ForecastLimits.check(horizon: horizon)
    self.horizon = horizon
    self.mostRows = min(max(mostRows, 1_000), 2_000_000)
  }

  /// - Throws: `series-too-short` where the set has too few windows to learn from; `library-failed`.
  public func fit(_ set: SeriesSet) throws(ForecastError) -> FittedGlobalForecast {
    var series: [[Double]] = []
    var scales: [Double] = []
    for member in set.members {
      let filled = try GapFilling.seasonal.fill(member.series.withoutLeadingGaps()).values
      let scale = GlobalForecast.powerOfTwo(filled)
      series.append(filled.map { $0 / scale })
      scales.append(scale)
    }
    let labels = set.labelCodes
    let longest = series.reduce(0) { max($0, $1.count) }
    let holding = max(1, min(horizon, longest / 4))
    let held = TrainingWindows.held(series, seasonLength: set.seasonLength, labels: labels, holding: holding)
    let early = TrainingWindows(
      series, seasonLength: set.seasonLength, labels: labels, horizon: horizon, holding: holding, most: mostRows)
    guard early.targets.count >= GlobalForecast.leastRows, held.targets.count >= holding else {
      throw ForecastError(
        .seriesTooShort, subject: "global model",
        detail: "needs at least \(GlobalForecast.leastRows) windows of the past to learn from, has \(early.targets.count)",
        hint: "give more or longer series; auto works on each alone")
    }
    let (rounds, errors) = try tested(early, held, holding: holding)
    let spread = ResidualSpread(errors, tested: holding)
    let all = TrainingWindows(series, seasonLength: set.seasonLength, labels: labels, horizon: horizon, holding: 0, most: mostRows)
    let booster = try Booster(BoosterMatrix(all.features, width: all.width, targets: all.targets), settings: GlobalForecast.settings)
    try booster.learn(rounds: rounds)
    let forecasts = try ahead(set, series, scales, labels, booster, spread)
    return FittedGlobalForecast(forecasts: forecasts, rounds: rounds, windows: all.targets.count, testedError: spread.meanError)
  }

  static let settings: [(String, String)] = [
    ("objective", "reg:squarederror"), ("base_score", "0"), ("tree_method", "hist"), ("max_bin", "128"), ("nthread", "1"), ("seed", "7"),
    ("eta", "0.05"), ("max_depth", "6"), ("min_child_weight", "50"), ("lambda", "10"), ("subsample", "0.7"), ("colsample_bytree", "0.6"),
    ("verbosity", "0"),
  ]

  /// How many rounds foretell the held periods best, and the errors they make there, in units of the windows, series after series.
  private func tested(_ early: TrainingWindows, _ held: TrainingWindows, holding: Int) throws(ForecastError) -> (
    rounds: Int, errors: [Double]
  ) {
    let matrix = try BoosterMatrix(held.features, width: held.width, targets: [])
    let booster = try Booster(BoosterMatrix(early.features, width: early.width, targets: early.targets), settings: GlobalForecast.settings)
    // No round at all: the smoothed level alone.
    var best = (rounds: 0, errors: held.targets.map(Double.init))
    var least = GlobalForecast.size(best.errors)
    while booster.rounds < GlobalForecast.mostRounds {
      try booster.learn(rounds: GlobalForecast.step)
      let found = try booster.predictions(matrix)
      let errors = zip(held.targets, found).map { Double($0) - Double($1) }
      let size = GlobalForecast.size(errors)
      if size < least {
        (best, least) = ((booster.rounds, errors), size)
      } else if booster.rounds >= best.rounds + 5 * GlobalForecast.step {
        break
      }
    }
    return best
  }

  private static func size(_ errors: [Double]) -> Double { stableMean(errors.map { abs($0) }) }

  private func ahead(
    _ set: SeriesSet, _ series: [[Double]], _ scales: [Double], _ labels: [[Float]], _ booster: Booster, _ spread: ResidualSpread
  ) throws(ForecastError) -> [Forecast] {
    var forecasts: [Forecast] = []
    // In parts: the rows of all series at once could be many.
    for start in stride(from: 0, to: series.count, by: 1_000) {
      let part = start..<min(series.count, start + 1_000)
      let windows = FutureWindows(
        Array(series[part]), seasonLength: set.seasonLength, labels: Array(labels[part]), horizon: horizon)
      let found =
        try booster.rounds > 0
        ? booster.predictions(BoosterMatrix(windows.features, width: windows.width, targets: []))
        : [Float](repeating: 0, count: windows.bases.count)
      for member in part {
        let rows = (member - start) * horizon..<(member - start + 1) * horizon
        let scale = scales[member]
        var (mean, size) = ([Double](), [Double]())
        for row in rows {
          let base = windows.bases[row]
          mean.append(GlobalForecast.finite((base.mean + Double(found[row]) * base.unit) * scale))
          size.append(GlobalForecast.finite(spread.size(ahead: row - rows.lowerBound + 1) * base.unit * scale))
        }
        forecasts.append(
          Forecast(method: "Global", mean: mean, scale: size, shape: spread.shape, floor: set.members[member].series.naturalFloor))
      }
    }
    return forecasts
  }

  /// Next to the end of the range of numbers a forecast must not leave it.
  private static func finite(_ value: Double) -> Double { min(max(value, -.greatestFiniteMagnitude), .greatestFiniteMagnitude) }

  /// Near the typical size of values: dividing by it is exact.
  private static func powerOfTwo(_ values: [Double]) -> Double {
    let size = values.reduce(0) { max($0, abs($1)) }
    guard size.isNormal else { return 1 }
    let mean = size * (values.reduce(0) { $0 + abs($1) / size } / Double(values.count))
    return mean.isNormal ? Double(sign: .plus, exponent: mean.exponent, significand: 1) : 1
  }
}
