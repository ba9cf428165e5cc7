// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Smoothing parameters and the non-seasonal states.
///
/// With q = ℓ + φb and the season s, the one-step mean is μ = q, q + s or q·s. Written in errors e = y − μ the updates are
/// ℓ ← q + αu, b ← φb + βu with u = e (e / s for a multiplicative season), s ← s + γe (s + γe/q). They are the same for both kinds of
/// error: the error only decides how e is weighed.
struct ETSPoint {
  var alpha = 0.0
  var beta = 0.0
  var gamma = 0.0
  /// 1 for an undamped trend, 0 without a trend.
  var phi = 0.0
  var level = 0.0
  var slope = 0.0
}

/// Runs the filter over `values` and returns the objective Σ rₜ², where r = e for additive errors and r = G·e/μ for
/// multiplicative ones, G the geometric mean of the μₜ: n·log Σ rₜ² is then −2·log likelihood, up to a constant, of either kind, and both
/// are sums of squares.
///
/// - Parameters:
///   - season: `seasonLength` states in the order of the first season; left as they stand after the last value (ring buffer).
///   - fitted: receives the one-step means when given.
/// - Returns: infinity where the model does not exist (μ ≤ 0 for multiplicative errors).
@inline(__always)
private func filtered(
  hasTrend: Bool, season kind: ETSForm.Season, relative: Bool, values: UnsafePointer<Double>, count: Int,
  seasonLength: Int, point: inout ETSPoint, season: UnsafeMutablePointer<Double>,
  fitted: UnsafeMutablePointer<Double>?
) -> Double {
  var level = point.level
  var slope = point.slope
  let (alpha, beta, gamma, phi) = (point.alpha, point.beta, point.gamma, point.phi)
  var place = 0
  var squares = 0.0
  var logs = 0.0
  var product = 1.0
  for index in 0..<count {
    let value = values[index]
    let damped = hasTrend ? phi * slope : 0
    let base = hasTrend ? level + damped : level
    var mean = base
    var error: Double
    var update: Double
    switch kind {
    case .none:
      error = value - mean
      update = error
    case .additive:
      mean = base + season[place]
      error = value - mean
      update = error
      season[place] += gamma * error
    case .multiplicative:
      let factor = season[place]
      mean = base * factor
      error = value - mean
      update = error / factor
      season[place] = factor + gamma * error / base
    }
    fitted?[index] = mean
    level = base + alpha * update
    if hasTrend { slope = damped + beta * update }
    if relative {
      guard mean > 0 else { return .infinity }
      error /= mean
      // A logarithm every eighth step: the product of eight scaled means neither over- nor underflows.
      product *= mean
      if index & 7 == 7 {
        logs += log(product)
        product = 1
      }
    }
    squares += error * error
    if kind != .none {
      place += 1
      if place == seasonLength { place = 0 }
    }
  }
  point.level = level
  point.slope = slope
  guard relative else { return squares.isFinite ? squares : .infinity }
  logs += log(product)
  let objective = squares * exp(2 * logs / Double(count))
  return objective.isFinite ? objective : .infinity
}

extension ETSForm {
  /// The filter of this form; one specialised loop for each kind of trend, season and error.
  func run(
    values: UnsafePointer<Double>, count: Int, seasonLength: Int, point: inout ETSPoint,
    season state: UnsafeMutablePointer<Double>, fitted: UnsafeMutablePointer<Double>? = nil
  ) -> Double {
    let relative = error == .multiplicative
    switch (trend != .none, season, relative) {
    case (false, .none, false):
      return filtered(
        hasTrend: false, season: .none, relative: false, values: values, count: count,
        seasonLength: seasonLength, point: &point, season: state, fitted: fitted)
    case (true, .none, false):
      return filtered(
        hasTrend: true, season: .none, relative: false, values: values, count: count,
        seasonLength: seasonLength, point: &point, season: state, fitted: fitted)
    case (_, .additive, false):
      return filtered(
        hasTrend: true, season: .additive, relative: false, values: values, count: count,
        seasonLength: seasonLength, point: &point, season: state, fitted: fitted)
    case (_, .multiplicative, false):
      return filtered(
        hasTrend: true, season: .multiplicative, relative: false, values: values, count: count,
        seasonLength: seasonLength, point: &point, season: state, fitted: fitted)
    case (_, .none, true):
      return filtered(
        hasTrend: true, season: .none, relative: true, values: values, count: count,
        seasonLength: seasonLength, point: &point, season: state, fitted: fitted)
    case (_, .additive, true):
      return filtered(
        hasTrend: true, season: .additive, relative: true, values: values, count: count,
        seasonLength: seasonLength, point: &point, season: state, fitted: fitted)
    case (_, .multiplicative, true):
      return filtered(
        hasTrend: true, season: .multiplicative, relative: true, values: values, count: count,
        seasonLength: seasonLength, point: &point, season: state, fitted: fitted)
    }
  }
}
