// SPDX-License-Identifier: Apache-2.0

/// Variances of forecasts 1 … h steps ahead of a fitted form.
///
/// With cⱼ = α + β(φ + φ² + … + φʲ) + γ·[j is a multiple of m]: additive errors have σ²(1 + Σ cⱼ²); multiplicative errors
/// follow the recursions of classes 2 and 3.
///
/// - References: Hyndman et al. (2008), chapter 6, tables 6.2 and 6.3 and §6.4.
enum ETSVariance {
  /// - Parameters:
  ///   - variance: of the one-step error, relative for multiplicative errors.
  ///   - base: means of the steps without their season; used by multiplicative errors.
  ///   - season: the season of each step; used by multiplicative seasons.
  static func variances(
    form: ETSForm, point: ETSPoint, seasonLength: Int, variance: Double, mean: [Double], base: [Double],
    season: [Double]
  ) -> [Double] {
    let horizon = mean.count
    let weights = responses(form: form, point: point, seasonLength: seasonLength, horizon: horizon)
    guard form.error == .multiplicative else {
      var sum = 1.0
      return (0..<horizon).map { step in
        if step > 0 { sum += weights[step - 1] * weights[step - 1] }
        return variance * sum
      }
    }
    let centre = form.season == .multiplicative ? base : mean
    var second: [Double] = []
    for step in 0..<horizon {
      var sum = centre[step] * centre[step]
      for back in 0..<step { sum += variance * weights[back] * weights[back] * second[step - 1 - back] }
      second.append(sum)
    }
    return (0..<horizon).map { step in
      guard form.season == .multiplicative else {
        return (1 + variance) * second[step] - centre[step] * centre[step]
      }
      var growth = 1.0
      for _ in 0..<(step / seasonLength) { growth *= 1 + point.gamma * point.gamma * variance }
      let spread = second[step] * (1 + variance) * growth - centre[step] * centre[step]
      return spread * season[step] * season[step]
    }
  }

  /// cⱼ, j = 1 … horizon − 1. A multiplicative season is handled outside, so it has no term here.
  private static func responses(form: ETSForm, point: ETSPoint, seasonLength: Int, horizon: Int) -> [Double] {
    var damped = 0.0
    var power = point.phi
    return (1..<max(2, horizon)).map { step in
      damped += power
      power *= point.phi
      var response = point.alpha
      if form.trend != .none { response += point.beta * damped }
      if form.season == .additive, step % seasonLength == 0 { response += point.gamma }
      return response
    }
  }
}
