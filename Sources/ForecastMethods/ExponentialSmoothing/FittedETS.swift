// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// An exponential smoothing model that has learnt from a series.
public struct FittedETS: FittedModel {
  public let form: ETSForm
  public let seasonLength: Int
  public let observed: [Double]
  public let fittedValues: [Double]
  /// α, β, γ, φ as far as the form has them, then the states before the first value.
  public let parameters: [ModelParameter]
  /// n·log Σ r² in the units of the series (the `lik` of other packages): lower is better.
  public let deviance: Double
  /// Akaike's criterion, corrected for small samples.
  public let correctedAkaike: Double

  /// Everything below is in units of this: squares of values must neither over- nor underflow.
  let scale: Double
  let end: ETSPoint
  /// The fit itself, states in units of `scale`, from which a search on more of the series sets out.
  let fit: ETSFit
  let endSeason: [Double]
  private let variance: Double

  public var method: String { form.description }
  public var estimatedCount: Double { Double(form.parameterCount(seasonLength: seasonLength)) }

  init(_ fit: ETSFit, _ history: ETSHistory) {
    let (values, scale) = (history.values, history.scale)
    observed = history.observed
    self.fit = fit
    form = fit.form
    seasonLength = fit.seasonLength
    var point = fit.start
    var season = fit.startSeason.isEmpty ? [0] : fit.startSeason
    var fitted = [Double](repeating: 0, count: values.count)
    values.withUnsafeBufferPointer { values in
      season.withUnsafeMutableBufferPointer { season in
        fitted.withUnsafeMutableBufferPointer { fitted in
          guard let start = values.baseAddress, let state = season.baseAddress else { return }
          _ = fit.form.run(
            values: start, count: values.count, seasonLength: fit.seasonLength, point: &point,
            season: state, fitted: fitted.baseAddress)
        }
      }
    }
    var squares = 0.0
    for (value, mean) in zip(values, fitted) {
      let error = fit.form.error == .multiplicative ? (value - mean) / mean : value - mean
      squares += error * error
    }
    let free = max(1, values.count - fit.form.parameterCount(seasonLength: fit.seasonLength))
    variance = squares / Double(free)
    // Growth that ends next to the largest number is followed by a mean beyond it.
    fittedValues = fitted.map { min(max($0 * scale, -.greatestFiniteMagnitude), .greatestFiniteMagnitude) }
    // After n values the ring buffer's next place is n mod m.
    let shift = fit.startSeason.isEmpty ? 0 : values.count % fit.seasonLength
    endSeason =
      fit.startSeason.isEmpty
      ? [] : (0..<fit.seasonLength).map { season[($0 + shift) % fit.seasonLength] }
    end = point
    self.scale = scale
    // Multiplicative states are ratios and carry no unit.
    parameters = FittedETS.parameters(fit, scale: scale, seasonScale: fit.form.season == .multiplicative ? 1 : scale)
    let unit = 2 * Double(values.count) * ETSLogarithm.natural(scale)
    deviance = fit.deviance + unit
    correctedAkaike = fit.correctedAkaike + unit
  }

  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    try ForecastLimits.check(horizon: horizon)
    var base: [Double] = []
    var season: [Double] = []
    var mean: [Double] = []
    var slope = end.slope
    var level = end.level
    for step in 0..<horizon {
      slope *= end.phi
      level += slope
      base.append(level)
      switch form.season {
      case .none:
        mean.append(level)
      case .additive:
        mean.append(level + endSeason[step % seasonLength])
      case .multiplicative:
        season.append(endSeason[step % seasonLength])
        mean.append(level * endSeason[step % seasonLength])
      }
    }
    let variances = ETSVariance.variances(
      form: form, point: end, seasonLength: seasonLength, variance: variance, mean: mean, base: base,
      season: season)
    return Forecast(method: method, mean: mean.map { $0 * scale }, scale: variances.map { max(0, $0).squareRoot() * scale })
  }

  private static func parameters(_ fit: ETSFit, scale: Double, seasonScale: Double) -> [ModelParameter] {
    var list = [ModelParameter("alpha", fit.start.alpha)]
    if fit.form.trend != .none { list.append(ModelParameter("beta", fit.start.beta)) }
    if fit.form.season != .none { list.append(ModelParameter("gamma", fit.start.gamma)) }
    if fit.form.trend == .damped { list.append(ModelParameter("phi", fit.start.phi)) }
    list.append(ModelParameter("level", fit.start.level * scale))
    if fit.form.trend != .none { list.append(ModelParameter("slope", fit.start.slope * scale)) }
    for (place, state) in fit.startSeason.enumerated() {
      list.append(ModelParameter("season-\(place + 1)", state * seasonScale))
    }
    return list
  }
}
