// SPDX-License-Identifier: Apache-2.0
public import NumericalMethods

/// Forecast errors of many series as a common factor, one factor a group, and a rest of each series' own: learnt from past errors, drawn as
/// whole trajectories over the horizon.
///
/// Estimator. At origin j and step h, with money weights wᵢ: c = Σ wᵢeᵢ ÷ Σ wᵢ (the error of the total), f_g = the same mean of e − c within
/// group g, uᵢ = eᵢ − c − f_g. Rests are centred over the origins, step by step; factors are drawn with both signs, so that paths have the mean of the
/// forecast. The variance of a step is drawn to that of all steps, the more the farther it is ahead, since the errors of neighbouring origins overlap.
/// Means of noise are noise: what the rests alone would put into f, and rests and groups into c, is taken out of their variance (method of moments), so
/// that the variance of a drawn total is that of past totals.
///
/// Draws. Factors have few origins: a path combines their trajectories with standard normal weights (multiplier bootstrap), which keeps
/// the covariance over the steps and is not limited to what happened. Rests are resampled: one whole trajectory of the series itself.
///
/// - References: C. F. J. Wu (1986), Jackknife, bootstrap and other resampling methods in regression analysis, Ann. Statist. 14(4), 1261–1295;
///   E. Mammen (1993), Bootstrap and wild bootstrap for high dimensional linear models, Ann. Statist. 21(1), 255–285.
public struct ErrorFactors: Sendable {
  public let steps: Int
  /// Scaled trajectories of the common factor, by origin; 0 where not known.
  let common: Trajectories
  /// The same for each group.
  let groups: [Trajectories]
  /// Whole trajectories of the rests, by series.
  let own: [[[Double]]]
  let groupOf: [Int]
  /// For each series that is drawn, the measured one whose rests and group it takes.
  let standIns: [Int]

  /// Standard deviation of the error of the total at each step, in units of the total.
  public var commonSpread: [Double] { common.spread }

  /// - Parameters:
  ///   - errors: of each measured series.
  ///   - groupOf: the group of each of them, 0 ..< `groupCount`.
  ///   - weights: money that one unit of relative error is worth, ≥ 0; with that of the series it stands for.
  ///   - steps: periods ahead.
  ///   - standIns: the measured series that each drawn one takes after; nil when all are measured.
  public init(
    _ errors: [PastErrors], groupOf: [Int], groupCount: Int, weights: [Double], steps: Int, standIns: [Int]? = nil
  ) {
    precondition(errors.count == groupOf.count && errors.count == weights.count, "one group and one weight a series")
    self.steps = steps
    self.standIns = standIns ?? Array(errors.indices)
    self.groupOf = groupOf
    let table = ErrorTable(errors, groupOf: groupOf, groupCount: groupCount, weights: weights, steps: steps)
    own = table.ownTrajectories()
    let ownVariance = table.variances(of: table.own)
    let shares = table.shares()
    var groupVariance = [Double](repeating: 0, count: groupCount)
    groups = (0..<groupCount).map { group in
      let noise = errors.indices.filter { groupOf[$0] == group }.reduce(0.0) {
        let share = shares.ofGroup[group] > 0 ? weights[$1] / shares.total / shares.ofGroup[group] : 0
        return $0 + share * share * ownVariance[$1]
      }
      let trajectories = Trajectories(table.group[group], steps: steps, noise: noise)
      groupVariance[group] = trajectories.meanVariance
      return trajectories
    }
    var noise = 0.0
    for series in errors.indices where shares.total > 0 {
      let share = weights[series] / shares.total
      noise += share * share * ownVariance[series]
    }
    for group in 0..<groupCount { noise += shares.ofGroup[group] * shares.ofGroup[group] * groupVariance[group] }
    common = Trajectories(table.common, steps: steps, noise: noise)
  }

  /// Series whose past was tested.
  public var measuredCount: Int { groupOf.count }

  /// Whether anything was learnt.
  public var isEmpty: Bool { common.origins.isEmpty && own.allSatisfy(\.isEmpty) }

  /// One path of relative errors: `steps` for each series, series outermost.
  ///
  /// - Parameter stream: the random numbers of one part of the path: nil for the common factor, a group's or a series' own. Each is asked for
  ///   once, so that a series that is added or removed leaves the others' draws alone.
  public func draw(stream: (Part) -> RandomStream) -> [[Double]] {
    var random = stream(.common)
    let shared = common.draw(&random)
    let grouped = groups.indices.map { group in
      var random = stream(.group(group))
      return groups[group].draw(&random)
    }
    return standIns.enumerated().map { series, measured in
      var random = stream(.series(series))
      let pool = own[measured]
      let pick = pool.isEmpty ? 0 : min(pool.count - 1, Int(random.uniform() * Double(pool.count)))
      return (0..<steps).map { step in
        shared[step] + grouped[groupOf[measured]][step] + (pool.isEmpty ? 0 : pool[pick][step])
      }
    }
  }

  /// Who draws.
  public enum Part: Hashable, Sendable {
    case common
    case group(Int)
    case series(Int)
  }
}

/// The trajectories of one factor.
struct Trajectories: Sendable {
  /// Scaled so that Σ over origins of (normal × value) has the mean square of the factor.
  let origins: [[Double]]
  let steps: Int

  /// Independent origins that the variance over all steps counts for in the variance of one.
  private static let pooledWeight = 4.0

  /// - Parameters:
  ///   - raw: by origin and step, NaN where not known.
  ///   - noise: variance that is not the factor's own.
  init(_ raw: [[Double]], steps: Int, noise: Double) {
    self.steps = steps
    var scaled = raw.map { _ in [Double](repeating: 0, count: steps) }
    let known = (0..<steps).map { step in raw.indices.filter { !raw[$0][step].isNaN } }
    // Around nought, not around their mean: that a year of forecasts was too low is part of what may happen again.
    let sums = (0..<steps).map { step in stableSum(known[step].map { raw[$0][step] * raw[$0][step] }) }
    let cells = known.filter { $0.count >= 3 }.reduce(0) { $0 + $1.count }
    guard cells > 0 else {
      origins = []
      return
    }
    let pooled = stableSum((0..<steps).filter { known[$0].count >= 3 }.map { sums[$0] }) / Double(cells)
    for step in 0..<steps where known[step].count >= 3 && sums[step] > 0 {
      let count = Double(known[step].count)
      // Errors h steps ahead of neighbouring origins share h − 1 of their h months: they tell as little as a hth of them.
      let trust = count / (count + Self.pooledWeight * Double(step + 1))
      let variance = trust * sums[step] / count + (1 - trust) * pooled
      let scale = (max(0, variance - noise) / sums[step]).squareRoot()
      for origin in known[step] { scaled[origin][step] = raw[origin][step] * scale }
    }
    origins = scaled.filter { $0.contains { $0 != 0 } }
  }

  var spread: [Double] {
    (0..<steps).map { step in origins.reduce(0) { $0 + $1[step] * $1[step] }.squareRoot() }
  }

  var meanVariance: Double {
    steps == 0 ? 0 : spread.reduce(0) { $0 + $1 * $1 } / Double(steps)
  }

  func draw(_ random: inout RandomStream) -> [Double] {
    var result = [Double](repeating: 0, count: steps)
    for origin in origins {
      let weight = random.normal()
      for step in result.indices { result[step] += weight * origin[step] }
    }
    return result
  }
}
