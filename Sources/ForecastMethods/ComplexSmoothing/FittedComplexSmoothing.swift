// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Complex exponential smoothing that has learnt from a series.
public struct FittedComplexSmoothing: ErrorDrivenModel {
  public let form: ComplexForm
  public let observed: [Double]
  public let fittedValues: [Double]
  /// α₀, α₁, then β₀, β₁ as far as the form has them.
  public let parameters: [ModelParameter]
  /// Σe² in the units of the series.
  public let squares: Double

  /// α₀, α₁, β₀, β₁ without their names.
  let vector: [Double]
  private let seasonLength: Int
  /// Everything below is in units of this: what is added up on the way must remain a number.
  private let scale: Double
  private let level: Double
  private let potential: Double
  /// By place in the season; place 0 is that of the first value.
  private let season: [Double]
  private let seasonPotential: [Double]
  private let deviation: Double

  public var method: String { "CES(\(form.rawValue))" }
  /// The smoothing parameters and the components' first values.
  public var estimatedCount: Double { Double(2 * form.parameterCount) }

  init(_ fit: ComplexFit, _ fitter: ComplexFitter, scale: Double, observed: [Double]) {
    form = fit.form
    vector = fit.vector
    self.observed = observed
    seasonLength = fit.form == .none ? 1 : fitter.seasonLength
    squares = fit.squares * scale * scale
    parameters = zip(["alpha-0", "alpha-1", "beta-0", "beta-1"], fit.vector).map { ModelParameter($0, $1) }
    var lanes = ComplexParameters()
    fit.vector.withUnsafeBufferPointer { vector in
      if let base = vector.baseAddress { lanes.set(0, base, count: vector.count) }
    }
    var fitted = observed
    let end = fitter.run(fit.form, lanes) { index, error in fitted[index] -= error[0] * scale }
    fittedValues = fitted
    self.scale = scale
    (level, potential) = (end.level[0], end.potential[0])
    season = (0..<seasonLength).map { end.season[$0][0] }
    seasonPotential = (0..<seasonLength).map { end.seasonPotential[$0][0] }
    let free = max(1, observed.count - fit.form.parameterCount - 1)
    deviation = (fit.squares / Double(free)).squareRoot()
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    let reach = min(horizon, max(observed.count, seasonLength))
    let (seen, effects) = (run(fromEnd: reach) { _ in 0 }, effects(reach))
    let believed = believedSteps(seen, effects)
    let (mean, responses) = (continued(seen.prefix(believed), to: horizon), continued(effects.prefix(believed), to: horizon))
    var variance = 0.0
    let scale = responses.map { response -> Double in
      variance += response * response
      return deviation * variance.squareRoot() * self.scale
    }
    return Forecast(method: method, mean: mean.map { $0 * self.scale }, scale: scale)
  }

  public var drivingErrors: [Double] { residuals }

  /// Beyond what can be believed of the forecast the last season repeats, with the errors of its time.
  public func path(_ errors: [Double]) -> [Double] {
    let reach = min(errors.count, max(observed.count, seasonLength))
    let believed = believedSteps(run(fromEnd: reach) { _ in 0 }, effects(reach))
    return continued(run(fromEnd: believed) { errors[$0] / scale }[...], to: errors.count).map { $0 * scale }
  }

  private func run(fromEnd count: Int, error: (Int) -> Double) -> [Double] {
    run(count, level: level, potential: potential, season: season, seasonPotential: seasonPotential, error: error)
  }

  /// What one error does to every later value, led by the error itself: the model is linear.
  private func effects(_ count: Int) -> [Double] {
    let zeros = [Double](repeating: 0, count: seasonLength)
    return run(count, level: 0, potential: 0, season: zeros, seasonPotential: zeros) { $0 == 0 ? 1 : 0 }
  }

  /// Growth this many times beyond the largest value that was seen is growth of the formula and no longer of the series; likewise the effect of one error.
  private static let furthest = 100.0

  /// Nobody knows of growth that lasts longer than what was seen, or leads to where nothing ever was. Potentials may grow by a few percent a period, which
  /// is a trend over a year of months and beyond all numbers over a thousand days.
  ///
  /// - Returns: steps before the path leaves what can be believed; one season at least.
  private func believedSteps(_ path: [Double], _ responses: [Double]) -> Int {
    let limit = FittedComplexSmoothing.furthest * observed.reduce(0) { max($0, abs($1)) } / scale
    let left = path.indices.first { !(abs(path[$0]) <= limit && abs(responses[$0]) <= FittedComplexSmoothing.furthest) }
    return max(left ?? path.count, min(seasonLength, path.count))
  }

  /// From there on the last season repeats.
  private func continued(_ path: ArraySlice<Double>, to count: Int) -> [Double] {
    var values = Array(path)
    values.reserveCapacity(count)
    for step in values.count..<max(count, values.count) { values.append(values[step - seasonLength]) }
    return values
  }

  /// The states run on through `count` steps with the error of each, in units of `scale`.
  private func run(
    _ count: Int, level: Double, potential: Double, season: [Double], seasonPotential: [Double], error: (Int) -> Double
  ) -> [Double] {
    var (level, potential, season, seasonPotential) = (level, potential, season, seasonPotential)
    let (alpha0, alpha1) = (vector[0], vector[1])
    let beta0 = vector.count > 2 ? vector[2] : 0
    let beta1 = vector.count > 3 ? vector[3] : 0
    func moved(_ one: Double, _ other: Double, _ error: Double, _ real: Double, _ imaginary: Double) -> (Double, Double) {
      (
        one - (1 - imaginary) * other + (real - imaginary) * error,
        one + (1 - real) * other + (real + imaginary) * error
      )
    }
    return (0..<count).map { step -> Double in
      let place = (observed.count + step) % seasonLength
      let error = error(step)
      let value: Double
      switch form {
      case .none:
        value = level + error
        (level, potential) = moved(level, potential, error, alpha0, alpha1)
      case .simple:
        value = season[place] + error
        (season[place], seasonPotential[place]) = moved(season[place], seasonPotential[place], error, alpha0, alpha1)
      case .partial:
        value = level + season[place] + error
        (level, potential) = moved(level, potential, error, alpha0, alpha1)
        season[place] += beta0 * error
      case .full:
        value = level + season[place] + error
        (level, potential) = moved(level, potential, error, alpha0, alpha1)
        (season[place], seasonPotential[place]) = moved(season[place], seasonPotential[place], error, beta0, beta1)
      }
      return value
    }
  }
}
