// SPDX-License-Identifier: Apache-2.0

/// Smoothing parameters worth a first look: for each of four α the most promising others. The four run side by side.
struct ETSGrid {
  struct Point {
    let alpha: Double
    /// β ÷ α and γ ÷ (1 − α).
    let betaShare: Double
    let gammaShare: Double
    let phi: Double
  }

  private static let alphas = SIMD4<Double>(0.05, 0.2, 0.5, 0.85)

  private let form: ETSForm

  init(_ form: ETSForm) { self.form = form }

  /// For each α the point with the lowest objective, with it; none where the model exists nowhere.
  ///
  /// - Parameter season: room for the seasonal states of four points.
  func beginnings(
    _ layout: ETSLayout, start: ETSStart, values: UnsafePointer<Double>, count: Int, season: UnsafeMutablePointer<SIMD4<Double>>
  ) -> [(value: Double, point: Point)] {
    var best = [(value: Double, point: Point)?](repeating: nil, count: 4)
    for beta in form.trend == .none ? [0.1] : [0.02, 0.2] {
      for gamma in form.season == .none ? [0.1] : [0.05, 0.3] {
        for phi in form.trend == .damped ? [0.85, 0.96] : [0.96] {
          let shares = (beta: form.trend == .none ? 0 : layout.slopeShare(beta), gamma: form.season == .none ? 0 : gamma)
          let objectives = run(layout, start, shares, phi: phi, values, count, season)
          for lane in 0..<4 where objectives[lane] < best[lane]?.value ?? .infinity {
            best[lane] = (objectives[lane], Point(alpha: ETSGrid.alphas[lane], betaShare: beta, gammaShare: gamma, phi: phi))
          }
        }
      }
    }
    return best.compactMap { $0 }
  }

  private func run(
    _ layout: ETSLayout, _ start: ETSStart, _ shares: (beta: Double, gamma: Double), phi: Double, _ values: UnsafePointer<Double>,
    _ count: Int, _ season: UnsafeMutablePointer<SIMD4<Double>>
  ) -> SIMD4<Double> {
    let kind = form.season
    if kind != .none {
      // The last state follows from the others, as it will in the search.
      var sum = 0.0
      for place in 0..<(layout.seasonLength - 1) {
        season[place] = SIMD4(repeating: start.season[place])
        sum += start.season[place]
      }
      season[layout.seasonLength - 1] = SIMD4(repeating: (kind == .multiplicative ? Double(layout.seasonLength) : 0) - sum)
    }
    let alphas = ETSGrid.alphas
    var lanes = ETSLanes(
      values: values, count: count, seasonLength: layout.seasonLength, season: season, alpha: alphas, beta: alphas * shares.beta,
      gamma: (1 - alphas) * shares.gamma, phi: form.trend == .damped ? phi : 1,
      level: start.level, slope: form.trend == .none ? 0 : start.slope)
    return form.run(&lanes)
  }
}

/// Four points of one form with the same first states: Σ rₜ² of each (see `ETSForm.run`), infinity where a model does not exist.
private struct ETSLanes: ETSPass {
  let values: UnsafePointer<Double>
  let count: Int
  let seasonLength: Int
  let season: UnsafeMutablePointer<SIMD4<Double>>
  let alpha: SIMD4<Double>
  let beta: SIMD4<Double>
  let gamma: SIMD4<Double>
  let phi: Double
  let level: Double
  let slope: Double

  mutating func run<Kind: ETSKind>(_ kind: Kind.Type) -> SIMD4<Double> {
    let (alpha, beta, gamma, phi) = (alpha, beta, gamma, SIMD4(repeating: phi))
    var (level, slope) = (SIMD4(repeating: level), SIMD4(repeating: slope))
    var (squares, least) = (SIMD4<Double>.zero, SIMD4<Double>(repeating: .infinity))
    var (place, product) = (0, ETSProducts())
    for index in 0..<count {
      let value = SIMD4(repeating: values[index])
      let damped = Kind.hasTrend ? phi * slope : .zero
      let base = Kind.hasTrend ? level + damped : level
      var mean = base
      if Kind.season == .additive { mean = base + season[place] }
      if Kind.season == .multiplicative { mean = base * season[place] }
      var error = value - mean
      var update = error
      if Kind.season == .additive { season[place] += gamma * error }
      if Kind.season == .multiplicative {
        let factor = season[place]
        update = error * (1 / factor)
        season[place] = factor + gamma * error / base
      }
      level = base + alpha * update
      if Kind.hasTrend { slope = damped + beta * update }
      if Kind.isRelative {
        least.replace(with: mean, where: mean .< least)
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
    if Kind.isRelative {
      product.normalise()
      squares *= product.geometricSquares(count: count)
      squares.replace(with: .infinity, where: .!(least .> 0))
    }
    squares.replace(with: .infinity, where: .!(squares .< .infinity))
    return squares
  }
}
