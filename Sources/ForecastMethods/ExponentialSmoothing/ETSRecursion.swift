// SPDX-License-Identifier: Apache-2.0

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

/// Runs the filter over the values and returns the objective Σ rₜ², where r = e for additive errors and r = G·e/μ for
/// multiplicative ones, G the geometric mean of the μₜ: n·log Σ rₜ² is then −2·log likelihood, up to a constant, of either kind, and both
/// are sums of squares. Infinity where the model does not exist (μ ≤ 0 for multiplicative errors).
private struct ETSFilter: ETSPass {
  let values: UnsafePointer<Double>
  let count: Int
  let seasonLength: Int
  let season: UnsafeMutablePointer<Double>
  let fitted: UnsafeMutablePointer<Double>?
  var point: ETSPoint

  mutating func run<Kind: ETSKind>(_ kind: Kind.Type) -> Double {
    var (level, slope) = (point.level, point.slope)
    let (alpha, beta, gamma, phi) = (point.alpha, point.beta, point.gamma, point.phi)
    var (place, squares, product) = (0, 0.0, ETSProduct())
    for index in 0..<count {
      let value = values[index]
      let damped = Kind.hasTrend ? phi * slope : 0
      let base = Kind.hasTrend ? level + damped : level
      var mean = base
      var error: Double
      var update: Double
      switch Kind.season {
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
        // Known a season ago, unlike the error: nothing waits for this division.
        let inverse = 1 / factor
        mean = base * factor
        error = value - mean
        update = error * inverse
        season[place] = factor + gamma * error / base
      }
      if let fitted { fitted[index] = mean }
      level = base + alpha * update
      if Kind.hasTrend { slope = damped + beta * update }
      if Kind.isRelative {
        guard mean > 0 else { return .infinity }
        error /= mean
        product.significand *= mean
        if index & 7 == 7 { product.normalise() }
      }
      squares += error * error
      if Kind.season != .none {
        place &+= 1
        if place == seasonLength { place = 0 }
      }
    }
    (point.level, point.slope) = (level, slope)
    if Kind.isRelative {
      product.normalise()
      squares *= product.geometricSquare(count: count)
    }
    return squares.isFinite ? squares : .infinity
  }
}

extension ETSForm {
  /// The filter of this form (`ETSFilter`).
  ///
  /// - Parameters:
  ///   - point: before the first value in, after the last one out.
  ///   - season: `seasonLength` states in the order of the first season; left as they stand after the last value (ring buffer).
  ///   - fitted: receives the one-step means when given.
  /// - Returns: Σ rₜ².
  func run(
    values: UnsafePointer<Double>, count: Int, seasonLength: Int, point: inout ETSPoint,
    season: UnsafeMutablePointer<Double>, fitted: UnsafeMutablePointer<Double>? = nil
  ) -> Double {
    var filter = ETSFilter(values: values, count: count, seasonLength: seasonLength, season: season, fitted: fitted, point: point)
    let squares = run(&filter)
    point = filter.point
    return squares
  }
}
