// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// One way in which monthly paces may come about: a level, perhaps lifted for good from some month on, and around it an autoregression of first
/// order, seen through the chance of single payments.
///
/// Level and lift are found by generalised least squares on what a Kalman filter leaves (Harvey, *Forecasting, Structural Time Series Models and the
/// Kalman Filter*, 1989, §3.4): months, ones and steps are filtered alike.
struct DelayCourse: Sendable {
  /// Share of a deviation that is left a month later.
  let persistence: Double
  /// Standard deviation of the autoregression, days.
  let spread: Double

  /// What was seen.
  struct Months {
    /// Days beside the usual, newest last.
    let deviations: [Double]
    /// Variance that chance puts into each.
    let noise: [Double]
    /// How wide lifts are thought to be before anything is seen, days².
    let liftVariance: Double
  }

  /// Where a course stands after the last month, as far as the months tell.
  struct Standing: Sendable {
    let logLikelihood: Double
    /// The first month that is lifted; nil when none is.
    let lift: Int?
    /// Level and lift: means, and the lower triangle of the root of their covariance.
    fileprivate let level: Double
    fileprivate let lifted: Double
    fileprivate let root: (Double, Double, Double)
    /// The autoregression at the end, as a line in level and lift, and the variance that is left.
    fileprivate let last: (months: Double, level: Double, lift: Double)
    fileprivate let variance: Double

    /// The level from now on, and how far beside it the last month stood.
    func draw(_ random: inout RandomStream) -> (level: Double, deviation: Double) {
      let (first, second, third) = (random.normal(), random.normal(), random.normal())
      let level = level + root.0 * first
      let lifted = lifted + root.1 * first + root.2 * second
      return (level + lifted, last.months - last.level * level - last.lift * lifted + variance.squareRoot() * third)
    }
  }

  /// The months without their dependence on each other.
  struct Whitened {
    fileprivate let months: Months
    fileprivate let course: DelayCourse
    fileprivate let gains: [Double]
    /// Variances of what each month brings that was not expected.
    fileprivate let variances: [Double]
    fileprivate let lastVariance: Double
    fileprivate let values: (rests: [Double], last: Double)
    fileprivate let ones: (rests: [Double], last: Double)
  }

  func whitened(_ months: Months) -> Whitened {
    var (gains, variances): ([Double], [Double]) = ([], [])
    let (square, innovation) = (spread * spread, spread * spread * (1 - persistence * persistence))
    var before = square
    for noise in months.noise {
      let total = before + noise
      gains.append(before / total)
      variances.append(total)
      before = persistence * persistence * before * (noise / total) + innovation
    }
    let lastNoise = months.noise.last ?? 0
    let lastTotal = variances.last ?? 1
    let lastVariance = (gains.last ?? 0) * lastTotal * lastNoise / lastTotal
    return Whitened(
      months: months, course: self, gains: gains, variances: variances, lastVariance: lastVariance,
      values: filtered(months.deviations, gains), ones: filtered(months.deviations.map { _ in 1 }, gains))
  }

  /// What each month brings that the months before did not tell, and where the filter ends.
  fileprivate func filtered(_ row: [Double], _ gains: [Double]) -> (rests: [Double], last: Double) {
    var (state, last) = (0.0, 0.0)
    let rests = row.indices.map { month in
      let rest = row[month] - state
      last = state + gains[month] * rest
      state = persistence * last
      return rest
    }
    return (rests, last)
  }

  /// The pace of each month as far as all of them tell: the level and a smoothed rest.
  func past(_ months: Months, _ standing: Standing) -> [Double] {
    let count = months.deviations.count
    let lifted = standing.lift ?? count
    let levels = (0..<count).map { standing.level + ($0 >= lifted ? standing.lifted : 0) }
    guard spread > 0 else { return levels }
    let rests = zip(months.deviations, levels).map { $0 - $1 }
    let innovation = spread * spread * (1 - persistence * persistence)
    var (filtered, variances, expected): ([Double], [Double], [Double]) = ([], [], [])
    var (state, variance) = (0.0, spread * spread)
    for month in 0..<count {
      expected.append(variance)
      let gain = variance / (variance + months.noise[month])
      filtered.append(state + gain * (rests[month] - state))
      variances.append(variance * (1 - gain))
      state = persistence * filtered[month]
      variance = persistence * persistence * variances[month] + innovation
    }
    var smoothed = filtered
    for month in stride(from: count - 2, through: 0, by: -1) {
      let weight = variances[month] * persistence / expected[month + 1]
      smoothed[month] += weight * (smoothed[month + 1] - persistence * filtered[month])
    }
    return zip(levels, smoothed).map { $0 + $1 }
  }
}

extension DelayCourse.Whitened {
  /// The likelihood of the months, level and lift integrated out, and where the course stands.
  func standing(lift: Int?) -> DelayCourse.Standing {
    let precisions = variances.map { 1 / $0 }
    func product(_ left: [Double], _ right: [Double]) -> Double {
      left.indices.reduce(0.0) { $0 + left[$1] * right[$1] * precisions[$1] }
    }
    let logVariances = variances.reduce(0.0) { $0 + logarithm($1) }
    let (one, across, square) = (product(ones.rests, ones.rests), product(ones.rests, values.rests), product(values.rests, values.rests))
    guard let lift else {
      let level = across / one
      return DelayCourse.Standing(
        logLikelihood: -0.5 * (logVariances + logarithm(one) + square - across * level), lift: nil, level: level, lifted: 0,
        root: (1 / one.squareRoot(), 0, 0), last: (values.last, ones.last, 0), variance: lastVariance)
    }
    let steps = course.filtered(months.deviations.indices.map { $0 >= lift ? 1 : 0 }, gains)
    let both = product(ones.rests, steps.rests)
    let step = product(steps.rests, steps.rests) + 1 / months.liftVariance
    let stepped = product(steps.rests, values.rests)
    let determinant = one * step - both * both
    let level = (step * across - both * stepped) / determinant
    let lifted = (one * stepped - both * across) / determinant
    // Covariance: the inverse of ((one, both), (both, step)).
    let first = (step / determinant).squareRoot()
    let second = -both / determinant / first
    let third = max(0, one / determinant - second * second).squareRoot()
    return DelayCourse.Standing(
      logLikelihood: -0.5
        * (logVariances + logarithm(determinant) + logarithm(months.liftVariance) + square - across * level - stepped * lifted),
      lift: lift, level: level, lifted: lifted, root: (first, second, third), last: (values.last, ones.last, steps.last),
      variance: lastVariance)
  }
}
